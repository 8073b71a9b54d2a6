"""A rehearsal: a scenario performed without a client, for a request made up for it."""

from typing import Any, Final

from .api.request import Request
from .company import Company
from .errors import UnderstudyError
from .library import Library, Miss
from .performance import Performance

_MODEL: Final = "claude-sonnet-4-5"
_HEADERS: Final = {"anthropic-beta": "interleaved-thinking-2025-05-14"}
_NOON: Final = 1_767_268_800.0
"""The time of every rehearsal: 2026-01-01T12:00:00Z, so that the same scenario always looks the same."""


def rehearse(library: Library, name: str, turn: int = 0, attempt: int = 1) -> Performance:
    """What a scenario plays at a turn and an attempt, for a request with thinking on.

    Raises UnderstudyError where there is no such scenario or turn.
    """
    request = Request(_body(), _HEADERS)
    found = library.choose(request, name)
    if isinstance(found, Miss):
        raise UnderstudyError(found.message)
    if turn >= len(found.play.scenes):
        count = len(found.play.scenes)
        raise UnderstudyError(f"{name} has no turn {turn}: expected a number below {count}")
    return Company(library, clock=lambda: _NOON).play(found.play, turn, attempt, request)


def _body() -> dict[str, Any]:
    return {
        "model": _MODEL,
        "max_tokens": 64_000,
        "thinking": {"type": "enabled", "budget_tokens": 16_000},
        "messages": [{"role": "user", "content": "Hello"}],
        "stream": True,
    }
