"""Thought rules: each block of thinking that a client sends back is one that was given out."""

from functools import lru_cache
from typing import Any, Final

from ..api import blobs
from ..api.request import Request
from .rule import Rule

_PRESERVING: Final = "build-with-claude/thinking#preserving-thinking-blocks"
_TROUBLES: Final = "build-with-claude/thinking-troubleshooting"
_ERRORS: Final = "api/errors"

_SMALL: Final = 16 * 1024
"""Characters of the longest blob that is remembered."""


def said(block: dict[str, Any]) -> blobs.Signature | None:
    """What the blob of a thinking or redacted block says; None for one that a scenario writes out."""
    blob = block["signature"] if block["type"] == "thinking" else block["data"]
    return _remembered(block["type"], blob) if len(blob) <= _SMALL else _read(block["type"], blob)


def _read(type_: str, blob: str) -> blobs.Signature | None:
    """A genuine signature passes for redacted data too, as the API was measured to do."""
    if type_ == "thinking":
        return blobs.read_signature(blob)
    return blobs.read_redacted(blob) or blobs.read_signature(blob)


_remembered: Final = lru_cache(1024)(_read)
"""As a conversation grows, the same blobs come again and again."""


def thinking_present(request: Request) -> str | None:
    """A thinking block holds thinking: its text, or what its signature keeps of it."""
    for place in request.blocks("thinking"):
        if not place.block["thinking"] and not place.block["signature"]:
            return f"{place.path}.thinking: each thinking block must contain thinking"
    return None


def thinking_signature(request: Request) -> str | None:
    """A thinking block carries the signature it was given, in finished turns too."""
    for place in request.blocks("thinking"):
        if said(place.block) is None and place.block["signature"] not in request.literals():
            return f"{place.path}: Invalid `signature` in `thinking` block"
    return None


def redacted_data(request: Request) -> str | None:
    """A redacted thinking block carries the data it was given, in finished turns too."""
    for place in request.blocks("redacted_thinking"):
        if said(place.block) is None and place.block["data"] not in request.literals():
            return f"{place.path}: Invalid `data` in `redacted_thinking` block"
    return None


def thinking_not_last(request: Request) -> str | None:
    """A final assistant message does not end with thinking."""
    if not request.prefill:
        return None
    number, blocks = len(request.conversation) - 1, request.conversation[-1].blocks
    if not blocks or blocks[-1]["type"] != "thinking":
        return None
    return f"messages.{number}: The final block in an assistant message cannot be `thinking`."


RULES: Final = (
    Rule("thinking_present", _TROUBLES, thinking_present, about=("signature",)),
    Rule("thinking_signature", _TROUBLES, thinking_signature, about=("signature",)),
    Rule("redacted_data", _PRESERVING, redacted_data, about=("redacted_thinking",)),
    Rule("thinking_not_last", _ERRORS, thinking_not_last, about=("signature",)),
)
