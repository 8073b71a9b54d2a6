"""Calls of client tools and their results."""

from typing import Final

from tests.rules.cases import OPUS, Json, Refused, Table, ask, assistant, system, tool_result, tool_use, user
from tests.rules.tables.prefill import FOUND, SEARCH, TOOLS

DIRECTIVE: Final[Json] = {"role": "system", "content": [], "output_config": {"effort": "low"}}
DIRECTING: Final[Json] = {"betas": "mid-conversation-output-config-2026-07-01", "model": OPUS}


def unanswered(turn: int, *ids: str) -> str:
    return (
        f"messages.{turn}: `tool_use` ids were found without `tool_result` blocks immediately after: {', '.join(ids)}."
        " Each `tool_use` block must have a corresponding `tool_result` block in the next message."
    )


def unexpected(place: str, id_: str) -> str:
    return (
        f"messages.{place}: unexpected `tool_use_id` found in `tool_result` blocks: {id_}. Each `tool_result` block"
        " must have a corresponding `tool_use` block in the previous message."
    )


def twice(place: str, id_: str) -> str:
    return (
        f"messages.{place}: each tool_use must have a single result. Found multiple `tool_result` blocks with id: {id_}"
    )


TABLES: Final = {
    "tool_use_ids_unique": Table(
        refuses=(
            Refused(
                ask(user("Hi"), assistant(tool_use(), tool_use()), user(tool_result())),
                "messages.1.content.1: `tool_use` ids must be unique",
                "tool-use-ids-unique",
            ),
            Refused(
                ask(
                    user("Hi"),
                    assistant(tool_use()),
                    user(tool_result()),
                    assistant("Once more.", tool_use()),
                    user(tool_result()),
                    model=OPUS,
                ),
                "messages.3.content.1: `tool_use` ids must be unique",
                "tool-use-ids-unique",
            ),
        ),
        accepts=(
            ask(user("Hi"), assistant(tool_use("a"), tool_use("b")), user(tool_result("a"), tool_result("b"))),
            ask(user("Hi"), assistant(tool_use("a"), tool_use("A")), user(tool_result("a"), tool_result("A"))),
            ask(
                user("Hi"), assistant(tool_use()), user(tool_result()), assistant(tool_use("b")), user(tool_result("b"))
            ),
        ),
    ),
    "tool_results_single": Table(
        refuses=(
            Refused(
                ask(user("Hi"), assistant(tool_use()), user(tool_result(), tool_result())),
                twice("2.content.1", "toolu_1"),
                "tool-result-duplicate",
            ),
            Refused(
                ask(user("Hi"), assistant(tool_use()), user(tool_result()), user("And?", tool_result())),
                twice("2.content.2", "toolu_1"),
                "tool-result-duplicate",
            ),
        ),
        accepts=(
            ask(user("Hi"), assistant(tool_use()), user(tool_result())),
            ask(user("Hi"), assistant(tool_use("a"), tool_use("b")), user(tool_result("b")), user(tool_result("a"))),
            ask(user("Hi"), assistant(tool_use()), user(tool_result(), "And?")),
        ),
    ),
    "tool_results_expected": Table(
        refuses=(
            Refused(
                ask(user("Hi"), user(tool_result())), unexpected("0.content.1", "toolu_1"), "tool-result-unexpected-id"
            ),
            Refused(ask(user(tool_result("a"))), unexpected("0.content.0", "a"), "tool-result-unexpected-id"),
            Refused(
                ask(user("Hi"), assistant(tool_use("a")), user(tool_result("a"), tool_result("b"))),
                unexpected("2.content.1", "b"),
                "tool-result-unexpected-id",
            ),
            Refused(
                ask(
                    user("Hi"),
                    assistant(tool_use()),
                    user("So?", tool_result()),
                    user("Hm?"),
                    assistant("Hm."),
                    user(tool_result()),
                    model=OPUS,
                ),
                unexpected("4.content.0", "toolu_1"),
                "tool-result-unexpected-id",
            ),
            Refused(
                ask(user("Hi"), assistant(tool_use()), system("Be brief."), user(tool_result()), model=OPUS),
                unexpected("3.content.0", "toolu_1"),
                "tool-result-unexpected-id",
            ),
        ),
        accepts=(
            ask(user("Hi"), assistant("Let me see."), assistant(tool_use()), user(tool_result())),
            ask(user("Hi"), assistant(tool_use()), DIRECTIVE, user(tool_result()), **DIRECTING),
            ask(
                user(tool_result("toolu_9")),
                model=OPUS,
                betas="message-threads-2026-08-12",
                thread={"type": "continue", "previous_message_id": "msg_1"},
            ),
            ask(user("Hi"), assistant(tool_use()), user(tool_result()), system("Be brief."), model=OPUS),
        ),
    ),
    "tool_results_follow": Table(
        refuses=(
            Refused(
                ask(user("Hi"), assistant(tool_use("toolu_1")), user("Never mind.")),
                unanswered(2, "toolu_1"),
                "tool-use-without-result",
            ),
            Refused(
                ask(user("Hi"), assistant(tool_use("a"), tool_use("b"), tool_use("c")), user(tool_result("b"))),
                unanswered(2, "a", "c"),
            ),
            Refused(
                ask(user("Hi"), assistant(tool_use()), user("Here:", tool_result())),
                unanswered(2, "toolu_1"),
                "tool-use-without-result",
            ),
            Refused(
                ask(
                    user("Hi"),
                    assistant(tool_use("a"), tool_use("b")),
                    user(tool_result("a"), "And:", tool_result("b")),
                    model=OPUS,
                ),
                unanswered(2, "b"),
                "tool-use-without-result",
            ),
            *(
                Refused(
                    ask(user("Hi"), assistant(*content), user(tool_result())),
                    unanswered(1, "toolu_1"),
                    "tool-use-without-result",
                )
                for content in (
                    (tool_use(), "I am looking."),
                    ("Hm.", tool_use(), "I am looking."),
                    (tool_use(), "And:", tool_use("b")),
                    (SEARCH, tool_use(), FOUND),
                )
            ),
            Refused(
                ask(user("Hi"), assistant(tool_use()), assistant("I am looking."), user(tool_result())),
                unanswered(1, "toolu_1"),
                "tool-use-without-result",
            ),
            Refused(
                ask(user("Hi"), user("there"), assistant(tool_use()), model=OPUS),
                unanswered(1, "toolu_1"),
                "tool-use-without-result",
            ),
            Refused(
                ask(assistant(tool_use(), "I am looking."), user(tool_result()), user("So?")),
                unanswered(1, "toolu_1"),
                "tool-use-without-result",
            ),
        ),
        accepts=(
            ask(user("Hi"), assistant("Let me see.", tool_use()), user(tool_result(), "So?")),
            ask(user("Hi"), assistant(tool_use("a"), tool_use("b")), user(tool_result("b"), tool_result("a"))),
            ask(user("Hi"), assistant(tool_use()), user(tool_result()), assistant("Sunny.")),
            ask(user("Hi"), assistant(tool_use(), SEARCH), user(tool_result()), tools=TOOLS),
        ),
    ),
}
