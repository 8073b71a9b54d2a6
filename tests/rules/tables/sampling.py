"""Sampling: `temperature`, `top_p` and `top_k`, by model and with thinking."""

from typing import Any, Final

from tests.rules.cases import ENABLED, HAIKU, OPUS, Asked, Refused, Table, ask
from tests.rules.tables.thinking import ADAPTIVE, DISABLED

NEW: Final = "when thinking is enabled or in adaptive mode"
TEMPERATURE_2025: Final = (
    "`temperature` may only be set to 1 when thinking is enabled. Please consult our documentation at"
    " https://docs.anthropic.com/en/docs/build-with-claude/extended-thinking"
    "#important-considerations-when-using-extended-thinking"
)
TEMPERATURE_2026: Final = (
    f"`temperature` may only be set to 1 {NEW}. Please consult our documentation at"
    " https://platform.claude.com/docs/en/build-with-claude/extended-thinking"
)
TOP_K_2025: Final = (
    "`top_k` must be unset when thinking is enabled. Please consult our documentation at"
    " https://docs.claude.com/en/docs/build-with-claude/extended-thinking"
    "#important-considerations-when-using-extended-thinking"
)
TOP_K_2026: Final = f"`top_k` must be unset {NEW}"
TOP_P_2025: Final = "`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled."
TOP_P_2026: Final = f"`top_p` must be greater than or equal to 0.95 or unset {NEW}"
BOTH: Final = "`temperature` and `top_p` cannot both be specified for this model. Please use only one."


def thinking(model: str, mode: dict[str, Any] | None = None, **members: Any) -> Asked:
    return ask(model=model, thinking=mode or ENABLED, max_tokens=2048, **members)


def deprecated(name: str) -> str:
    return f"`{name}` is deprecated for this model."


TABLES: Final = {
    "sampling_unset": Table(
        refuses=(
            Refused(
                ask(temperature=-1.0), "`temperature` cannot be set to -1 for this model", "temperature-negative-model"
            ),
            Refused(ask(model="claude-sonnet-4-6", top_p=-1), "`top_p` cannot be set to -1 for this model"),
            Refused(ask(model=OPUS, temperature=-1), "`temperature` cannot be set to -1 for this model"),
        ),
        accepts=(
            ask(model="claude-sonnet-4-0", top_p=-1, temperature=0.5),
            ask(model="claude-3-7-sonnet-latest", top_p=-1),
            ask(top_k=-1),
            ask(model="claude-sonnet-5", top_k=-1),
        ),
    ),
    "sampling_with_thinking": Table(
        refuses=(
            Refused(
                thinking("claude-opus-4-8", ADAPTIVE, temperature=0, output_config={"effort": "low"}),
                TEMPERATURE_2026,
                "thinking-temperature-adaptive",
            ),
            Refused(thinking(HAIKU, temperature=0), TEMPERATURE_2026, "thinking-temperature-adaptive"),
            Refused(
                thinking("claude-3-7-sonnet-latest", temperature=0.5), TEMPERATURE_2025, "thinking-temperature-2025"
            ),
            Refused(thinking("claude-sonnet-4-5", temperature=0), TEMPERATURE_2025, "thinking-temperature-2025"),
            Refused(thinking("claude-opus-4-1", top_k=5), TOP_K_2025, "thinking-topk-2025"),
            Refused(thinking("claude-opus-4-6", ADAPTIVE, top_k=5), TOP_K_2026, "thinking-topk-adaptive"),
            Refused(thinking("claude-sonnet-4-5", top_p=0.94), TOP_P_2025, "thinking-topp"),
            Refused(thinking("claude-opus-4-6", ADAPTIVE, top_p=0.9), TOP_P_2026, "thinking-topp-adaptive"),
            Refused(thinking("claude-sonnet-4-0", temperature=0, top_k=5, top_p=0.1), TEMPERATURE_2025),
            Refused(thinking("claude-sonnet-4-0", temperature=1, top_k=5, top_p=0.1), TOP_K_2025),
        ),
        accepts=(
            thinking("claude-sonnet-4-5", temperature=1),
            thinking("claude-sonnet-4-5", top_p=0.95),
            thinking("claude-sonnet-4-5", top_p=1.0),
            thinking("claude-opus-4-1", top_k=-1),
            thinking("claude-opus-4-6", ADAPTIVE, temperature=1.0),
            thinking(HAIKU, top_p=0.95),
            thinking("claude-sonnet-4-0", DISABLED, temperature=0.7, top_p=0.3, top_k=50),
        ),
    ),
    "sampling_deprecated": Table(
        refuses=(
            Refused(
                ask(model="claude-sonnet-5", temperature=0), deprecated("temperature"), "temperature-deprecated-model"
            ),
            Refused(ask(model="claude-opus-4-7", temperature=0.5), deprecated("temperature")),
            Refused(ask(model="claude-sonnet-5-5", temperature=0.5), deprecated("temperature")),
            Refused(ask(model=OPUS, thinking=DISABLED, temperature=0), deprecated("temperature")),
            Refused(ask(model=OPUS, top_k=5), deprecated("top_k"), "top-k-deprecated"),
            Refused(ask(model=OPUS, top_p=0.9), deprecated("top_p")),
            Refused(ask(model="claude-opus-4-7", top_p=1.0), deprecated("top_p")),
            Refused(ask(model=OPUS, top_p=0.9, top_k=5, temperature=0.5), deprecated("temperature")),
        ),
        accepts=(
            ask(model="claude-sonnet-5", temperature=1),
            ask(model="claude-fable-5-1", temperature=1.0),
            ask(model="claude-opus-4-6", temperature=0),
            ask(model="claude-opus-4-6", top_k=5),
            ask(model="claude-opus-4-6", top_p=0.9),
        ),
    ),
    "temperature_or_top_p": Table(
        refuses=tuple(
            Refused(ask(model=model, temperature=0.7, top_p=0.3), BOTH, "temp-and-top-p")
            for model in (
                HAIKU,
                "claude-sonnet-4-5",
                "claude-opus-4-1",
                "claude-opus-4-5",
                "claude-opus-4-6",
                "claude-sonnet-4-6",
            )
        ),
        accepts=(
            ask(temperature=0.7),
            ask(top_p=0.3),
            ask(temperature=0.7, top_k=50),
            ask(model="claude-sonnet-4-0", temperature=0.7, top_p=0.3, top_k=50),
            ask(model="claude-3-5-haiku-latest", temperature=0.7, top_p=0.3),
        ),
    ),
}
