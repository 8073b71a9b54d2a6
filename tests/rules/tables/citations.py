"""Citations: what is cited, and what goes with it."""

from typing import Any, Final

from tests.rules.cases import Refused, Table, ask, assistant, text, tool, tool_result, tool_use, user
from tests.rules.tables.documents import said

ON: Final = {"enabled": True}
OFF: Final = {"enabled": False}
FORMAT: Final = {"type": "json_schema", "schema": {"type": "object", "additionalProperties": False}}


def found(citations: Any) -> dict[str, Any]:
    content = [text("The grass is green.")]
    return {"type": "search_result", "source": "a", "title": "A", "content": content, "citations": citations}


def looked_up(*content: Any, **members: Any) -> Any:
    conversation = user("Hi"), assistant(tool_use()), user(tool_result(content=list(content)))
    return ask(*conversation, tools=[tool()], **members)


NOT_WITH_FORMAT = "Citations are not supported with `output_config.format`."

TABLES: Final = {
    "citations_alike": Table(
        refuses=(
            Refused(
                ask(user(said("A", citations=ON), said("B"))),
                "Citations must be enabled on all or none of the documents within a request.",
            ),
            Refused(
                ask(user(said("A", citations=OFF)), assistant("Hi"), user(said("B", citations=ON))),
                "Citations must be enabled on all or none of the documents within a request.",
            ),
            Refused(
                looked_up(found(ON), found(OFF)),
                "Citations must be enabled on all or none of the search results within a request.",
            ),
        ),
        accepts=(
            ask(user(said("A", citations=ON), said("B", citations=ON))),
            ask(user(said("A", citations=OFF), said("B", citations=None), said("C"), said("D", citations={}))),
            looked_up(found(ON), found(ON)),
            ask(user(said("A", citations=ON), found(OFF))),
        ),
    ),
    "citations_without_format": Table(
        refuses=(
            Refused(ask(user(said("A", citations=ON)), output_config={"format": FORMAT}), NOT_WITH_FORMAT),
            Refused(looked_up(found(ON), output_config={"format": FORMAT}), NOT_WITH_FORMAT),
            Refused(
                ask(user(said("A", citations=ON)), output_format=FORMAT, betas="structured-outputs-2025-11-13"),
                NOT_WITH_FORMAT,
            ),
        ),
        accepts=(
            ask(user(said("A", citations=OFF)), output_config={"format": FORMAT}),
            ask(user(said("A", citations=ON)), output_config={"format": None}),
            ask(user(said("A")), output_config={"format": FORMAT}),
        ),
    ),
}
