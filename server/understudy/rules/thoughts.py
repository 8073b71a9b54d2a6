"""Thought rules: the thinking that a client sends back."""

from typing import Final

from ..api import blobs
from ..api.request import Request
from .rule import Rule

_THINKING: Final = "build-with-claude/extended-thinking"


def thinking_signature(request: Request) -> str | None:
    """A thinking block sent back carries the signature it was given."""
    for place in request.blocks("thinking"):
        signature = place.block["signature"]
        if blobs.read_signature(signature) is None and signature not in request.literals():
            return f"{place.path}: Invalid `signature` in `thinking` block"
    return None


def redacted_data(request: Request) -> str | None:
    """A redacted thinking block sent back carries the data it was given."""
    for place in request.blocks("redacted_thinking"):
        data = place.block["data"]
        if not blobs.genuine(data, "redacted_thinking") and data not in request.literals():
            return f"{place.path}: Invalid `data` in `redacted_thinking` block"
    return None


RULES: Final = (
    Rule("thinking_signature", _THINKING, thinking_signature),
    Rule("redacted_data", _THINKING, redacted_data),
)
