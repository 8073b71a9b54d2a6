"""Markers: where a request asks for its prompt to be cached, and for how long.

Source: https://platform.claude.com/docs/en/build-with-claude/prompt-caching
"""

from collections.abc import Mapping
from typing import Any, Final

_MARKER: Final = "cache_control"
_HOLDS_BLOCKS: Final = frozenset({"content", "source"})
_FIVE_MINUTES: Final = 300
_HOUR: Final = 3_600

Block = Mapping[str, Any]


def lifetime(block: Block) -> int | None:
    """For how many seconds the prompt up to this block shall be kept; None where it is not marked.

    A marker inside the result of a tool is the result's. The body of a request is marked as a block is: this asks
    for its last block to be.
    """
    asked = block.get(_MARKER)
    lifetimes = [_HOUR if asked.get("ttl") == "1h" else _FIVE_MINUTES] if isinstance(asked, dict) else []
    if block.get("type") == "tool_result" and isinstance(content := block.get("content"), list):
        lifetimes += [inner for item in content if (inner := lifetime(item))]
    return max(lifetimes, default=None)


def marked(body: Mapping[str, Any]) -> bool:
    """Whether a request asks for anything to be cached."""
    return (
        bool(body.get(_MARKER))
        or _any_marked(body.get("tools"))
        or _any_marked(body.get("system"))
        or any(_any_marked(message.get("content")) for message in body["messages"])
    )


def unmarked(block: Block) -> dict[str, Any]:
    """The block without its markers, those of blocks inside it as well: the model sees none of them."""
    return {
        name: _unmarked(value) if name in _HOLDS_BLOCKS else value for name, value in block.items() if name != _MARKER
    }


def _any_marked(blocks: object) -> bool:
    return isinstance(blocks, list) and any(_MARKER in block or _marks_inside(block) for block in blocks)


def _marks_inside(block: Block) -> bool:
    return block.get("type") == "tool_result" and _any_marked(block.get("content"))


def _unmarked(value: object) -> object:
    if isinstance(value, list):
        return [_unmarked(item) for item in value]
    return unmarked(value) if isinstance(value, dict) else value
