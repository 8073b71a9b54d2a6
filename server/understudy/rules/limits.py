"""Limit rules: how long a reply is asked for, how long the prompt is, and what both come to."""

from typing import Final

from ..api.context import count_prompt, output_format
from ..api.request import Request
from ..api.window import context_window, longest_reply, may_count, refuses_overflow
from .rule import Rule

_WINDOWS: Final = "build-with-claude/context-windows"


def max_tokens_cap(request: Request) -> str | None:
    """`max_tokens` is not more than the longest reply of the model."""
    most = longest_reply(request)
    if request.max_tokens <= most:
        return None
    return (
        f"max_tokens: {request.max_tokens} > {most}, which is the maximum allowed number of output tokens for"
        f" {request.model_id}"
    )


def max_tokens_zero(request: Request) -> str | None:
    """`max_tokens` is more than 0 where a reply is needed: a stream, a format, or the call of a tool."""
    if request.max_tokens:
        return None
    if request.stream:
        return "`max_tokens` must be greater than 0 when `stream` is true."
    if output_format(request) is not None:
        return "`max_tokens` must be greater than 0 when `output_config.format` is set."
    if request.tool_choice in ("any", "tool"):
        return "`max_tokens` must be greater than 0 when `tool_choice` forces tool use."
    return None


def prompt_length(request: Request) -> str | None:
    """The prompt fits into the context window."""
    window = context_window(request)
    if not may_count(request, window) or (count := count_prompt(request)) <= window:
        return None
    return f"prompt is too long: {count} tokens > {window} maximum"


def overflow(request: Request) -> str | None:
    """Claude 3.7, 4 and 4.1 refuse a prompt whose longest reply would not fit into the context window with it."""
    if not refuses_overflow(request):
        return None
    window = context_window(request)
    if not may_count(request, window - request.max_tokens):
        return None
    count = count_prompt(request)
    if count + request.max_tokens <= window:
        return None
    return (
        f"input length and `max_tokens` exceed context limit: {count} + {request.max_tokens} > {window},"
        " decrease input length or `max_tokens` and try again"
    )


RULES: Final = (
    Rule("max_tokens_cap", "about-claude/models/overview", max_tokens_cap, counts=False),
    Rule("max_tokens_zero", "build-with-claude/prompt-caching", max_tokens_zero, counts=False),
    Rule("prompt_length", _WINDOWS, prompt_length, counts=False),
    Rule("context_overflow", _WINDOWS, overflow, counts=False),
)
