"""Markers: where a request asks for its prompt to be cached, and for how long.

Source: https://platform.claude.com/docs/en/build-with-claude/prompt-caching
"""

from collections.abc import Mapping
from typing import Any, Final

HOUR: Final = 3_600
"""Seconds of the longer lifetime."""
_MARKER: Final = "cache_control"
_HOLDS_BLOCKS: Final = frozenset({"content", "source"})
_FIVE_MINUTES: Final = 300

_DEEPEST: Final = 8
"""Blocks in blocks: more than the API ever nests."""

Block = Mapping[str, Any]


def lifetime(block: Block) -> int | None:
    """For how many seconds the prompt up to this block shall be kept; None where it is not marked.

    A marker inside the result of a tool is the result's. The body of a request may be marked as a block is, which
    asks for its last block to be.
    """
    asked = [control for each in (block, *results(block)) if isinstance(control := each.get(_MARKER), dict)]
    return max((HOUR if control.get("ttl") == "1h" else _FIVE_MINUTES for control in asked), default=None)


def marked(body: Mapping[str, Any]) -> bool:
    """Whether a request asks for anything to be cached."""
    return (
        bool(body.get(_MARKER))
        or _any_marked(body.get("tools"))
        or _any_marked(body.get("system"))
        or any(_any_marked(message.get("content")) for message in body["messages"])
    )


def unmarked(block: Block, depth: int = _DEEPEST) -> Block:
    """The block without its markers, those of blocks inside it as well: the model sees none of them."""
    return {
        name: _unmarked(value, depth) if name in _HOLDS_BLOCKS and depth else value
        for name, value in block.items()
        if name != _MARKER
    }


def results(block: Block) -> list[Block]:
    """The blocks in the result of a tool."""
    content = block.get("content") if block.get("type") == "tool_result" else None
    return [each for each in content if isinstance(each, dict)] if isinstance(content, list) else []


def _any_marked(blocks: object) -> bool:
    if isinstance(blocks, list):
        for block in blocks:
            if block.get(_MARKER):
                return True
            if block.get("type") == "tool_result" and any(each.get(_MARKER) for each in results(block)):
                return True
    return False


def _unmarked(value: object, depth: int) -> object:
    if isinstance(value, list):
        return [unmarked(item, depth - 1) if isinstance(item, dict) else item for item in value]
    return unmarked(value, depth - 1) if isinstance(value, dict) else value
