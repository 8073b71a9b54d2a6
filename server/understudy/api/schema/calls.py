"""Calls: the blocks that call tools, answer for the client's, and change which there are."""

from typing import Any, Final

from .checks import checked, choice
from .content import DocumentBlock, ImageBlock, SearchResultBlock, TextBlock
from .results import ToolReferenceBlock
from .shapes import Boolean, JsonObject, String, items, literal, nullable, optional, shape, str_or_items, tagged
from .tools import Tool
from .toolsets import McpTool
from .values import CacheControl, Id, Name, Natural, ServerToolId

ADVISOR_BETA: Final = "advisor-tool-2026-03-01"

DirectCaller = shape(type=literal("direct"))

CodeCaller20250825 = shape(
    type=literal("code_execution_20250825"),
    tool_id=ServerToolId,
)

CodeCaller20260120 = shape(
    type=literal("code_execution_20260120"),
    tool_id=ServerToolId,
)

Caller = tagged(DirectCaller, CodeCaller20250825, CodeCaller20260120)

ToolUseBlock = shape(
    type=literal("tool_use"),
    id=Id,
    name=Name,
    input=JsonObject,
    cache_control=optional(CacheControl),
    caller=optional(Caller),
    toolset_name=optional(nullable(String)),
)

TabEntry = shape(
    tab_id=String,
    title=String,
    url=String,
    active=optional(Boolean),
)

TabOpened = shape(
    type=literal("tab_opened"),
    tab_id=String,
)

DownloadStarted = shape(
    type=literal("download_started"),
    download_id=String,
    url=String,
)

DownloadCompleted = shape(
    type=literal("download_completed"),
    download_id=String,
    url=String,
    path=optional(nullable(String)),
    size_bytes=optional(nullable(Natural)),
)

DownloadFailed = shape(
    type=literal("download_failed"),
    download_id=String,
    url=String,
    error=optional(nullable(String)),
)

BrowserStateBlock = shape(
    type=literal("browser_state"),
    tabs=items(TabEntry),
    cache_control=optional(CacheControl),
    state_changes=optional(nullable(items(tagged(TabOpened, DownloadStarted, DownloadCompleted, DownloadFailed)))),
)

ResultBlock = tagged(TextBlock, ImageBlock, SearchResultBlock, DocumentBlock, ToolReferenceBlock, BrowserStateBlock)


def _text_in_error(block: dict[str, Any]) -> bool:
    content = block.get("content")
    return not (block.get("is_error") and isinstance(content, list) and any(each["type"] != "text" for each in content))


ToolResultBlock = checked(
    shape(
        type=literal("tool_result"),
        tool_use_id=Id,
        content=optional(str_or_items(ResultBlock)),
        is_error=optional(Boolean),
        cache_control=optional(CacheControl),
        toolset_name=optional(nullable(String)),
    ),
    _text_in_error,
    "all content must be type `text` if `is_error` is true",
)


ServerToolUseBlock = shape(
    type=literal("server_tool_use"),
    id=ServerToolId,
    name=choice(
        "web_search",
        "web_fetch",
        "code_execution",
        "bash_code_execution",
        "text_editor_code_execution",
        "tool_search_tool_regex",
        "tool_search_tool_bm25",
        advisor=ADVISOR_BETA,
    ),
    input=JsonObject,
    cache_control=optional(CacheControl),
    caller=optional(Caller),
)

McpToolUseBlock = shape(
    type=literal("mcp_tool_use"),
    id=Id,
    name=String,
    server_name=String,
    input=JsonObject,
    cache_control=optional(CacheControl),
)

McpToolListingBlock = shape(
    type=literal("mcp_tool_listing"),
    mcp_server_name=String,
    tools=items(McpTool),
)

ToolReference = shape(
    type=literal("tool_reference"),
    name=String,
)

McpToolReference = shape(
    type=literal("mcp_tool_reference"),
    name=String,
    server_name=String,
)

McpToolsetReference = shape(
    type=literal("mcp_toolset_reference"),
    server_name=String,
)

ToolDefinition = shape(
    type=literal("tool_definition"),
    definition=Tool,
)

ToolAdditionBlock = shape(
    "ToolAdditionBlock",
    type=literal("tool_addition"),
    tool=tagged(ToolReference, McpToolReference, McpToolsetReference, ToolDefinition),
    cache_control=optional(CacheControl),
)

ToolRemovalBlock = shape(
    type=literal("tool_removal"),
    tool=tagged(ToolReference, McpToolReference, McpToolsetReference),
    cache_control=optional(CacheControl),
)

ToolChange = tagged(ToolAdditionBlock, ToolRemovalBlock)
