"""Context management: what may be left out of a long conversation, and when."""

from typing import Annotated, Literal, NotRequired

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypedDict

from .arms import HIDDEN_ARM, arm_with_beta
from .values import (
    STR_ARM,
    Items,
    Natural,
    Positive,
    shape,
)


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
