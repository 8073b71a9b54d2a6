"""Prefill rules: a last message of the assistant's, which the reply goes on from."""

from typing import Any, Final

from ..api.request import Request
from .rule import Rule
from .server_tools import CALLS_AND_RESULTS

_SOURCE: Final = "build-with-claude/prefill-claudes-response"
_PAUSED: Final = CALLS_AND_RESULTS | {"compaction"}
"""The blocks of a turn that is sent back for the API to go on with it."""


def prefill_supported(request: Request) -> str | None:
    """The conversation ends with a user message where the model takes no prefill.

    A paused turn, a compaction and a reply redeemed for credit are sent back as they came, and are no prefill.
    """
    if not request.prefill or request.record.prefill or request.body.get("fallback_credit_token"):
        return None
    blocks = request.conversation[-1].blocks
    if not blocks or any(block["type"] in _PAUSED for block in blocks):
        return None
    return "This model does not support assistant message prefill. The conversation must end with a user message."


def prefill_whitespace(request: Request) -> str | None:
    """A final assistant message, whose text the reply continues, does not end in whitespace."""
    if not request.prefill:
        return None
    content = request.messages[-1]["content"]
    last = content if isinstance(content, str) else _last_text(content)
    if last and last[-1].isspace():
        return "messages: final assistant content cannot end with trailing whitespace"
    return None


def _last_text(content: list[dict[str, Any]]) -> str:
    return str(content[-1].get("text", "")) if content and content[-1].get("type") == "text" else ""


RULES: Final = (
    Rule("prefill", _SOURCE, prefill_supported, about=("assistant",)),
    Rule("prefill_whitespace", _SOURCE, prefill_whitespace, about=("assistant",)),
)
