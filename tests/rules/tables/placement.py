"""Which blocks may stand in whose messages, and inside which others."""

from typing import Final

from tests.rules.cases import OPUS, Json, Refused, Table, ask, assistant, text, thinking, tool_result, tool_use, user
from tests.rules.tables.prefill import FOUND, SEARCH, TOOLS

NEW: Final = "2026-10-21"
IMAGE: Final[Json] = {"type": "image", "source": {"type": "url", "url": "https://sea.example/sea.png"}}
DOCUMENT: Final[Json] = {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "The sea"}}
UPLOAD: Final[Json] = {"type": "container_upload", "file_id": "file_1"}
CODE: Final[Json] = {"type": "code_execution_20250825", "name": "code_execution"}
CITATION: Final[Json] = {
    "type": "char_location",
    "cited_text": "sea",
    "document_index": 0,
    "document_title": None,
    "start_char_index": 4,
    "end_char_index": 7,
}
FETCHED: Final[Json] = {
    "type": "web_fetch_tool_result",
    "tool_use_id": "srvtoolu_1",
    "content": {"type": "web_fetch_result", "url": "https://sea.example", "content": DOCUMENT},
}
FETCH: Final[Json] = {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_fetch", "input": {}}


def found(*texts: Json) -> Json:
    return {"type": "search_result", "source": "https://sea.example", "title": "The sea", "content": list(texts)}


def called(content: object) -> tuple[Json, ...]:
    """A tool is called and gives this."""
    return user("Hi"), assistant(tool_use()), user(tool_result(content=content))


def not_cited(path: str) -> str:
    return f"messages.{path}: `citations` are not permitted on text blocks in `user` messages"


TABLES: Final = {
    "calls_by_assistant": Table(
        refuses=(
            Refused(
                ask(user(tool_use())),
                "messages.0: `tool_use` blocks can only be in `assistant` messages",
                "tool-use-in-user",
            ),
            Refused(
                ask(user("Hi"), user("So?", tool_use())),
                "messages.0: `tool_use` blocks can only be in `assistant` messages",
                "tool-use-in-user",
            ),
            Refused(
                ask(user("Hi"), assistant("Hello."), user(SEARCH, FOUND), tools=TOOLS),
                "messages.2: `server_tool_use` blocks can only be in `assistant` messages",
            ),
            Refused(
                ask(user(FOUND), tools=TOOLS),
                "messages.0: `web_search_tool_result` blocks can only be in `assistant` messages",
            ),
        ),
        accepts=(
            ask(user("Hi"), assistant(tool_use()), user(tool_result())),
            ask(user("Hi"), assistant(SEARCH, FOUND), user("So?"), tools=TOOLS),
            ask(user("Hi"), assistant("a"), assistant(tool_use()), user(tool_result())),
        ),
    ),
    "results_by_user": Table(
        refuses=(
            Refused(
                ask(user("Hi"), assistant(tool_use(), tool_result())),
                "messages.1: `tool_result` blocks can only be in `user` messages",
                "tool-result-in-assistant",
            ),
            Refused(
                ask(user("Hi"), assistant("a"), assistant(tool_result()), user("So?"), model=OPUS),
                "messages.1: `tool_result` blocks can only be in `user` messages",
                "tool-result-in-assistant",
            ),
        ),
        accepts=(
            ask(*called("Sunny")),
            ask(*called("Sunny"), user("So?")),
            ask(user("Hi"), assistant(SEARCH, FOUND), user("So?"), tools=TOOLS),
        ),
    ),
    "thinking_by_assistant": Table(
        refuses=(
            Refused(ask(user(thinking())), "messages.0.content: thinking blocks may only be in `assistant` messages"),
            Refused(
                ask(user("Hi"), assistant("a"), user("b", {"type": "redacted_thinking", "data": "x"})),
                "messages.2.content: thinking blocks may only be in `assistant` messages",
            ),
        ),
        accepts=(
            ask(user("Hi"), assistant(thinking(), "Hello."), user("So?")),
            ask(user("Thinking: hm.")),
            ask(user("Hi"), assistant("Hello."), user("So?"), thinking={"type": "disabled"}),
        ),
    ),
    "media_by_user": Table(
        refuses=(
            Refused(
                ask(user("Hi"), assistant("See:", IMAGE), user("So?")),
                "messages.1.content: 'image' blocks are not permitted within assistant turns",
            ),
            Refused(
                ask(user("Hi"), assistant(UPLOAD), user("So?"), tools=[CODE]),
                "messages.1.content: 'container_upload' blocks are not permitted within assistant turns",
            ),
            Refused(
                ask(user("Hi"), assistant(DOCUMENT), user("So?"), version=NEW),
                "messages.1.content: 'document' blocks are not permitted within assistant turns",
            ),
        ),
        accepts=(
            ask(user("What is this?", IMAGE)),
            ask(user("What is this?", UPLOAD), tools=[CODE]),
            ask(user("Hi"), assistant(DOCUMENT), user("So?")),
            ask(user("What is this?", DOCUMENT), version=NEW),
            ask(
                user("Hi"),
                assistant(FETCH, FETCHED),
                user("So?"),
                version=NEW,
                tools=[{"type": "web_fetch_20250910", "name": "web_fetch"}],
            ),
        ),
    ),
    "citations_by_assistant": Table(
        refuses=(
            Refused(ask(user(text("sea", citations=[CITATION])), version=NEW), not_cited("0.content.0")),
            Refused(
                ask(user("Hi", found(text("a"), text("sea", citations=[CITATION]))), version=NEW),
                not_cited("0.content.1.content.1"),
            ),
            Refused(
                ask(*called([found(text("sea", citations=[CITATION]))]), version=NEW),
                not_cited("2.content.0.content.0.content.0"),
            ),
        ),
        accepts=(
            ask(user(text("sea", citations=[CITATION]))),
            ask(user(text("sea", citations=[])), version=NEW),
            ask(user("Hi"), assistant(text("sea", citations=[CITATION])), user("So?"), version=NEW),
            ask(user({**found(text("sea")), "citations": {"enabled": True}}), version=NEW),
            ask(user("Hi", found(text("sea", citations=[CITATION])))),
        ),
    ),
    "search_results_alone": Table(
        refuses=(
            Refused(
                ask(*called([found(text("sea")), text("and more")])),
                "messages.2.content.0.tool_result: all content must be type `search_result` if any is",
            ),
            Refused(
                ask(*called([IMAGE, found(text("sea"))]), model=OPUS),
                "messages.2.content.0.tool_result: all content must be type `search_result` if any is",
            ),
        ),
        accepts=(
            ask(*called([found(text("sea")), found(text("shore"))])),
            ask(*called([text("sea"), IMAGE])),
            ask(*called([])),
            ask(user(found(text("sea")), "And?")),
        ),
    ),
}
