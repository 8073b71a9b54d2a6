"""A rehearsal: a scenario performed without a client, for a request made up for it."""

from typing import Any, Final

from .api.request import Request
from .company import Company
from .errors import UnderstudyError
from .fate import NOTHING, Order
from .library import Library, Miss
from .performance import Performance
from .scenario.acts import Play, Reply
from .scenario.blocks import RedactedThinking, Thinking

_MODEL: Final = "claude-sonnet-4-5"
_BODY: Final[dict[str, Any]] = {
    "model": _MODEL,
    "max_tokens": 64_000,
    "messages": [{"role": "user", "content": "Hello"}],
    "stream": True,
}
_THINKING: Final = {"thinking": {"type": "enabled", "budget_tokens": 16_000}}
_HEADERS: Final = {"anthropic-beta": "interleaved-thinking-2025-05-14"}
_NOON: Final = 1_767_268_800.0
"""The time of every rehearsal: 2026-01-01T12:00:00Z, so that the same scenario always looks the same."""


def rehearse(library: Library, name: str, turn: int = 0, attempt: int = 1, order: Order = NOTHING) -> Performance:
    """What a scenario plays at a turn and an attempt; for a request with thinking on, if it thinks anywhere.

    Raises UnderstudyError where there is no such scenario or turn.
    """
    play = library.choose(Request(_BODY, _HEADERS), name)
    if isinstance(play, Miss):
        raise UnderstudyError(play.message)
    if turn >= len(play.scenes):
        count = len(play.scenes)
        raise UnderstudyError(f"{name} has no turn {turn}: expected a number below {count}")
    request = Request(_BODY | (_THINKING if _thinks(play) else {}), _HEADERS)
    return Company(library, clock=lambda: _NOON, order=order).play(play, turn, attempt, request)


def _thinks(play: Play) -> bool:
    return any(
        isinstance(item, Thinking | RedactedThinking)
        for scene in play.scenes
        for act in scene.attempts
        if isinstance(act.happening, Reply)
        for item in act.happening.items
    )
