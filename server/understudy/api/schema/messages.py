"""Messages: the turns of a conversation, with every block they may hold."""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import AfterValidator, Discriminator, Field, Tag
from typing_extensions import TypedDict

from .arms import HIDDEN_ARM, arm_with_beta
from .calls import (
    ADVISOR_BETA,
    McpToolListingBlock,
    McpToolUseBlock,
    ServerToolUseBlock,
    ToolAdditionBlock,
    ToolChange,
    ToolRemovalBlock,
    ToolResultBlock,
    ToolUseBlock,
    text_in_errors,
)
from .content import (
    ContainerUploadBlock,
    DocumentBlock,
    ImageBlock,
    RedactedThinkingBlock,
    SearchResultBlock,
    TextBlock,
    ThinkingBlock,
)
from .execution_results import (
    BashCodeExecutionToolResultBlock,
    CodeExecutionToolResultBlock,
    TextEditorToolResultBlock,
)
from .results import (
    AdvisorToolResultBlock,
    McpToolResultBlock,
    ToolSearchToolResultBlock,
)
from .terms import with_beta
from .tools import MCP_BETAS
from .values import (
    LIST_ARM,
    STR_ARM,
    CacheControl,
    Effort,
    Items,
    said,
    shape,
    str_or_list,
)
from .web_results import (
    WebFetchToolResultBlock,
    WebSearchToolResultBlock,
)

COMPACTION_BETAS: Final = ("compact-2026-01-12", "compact-2026-09-04")
FALLBACK_BETAS: Final = ("server-side-fallback-2026-06-01", "server-side-fallback-2026-07-01")
_TOOL_CHANGES: Final = ("mid-conversation-tool-changes-2026-07-01", "inline-tools-2026-09-15")


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
    | Annotated[ToolResultBlock, AfterValidator(text_in_errors)]
    | ServerToolUseBlock
    | WebSearchToolResultBlock
    | WebFetchToolResultBlock
    | CodeExecutionToolResultBlock
    | BashCodeExecutionToolResultBlock
    | TextEditorToolResultBlock
    | ToolSearchToolResultBlock
    | ContainerUploadBlock
    | CompactionBlock
    | Annotated[AdvisorToolResultBlock, *arm_with_beta(ADVISOR_BETA)]
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
