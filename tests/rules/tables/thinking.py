"""Thinking: the modes of each model, budgets, and what needs thinking."""

from typing import Any, Final

from tests.rules.cases import ENABLED, HAIKU, OPUS, Asked, Refused, Table, ask, tool

ADAPTIVE: Final = {"type": "adaptive"}
DISABLED: Final = {"type": "disabled"}
BETWEEN_TOOLS: Final = {"type": "between_tools"}

NO_ENABLED: Final = (
    '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort"'
    " to control thinking behavior."
)
NO_DISABLED: Final = (
    '"thinking.type.disabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort"'
    " to control thinking behavior."
)
NO_DISABLED_PREVIEW: Final = (
    '"thinking.type.disabled" is not supported for this model. Thinking defaults to adaptive mode when not specified;'
    ' use "thinking.type.enabled" with "budget_tokens" for extended thinking.'
)
NO_DISABLED_SONNET: Final = (
    'To turn thinking off on this model, send "thinking": {"type": "between_tools"} instead of {"type": "disabled"}.'
    " The model does not think before responding. The short updates it writes between tool calls come back as thinking"
    " blocks."
)
NO_BETWEEN_TOOLS: Final = '"thinking.type.between_tools" is not supported for this model.'
NO_ADAPTIVE: Final = "adaptive thinking is not supported on this model"

BUDGET: Final = (
    "`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at"
    " https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size"
)
INTERLEAVED: Final = "interleaved-thinking-2025-05-14"


def mode(model: str, thinking: dict[str, Any], **members: Any) -> Asked:
    return ask(model=model, thinking=thinking, max_tokens=2048, **members)


def manual(budget: int, max_tokens: int, model: str = "claude-sonnet-4-5", **members: Any) -> Asked:
    thinking = {"type": "enabled", "budget_tokens": budget}
    return ask(model=model, thinking=thinking, max_tokens=max_tokens, **members)


def clearing(model: str, **members: Any) -> Asked:
    edits = {"edits": [{"type": "clear_thinking_20251015"}]}
    return ask(model=model, max_tokens=2048, context_management=edits, betas="context-management-2025-06-27", **members)


TABLES: Final = {
    "thinking_mode": Table(
        refuses=(
            *(
                Refused(mode(model, ENABLED), NO_ENABLED, "thinking-enabled-unsupported")
                for model in (
                    "claude-opus-4-7",
                    "claude-opus-4-8",
                    "claude-opus-5",
                    "claude-opus-5-5",
                    "claude-sonnet-5",
                    "claude-sonnet-5-5",
                    "claude-haiku-5-5",
                    "claude-fable-5",
                    "claude-fable-5-1",
                    "claude-mythos-5",
                    "claude-mythos-5-1",
                )
            ),
            *(
                Refused(mode(model, ADAPTIVE), NO_ADAPTIVE, "thinking-adaptive-unsupported")
                for model in ("claude-opus-4-5", "claude-haiku-4-5", "claude-sonnet-4-5", "claude-3-7-sonnet-latest")
            ),
            *(
                Refused(mode(model, DISABLED), NO_DISABLED, "thinking-disabled-unsupported-new")
                for model in (
                    "claude-fable-5-1",
                    "claude-mythos-5-1",
                    "claude-fable-5",
                    "claude-mythos-5",
                    "claude-opus-5-5",
                )
            ),
            Refused(mode("claude-mythos-preview", DISABLED), NO_DISABLED_PREVIEW, "thinking-disabled-unsupported-old"),
            Refused(mode("claude-sonnet-5-5", DISABLED), NO_DISABLED_SONNET, "thinking-disabled-sonnet55-current"),
            *(
                Refused(mode(model, BETWEEN_TOOLS), NO_BETWEEN_TOOLS, "thinking-between-tools")
                for model in ("claude-opus-5", "claude-haiku-5-5", "claude-opus-4-6", "claude-haiku-4-5")
            ),
            Refused(
                mode("claude-3-5-sonnet-latest", ENABLED), "'claude-3-5-sonnet-20241022' does not support thinking."
            ),
            Refused(mode(OPUS, ENABLED, counting=True, without=("max_tokens",)), NO_ENABLED),
            Refused(mode(OPUS, {"type": "enabled", "budget_tokens": 4096}), NO_ENABLED),
        ),
        accepts=(
            mode("claude-opus-4-6", ENABLED),
            mode("claude-opus-4-6", ADAPTIVE),
            mode("claude-opus-4-6", DISABLED),
            mode("claude-sonnet-4-6", ENABLED),
            mode("claude-opus-4-7", ADAPTIVE),
            mode("claude-opus-4-7", DISABLED),
            mode("claude-opus-4-5", ENABLED),
            mode("claude-haiku-4-5", ENABLED),
            mode("claude-haiku-4-5", DISABLED),
            mode("claude-3-5-sonnet-latest", DISABLED),
            mode("claude-3-7-sonnet-latest", ENABLED),
            mode("claude-mythos-preview", ENABLED),
            mode("claude-mythos-preview", ADAPTIVE),
            mode("claude-opus-5", DISABLED),
            mode("claude-haiku-5-5", DISABLED),
            mode("claude-sonnet-5", DISABLED),
            mode("claude-sonnet-5-5", BETWEEN_TOOLS),
            mode("claude-sonnet-5-5", ADAPTIVE),
            mode("claude-fable-5-1", ADAPTIVE),
            mode(
                "claude-opus-5",
                {"type": "adaptive", "display": "updates"},
                betas="thinking-display-updates-2026-08-18",
            ),
        ),
    ),
    "budget_below_max_tokens": Table(
        refuses=(
            Refused(manual(2048, 2048), BUDGET, "thinking-budget-ge-max"),
            Refused(manual(2049, 2048), BUDGET, "thinking-budget-ge-max"),
            Refused(manual(1024, 1), BUDGET, "thinking-budget-ge-max"),
            Refused(manual(4096, 2048, tools=[tool()]), BUDGET),
            Refused(manual(4096, 2048, betas=INTERLEAVED), BUDGET),
            Refused(manual(4096, 2048, model=HAIKU, tools=[tool()], betas=INTERLEAVED), BUDGET),
            Refused(manual(4096, 2048, model="claude-opus-4-6", tools=[tool()], betas=INTERLEAVED), BUDGET),
            Refused(manual(4096, 2048, model="claude-3-7-sonnet-latest", tools=[tool()], betas=INTERLEAVED), BUDGET),
            Refused(manual(4096, 0, tools=[tool()], betas=INTERLEAVED), BUDGET),
        ),
        accepts=(
            manual(2047, 2048),
            manual(1024, 1025),
            manual(32_768, 64_000, stream=True),
            manual(20_000, 4_096, tools=[tool()], betas=INTERLEAVED),
            manual(20_000, 4_096, model="claude-opus-4-1", tools=[tool()], betas=INTERLEAVED),
            manual(20_000, 4_096, model="claude-sonnet-4-6", tools=[tool()], betas=INTERLEAVED),
            ask(model="claude-sonnet-4-5", thinking={"type": "enabled", "budget_tokens": 100_000}, counting=True),
            mode("claude-opus-4-6", ADAPTIVE),
        ),
    ),
    "budget_within_window": Table(
        refuses=(
            Refused(
                manual(200_001, 4_096, tools=[tool()], betas=INTERLEAVED),
                "thinking.enabled.budget_tokens: Input should be less than or equal to 200000",
            ),
            Refused(
                manual(1_000_001, 4_096, model="claude-sonnet-4-6", tools=[tool()], betas=INTERLEAVED),
                "thinking.enabled.budget_tokens: Input should be less than or equal to 1000000",
            ),
        ),
        accepts=(
            manual(200_000, 4_096, tools=[tool()], betas=INTERLEAVED),
            manual(1_000_000, 4_096, model="claude-sonnet-4-6", tools=[tool()], betas=INTERLEAVED),
            manual(63_999, 64_000),
        ),
    ),
    "clear_thinking": Table(
        refuses=(
            *(
                Refused(
                    asked,
                    "`clear_thinking_20251015` strategy requires `thinking` to be enabled or adaptive",
                    "thinking-clear-requires",
                )
                for asked in (
                    clearing("claude-opus-4-8"),
                    clearing("claude-opus-4-8", thinking=DISABLED),
                    clearing(HAIKU),
                    clearing(OPUS, thinking=DISABLED),
                )
            ),
            Refused(
                clearing("claude-sonnet-4-5"), "`clear_thinking_20251015` strategy requires `thinking` to be enabled"
            ),
        ),
        accepts=(
            clearing("claude-opus-4-8", thinking=ADAPTIVE),
            clearing(HAIKU, thinking=ENABLED),
            clearing("claude-sonnet-4-5", thinking=ENABLED),
            clearing(OPUS),
            clearing("claude-fable-5"),
            ask(
                context_management={"edits": [{"type": "clear_tool_uses_20250919"}]},
                betas="context-management-2025-06-27",
            ),
        ),
    ),
}
