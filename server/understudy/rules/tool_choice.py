"""Tool choice rules: the tool that is to be called exists, and the model lets itself be forced."""

from typing import Final

from ..api.request import Request
from .rule import Rule

_DEFINE: Final = "agents-and-tools/tool-use/define-tools"
_THINKING: Final = "build-with-claude/thinking"

_FORCED: Final = ("any", "tool")
_TOOLSETS: Final = ("mcp_toolset", "computer_toolset", "browser_toolset")
"""What these types begin with; the tools in them have names that the request does not say."""


def tool_choice_without_tools(request: Request) -> str | None:
    """Any tool is asked for only where there are tools."""
    if request.tool_choice != "any" or request.tools or _comes_with_tools(request):
        return None
    return "tool_choice.any may only be specified while providing tools"


def tool_choice_of_one(request: Request) -> str | None:
    """The tool asked for is one of the tools provided."""
    if request.tool_choice != "tool":
        return None
    name = request.body["tool_choice"]["name"]
    if name in request.tool_names or _comes_with_tools(request):
        return None
    return f"Tool '{name}' not found in provided tools"


def _comes_with_tools(request: Request) -> bool:
    """Whether tools come from elsewhere than the definitions in `tools`."""
    return bool(request.body.get("mcp_servers") or request.blocks("tool_addition")) or any(
        str(tool.get("type")).startswith(_TOOLSETS) for tool in request.tools
    )


def forced_tool_choice(request: Request) -> str | None:
    """Some models cannot be forced to call a tool."""
    if request.tool_choice not in _FORCED or request.record.forced_tool_choice != "never":
        return None
    return 'tool_choice: type "tool" and "any" are not supported for this model.'


def forced_tool_choice_with_thinking(request: Request) -> str | None:
    """Manual thinking does not go with a forced call of a tool."""
    if (
        request.tool_choice not in _FORCED
        or request.thinking != "enabled"
        or request.record.forced_tool_choice != "without_thinking"
    ):
        return None
    return "Thinking may not be enabled when tool_choice forces tool use."


RULES: Final = (
    Rule("tool_choice_without_tools", _DEFINE, tool_choice_without_tools, about=("tool_choice",)),
    Rule("tool_choice_of_one", _DEFINE, tool_choice_of_one, about=("tool_choice",)),
    Rule("forced_tool_choice", _DEFINE, forced_tool_choice, about=("tool_choice",)),
    Rule("forced_tool_choice_with_thinking", _THINKING, forced_tool_choice_with_thinking, about=("tool_choice",)),
)
