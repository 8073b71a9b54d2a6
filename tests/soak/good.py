"""Good clients: they keep their connection, ask again and again, and look closely at every answer."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Final

from .asking import Asking
from .connection import Answer, Connection, CutError
from .errands import ERRANDS, STATUSES
from .essence import Essence, difference, essence

_PATIENCE: Final = 20.0
"""Seconds that a good client waits for an answer before it says that there is none."""
_sessions: Final = count(1)


@dataclass(frozen=True, slots=True)
class Model:
    """What a quiet server answers, and after how many seconds."""

    essence: Essence
    seconds: float


Models = Mapping[str, Sequence[Model]]


@dataclass(slots=True)
class Notes:
    """What good clients have seen."""

    seconds: list[float] = field(default_factory=list)
    """Of each whole answer."""
    late: list[float] = field(default_factory=list)
    """By how many seconds each answer took longer than from a quiet server."""
    wrong: list[str] = field(default_factory=list)
    """What was not as it should be, in words."""

    def note(self, errand: str, number: int, model: Model, answer: Answer) -> None:
        self.seconds.append(answer.seconds)
        self.late.append(answer.seconds - model.seconds)
        if found := difference(model.essence, essence(answer)):
            self.wrong.append(f"{errand}, answer {number}: {found}")


async def models(url: str, looks: int) -> Models:
    """The answers to every errand from a server that has nothing else to do. Raises AssertionError if one is wrong.

    It is asked so many times, to know how long it takes at best.
    """
    found = {}
    for name, askings in ERRANDS.items():
        seen = [await _answers(url, askings) for _ in range(looks)]
        statuses = tuple(answer.status for answer in seen[0])
        assert statuses == STATUSES.get(name, (200,) * len(askings)), f"{name}: {statuses}"
        for again in seen[1:]:
            for one, other in zip(seen[0], again, strict=True):
                assert not (differs := difference(essence(one), essence(other))), f"{name}: {differs}"
        found[name] = [Model(essence(same[0]), min(each.seconds for each in same)) for same in zip(*seen, strict=True)]
    return found


async def _answers(url: str, askings: Sequence[Asking]) -> list[Answer]:
    connection = await Connection.to(url)
    session = _session(askings)
    try:
        return [await connection.ask(asking.written(session)) for asking in askings]
    finally:
        connection.leave()


def _session(askings: Sequence[Asking]) -> str | None:
    return f"errand-{next(_sessions)}" if len(askings) > 1 else None


class Good:
    """One good client."""

    def __init__(self, url: str, number: int, models: Models, notes: Notes) -> None:
        self._url = url
        self._models = models
        self._notes = notes
        self._random = Random(number)
        self._connection: Connection | None = None

    async def come(self, until: float, pause: float) -> None:
        """Goes on errands in an order of its own until the loop's clock says so, with pauses of about so many seconds.

        What is begun is ended.
        """
        clock, names = asyncio.get_running_loop().time, list(ERRANDS)
        self._random.shuffle(names)
        try:
            await asyncio.sleep(self._random.uniform(0, pause))
            while True:
                for name in names:
                    if clock() > until:
                        return
                    await self._go(name)
                    await asyncio.sleep(self._random.uniform(0, 2 * pause))
        finally:
            self._leave()

    async def _go(self, name: str) -> None:
        """One errand, on the connection of the last one."""
        session = _session(ERRANDS[name])
        for number, (asking, model) in enumerate(zip(ERRANDS[name], self._models[name], strict=True)):
            try:
                async with asyncio.timeout(_PATIENCE):
                    if self._connection is None:
                        self._connection = await Connection.to(self._url)
                    answer = await self._connection.ask(asking.written(session))
            except (CutError, OSError, TimeoutError) as error:
                self._notes.wrong.append(f"{name}, answer {number}: {error!r}")
                self._leave()
                return
            self._notes.note(name, number, model, answer)
            if answer.header("connection") == "close":
                self._leave()

    def _leave(self) -> None:
        if self._connection is not None:
            self._connection.leave()
            self._connection = None
