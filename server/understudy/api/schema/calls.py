"""Calls: the blocks that call tools, answer for the client's, and change which there are."""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypedDict

from .content import DocumentBlock, ImageBlock, SearchResultBlock, TextBlock
from .results import ToolReferenceBlock
from .tools import Tool
from .toolsets import McpTool
from .values import (
    LIST_ARM,
    STR_ARM,
    CacheControl,
    Id,
    Items,
    JsonObject,
    Name,
    Natural,
    ServerToolId,
    choice,
    said,
    shape,
    str_or_list,
)

ADVISOR_BETA: Final = "advisor-tool-2026-03-01"


@shape
class DirectCaller(TypedDict):
    type: Literal["direct"]


@shape
class CodeCaller20250825(TypedDict):
    type: Literal["code_execution_20250825"]
    tool_id: ServerToolId


@shape
class CodeCaller20260120(TypedDict):
    type: Literal["code_execution_20260120"]
    tool_id: ServerToolId


Caller = Annotated[DirectCaller | CodeCaller20250825 | CodeCaller20260120, Field(discriminator="type")]


@shape
class ToolUseBlock(TypedDict):
    type: Literal["tool_use"]
    id: Id
    name: Name
    input: JsonObject
    cache_control: NotRequired[CacheControl]
    caller: NotRequired[Caller]
    toolset_name: NotRequired[str | None]


@shape
class TabEntry(TypedDict):
    tab_id: str
    title: str
    url: str
    active: NotRequired[bool]


@shape
class TabOpened(TypedDict):
    type: Literal["tab_opened"]
    tab_id: str


@shape
class DownloadStarted(TypedDict):
    type: Literal["download_started"]
    download_id: str
    url: str


@shape
class DownloadCompleted(TypedDict):
    type: Literal["download_completed"]
    download_id: str
    url: str
    path: NotRequired[str | None]
    size_bytes: NotRequired[Natural | None]


@shape
class DownloadFailed(TypedDict):
    type: Literal["download_failed"]
    download_id: str
    url: str
    error: NotRequired[str | None]


@shape
class BrowserStateBlock(TypedDict):
    type: Literal["browser_state"]
    tabs: Items[TabEntry]
    cache_control: NotRequired[CacheControl]
    state_changes: NotRequired[
        Items[Annotated[TabOpened | DownloadStarted | DownloadCompleted | DownloadFailed, Field(discriminator="type")]]
        | None
    ]


ResultBlock = Annotated[
    TextBlock | ImageBlock | SearchResultBlock | DocumentBlock | ToolReferenceBlock | BrowserStateBlock,
    Field(discriminator="type"),
]


@shape
class ToolResultBlock(TypedDict):
    type: Literal["tool_result"]
    tool_use_id: Id
    content: NotRequired[
        Annotated[
            Annotated[str, Tag(STR_ARM)] | Annotated[Items[ResultBlock], Tag(LIST_ARM)], Discriminator(str_or_list)
        ]
    ]
    is_error: NotRequired[bool]
    cache_control: NotRequired[CacheControl]
    toolset_name: NotRequired[str | None]


def text_in_errors(block: Any) -> Any:
    content = block.get("content")
    if block.get("is_error") and isinstance(content, list) and any(inner["type"] != "text" for inner in content):
        raise said("all content must be type `text` if `is_error` is true")
    return block


@shape
class ServerToolUseBlock(TypedDict):
    type: Literal["server_tool_use"]
    id: ServerToolId
    name: Annotated[
        str,
        choice(
            "web_search",
            "web_fetch",
            "code_execution",
            "bash_code_execution",
            "text_editor_code_execution",
            "tool_search_tool_regex",
            "tool_search_tool_bm25",
            advisor=ADVISOR_BETA,
        ),
    ]
    input: JsonObject
    cache_control: NotRequired[CacheControl]
    caller: NotRequired[Caller]


@shape
class McpToolUseBlock(TypedDict):
    type: Literal["mcp_tool_use"]
    id: Id
    name: str
    server_name: str
    input: JsonObject
    cache_control: NotRequired[CacheControl]


@shape
class McpToolListingBlock(TypedDict):
    type: Literal["mcp_tool_listing"]
    mcp_server_name: str
    tools: Items[McpTool]


@shape
class ToolReference(TypedDict):
    type: Literal["tool_reference"]
    name: str


@shape
class McpToolReference(TypedDict):
    type: Literal["mcp_tool_reference"]
    name: str
    server_name: str


@shape
class McpToolsetReference(TypedDict):
    type: Literal["mcp_toolset_reference"]
    server_name: str


@shape
class ToolDefinition(TypedDict):
    type: Literal["tool_definition"]
    definition: Tool


@shape
class ToolAdditionBlock(TypedDict):
    type: Literal["tool_addition"]
    tool: Annotated[
        ToolReference | McpToolReference | McpToolsetReference | ToolDefinition, Field(discriminator="type")
    ]
    cache_control: NotRequired[CacheControl]


@shape
class ToolRemovalBlock(TypedDict):
    type: Literal["tool_removal"]
    tool: Annotated[ToolReference | McpToolReference | McpToolsetReference, Field(discriminator="type")]
    cache_control: NotRequired[CacheControl]


ToolChange = Annotated[ToolAdditionBlock | ToolRemovalBlock, Field(discriminator="type")]
