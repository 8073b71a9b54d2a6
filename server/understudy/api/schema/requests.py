"""Requests: the bodies of `POST /v1/messages` and `POST /v1/messages/count_tokens`.

The order of the members is the order in which the API was measured to check them, whatever their order in the
body; members that need a beta come last.
"""

from typing import Final

from .calls import ToolAdditionBlock
from .checks import checked
from .content import DocumentBlock, ImageBlock, SearchResultBlock, TextBlock
from .context_management import CompactionConfig, ContextManagement
from .messages import FALLBACK_BETAS, Message
from .parameters import (
    BillingPolicy,
    Container,
    Diagnostics,
    Fallback,
    FallbackCredit,
    InferenceGeo,
    JsonOutputFormat,
    McpServer,
    Metadata,
    OutputConfig,
    Thread,
    ToolChoice,
)
from .results import ToolReferenceBlock
from .shapes import (
    LIST_ARM,
    STR_ARM,
    Boolean,
    Integer,
    Number,
    String,
    definition,
    either,
    items,
    literal,
    members,
    nullable,
    optional,
    shape,
    str_or_items,
    text,
)
from .terms import NEW_VERSION, until, with_beta
from .thinking import Thinking
from .tools import MCP_BETAS, Tool
from .values import CacheControl, EphemeralCache

MAX_MESSAGES = 100_000

System = str_or_items(TextBlock)
Fraction = checked(Number, lambda value: 0 <= value <= 1 or value == -1, "range: 0..1")
"""-1 stands for unset; whether it may be written is a matter of the model."""


def _credit(value: object) -> str:
    return STR_ARM if isinstance(value, str) else "<credit>"


def _fallbacks(value: object) -> str:
    return STR_ARM if isinstance(value, str) else LIST_ARM


SharedMembers = members(
    model=text(min_length=1, max_length=256),
    tool_choice=optional(ToolChoice),
    tools=optional(items(Tool)),
    messages=items(Message, max_length=MAX_MESSAGES),
    system=optional(System),
    thinking=optional(Thinking),
    output_config=optional(OutputConfig),
    cache_control=optional(CacheControl),
)
"""What both requests say, up to the first member that one of them has alone."""

_Speed = with_beta(nullable(literal("standard", "fast")), "fast-mode-2026-02-01", since=NEW_VERSION)
_ContextManagement = with_beta(nullable(ContextManagement), "context-management-2025-06-27", "compact-2026-01-12")
_Compaction = with_beta(nullable(CompactionConfig), "compact-2026-09-04")
_McpServers = with_beta(items(McpServer), *MCP_BETAS)
_OutputFormat = with_beta(nullable(JsonOutputFormat), "structured-outputs-2025-11-13")
_BillingPolicy = with_beta(nullable(BillingPolicy), "user-profiles-billing-2026-10-01")

MessagesRequest = shape(
    **SharedMembers,
    max_tokens=checked(Integer, lambda tokens: tokens >= 0, "must be greater than or equal to 0"),
    metadata=optional(nullable(Metadata)),
    stop_sequences=optional(nullable(items(String))),
    temperature=optional(until(Fraction, NEW_VERSION)),
    service_tier=optional(literal("auto", "standard_only")),
    top_k=optional(until(Integer, NEW_VERSION)),
    top_p=optional(until(Fraction, NEW_VERSION)),
    stream=optional(Boolean),
    container=optional(nullable(Container)),
    inference_geo=optional(nullable(InferenceGeo)),
    diagnostics=optional(nullable(Diagnostics)),
    speed=optional(_Speed),
    billing_policy=optional(_BillingPolicy),
    compaction=optional(_Compaction),
    context_management=optional(_ContextManagement),
    fallback_credit_token=optional(
        with_beta(
            nullable(either(_credit, {STR_ARM: String, "<credit>": FallbackCredit})),
            "fallback-credit-2026-06-01",
            "fallback-credit-2026-07-01",
        )
    ),
    fallbacks=optional(
        with_beta(
            nullable(either(_fallbacks, {STR_ARM: literal("default"), LIST_ARM: items(Fallback, max_length=3)})),
            *FALLBACK_BETAS,
        )
    ),
    mcp_servers=optional(_McpServers),
    output_format=optional(_OutputFormat),
    thread=optional(with_beta(nullable(Thread), "message-threads-2026-08-12")),
)

CountTokensRequest = shape(
    **SharedMembers,
    speed=optional(_Speed),
    billing_policy=optional(_BillingPolicy),
    compaction=optional(_Compaction),
    context_management=optional(_ContextManagement),
    mcp_servers=optional(_McpServers),
    output_format=optional(_OutputFormat),
)

SHARED: Final = [
    definition(shape)
    for shape in (
        DocumentBlock,
        EphemeralCache,
        ImageBlock,
        SearchResultBlock,
        TextBlock,
        ToolAdditionBlock,
        ToolReferenceBlock,
    )
]
"""The shapes that are held more than once."""
