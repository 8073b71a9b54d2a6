"""Tool pairing rules: every call of a client tool has one result, at the start of the next message."""

from collections.abc import Iterator
from typing import Any, Final

from ..api.conversation import Turn
from ..api.request import Request
from .conversation import continues_thread
from .rule import Rule

_SOURCE: Final = "agents-and-tools/tool-use/handle-tool-calls"
_BESIDE_CALLS: Final = frozenset({"server_tool_use", "mcp_tool_use", "thinking", "redacted_thinking"})
"""What the assistant may say after a call without having heard of its result."""


def unique_calls(request: Request) -> str | None:
    """No two calls have the same id."""
    seen = set()
    for place in request.blocks("tool_use"):
        if place.block["id"] in seen:
            return f"{place.path}: `tool_use` ids must be unique"
        seen.add(place.block["id"])
    return None


def single_results(request: Request) -> str | None:
    """A call has one result."""
    seen = set()
    for place in request.blocks("tool_result"):
        id_ = place.block["tool_use_id"]
        if (place.turn, id_) in seen:
            return (
                f"{place.path}: each tool_use must have a single result. Found multiple `tool_result` blocks with id:"
                f" {id_}"
            )
        seen.add((place.turn, id_))
    return None


def expected_results(request: Request) -> str | None:
    """A result is that of a call in the message before."""
    if not request.blocks("tool_result"):
        return None
    called: set[str] | None = None if continues_thread(request) else set()
    for number, turn in _spoken(request):
        for position, block in enumerate(turn.blocks):
            if block["type"] == "tool_result" and called is not None and block["tool_use_id"] not in called:
                return (
                    f"messages.{number}.content.{position}: unexpected `tool_use_id` found in `tool_result` blocks:"
                    f" {block['tool_use_id']}. Each `tool_result` block must have a corresponding `tool_use` block in"
                    " the previous message."
                )
        called = set(_ids(turn.blocks))
    return None


def answered_calls(request: Request) -> str | None:
    """After the calls of a message nothing comes but their results, at the start of the next message."""
    if not request.blocks("tool_use"):
        return None
    offset = request.conversation[0].role == "assistant"
    waiting: list[str] = []
    number = 0
    for number, turn in _spoken(request):
        for block in turn.blocks:
            kind = block["type"]
            if kind == "tool_use":
                waiting.append(block["id"])
            elif not waiting or (turn.role == "assistant" and kind in _BESIDE_CALLS):
                continue
            elif kind == "tool_result" and turn.role == "user":
                waiting = [id_ for id_ in waiting if id_ != block["tool_use_id"]]
            else:
                return _unanswered(number + offset, waiting)
    return _unanswered(number + offset, waiting) if waiting else None


def _unanswered(number: int, ids: list[str]) -> str:
    return (
        f"messages.{number}: `tool_use` ids were found without `tool_result` blocks immediately after:"
        f" {', '.join(ids)}. Each `tool_use` block must have a corresponding `tool_result` block in the next"
        " message."
    )


def _spoken(request: Request) -> Iterator[tuple[int, Turn]]:
    """The turns with their numbers, without system messages that say nothing and may stand anywhere."""
    return ((number, turn) for number, turn in enumerate(request.conversation) if turn.role != "system" or turn.blocks)


def _ids(blocks: list[dict[str, Any]]) -> Iterator[str]:
    return (block["id"] for block in blocks if block["type"] == "tool_use")


RULES: Final = (
    Rule("tool_use_ids_unique", _SOURCE, unique_calls, about=("tool_use",)),
    Rule("tool_results_single", _SOURCE, single_results, about=("tool_result",)),
    Rule("tool_results_expected", _SOURCE, expected_results, about=("tool_result",)),
    Rule("tool_results_follow", _SOURCE, answered_calls, about=("tool_use",)),
)
