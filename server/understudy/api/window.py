"""Window: how many tokens a request and its reply may hold, by model and betas."""

from typing import Final

from .context import count_prompt
from .request import Request

_LONG_WINDOW: Final = "context-1m-2025-08-07"
_LONG_WINDOW_TOKENS: Final = 1_000_000
_LONG_REPLY: Final = "output-128k-2025-02-19"
_LONG_REPLY_TOKENS: Final = 128_000
_STOPS: Final = "model-context-window-exceeded-2025-08-26"

_LONG_WINDOWS: Final = frozenset(("claude-sonnet-4-20250514", "claude-sonnet-4-5-20250929"))
_LONG_REPLIES: Final = frozenset(("claude-3-7-sonnet-20250219",))
"""The models whose window or whose longest reply a beta makes longer."""

_BYTES: Final = 3
_MEDIUM: Final = 3_000
_MARGIN: Final = 1_000
"""A prompt counts less than a token for so many bytes of the request, so many for each medium, and so many more."""


def context_window(request: Request) -> int:
    """How many tokens the prompt may have, and with the reply together.

    Source: https://platform.claude.com/docs/en/build-with-claude/context-windows
    """
    if _LONG_WINDOW in request.betas and request.model_id in _LONG_WINDOWS:
        return _LONG_WINDOW_TOKENS
    return request.record.context_window


def longest_reply(request: Request) -> int:
    """How many tokens `max_tokens` may ask for.

    Source: https://platform.claude.com/docs/en/about-claude/models/overview
    """
    if _LONG_REPLY in request.betas and request.model_id in _LONG_REPLIES:
        return _LONG_REPLY_TOKENS
    return request.record.max_output


def refuses_overflow(request: Request) -> bool:
    """Whether a prompt whose reply might not fit is refused; other models shorten the reply, or stop at the end.

    Source: https://platform.claude.com/docs/en/build-with-claude/context-windows
    """
    return request.record.over_window == "refuses" and _STOPS not in request.betas


def room(request: Request) -> int:
    """How many tokens the reply may have: `max_tokens`, or as many as the prompt leaves of the window.

    Source: https://platform.claude.com/docs/en/build-with-claude/context-windows
    """
    window = context_window(request)
    if not may_count(request, window - request.max_tokens):
        return request.max_tokens
    return min(request.max_tokens, max(0, window - count_prompt(request)))


def may_count(request: Request, tokens: int) -> bool:
    """Whether a prompt can possibly have more tokens, by the size of the request."""
    media = len(request.media.images) + len(request.media.documents)
    size = request.headers.get("content-length", "")
    return not size.isdecimal() or int(size) // _BYTES + media * _MEDIUM + _MARGIN > tokens
