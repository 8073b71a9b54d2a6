"""Requests: the bodies of `POST /v1/messages` and `POST /v1/messages/count_tokens`.

The order of the members is the order in which the API was measured to check them, whatever their order in the
body; members that need a beta come last.
"""

from typing import Annotated, Literal, NotRequired

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypedDict

from .content import TextBlock
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
from .terms import NEW_VERSION, until, with_beta
from .thinking import Thinking
from .tools import MCP_BETAS, Tool
from .values import LIST_ARM, STR_ARM, CacheControl, Items, checked, shape, str_or_list

MAX_MESSAGES = 100_000

System = Annotated[
    Annotated[str, Tag(STR_ARM)] | Annotated[Items[TextBlock], Tag(LIST_ARM)], Discriminator(str_or_list)
]
_FRACTION = checked(lambda value: 0 <= value <= 1 or value == -1, "range: 0..1")
"""-1 stands for unset; whether it may be written is a matter of the model."""
Fraction = Annotated[float, _FRACTION]


def _credit(value: object) -> str:
    return STR_ARM if isinstance(value, str) else "<credit>"


def _fallbacks(value: object) -> str:
    return STR_ARM if isinstance(value, str) else LIST_ARM


class SharedMembers(TypedDict):
    """What both requests say, up to the first member that one of them has alone."""

    model: Annotated[str, Field(min_length=1, max_length=256)]
    tool_choice: NotRequired[ToolChoice]
    tools: NotRequired[Items[Tool]]
    messages: Annotated[Items[Message], Field(max_length=MAX_MESSAGES)]
    system: NotRequired[System]
    thinking: NotRequired[Thinking]
    output_config: NotRequired[OutputConfig]
    cache_control: NotRequired[CacheControl]


_Speed = Annotated[Literal["standard", "fast"] | None, with_beta("fast-mode-2026-02-01", since=NEW_VERSION)]
_ContextManagement = Annotated[
    ContextManagement | None, with_beta("context-management-2025-06-27", "compact-2026-01-12")
]
_Compaction = Annotated[CompactionConfig | None, with_beta("compact-2026-09-04")]
_McpServers = Annotated[Items[McpServer], with_beta(*MCP_BETAS)]
_OutputFormat = Annotated[JsonOutputFormat | None, with_beta("structured-outputs-2025-11-13")]
_BillingPolicy = Annotated[BillingPolicy | None, with_beta("user-profiles-billing-2026-10-01")]


@shape
class MessagesRequest(SharedMembers):
    max_tokens: Annotated[int, checked(lambda tokens: tokens >= 0, "must be greater than or equal to 0")]
    metadata: NotRequired[Metadata | None]
    stop_sequences: NotRequired[Items[str] | None]
    temperature: NotRequired[Annotated[Fraction, until(NEW_VERSION)]]
    service_tier: NotRequired[Literal["auto", "standard_only"]]
    top_k: NotRequired[Annotated[int, until(NEW_VERSION)]]
    top_p: NotRequired[Annotated[Fraction, until(NEW_VERSION)]]
    stream: NotRequired[bool]
    container: NotRequired[Container | None]
    inference_geo: NotRequired[InferenceGeo | None]
    diagnostics: NotRequired[Diagnostics | None]
    speed: NotRequired[_Speed]
    billing_policy: NotRequired[_BillingPolicy]
    compaction: NotRequired[_Compaction]
    context_management: NotRequired[_ContextManagement]
    fallback_credit_token: NotRequired[
        Annotated[
            Annotated[Annotated[str, Tag(STR_ARM)] | Annotated[FallbackCredit, Tag("<credit>")], Discriminator(_credit)]
            | None,
            with_beta("fallback-credit-2026-06-01", "fallback-credit-2026-07-01"),
        ]
    ]
    fallbacks: NotRequired[
        Annotated[
            Annotated[
                Annotated[Literal["default"], Tag(STR_ARM)]
                | Annotated[Annotated[Items[Fallback], Field(max_length=3)], Tag(LIST_ARM)],
                Discriminator(_fallbacks),
            ]
            | None,
            with_beta(*FALLBACK_BETAS),
        ]
    ]
    mcp_servers: NotRequired[_McpServers]
    output_format: NotRequired[_OutputFormat]
    thread: NotRequired[Annotated[Thread | None, with_beta("message-threads-2026-08-12")]]


@shape
class CountTokensRequest(SharedMembers):
    speed: NotRequired[_Speed]
    billing_policy: NotRequired[_BillingPolicy]
    compaction: NotRequired[_Compaction]
    context_management: NotRequired[_ContextManagement]
    mcp_servers: NotRequired[_McpServers]
    output_format: NotRequired[_OutputFormat]
