"""A session: the memory of one isolated test."""

from collections import OrderedDict
from collections.abc import Hashable
from random import Random
from typing import Final

from .api.ids import Ids
from .api.request import Request
from .digest import digest
from .prompt_cache import PromptCache

MAX_SESSIONS: Final = 1_000
MAX_COUNTED: Final = 10_000
"""How many requests a session remembers for their attempts; the oldest are forgotten first."""


class Session:
    """Attempts, ids and the prompt cache of one namespace."""

    def __init__(self, seed: str) -> None:
        self.ids = Ids(seed)
        self.cache = PromptCache()
        self._seed = seed
        self._rolls = 0
        self._attempts: OrderedDict[Hashable, int] = OrderedDict()

    def attempt(self, place: Hashable, request: Request) -> int:
        """Which time this request comes to this place of a scenario, counted from 1.

        The same request is one with the same messages, a trailing prefill aside; all else may differ.
        """
        key = place, digest(request.asked)
        count = self._attempts.pop(key, 0) + 1
        self._attempts[key] = count
        if len(self._attempts) > MAX_COUNTED:
            self._attempts.popitem(last=False)
        return count

    def dice(self) -> Random:
        """What chance says to the next request that asks it: the same for the same seed, session and number."""
        self._rolls += 1
        return Random(f"{self._seed}/{self._rolls}")  # noqa: S311  # chance that can be repeated


class Sessions:
    """The sessions in use, each made when it is first named; the longest unused are forgotten first."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._sessions: OrderedDict[str, Session] = OrderedDict()

    def get(self, name: str) -> Session:
        session = self._sessions.pop(name, None) or Session(f"{self._seed}/{name}")
        self._sessions[name] = session
        if len(self._sessions) > MAX_SESSIONS:
            self._sessions.popitem(last=False)
        return session
