"""Tool rules: what a request offers the model, taken together."""

from collections.abc import Iterator
from typing import Any, Final

from ..api.request import Request
from .rule import Rule

_TOOL_USE: Final = "agents-and-tools/tool-use/overview"
_TOOL_SEARCH: Final = "agents-and-tools/tool-use/tool-search-tool"
_REFERRING: Final = ("tool_reference", "tool_references", "tool_addition", "tool_removal")


def unique_names(request: Request) -> str | None:
    """No two tools have the same name."""
    names = request.tool_names
    return None if len(set(names)) == len(names) else "tools: Tool names must be unique."


def some_loaded(request: Request) -> str | None:
    """At least one tool is loaded at once."""
    if request.tools and all(tool.get("defer_loading") for tool in request.tools):
        return "All tools have defer_loading set. At least one tool must be non-deferred."
    return None


def references(request: Request) -> str | None:
    """A tool that was found is still defined, unless it may be one of an MCP server."""
    referred = [name for name in _referred(request) if name not in request.tool_names]
    if not referred or any(tool.get("type") == "mcp_toolset" for tool in request.tools):
        return None
    added = {place.block["tool"].get("definition", {}).get("name") for place in request.blocks("tool_addition")}
    for name in referred:
        if name not in added:
            return f"Tool reference '{name}' has no corresponding tool definition"
    return None


def _referred(request: Request) -> Iterator[str]:
    """The names by which the conversation refers to tools."""
    for place in request.blocks("tool_search_tool_result", "tool_result"):
        content = place.block.get("content")
        found: Any = content.get("tool_references", ()) if isinstance(content, dict) else content
        for block in found if isinstance(found, list) else ():
            if block["type"] == "tool_reference":
                yield block["tool_name"]
    for place in request.blocks("tool_addition", "tool_removal"):
        if place.block["tool"]["type"] == "tool_reference":
            yield place.block["tool"]["name"]


RULES: Final = (
    Rule("tool_names_unique", _TOOL_USE, unique_names, about=("tools",)),
    Rule("tools_loaded", _TOOL_SEARCH, some_loaded, about=("defer_loading",)),
    Rule("tool_references", _TOOL_SEARCH, references, about=_REFERRING),
)
