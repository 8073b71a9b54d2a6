"""Tokens: a deterministic count of what a text or a block costs, four UTF-8 bytes to a token."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self

import orjson

from .markers import unmarked

_BYTES: Final = 4

MESSAGE: Final = 3
"""What a message costs beside its content, or a tool's result does."""
_ENVELOPE: Final = 252
"""Bytes of a signature that are not thinking. Source: recorded signatures of 2026-07 and later."""


def count_text(text: str) -> int:
    """What a text costs; nothing for an empty one."""
    size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    return (size + _BYTES - 1) // _BYTES


def cut_text(text: str, tokens: int) -> str:
    """The longest prefix of whole graphemes that costs at most ``tokens``."""
    if tokens <= 0:
        return ""
    room = tokens * _BYTES
    if len(text) * 4 <= room:
        return text
    head = text[:room].encode("utf-8", "surrogatepass")[:room].decode("utf-8", "ignore")
    if len(head) == len(text):
        return text
    if text[: len(head) + 1].isascii() and text[len(head) - 1 : len(head) + 1] != "\r\n":
        return head
    import regex  # slow to import, and most replies are ASCII

    end = 0
    for grapheme in regex.finditer(r"\X", text):
        if grapheme.end() > len(head):
            break
        end = grapheme.end()
    return text[:end]


def count_json(value: object) -> int:
    """What a JSON value costs, written compactly. Takes any value, as deep as it may be."""
    try:
        size = len(orjson.dumps(value))
    except TypeError:
        size = _walk(value)
    return (size + _BYTES - 1) // _BYTES


@dataclass(frozen=True, slots=True)
class InputTokens:
    """A prompt's tokens: those read from the prompt cache, those written to it, and the rest of them."""

    rest: int = 0
    read: int = 0
    created_5m: int = 0
    created_1h: int = 0
    caches_from: int | None = None
    """The size from which on what server tools bring in is written as well; None: nothing is marked."""

    @property
    def created(self) -> int:
        return self.created_5m + self.created_1h

    @property
    def whole(self) -> int:
        return self.rest + self.read + self.created

    def grown(self, brought: int) -> Self:
        """The same with what server tools have brought in.

        Source: https://platform.claude.com/docs/en/agents-and-tools/tool-use/tool-use-with-prompt-caching
        """
        if not brought:
            return self
        if self.caches_from is not None and self.whole + brought >= self.caches_from:
            return replace(self, created_5m=self.created_5m + brought)
        return replace(self, rest=self.rest + brought)


def count_content(content: object) -> int:
    """What the content of a message costs: a string, a block, or a list of them; nothing for None."""
    total = 0
    pending = [*content] if isinstance(content, list) else [content]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            if item.get("type") == "text" and isinstance(text := item.get("text"), str):
                total += count_text(text)
                continue
            flat, members = _COSTS.get(_type(item)) or (_count_other(item), ())
            total += flat
            pending.extend([item.get(name) for name in members])
        elif isinstance(item, str):
            total += count_text(item)
        elif isinstance(item, list):
            pending.extend(item)
        elif item is not None:
            total += count_json(item)
    return total


_RESULT: Final = (MESSAGE, ("content",))
_FILE: Final = (3_000, ())
_COSTS: Final[dict[str, tuple[int, tuple[str, ...]]]] = {
    "text": (0, ("text", "data")),  # a block, or the source of a document
    "content": (0, ("content",)),  # the source of a document, as are the next three
    "base64": _FILE,
    "url": _FILE,
    "file": _FILE,
    "image": (1_500, ()),
    "document": (0, ("title", "context", "source")),
    "search_result": (0, ("title", "source", "content")),
    "tool_result": _RESULT,
    "mcp_tool_result": _RESULT,
}
"""Of each type: what it costs by itself, and which members cost what they hold."""


def _type(block: dict[str, Any]) -> str:
    type_ = block.get("type")
    return type_ if isinstance(type_, str) else ""


def _count_other(block: dict[str, Any]) -> int:
    return _count_thinking(block) if _type(block) in ("thinking", "redacted_thinking") else count_block(block)


def count_block(block: Mapping[str, Any]) -> int:
    return count_json(unmarked(block) if "cache_control" in block else block)


def _count_thinking(block: dict[str, Any]) -> int:
    """The thinking as shown, or the whole of it that the blob seals, where that is more."""
    blob = block.get("signature") or block.get("data")
    sealed = len(blob) * 3 // 4 - _ENVELOPE if isinstance(blob, str) else 0
    thinking = block.get("thinking")
    return max(count_text(thinking) if isinstance(thinking, str) else 0, sealed // _BYTES)


def _walk(value: object) -> int:
    """About the bytes of a value that cannot be written: too deep, or no JSON."""
    size = 0
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            size += 2 + 2 * len(item)
            pending.extend(item)
            pending.extend(item.values())
        elif isinstance(item, list):
            size += 2 + len(item)
            pending.extend(item)
        else:
            size += count_text(item) * _BYTES + 2 if isinstance(item, str) else 5
    return size
