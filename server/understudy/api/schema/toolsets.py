"""Toolsets: tools that bring others along, and the advisor."""

from typing import Final

from pydantic_core.core_schema import CoreSchema

from .checks import checked_first, choice
from .client_tools import ToolMembers
from .shapes import Boolean, JsonObject, String, items, literal, mapping, nullable, optional, shape, text
from .values import CacheControl, Name, Positive

MemberConfig = shape(
    defer_loading=optional(nullable(Boolean)),
    enabled=optional(nullable(Boolean)),
)

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


def _nameless(toolset: CoreSchema) -> CoreSchema:
    return checked_first(
        toolset,
        lambda said: not isinstance(said, dict) or "name" not in said,
        "name is not accepted on a toolset entry: the member names are fixed by the dated type, and the served tool"
        " keeps the family's bare name",
    )


ComputerToolset = _nameless(
    shape(
        type=literal("computer_toolset_20260801"),
        cache_control=optional(CacheControl),
        configs=optional(nullable(mapping(choice(*_COMPUTER), nullable(MemberConfig)))),
    )
)

BrowserToolset = _nameless(
    shape(
        type=literal("browser_toolset_20260801"),
        cache_control=optional(CacheControl),
        configs=optional(nullable(mapping(choice(*_BROWSER), nullable(MemberConfig)))),
    )
)


AdvisorTool = shape(
    **ToolMembers,
    type=literal("advisor_20260301"),
    name=literal("advisor"),
    model=text(min_length=1, max_length=256),
    caching=optional(CacheControl),
    max_tokens=optional(nullable(Positive)),
    max_uses=optional(nullable(Positive)),
)

McpToolConfig = shape(
    defer_loading=optional(Boolean),
    enabled=optional(Boolean),
)

McpTool = shape(
    name=Name,
    input_schema=JsonObject,
    description=optional(nullable(String)),
)

McpToolset = shape(
    type=literal("mcp_toolset"),
    mcp_server_name=text(min_length=1, max_length=255),
    cache_control=optional(CacheControl),
    configs=optional(nullable(mapping(String, McpToolConfig))),
    default_config=optional(McpToolConfig),
    tools=optional(nullable(items(McpTool))),
)
