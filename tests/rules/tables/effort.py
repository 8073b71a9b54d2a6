"""Effort: the levels of each model, and their changes."""

from typing import Any, Final

from tests.rules.cases import HAIKU, OPUS, Asked, Refused, Table, ask, assistant, user
from tests.rules.tables.thinking import ADAPTIVE, BETWEEN_TOOLS, DISABLED

NO_EFFORT: Final = "This model does not support the effort parameter."
NO_PER_MESSAGE: Final = "output_config.effort requires a model that supports per-turn effort; this model does not"
BETA: Final = "mid-conversation-output-config-2026-07-01"


def effort(level: str | None, model: str, **members: Any) -> Asked:
    return ask(model=model, output_config={"effort": level}, **members)


def change(level: str) -> dict[str, Any]:
    return {"role": "system", "content": [], "output_config": {"effort": level}}


def changing(*messages: Any, model: str = OPUS, **members: Any) -> Asked:
    return ask(*messages, model=model, betas=BETA, **members)


def too_much(level: str) -> str:
    return (
        f"output_config.effort '{level}' is not supported when thinking is disabled on this model."
        " Use effort 'high' or below, or enable thinking."
    )


def changed(where: str, after: str, before: str) -> str:
    return (
        f"{where}: output_config.effort '{after}' differs from the '{before}' in effect before it; effort cannot change"
        f" when thinking is disabled on this model. Use effort '{before}', or enable thinking."
    )


TABLES: Final = {
    "effort_parameter": Table(
        refuses=(
            Refused(effort("low", HAIKU), NO_EFFORT, "effort-unsupported-model"),
            Refused(effort("max", "claude-sonnet-4-5"), NO_EFFORT, "effort-unsupported-model"),
            Refused(effort("high", "claude-3-7-sonnet-latest"), NO_EFFORT),
            Refused(effort("high", HAIKU, counting=True), NO_EFFORT),
        ),
        accepts=(
            effort(None, HAIKU),
            ask(output_config={}),
            effort("low", "claude-opus-4-5"),
            effort("low", "claude-sonnet-4-6", counting=True),
        ),
    ),
    "effort_level": Table(
        refuses=(
            Refused(
                effort("xhigh", "claude-opus-4-6"),
                "This model does not support effort level 'xhigh'. Supported levels: high, low, max, medium.",
                "effort-level-unsupported",
            ),
            Refused(
                effort("max", "claude-opus-4-5"),
                "This model does not support effort level 'max'. Supported levels: high, low, medium.",
            ),
        ),
        accepts=(
            effort("max", "claude-opus-4-6"),
            effort("xhigh", "claude-opus-4-7"),
            effort("high", "claude-opus-4-5"),
            effort("xhigh", "claude-haiku-5-5"),
        ),
    ),
    "effort_per_message": Table(
        refuses=tuple(
            Refused(changing(change("low"), user("Hi"), model=model), NO_PER_MESSAGE, "effort-per-turn-unsupported")
            for model in ("claude-fable-5", "claude-opus-4-8")
        ),
        accepts=tuple(
            changing(change("low"), user("Hi"), model=model)
            for model in (
                "claude-fable-5-1",
                "claude-opus-5-5",
                "claude-opus-5",
                "claude-sonnet-5-5",
                "claude-haiku-5-5",
            )
        ),
    ),
    "effort_without_thinking": Table(
        refuses=(
            Refused(effort("xhigh", OPUS, thinking=DISABLED), too_much("xhigh"), "effort-thinking-disabled"),
            Refused(effort("max", OPUS, thinking=DISABLED), too_much("max"), "effort-thinking-disabled"),
            Refused(effort("xhigh", "claude-haiku-5-5", thinking=DISABLED), too_much("xhigh")),
            Refused(effort("max", "claude-sonnet-5-5", thinking=BETWEEN_TOOLS), too_much("max")),
            Refused(
                changing(change("xhigh"), user("Hi"), thinking=DISABLED, output_config={"effort": "high"}),
                too_much("xhigh"),
                "effort-thinking-disabled",
            ),
        ),
        accepts=(
            effort("high", OPUS, thinking=DISABLED),
            effort("high", "claude-haiku-5-5", thinking=DISABLED),
            effort("low", "claude-sonnet-5-5", thinking=BETWEEN_TOOLS),
            effort("xhigh", OPUS, thinking=ADAPTIVE),
            effort("max", OPUS),
            effort("max", "claude-opus-4-8", thinking=DISABLED),
            effort("xhigh", "claude-sonnet-5", thinking=DISABLED),
        ),
    ),
    "effort_change_without_thinking": Table(
        refuses=(
            Refused(
                changing(
                    *(user("One"), assistant("Yes."), change("medium")),
                    *(user("Two"), assistant("Yes."), change("low"), user("Three")),
                    thinking=DISABLED,
                    output_config={"effort": "low"},
                ),
                changed("messages.5", "low", "medium"),
                "effort-change-thinking-disabled",
            ),
            Refused(
                changing(
                    *(user("One"), assistant("Yes."), change("medium"), user("Two")),
                    model="claude-sonnet-5-5",
                    thinking=BETWEEN_TOOLS,
                    output_config={"effort": "low"},
                ),
                changed("messages.2", "medium", "low"),
                "effort-change-thinking-disabled",
            ),
            Refused(
                changing(change("low"), user("Hi"), model="claude-haiku-5-5", thinking=DISABLED),
                changed("messages.0", "low", "medium"),
            ),
            Refused(
                changing(user("One"), user("Two"), change("low"), user("Three"), thinking=DISABLED),
                changed("messages.1", "low", "high"),
            ),
        ),
        accepts=(
            changing(change("low"), user("Hi"), thinking=DISABLED, output_config={"effort": "low"}),
            changing(change("high"), user("Hi"), thinking=DISABLED),
            changing(change("low"), user("Hi")),
            changing(
                *(user("One"), assistant("Yes."), change("medium"), user("Two"), assistant("Yes."), user("Three")),
                thinking=DISABLED,
                output_config={"effort": "low"},
            ),
        ),
    ),
}
