"""Context management: what may be left out of a long conversation, and when."""

from .arms import arm_with_beta
from .shapes import (
    HIDDEN_ARM,
    STR_ARM,
    Boolean,
    String,
    either,
    integer,
    items,
    literal,
    nullable,
    optional,
    shape,
    tagged,
)
from .values import Natural, Positive

CompactionConfig = shape(
    type=literal("summarize"),
    instructions=optional(nullable(String)),
)

InputTokens = shape(
    type=literal("input_tokens"),
    value=Positive,
)

ClearedTokens = shape(
    type=literal("input_tokens"),
    value=Natural,
)

ToolUses = shape(
    type=literal("tool_uses"),
    value=Natural,
)


def _list_or_flag(value: object) -> str:
    return "<list>" if isinstance(value, list) else "<bool>"


ClearToolUses = shape(
    type=literal("clear_tool_uses_20250919"),
    clear_at_least=optional(nullable(ClearedTokens)),
    clear_tool_inputs=optional(nullable(either(_list_or_flag, {"<bool>": Boolean, "<list>": items(String)}))),
    exclude_tools=optional(nullable(items(String))),
    keep=optional(ToolUses),
    trigger=optional(tagged(InputTokens, ToolUses)),
)

ThinkingTurns = shape(
    type=literal("thinking_turns"),
    value=Positive,
)

AllTurns = shape(type=literal("all"))


def _turns(value: object) -> str:
    return STR_ARM if isinstance(value, str) else HIDDEN_ARM


ClearThinking = shape(
    type=literal("clear_thinking_20251015"),
    keep=optional(either(_turns, {STR_ARM: literal("all"), HIDDEN_ARM: tagged(ThinkingTurns, AllTurns)})),
)

CompactTrigger = shape(
    type=literal("input_tokens"),
    value=integer(ge=50000),
)

Compact = shape(
    type=literal("compact_20260112"),
    instructions=optional(nullable(String)),
    pause_after_compaction=optional(Boolean),
    trigger=optional(nullable(CompactTrigger)),
)

ContextEdit = tagged(ClearThinking, ClearToolUses, arm_with_beta(Compact, "compact-2026-01-12"))

ContextManagement = shape(edits=optional(items(ContextEdit)))
