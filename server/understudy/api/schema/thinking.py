"""Thinking: the modes of the `thinking` parameter."""

from typing import Final

from .checks import choice
from .shapes import integer, literal, members, nullable, optional, shape, tagged
from .terms import with_beta

BUDGET_MINIMUM: Final = 1_024
"""Tokens. Source: https://platform.claude.com/docs/en/build-with-claude/extended-thinking"""

BlockBinding = shape(prefix_mismatch_behavior=optional(nullable(literal("error", "drop_block"))))

ShownThinkingMembers = members(
    display=optional(nullable(choice("summarized", "omitted", updates="thinking-display-updates-2026-08-18"))),
    block_binding=optional(with_beta(nullable(BlockBinding), "thinking-binding-controls-2026-08-01")),
)
"""What every mode of thinking may say that shows it."""

ThinkingEnabled = shape(
    **ShownThinkingMembers,
    type=literal("enabled"),
    budget_tokens=integer(ge=BUDGET_MINIMUM),
)

ThinkingAdaptive = shape(**ShownThinkingMembers, type=literal("adaptive"))

ThinkingDisabled = shape(type=literal("disabled"))

ThinkingBetweenTools = shape(type=literal("between_tools"))

Thinking = tagged(ThinkingAdaptive, ThinkingBetweenTools, ThinkingDisabled, ThinkingEnabled)
