"""Messages: the turns of a conversation, with every block they may hold."""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import AfterValidator, Discriminator, Field, Tag
from typing_extensions import TypedDict

from .arms import HIDDEN_ARM, arm_with_beta
from .content import (
    ContainerUploadBlock,
    DocumentBlock,
    ImageBlock,
    RedactedThinkingBlock,
    SearchResultBlock,
    TextBlock,
    ThinkingBlock,
)
from .results import (
    AdvisorToolResultBlock,
    BashCodeExecutionToolResultBlock,
    Caller,
    CodeExecutionToolResultBlock,
    McpToolResultBlock,
    TextEditorToolResultBlock,
    ToolReferenceBlock,
    ToolSearchToolResultBlock,
    WebFetchToolResultBlock,
    WebSearchToolResultBlock,
)
from .terms import with_beta
from .tools import MCP_BETAS, McpTool, Tool
from .values import (
    LIST_ARM,
    STR_ARM,
    CacheControl,
    Effort,
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

COMPACTION_BETAS: Final = ("compact-2026-01-12", "compact-2026-09-04")
FALLBACK_BETAS: Final = ("server-side-fallback-2026-06-01", "server-side-fallback-2026-07-01")
_TOOL_CHANGES: Final = ("mid-conversation-tool-changes-2026-07-01", "inline-tools-2026-09-15")
_ADVISOR: Final = "advisor-tool-2026-03-01"


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


def _text_in_errors(block: Any) -> Any:
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
            advisor=_ADVISOR,
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


def _not_empty(value: Any) -> Any:
    if value == "":
        raise said("content cannot be empty")
    return value


@shape
class CompactionBlock(TypedDict):
    type: Literal["compaction"]
    content: NotRequired[Annotated[str | None, AfterValidator(_not_empty)]]
    encrypted_content: NotRequired[str | None]
    signature: NotRequired[str | None]
    tool_changes: NotRequired[Items[ToolChange] | None]
    cache_control: NotRequired[CacheControl]


@shape
class ModelInfo(TypedDict):
    model: str


FallbackBlock = TypedDict(
    "FallbackBlock", {"type": Literal["fallback"], "from": ModelInfo, "to": ModelInfo, "trigger": NotRequired[Any]}
)
shape(FallbackBlock)

Block = Annotated[
    TextBlock
    | ImageBlock
    | DocumentBlock
    | SearchResultBlock
    | ThinkingBlock
    | RedactedThinkingBlock
    | ToolUseBlock
    | Annotated[ToolResultBlock, AfterValidator(_text_in_errors)]
    | ServerToolUseBlock
    | WebSearchToolResultBlock
    | WebFetchToolResultBlock
    | CodeExecutionToolResultBlock
    | BashCodeExecutionToolResultBlock
    | TextEditorToolResultBlock
    | ToolSearchToolResultBlock
    | ContainerUploadBlock
    | CompactionBlock
    | Annotated[AdvisorToolResultBlock, *arm_with_beta(_ADVISOR)]
    | Annotated[McpToolUseBlock, *arm_with_beta(*MCP_BETAS)]
    | Annotated[McpToolResultBlock, *arm_with_beta(*MCP_BETAS)]
    | Annotated[McpToolListingBlock, *arm_with_beta(*MCP_BETAS)]
    | Annotated[ToolAdditionBlock, *arm_with_beta(*_TOOL_CHANGES)]
    | Annotated[ToolRemovalBlock, *arm_with_beta(*_TOOL_CHANGES)]
    | Annotated[FallbackBlock, *arm_with_beta(*FALLBACK_BETAS)],
    Field(discriminator="type"),
]

Content = Annotated[
    Annotated[str, Tag(STR_ARM)] | Annotated[Items[Block], Tag(LIST_ARM)],
    Discriminator(str_or_list),
]


@shape
class MessageOutputConfig(TypedDict):
    effort: NotRequired[Effort | None]


class MessageMembers(TypedDict):
    """What every message may say, and only system messages are allowed to."""

    clear_at: NotRequired[
        Annotated[
            Literal["next_user_message", "never"] | None, with_beta("mid-conversation-system-clear-at-2026-08-21")
        ]
    ]
    output_config: NotRequired[
        Annotated[MessageOutputConfig | None, with_beta("mid-conversation-output-config-2026-07-01")]
    ]


@shape
class Turn(MessageMembers):
    role: str
    content: Content


@shape
class SystemMessage(MessageMembers):
    role: Literal["system"]
    content: NotRequired[Content]


def _role(message: object) -> str:
    """Only a system message that sets something else may leave its content out."""
    directs = isinstance(message, dict) and message.get("role") == "system" and message.get("output_config")
    return "<system>" if directs else HIDDEN_ARM


Message = Annotated[Annotated[Turn, Tag(HIDDEN_ARM)] | Annotated[SystemMessage, Tag("<system>")], Discriminator(_role)]
