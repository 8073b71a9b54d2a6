"""What the role system may say in the middle of a conversation, and where."""

from typing import Any, Final

from tests.rules.cases import OPUS, Json, Refused, Table, ask, assistant, system, text, user
from tests.rules.tables.prefill import FOUND, SEARCH, TOOLS

SONNET_5: Final = "claude-sonnet-5"
"""A model that is measured to know what is wrong with a system message before it says that it takes none."""

IMAGE: Final[Json] = {"type": "image", "source": {"type": "url", "url": "https://sea.example/sea.png"}}
REMOVAL: Final[Json] = {"type": "tool_removal", "tool": {"type": "tool_reference", "name": "get_weather"}}
WEATHER: Final = [{"name": "get_weather", "input_schema": {"type": "object"}}]
EFFORT: Final = {"effort": "low"}

DIRECTING: Final[Json] = {"model": OPUS, "betas": "mid-conversation-output-config-2026-07-01"}
CLEARING: Final[Json] = {"model": OPUS, "betas": "mid-conversation-system-clear-at-2026-08-21"}
CHANGING: Final[Json] = {"model": OPUS, "betas": "mid-conversation-tool-changes-2026-07-01", "tools": WEATHER}
ALL: Final[Json] = {**CHANGING, "betas": ",".join(str(each["betas"]) for each in (DIRECTING, CLEARING, CHANGING))}

DIRECTIVE: Final[Json] = {"role": "system", "content": [], "output_config": EFFORT}
ANYWHERE: Final = "; the directive-only form (content: [] with output_config) is accepted at any position"
HEAD: Final = f"messages.0: use the top-level 'system' parameter for the initial system prompt{ANYWHERE}"
SCOPED: Final = "(clear_at: 'next_user_message')"


def empty(index: int) -> str:
    return f"messages.{index}: system content must contain at least one block"


def precede(index: int) -> str:
    return f"messages.{index}: role 'system' must precede an 'assistant' message or end the array{ANYWHERE}"


def follow(index: int) -> str:
    return (
        f"messages.{index}: role 'system' must follow a 'user' message or an 'assistant' message ending in a server"
        f" tool result{ANYWHERE}"
    )


def cleared(*content: str | Json, **members: Any) -> Json:
    return {**system(*content), "clear_at": "next_user_message", **members}


TABLES: Final = {
    "system_only": Table(
        refuses=(
            Refused(
                ask(user("a"), {**user("b"), "output_config": EFFORT}, **DIRECTING),
                "messages.1.output_config: output_config is only permitted on role 'system' messages",
                "output-config-user",
            ),
            Refused(
                ask(user("a"), assistant("b"), user("c"), {**user("d"), "clear_at": "never"}, **CLEARING),
                "messages.3.clear_at: clear_at is only permitted on role 'system' messages",
                "clear-at-role",
            ),
            Refused(
                ask(user("a"), {**assistant("b"), "clear_at": "next_user_message"}, user("c"), **CLEARING),
                "messages.1.clear_at: clear_at is only permitted on role 'system' messages",
                "clear-at-role",
            ),
        ),
        accepts=(
            ask(user("a"), cleared("b"), **CLEARING),
            ask(user("a"), {**system("b"), "output_config": EFFORT}, **DIRECTING),
            ask(user("a"), {**user("b"), "clear_at": None}, **CLEARING),
        ),
    ),
    "system_content": Table(
        refuses=(
            Refused(ask({**system(), "content": []}, user("ping"), model=SONNET_5), empty(0), "role-system-empty"),
            Refused(ask(user("a"), system(), model=OPUS), empty(1), "role-system-empty"),
            Refused(ask(user("a"), system(""), model=OPUS), empty(1), "role-system-empty"),
            Refused(ask(user("a"), system(), user("b"), model=SONNET_5), empty(1), "role-system-empty"),
            Refused(ask(user("a"), system("x"), system(), model=OPUS), empty(2), "role-system-empty"),
            Refused(ask(user("a"), {**DIRECTIVE, "output_config": {}}, **DIRECTING), empty(1), "role-system-empty"),
        ),
        accepts=(
            ask(user("a"), system("b"), model=OPUS),
            ask(DIRECTIVE, user("a"), **DIRECTING),
            ask(user("a"), assistant("b"), DIRECTIVE, user("c"), **DIRECTING),
            ask(user("a"), {"role": "system", "output_config": EFFORT}, **DIRECTING),
            ask(user("a"), {**system("b"), "output_config": {}}, **DIRECTING),
        ),
    ),
    "system_blocks": Table(
        refuses=tuple(
            Refused(
                asked,
                f"messages.{index}: role 'system' supports text, tool_addition, and tool_removal blocks only",
                "role-system-blocks",
            )
            for index, asked in (
                (1, ask(user("a"), system(IMAGE), model=SONNET_5)),
                (1, ask(user("a"), system("b", IMAGE), user("c"), model=OPUS)),
                (0, ask(system(IMAGE), user("a"), model=SONNET_5)),
                (2, ask(user("a"), system("b"), system(IMAGE), model=OPUS)),
            )
        ),
        accepts=(
            ask(user("a"), system("b", "c"), model=OPUS),
            ask(user("a"), system(REMOVAL), **CHANGING),
            ask(user("a", IMAGE), system("b"), model=OPUS),
        ),
    ),
    "system_turn_scoped": Table(
        refuses=(
            Refused(
                ask(user("a"), assistant("b"), user("c"), cleared("d", REMOVAL), **ALL),
                f"messages.3: a turn-scoped system message supports text blocks only {SCOPED}",
                "clear-at-text-only",
            ),
            Refused(
                ask(user("a"), assistant("b"), user("c"), cleared("d", output_config=EFFORT), **ALL),
                f"messages.3: output_config is not permitted on a turn-scoped system message {SCOPED}",
                "clear-at-output-config",
            ),
            Refused(
                ask(
                    user("a"),
                    assistant("b"),
                    user("c"),
                    cleared(text("d", cache_control={"type": "ephemeral"})),
                    **CLEARING,
                ),
                f"messages.3.content.0: cache_control is not permitted on a turn-scoped system message {SCOPED}",
                "clear-at-cache",
            ),
        ),
        accepts=(
            ask(user("a"), cleared("b"), cleared("c"), **CLEARING),
            ask(user("a"), cleared("b"), assistant("c"), user("d"), **CLEARING),
            ask(user("a"), {**system(REMOVAL), "clear_at": "never"}, **ALL),
            ask(user("a"), system(text("b", cache_control={"type": "ephemeral"})), **CLEARING),
        ),
    ),
    "system_place": Table(
        refuses=(
            Refused(ask(system("ping"), model=SONNET_5), HEAD, "role-system-first"),
            Refused(ask(system("ping"), user("a")), HEAD, "role-system-first"),
            Refused(ask(system("  "), user("a"), model=SONNET_5), HEAD, "role-system-first"),
            Refused(ask(DIRECTIVE, system("ping"), user("a"), **DIRECTING), HEAD, "role-system-first"),
            Refused(ask(user("a"), system("b"), user("c"), model=SONNET_5), precede(1), "role-system-position"),
            Refused(
                ask(user("a"), system("b"), system("c"), user("d"), model=OPUS), precede(2), "role-system-position"
            ),
            Refused(
                ask(user("a"), user("b"), system("c"), system("d"), system("e"), user("f"), model=OPUS),
                precede(4),
                "role-system-position",
            ),
            Refused(ask(user("a"), system("  "), user("b"), model=SONNET_5), precede(1), "role-system-position"),
            Refused(ask(user("a"), cleared("b"), user("c"), **CLEARING), precede(1), "role-system-position"),
            Refused(ask(user("a"), assistant("b"), system("c"), model=SONNET_5), follow(2), "role-system-follow"),
            Refused(
                ask(user("a"), assistant("b"), system("c"), user("d"), model=OPUS), follow(2), "role-system-follow"
            ),
            Refused(
                ask(user("a"), assistant(SEARCH, FOUND, "b"), system("c"), model=OPUS, tools=TOOLS),
                follow(2),
                "role-system-follow",
            ),
        ),
        accepts=(
            ask(user("a"), system("b"), model=OPUS),
            ask(user("a"), system("b"), system("c"), system("d"), model=OPUS),
            ask(user("a"), system("b"), system("c"), assistant("d"), user("e"), model=OPUS),
            ask(user("a"), assistant(SEARCH, FOUND), system("c"), model=OPUS, tools=TOOLS),
            ask(user("a"), DIRECTIVE, user("b"), **DIRECTING),
            ask(user("a"), assistant("b"), DIRECTIVE, DIRECTIVE, user("c"), **DIRECTING),
        ),
    ),
    "system_text": Table(
        refuses=tuple(
            Refused(asked, "messages.1: system text blocks must contain non-whitespace text", "role-system-whitespace")
            for asked in (
                ask(user("a"), system("  "), model=SONNET_5),
                ask(user("a"), system(text("x"), text("")), model=SONNET_5),
                ask(user("a"), system(text("\n")), assistant("b"), user("c"), model=OPUS),
            )
        ),
        accepts=(
            ask(user("a"), system(" b "), model=OPUS),
            ask(user("a"), system(text("b"), text("c")), model=OPUS),
            ask(user("a"), {**DIRECTIVE, "content": ""}, **DIRECTING),
        ),
    ),
}
