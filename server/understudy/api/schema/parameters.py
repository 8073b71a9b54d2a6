"""Parameters: what a request says besides its tools and messages."""

from typing import Annotated, Final, Literal, NotRequired

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypedDict

from .arms import HIDDEN_ARM, arm_with_beta
from .terms import with_beta
from .values import STR_ARM, Effort, Items, JsonObject, Natural, Positive, checked, choice, shape

BUDGET_MINIMUM: Final = 1_024
"""Tokens. Source: https://platform.claude.com/docs/en/build-with-claude/extended-thinking"""


@shape
class BlockBinding(TypedDict):
    prefix_mismatch_behavior: NotRequired[Literal["error", "drop_block"] | None]


class ShownThinkingMembers(TypedDict):
    """What every mode of thinking may say that shows it."""

    display: NotRequired[
        Annotated[str | None, choice("summarized", "omitted", updates="thinking-display-updates-2026-08-18")]
    ]
    block_binding: NotRequired[Annotated[BlockBinding | None, with_beta("thinking-binding-controls-2026-08-01")]]


@shape
class ThinkingEnabled(ShownThinkingMembers):
    type: Literal["enabled"]
    budget_tokens: Annotated[int, Field(ge=BUDGET_MINIMUM)]


@shape
class ThinkingAdaptive(ShownThinkingMembers):
    type: Literal["adaptive"]


@shape
class ThinkingDisabled(TypedDict):
    type: Literal["disabled"]


@shape
class ThinkingBetweenTools(TypedDict):
    type: Literal["between_tools"]


Thinking = Annotated[
    ThinkingAdaptive | ThinkingBetweenTools | ThinkingDisabled | ThinkingEnabled, Field(discriminator="type")
]


class ParallelMembers(TypedDict):
    """What every choice may say that lets tools be called."""

    disable_parallel_tool_use: NotRequired[bool]


@shape
class AutoChoice(ParallelMembers):
    type: Literal["auto"]


@shape
class AnyChoice(ParallelMembers):
    type: Literal["any"]


@shape
class ToolChoiceOfOne(ParallelMembers):
    type: Literal["tool"]
    name: str


@shape
class NoChoice(TypedDict):
    type: Literal["none"]


ToolChoice = Annotated[AutoChoice | AnyChoice | ToolChoiceOfOne | NoChoice, Field(discriminator="type")]


@shape
class JsonOutputFormat(TypedDict):
    type: Literal["json_schema"]
    schema: JsonObject


@shape
class TaskBudget(TypedDict):
    type: Literal["tokens"]
    total: Positive
    remaining: NotRequired[Natural | None]


@shape
class OutputConfig(TypedDict):
    effort: NotRequired[Effort | None]
    format: NotRequired[JsonOutputFormat | None]
    task_budget: NotRequired[Annotated[TaskBudget | None, with_beta("task-budgets-2026-03-13")]]


@shape
class Metadata(TypedDict):
    user_id: NotRequired[Annotated[str, Field(max_length=256)] | None]


@shape
class Skill(TypedDict):
    skill_id: Annotated[str, Field(min_length=1, max_length=64)]
    type: Literal["anthropic", "custom"]
    version: NotRequired[Annotated[str, Field(min_length=1, max_length=64)]]


@shape
class ContainerParams(TypedDict):
    id: NotRequired[str | None]
    skills: NotRequired[Annotated[Items[Skill], Field(max_length=8)] | None]


def _container(value: object) -> str:
    return STR_ARM if isinstance(value, str) else "ContainerParams"


Container = Annotated[
    Annotated[str, Tag(STR_ARM)] | Annotated[ContainerParams, Tag("ContainerParams")], Discriminator(_container)
]

InferenceGeo = Annotated[str, checked(lambda geo: geo in ("global", "us"), "must be one of ['global', 'us']")]


@shape
class Diagnostics(TypedDict):
    previous_message_id: NotRequired[
        Annotated[
            str,
            checked(
                lambda id_: id_.startswith("msg_"),
                "must be the `id` from a prior /v1/messages response (starts with `msg_`)",
            ),
        ]
        | None
    ]


@shape
class BillingPolicy(TypedDict):
    type: Literal["billing_policy"]
    bill_to: NotRequired[Literal["self", "user_profile"]]


@shape
class CompactionConfig(TypedDict):
    type: Literal["summarize"]
    instructions: NotRequired[str | None]


@shape
class InputTokens(TypedDict):
    type: Literal["input_tokens"]
    value: Positive


@shape
class ClearedTokens(TypedDict):
    type: Literal["input_tokens"]
    value: Natural


@shape
class ToolUses(TypedDict):
    type: Literal["tool_uses"]
    value: Natural


def _list_or_flag(value: object) -> str:
    return "<list>" if isinstance(value, list) else "<bool>"


@shape
class ClearToolUses(TypedDict):
    type: Literal["clear_tool_uses_20250919"]
    clear_at_least: NotRequired[ClearedTokens | None]
    clear_tool_inputs: NotRequired[
        Annotated[Annotated[bool, Tag("<bool>")] | Annotated[Items[str], Tag("<list>")], Discriminator(_list_or_flag)]
        | None
    ]
    exclude_tools: NotRequired[Items[str] | None]
    keep: NotRequired[ToolUses]
    trigger: NotRequired[Annotated[InputTokens | ToolUses, Field(discriminator="type")]]


@shape
class ThinkingTurns(TypedDict):
    type: Literal["thinking_turns"]
    value: Positive


@shape
class AllTurns(TypedDict):
    type: Literal["all"]


def _turns(value: object) -> str:
    return STR_ARM if isinstance(value, str) else HIDDEN_ARM


@shape
class ClearThinking(TypedDict):
    type: Literal["clear_thinking_20251015"]
    keep: NotRequired[
        Annotated[
            Annotated[Literal["all"], Tag(STR_ARM)]
            | Annotated[Annotated[ThinkingTurns | AllTurns, Field(discriminator="type")], Tag(HIDDEN_ARM)],
            Discriminator(_turns),
        ]
    ]


@shape
class CompactTrigger(TypedDict):
    type: Literal["input_tokens"]
    value: Annotated[int, Field(ge=50_000)]


@shape
class Compact(TypedDict):
    type: Literal["compact_20260112"]
    instructions: NotRequired[str | None]
    pause_after_compaction: NotRequired[bool]
    trigger: NotRequired[CompactTrigger | None]


ContextEdit = Annotated[
    ClearThinking | ClearToolUses | Annotated[Compact, *arm_with_beta("compact-2026-01-12")],
    Field(discriminator="type"),
]


@shape
class ContextManagement(TypedDict):
    edits: NotRequired[Items[ContextEdit]]


@shape
class FallbackCredit(TypedDict):
    token: str
    mode: NotRequired[Literal["strict", "best_effort"]]


@shape
class Fallback(TypedDict):
    model: Annotated[str, Field(min_length=1, max_length=256)]
    max_tokens: NotRequired[Natural | None]
    output_config: NotRequired[OutputConfig | None]
    speed: NotRequired[Literal["standard", "fast"] | None]
    thinking: NotRequired[Thinking | None]


@shape
class McpToolConfiguration(TypedDict):
    allowed_tools: NotRequired[Items[str] | None]
    enabled: NotRequired[bool | None]


@shape
class McpServer(TypedDict):
    type: Literal["url"]
    name: str
    url: str
    authorization_token: NotRequired[str | None]
    tool_configuration: NotRequired[McpToolConfiguration | None]


@shape
class ThreadCreate(TypedDict):
    type: Literal["create"]


@shape
class ThreadContinue(TypedDict):
    type: Literal["continue"]
    previous_message_id: str


Thread = Annotated[ThreadCreate | ThreadContinue, Field(discriminator="type")]
