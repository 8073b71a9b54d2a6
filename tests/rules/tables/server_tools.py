"""Calls that the API answers itself, and their results when they are sent back."""

from typing import Final

from tests.rules.cases import OPUS, Json, Refused, Table, ask, assistant, text, tool, tool_result, tool_use, user
from tests.rules.tables.prefill import FOUND, SEARCH, TOOLS
from understudy.api import blobs

SONNET_4_6: Final = "claude-sonnet-4-6"
CODE: Final = [{"type": "code_execution_20250825", "name": "code_execution"}]
MIXED: Final = [*TOOLS, tool()]
RUN: Final[Json] = {"type": "server_tool_use", "id": "srvtoolu_2", "name": "bash_code_execution", "input": {}}
FIND: Final[Json] = {"type": "server_tool_use", "id": "srvtoolu_3", "name": "tool_search_tool_regex", "input": {}}
MCP_CALL: Final[Json] = {
    "type": "mcp_tool_use",
    "id": "mcptoolu_1",
    "name": "list",
    "server_name": "tracker",
    "input": {},
}
MCP_RESULT: Final[Json] = {"type": "mcp_tool_result", "tool_use_id": "mcptoolu_1", "content": "#12"}
MCP: Final[Json] = {
    "betas": "mcp-client-2025-11-20",
    "tools": [{"type": "mcp_toolset", "mcp_server_name": "tracker"}],
    "mcp_servers": [{"type": "url", "name": "tracker", "url": "https://tracker.example/mcp"}],
}


def found(encrypted_content: str) -> Json:
    return {**FOUND, "content": [FOUND["content"][0], {**FOUND["content"][0], "encrypted_content": encrypted_content}]}


def cited(encrypted_index: str) -> Json:
    citation = {
        "type": "web_search_result_location",
        "cited_text": "The sea",
        "url": "https://sea.example",
        "title": None,
        "encrypted_index": encrypted_index,
    }
    return text("It is the sea.", citations=[citation])


def printed(encrypted_stdout: str) -> Json:
    result = {
        "type": "encrypted_code_execution_result",
        "encrypted_stdout": encrypted_stdout,
        "stderr": "",
        "return_code": 0,
        "content": [],
    }
    return {"type": "code_execution_tool_result", "tool_use_id": "srvtoolu_4", "content": result}


STDOUT: Final = "EpQBCioIBhgCIiQ1YjBjNmY2ZS0zZjBiLTRhNTctOWQ1ZS0xZjFkM2MyYjdhOTASDBd3"
"""As the scenario `encrypted-code-output` writes it out."""

EXECUTE: Final[Json] = {"type": "server_tool_use", "id": "srvtoolu_4", "name": "code_execution", "input": {}}
PLAINLY: Final[Json] = {
    **printed(""),
    "content": {"type": "code_execution_result", "stdout": "1", "stderr": "", "return_code": 0, "content": []},
}


def unanswered(turn: int, name: str, id_: str, result: str, tail: str = "") -> str:
    return (
        f"messages.{turn}: `{name}` tool use with id `{id_}` was found without a corresponding `{result}` block{tail}"
    )


def unexpected(place: str, result: str, id_: str, call: str = "server_tool_use") -> str:
    return (
        f"messages.{place}: unexpected `tool_use_id` found in `{result}` blocks: {id_}. Each `{result}` block must have"
        f" a corresponding `{call}` block before it."
    )


TABLES: Final = {
    "server_results_expected": Table(
        refuses=(
            Refused(
                ask(user("Hi"), assistant("Let me see.", FOUND), user("So?"), tools=TOOLS),
                unexpected("1.content.1", "web_search_tool_result", "srvtoolu_1"),
            ),
            Refused(
                ask(user("Hi"), assistant(FOUND, SEARCH), user("So?"), tools=TOOLS),
                unexpected("1.content.0", "web_search_tool_result", "srvtoolu_1"),
            ),
            Refused(
                ask(user("Hi"), assistant(MCP_RESULT, "There."), user("So?"), **MCP),
                unexpected("1.content.0", "mcp_tool_result", "mcptoolu_1", "mcp_tool_use"),
            ),
        ),
        accepts=(
            ask(user("Hi"), assistant(SEARCH, FOUND), user("So?"), tools=TOOLS),
            ask(user("Hi"), assistant(SEARCH), assistant(FOUND, "There."), user("So?"), tools=TOOLS),
            ask(user("Hi"), assistant(MCP_CALL, MCP_RESULT, "There."), user("So?"), **MCP),
            ask(
                user("Hi"),
                assistant(SEARCH, tool_use()),
                user(tool_result()),
                assistant(FOUND, "There."),
                user("So?"),
                tools=MIXED,
            ),
        ),
    ),
    "server_results_follow": Table(
        refuses=(
            Refused(
                ask(user("Hi"), assistant(SEARCH, "There."), user("So?"), tools=TOOLS),
                unanswered(1, "web_search", "srvtoolu_1", "web_search_tool_result"),
                "server-tool-unpaired",
            ),
            Refused(
                ask(user("Hi"), assistant(SEARCH, tool_use()), user(tool_result(), "So?"), tools=MIXED),
                unanswered(1, "web_search", "srvtoolu_1", "web_search_tool_result"),
                "server-tool-unpaired",
            ),
            Refused(
                ask(user("Hi"), assistant(RUN), user("So?"), tools=CODE),
                unanswered(1, "bash_code_execution", "srvtoolu_2", "bash_code_execution_tool_result"),
            ),
            Refused(
                ask(user("Hi"), assistant("a"), user("b"), assistant(FIND), user("So?"), model=OPUS),
                unanswered(3, "tool_search_tool_regex", "srvtoolu_3", "tool_search_tool_result"),
            ),
            Refused(
                ask(user("Hi"), assistant(SEARCH, tool_use()), user(tool_result()), tools=[tool()]),
                unanswered(
                    1, "web_search", "srvtoolu_1", "web_search_tool_result", ", but no `web_search` tool was provided"
                ),
            ),
            Refused(
                ask(user("Hi"), assistant(RUN), model=OPUS),
                unanswered(
                    1,
                    "bash_code_execution",
                    "srvtoolu_2",
                    "bash_code_execution_tool_result",
                    ", but no `bash_code_execution` tool was provided",
                ),
            ),
        ),
        accepts=(
            ask(user("Hi"), assistant(SEARCH, tool_use()), user(tool_result()), tools=MIXED),
            ask(user("Hi"), assistant(SEARCH), tools=TOOLS),
            ask(user("Hi"), assistant("Let me see.", RUN), model=OPUS, tools=CODE),
            ask(user("Hi"), assistant(RUN), model=OPUS, tools=[{"type": "web_search_20260209", "name": "web_search"}]),
            ask(user("Hi"), assistant(SEARCH, FOUND, "There."), user("So?")),
            ask(
                user("Hi"),
                assistant(SEARCH, tool_use("a")),
                user(tool_result("a")),
                assistant(tool_use("b")),
                user(tool_result("b")),
                tools=MIXED,
            ),
        ),
    ),
    "encrypted_content": Table(
        refuses=tuple(
            Refused(
                ask(user("Hi"), assistant("Let me see.", SEARCH, found(content)), user("So?"), tools=TOOLS),
                "messages.1.content.2: Invalid `encrypted_content` in `search_result` block",
            )
            for content in ("", "bm9uZQ==", blobs.encrypt_content("The sea")[:-8], blobs.encrypt_index("The sea"))
        ),
        accepts=(
            ask(user("Hi"), assistant(SEARCH, found(blobs.encrypt_content("The shore"))), user("So?"), tools=TOOLS),
            ask(user("Hi"), assistant(SEARCH, {**FOUND, "content": []}), user("So?"), tools=TOOLS),
            ask(
                user("Hi"),
                assistant(
                    SEARCH,
                    {**FOUND, "content": {"type": "web_search_tool_result_error", "error_code": "unavailable"}},
                ),
                user("So?"),
                tools=TOOLS,
            ),
            ask(user("Hi"), assistant(SEARCH, found("Ev0DCioIAxgCIiQ3NmU4ZmI4OC1k...")), user("So?"), tools=TOOLS),
        ),
    ),
    "encrypted_index": Table(
        refuses=tuple(
            Refused(
                ask(user("Hi"), assistant(SEARCH, FOUND, cited(index)), user("So?"), tools=TOOLS),
                "messages.1.content.2: Invalid `encrypted_index` in `text` block",
            )
            for index in ("", "bm9uZQ==", blobs.encrypt_content("The sea"))
        ),
        accepts=(
            ask(user("Hi"), assistant(SEARCH, FOUND, cited(blobs.encrypt_index("The sea"))), user("So?"), tools=TOOLS),
            ask(user("Hi"), assistant(SEARCH, FOUND, cited("EpMBCioIAxgCIiQ3NmU4ZmI4OC1k")), user("So?"), tools=TOOLS),
            ask(user("Hi"), assistant(text("It is the sea.", citations=[])), user("So?")),
        ),
    ),
    "encrypted_stdout": Table(
        refuses=tuple(
            Refused(
                ask(user("Hi"), assistant(EXECUTE, printed(stdout)), user("So?"), tools=CODE, model=SONNET_4_6),
                "messages.1.content.1: Invalid `encrypted_stdout` in `encrypted_code_execution_result` block",
            )
            for stdout in ("", "bm9uZQ==")
        ),
        accepts=(
            ask(user("Hi"), assistant(EXECUTE, PLAINLY), user("So?"), tools=CODE, model=SONNET_4_6),
            ask(user("Hi"), assistant(EXECUTE, printed(STDOUT)), user("So?"), tools=CODE, model=SONNET_4_6),
            ask(
                user("Hi"),
                assistant(
                    EXECUTE,
                    {
                        **printed(""),
                        "content": {"type": "code_execution_tool_result_error", "error_code": "unavailable"},
                    },
                ),
                user("So?"),
                tools=CODE,
                model=SONNET_4_6,
            ),
        ),
    ),
}
