"""Tokens: a deterministic count of what a text or a request costs, four UTF-8 bytes to a token."""

from collections.abc import Mapping
from typing import Any, Final

import orjson
import regex

_BYTES: Final = 4
_GRAPHEME: Final = regex.compile(r"\X")

_MESSAGE: Final = 3
_THINKING_ON: Final = 28
_TOOLS: Final = 346
_TOOLS_FORCED: Final = 313
"""The system prompt for tools. Source: https://docs.claude.com/en/docs/agents-and-tools/tool-use/overview"""
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
    end = 0
    for grapheme in _GRAPHEME.finditer(text):
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


def count_prompt(body: Mapping[str, Any]) -> int:
    """What a request's prompt costs, at least 1; the sum of its parts, whatever their shapes.

    Counts every block that is given: whoever knows that the model will not see a block leaves it out first.
    """
    total = _count_system(body.get("system")) + _count_tools(body.get("tools"), body.get("tool_choice"))
    thinking = body.get("thinking")
    if isinstance(thinking, dict) and thinking.get("type") in ("enabled", "adaptive"):
        total += _THINKING_ON
    messages = body.get("messages")
    for message in messages if isinstance(messages, list) else ():
        content = message.get("content") if isinstance(message, dict) else message
        total += _MESSAGE + (count_text(content) if isinstance(content, str) else count_content(content))
    return total or 1


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


_RESULT: Final = (_MESSAGE, ("content",))
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
    if _type(block) in ("thinking", "redacted_thinking"):
        return _count_thinking(block)
    return count_json(block)


def _count_thinking(block: dict[str, Any]) -> int:
    """The thinking as shown, or the whole of it that the blob seals, where that is more."""
    blob = block.get("signature") or block.get("data")
    sealed = len(blob) * 3 // 4 - _ENVELOPE if isinstance(blob, str) else 0
    thinking = block.get("thinking")
    return max(count_text(thinking) if isinstance(thinking, str) else 0, sealed // _BYTES)


def _count_system(system: object) -> int:
    return 0 if system in (None, "") else _MESSAGE + count_content(system)


def _count_tools(tools: object, choice: object) -> int:
    if not isinstance(tools, list) or not tools:
        return 0
    forced = isinstance(choice, dict) and choice.get("type") in ("any", "tool")
    return (_TOOLS_FORCED if forced else _TOOLS) + sum(count_json(tool) for tool in tools)


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
