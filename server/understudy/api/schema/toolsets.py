"""Toolsets: tools that bring others along, and the advisor."""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from .client_tools import ToolMembers
from .values import (
    CacheControl,
    Items,
    JsonObject,
    Name,
    Positive,
    choice,
    said,
    shape,
)


@shape
class MemberConfig(TypedDict):
    defer_loading: NotRequired[bool | None]
    enabled: NotRequired[bool | None]


_COMPUTER: Final = (
    "cursor_position", "double_click", "hold_key", "key", "left_click", "left_click_drag", "left_mouse_down",
    "left_mouse_up", "middle_click", "mouse_move", "right_click", "screenshot", "scroll", "triple_click", "type",
    "wait", "zoom",
)  # fmt: skip
_BROWSER: Final = (
    "close_tab", "double_click", "file_upload", "find", "form_input", "get_page_text", "hold_key", "hover",
    "javascript_exec", "key", "left_click", "left_click_drag", "left_mouse_down", "left_mouse_up", "list_tabs",
    "middle_click", "mouse_move", "navigate", "new_tab", "read_console", "read_network", "read_page", "right_click",
    "screenshot", "scroll", "scroll_to", "switch_tab", "triple_click", "type", "wait", "zoom",
)  # fmt: skip


@shape
class ComputerToolset(TypedDict):
    type: Literal["computer_toolset_20260801"]
    cache_control: NotRequired[CacheControl]
    configs: NotRequired[dict[Annotated[str, choice(*_COMPUTER)], MemberConfig | None] | None]


@shape
class BrowserToolset(TypedDict):
    type: Literal["browser_toolset_20260801"]
    cache_control: NotRequired[CacheControl]
    configs: NotRequired[dict[Annotated[str, choice(*_BROWSER)], MemberConfig | None] | None]


def nameless(tool: Any) -> Any:
    if isinstance(tool, dict) and "name" in tool:
        raise said(
            "name is not accepted on a toolset entry: the member names are fixed by the dated type, and the served tool"
            " keeps the family's bare name"
        )
    return tool


@shape
class AdvisorTool(ToolMembers):
    type: Literal["advisor_20260301"]
    name: Literal["advisor"]
    model: Annotated[str, Field(min_length=1, max_length=256)]
    caching: NotRequired[CacheControl]
    max_tokens: NotRequired[Positive | None]
    max_uses: NotRequired[Positive | None]


@shape
class McpToolConfig(TypedDict):
    defer_loading: NotRequired[bool]
    enabled: NotRequired[bool]


@shape
class McpTool(TypedDict):
    name: Name
    input_schema: JsonObject
    description: NotRequired[str | None]


@shape
class McpToolset(TypedDict):
    type: Literal["mcp_toolset"]
    mcp_server_name: Annotated[str, Field(min_length=1, max_length=255)]
    cache_control: NotRequired[CacheControl]
    configs: NotRequired[dict[str, McpToolConfig] | None]
    default_config: NotRequired[McpToolConfig]
    tools: NotRequired[Items[McpTool] | None]
