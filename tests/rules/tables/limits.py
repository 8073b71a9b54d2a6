"""Limits: how long a reply is asked for, how long the prompt is, and what both come to."""

from typing import Any, Final

from tests.rules.cases import OPUS, Asked, Refused, Table, ask, tool, user
from tests.rules.tables.citations import FORMAT

SONNET: Final = "claude-sonnet-4-20250514"
LONG: Final = "context-1m-2025-08-07"
STOPS: Final = "model-context-window-exceeded-2025-08-26"


def asking(tokens: int, **members: Any) -> Asked:
    """A prompt of so many tokens: three for the message, and one for each four letters."""
    return ask(user("four" * (tokens - 3)), **members)


def too_long(asked: Asked, tokens: int, window: int = 200_000) -> Refused:
    return Refused(asked, f"prompt is too long: {tokens} tokens > {window} maximum", "prompt-too-long")


def overflowing(asked: Asked, tokens: int, max_tokens: int, window: int = 200_000) -> Refused:
    says = (
        f"input length and `max_tokens` exceed context limit: {tokens} + {max_tokens} > {window},"
        " decrease input length or `max_tokens` and try again"
    )
    return Refused(asked, says, "context-limit")


def capped(model: str, asked: int, most: int, id_: str, **members: Any) -> Refused:
    says = f"max_tokens: {asked} > {most}, which is the maximum allowed number of output tokens for {id_}"
    return Refused(ask(model=model, max_tokens=asked, **members), says, "max-tokens-too-large")


TABLES: Final = {
    "max_tokens_cap": Table(
        refuses=(
            capped("claude-haiku-4-5", 999_999, 64_000, "claude-haiku-4-5-20251001"),
            capped("claude-haiku-4-5", 64_001, 64_000, "claude-haiku-4-5-20251001"),
            capped("claude-opus-5", 9_999_999, 128_000, "claude-opus-5"),
            capped("claude-3-haiku-20240307", 8_000, 4_096, "claude-3-haiku-20240307"),
            capped("claude-3-7-sonnet-latest", 64_001, 64_000, "claude-3-7-sonnet-20250219"),
            capped(
                "claude-3-7-sonnet-latest",
                128_001,
                128_000,
                "claude-3-7-sonnet-20250219",
                betas="output-128k-2025-02-19",
            ),
            capped("claude-haiku-4-5+hello", 64_001, 64_000, "claude-haiku-4-5-20251001"),
        ),
        accepts=(
            ask(max_tokens=64_000),
            ask(model="claude-3-haiku-20240307", max_tokens=4_096),
            ask(model="claude-3-7-sonnet-latest", max_tokens=128_000, betas="output-128k-2025-02-19"),
            ask(model=OPUS, max_tokens=128_000),
        ),
    ),
    "max_tokens_zero": Table(
        refuses=(
            Refused(ask(max_tokens=0, stream=True), "`max_tokens` must be greater than 0 when `stream` is true."),
            Refused(
                ask(max_tokens=0, output_config={"format": FORMAT}),
                "`max_tokens` must be greater than 0 when `output_config.format` is set.",
            ),
            Refused(
                ask(max_tokens=0, tools=[tool()], tool_choice={"type": "any"}),
                "`max_tokens` must be greater than 0 when `tool_choice` forces tool use.",
            ),
            Refused(
                ask(max_tokens=0, tools=[tool()], tool_choice={"type": "tool", "name": "get_weather"}),
                "`max_tokens` must be greater than 0 when `tool_choice` forces tool use.",
            ),
        ),
        accepts=(
            ask(max_tokens=0),
            ask(max_tokens=0, tools=[tool()], tool_choice={"type": "auto"}),
            ask(max_tokens=0, stream=False, output_config={"format": None}),
            ask(max_tokens=1, stream=True),
        ),
    ),
    "prompt_length": Table(
        refuses=(
            too_long(asking(200_001), 200_001),
            too_long(asking(200_001, max_tokens=64_000), 200_001),
            too_long(asking(200_001, model=SONNET), 200_001),
            too_long(asking(1_000_029, model=OPUS), 1_000_057, 1_000_000),
            too_long(ask(user("x" * 9_000_000), model="claude-3-5-haiku-latest"), 2_250_003),
            too_long(asking(1_000_001, model=SONNET, betas=LONG), 1_000_001, 1_000_000),
        ),
        accepts=(
            asking(200_000),
            asking(200_001, model=SONNET, betas=LONG, max_tokens=9),
            asking(200_001, model=OPUS),
            asking(200_001, counting=True),
        ),
    ),
    "context_overflow": Table(
        refuses=(
            overflowing(asking(199_901, model=SONNET), 199_901, 100),
            overflowing(asking(180_001, model=SONNET, max_tokens=20_000), 180_001, 20_000),
            overflowing(asking(199_901, model="claude-3-7-sonnet-latest"), 199_901, 100),
            overflowing(asking(999_901, model=SONNET, betas=LONG), 999_901, 100, 1_000_000),
        ),
        accepts=(
            asking(199_900, model=SONNET),
            asking(199_901, model=SONNET, betas=STOPS),
            asking(199_901, model="claude-3-5-haiku-latest"),
            asking(199_901),
            asking(199_901, model=SONNET, betas=LONG),
        ),
    ),
}
