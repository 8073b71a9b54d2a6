"""Messages: the turns of a conversation, with every block they may hold."""

from typing import Final

from .arms import arm_with_beta
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
)
from .checks import checked
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
from .shapes import (
    HIDDEN_ARM,
    Anything,
    String,
    either,
    items,
    literal,
    members,
    nullable,
    optional,
    shape,
    str_or_items,
    tagged,
)
from .terms import with_beta
from .tools import MCP_BETAS
from .values import CacheControl, Effort
from .web_results import (
    WebFetchToolResultBlock,
    WebSearchToolResultBlock,
)

COMPACTION_BETAS: Final = ("compact-2026-01-12", "compact-2026-09-04")
FALLBACK_BETAS: Final = ("server-side-fallback-2026-06-01", "server-side-fallback-2026-07-01")
_TOOL_CHANGES: Final = ("mid-conversation-tool-changes-2026-07-01", "inline-tools-2026-09-15")


CompactionBlock = shape(
    type=literal("compaction"),
    content=optional(nullable(checked(String, bool, "content cannot be empty"))),
    encrypted_content=optional(nullable(String)),
    signature=optional(nullable(String)),
    tool_changes=optional(nullable(items(ToolChange))),
    cache_control=optional(CacheControl),
)

ModelInfo = shape(model=String)

FallbackBlock = shape(
    type=literal("fallback"),
    **{"from": ModelInfo},
    to=ModelInfo,
    trigger=optional(Anything),
)

Block = tagged(
    TextBlock,
    ImageBlock,
    DocumentBlock,
    SearchResultBlock,
    ThinkingBlock,
    RedactedThinkingBlock,
    ToolUseBlock,
    ToolResultBlock,
    ServerToolUseBlock,
    WebSearchToolResultBlock,
    WebFetchToolResultBlock,
    CodeExecutionToolResultBlock,
    BashCodeExecutionToolResultBlock,
    TextEditorToolResultBlock,
    ToolSearchToolResultBlock,
    ContainerUploadBlock,
    CompactionBlock,
    arm_with_beta(AdvisorToolResultBlock, ADVISOR_BETA),
    arm_with_beta(McpToolUseBlock, *MCP_BETAS),
    arm_with_beta(McpToolResultBlock, *MCP_BETAS),
    arm_with_beta(McpToolListingBlock, *MCP_BETAS),
    arm_with_beta(ToolAdditionBlock, *_TOOL_CHANGES),
    arm_with_beta(ToolRemovalBlock, *_TOOL_CHANGES),
    arm_with_beta(FallbackBlock, *FALLBACK_BETAS),
)

Content = str_or_items(Block)

MessageOutputConfig = shape(effort=optional(nullable(Effort)))

MessageMembers = members(
    clear_at=optional(
        with_beta(nullable(literal("next_user_message", "never")), "mid-conversation-system-clear-at-2026-08-21")
    ),
    output_config=optional(with_beta(nullable(MessageOutputConfig), "mid-conversation-output-config-2026-07-01")),
)
"""What every message may say, and only system messages are allowed to."""

Turn = shape(
    **MessageMembers,
    role=String,
    content=Content,
)

SystemMessage = shape(
    **MessageMembers,
    role=literal("system"),
    content=optional(Content),
)


def _role(message: object) -> str:
    """Only a system message that sets something else may leave its content out."""
    directs = isinstance(message, dict) and message.get("role") == "system" and message.get("output_config")
    return "<system>" if directs else HIDDEN_ARM


Message = either(_role, {HIDDEN_ARM: Turn, "<system>": SystemMessage})
