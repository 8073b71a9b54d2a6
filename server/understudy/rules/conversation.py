"""Conversation rules: who speaks when, and that nothing is empty."""

from typing import Any, Final

from ..api.request import Request
from .rule import Rule


def some_message(request: Request) -> str | None:
    """There is at least one message."""
    return None if request.messages else "messages: at least one message is required"


def prefill_whitespace(request: Request) -> str | None:
    """A final assistant message, whose text the reply continues, does not end in whitespace."""
    if not request.prefill:
        return None
    content = request.messages[-1]["content"]
    last = content if isinstance(content, str) else _last_text(content)
    if last and last != last.rstrip():
        return "messages: final assistant content cannot end with trailing whitespace"
    return None


def _last_text(content: list[dict[str, Any]]) -> str:
    return str(content[-1].get("text", "")) if content and content[-1].get("type") == "text" else ""


RULES: Final = (
    Rule("messages_present", "api/messages", some_message),
    Rule("prefill_whitespace", "build-with-claude/prefill-claudes-response", prefill_whitespace),
)
