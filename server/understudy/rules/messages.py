"""Message rules: what the conversation may hold when it is sent back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from ..api import blobs
from ..api.request import Request, blocks_of
from .rule import Rule


@dataclass(frozen=True, slots=True)
class Presented:
    """A request, beside the signatures and data that the loaded scenarios write out literally."""

    request: Request
    literals: Callable[[], frozenset[str]]


def prefill_whitespace(presented: Presented) -> str | None:
    """A final assistant message, whose text the reply continues, does not end in whitespace."""
    request = presented.request
    if not request.prefill:
        return None
    content = request.messages[-1]["content"]
    last = content if isinstance(content, str) else _last_text(content)
    if last and last != last.rstrip():
        return "messages: final assistant content cannot end with trailing whitespace"
    return None


def _last_text(content: list[dict[str, Any]]) -> str:
    return str(content[-1].get("text", "")) if content and content[-1].get("type") == "text" else ""


def thinking_signature(presented: Presented) -> str | None:
    """A thinking block sent back carries the signature it was given."""
    for place, block in _blocks(presented.request, "thinking"):
        signature = block["signature"]
        if blobs.read_signature(signature) is None and signature not in presented.literals():
            return f"{place}: Invalid `signature` in `thinking` block"
    return None


def redacted_data(presented: Presented) -> str | None:
    """A redacted thinking block sent back carries the data it was given."""
    for place, block in _blocks(presented.request, "redacted_thinking"):
        data = block["data"]
        if not blobs.genuine(data, "redacted_thinking") and data not in presented.literals():
            return f"{place}: Invalid `data` in `redacted_thinking` block"
    return None


def _blocks(request: Request, type_: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, message in enumerate(request.messages):
        for position, block in enumerate(blocks_of(message["content"])):
            if block.get("type") == type_:
                yield f"messages.{number}.content.{position}", block


MESSAGE_RULES: Final = (
    Rule("prefill_whitespace", "https://docs.claude.com/en/docs/build-with-claude/prefill-claudes-response",
         prefill_whitespace),
    Rule("thinking_signature", "https://docs.claude.com/en/docs/build-with-claude/extended-thinking",
         thinking_signature),
    Rule("redacted_data", "https://docs.claude.com/en/docs/build-with-claude/extended-thinking", redacted_data),
)  # fmt: skip
