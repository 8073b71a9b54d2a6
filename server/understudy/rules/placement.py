"""Placement rules: which blocks may stand in whose messages, and inside which others."""

from collections.abc import Iterator
from typing import Any, Final

from ..api.conversation import THOUGHTS, Place
from ..api.request import Request
from ..api.schema import NEW_VERSION
from .rule import Rule
from .server_tools import CALLS_AND_RESULTS

_TOOL_USE: Final = "agents-and-tools/tool-use/handle-tool-calls"
_MIGRATION: Final = "api/migration-2026-10-21"


def calls(request: Request) -> str | None:
    """Only the assistant calls tools, and only its messages hold what the API's own tools gave."""
    for place in _said_by(request, "user", "tool_use", *CALLS_AND_RESULTS):
        return f"messages.{place.turn}: `{place.block['type']}` blocks can only be in `assistant` messages"
    return None


def results(request: Request) -> str | None:
    """Only the user brings the results of tools."""
    for place in _said_by(request, "assistant", "tool_result"):
        return f"messages.{place.turn}: `tool_result` blocks can only be in `user` messages"
    return None


def thinking(request: Request) -> str | None:
    """Only the assistant thinks."""
    for place in _said_by(request, "user", "thinking", "redacted_thinking"):
        return f"messages.{place.turn}.content: thinking blocks may only be in `assistant` messages"
    return None


def media(request: Request) -> str | None:
    """The assistant shows no images and uploads nothing, and from version 2026-10-21 on sends no documents."""
    types = ["image", "container_upload"]
    if request.terms.version >= NEW_VERSION:
        types.append("document")
    for place in _said_by(request, "assistant", *types):
        return f"messages.{place.turn}.content: '{place.block['type']}' blocks are not permitted within assistant turns"
    return None


def citations(request: Request) -> str | None:
    """From version 2026-10-21 on the user cites nothing, in text blocks or in search results."""
    if request.terms.version < NEW_VERSION:
        return None
    for place in _said_by(request, "user", "text", "search_result", "tool_result"):
        for path, block in _texts(place):
            if block.get("citations"):
                return f"{path}: `citations` are not permitted on text blocks in `user` messages"
    return None


def search_results(request: Request) -> str | None:
    """The result of a tool that holds search results holds nothing else."""
    for place in request.blocks("tool_result"):
        content = place.block.get("content")
        if isinstance(content, list) and 0 < sum(block["type"] == "search_result" for block in content) < len(content):
            return f"{place.path}.tool_result: all content must be type `search_result` if any is"
    return None


def _said_by(request: Request, role: str, *types: str) -> Iterator[Place]:
    """The blocks of these types in the messages of one who speaks."""
    return (place for place in request.blocks(*types) if request.conversation[place.turn].role == role)


def _texts(place: Place) -> Iterator[tuple[str, dict[str, Any]]]:
    """A text block, or the text blocks of a search result, also of one that a tool gave."""
    block = place.block
    if block["type"] == "text":
        yield place.path, block
    content = block.get("content")
    for position, inner in enumerate(content if isinstance(content, list) else ()):
        path = f"{place.path}.content.{position}"
        if block["type"] == "search_result":
            yield path, inner
        elif inner["type"] == "search_result":
            yield from ((f"{path}.content.{number}", text) for number, text in enumerate(inner["content"]))


RULES: Final = (
    Rule("calls_by_assistant", _TOOL_USE, calls, about=("tool_use", *CALLS_AND_RESULTS)),
    Rule("results_by_user", _TOOL_USE, results, about=("tool_result",)),
    Rule("thinking_by_assistant", "build-with-claude/extended-thinking", thinking, about=THOUGHTS),
    Rule("media_by_user", _MIGRATION, media, about=("image", "container_upload", "document")),
    Rule("citations_by_assistant", _MIGRATION, citations, about=("citations",)),
    Rule("search_results_alone", "build-with-claude/search-results", search_results, about=("search_result",)),
)
