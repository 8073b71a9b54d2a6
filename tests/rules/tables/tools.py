"""What a request offers the model, taken together."""

from typing import Any, Final

from tests.rules.cases import OPUS, Json, Refused, Table, ask, assistant, system, tool, tool_result, tool_use, user

SEARCH: Final[Json] = {"type": "tool_search_tool_regex_20251119", "name": "tool_search_tool_regex"}
CHANGING: Final[Json] = {
    "model": OPUS,
    "betas": "mid-conversation-tool-changes-2026-07-01,inline-tools-2026-09-15",
}
MCP: Final[Json] = {
    "betas": "mcp-client-2025-11-20",
    "mcp_servers": [{"type": "url", "name": "tracker", "url": "https://tracker.example/mcp"}],
}
TOOLSET: Final[Json] = {"type": "mcp_toolset", "mcp_server_name": "tracker"}
UNIQUE: Final = "tools: Tool names must be unique."
LOADED: Final = "All tools have defer_loading set. At least one tool must be non-deferred."


def found(*names: str) -> tuple[Json, ...]:
    """A conversation in which the API has searched for tools and found these."""
    call = {"type": "server_tool_use", "id": "srvtoolu_1", "name": "tool_search_tool_regex", "input": {}}
    result = {"type": "tool_search_tool_search_result", "tool_references": [refer(name) for name in names]}
    return (
        user("Hi"),
        assistant(call, {"type": "tool_search_tool_result", "tool_use_id": "srvtoolu_1", "content": result}, "There."),
        user("So?"),
    )


def found_by_client(*names: str) -> tuple[Json, ...]:
    """A conversation in which a tool of the client's has found these."""
    return user("Hi"), assistant(tool_use(name="find")), user(tool_result(content=[refer(name) for name in names]))


def refer(name: str) -> Json:
    return {"type": "tool_reference", "tool_name": name}


def change(type_: str, **of: Any) -> Json:
    return {"type": type_, "tool": of}


def missing(name: str) -> str:
    return f"Tool reference '{name}' has no corresponding tool definition"


TABLES: Final = {
    "tool_names_unique": Table(
        refuses=(
            Refused(ask(tools=[tool(), tool()]), UNIQUE, "tools-unique"),
            Refused(
                ask(tools=[tool("web_search"), {"type": "web_search_20250305", "name": "web_search"}]),
                UNIQUE,
                "tools-unique",
            ),
            Refused(ask(tools=[tool("a"), tool("b"), tool("a", type="custom")], counting=True), UNIQUE, "tools-unique"),
        ),
        accepts=(
            ask(tools=[tool("a"), tool("A")]),
            ask(tools=[tool("web"), {"type": "web_search_20250305", "name": "web_search"}]),
            ask(tools=[]),
            ask(model=OPUS, tools=[{"type": "browser_toolset_20260801"}, {"type": "computer_toolset_20260801"}]),
        ),
    ),
    "tools_loaded": Table(
        refuses=(
            Refused(ask(tools=[tool(defer_loading=True)]), LOADED, "defer-all"),
            Refused(
                ask(tools=[tool("a", defer_loading=True), tool("b", defer_loading=True)], model=OPUS),
                LOADED,
                "defer-all",
            ),
            Refused(ask(tools=[{**SEARCH, "defer_loading": True}, tool(defer_loading=True)]), LOADED, "defer-all"),
        ),
        accepts=(
            ask(tools=[SEARCH, tool(defer_loading=True)]),
            ask(tools=[tool("a", defer_loading=True), tool("b", defer_loading=False)]),
            ask(tools=[tool(defer_loading=False)]),
            ask(tools=[]),
        ),
    ),
    "tool_references": Table(
        refuses=(
            Refused(
                ask(*found("unknown_tool"), tools=[SEARCH, tool(defer_loading=True)]),
                missing("unknown_tool"),
                "tool-ref-missing",
            ),
            Refused(
                ask(*found_by_client("get_weather", "unknown_tool"), tools=[tool("find"), tool(defer_loading=True)]),
                missing("unknown_tool"),
                "tool-ref-missing",
            ),
            Refused(
                ask(
                    user("Hi"),
                    system(change("tool_removal", type="tool_reference", name="unknown_tool")),
                    tools=[tool()],
                    **CHANGING,
                ),
                missing("unknown_tool"),
                "tool-ref-missing",
            ),
        ),
        accepts=(
            ask(*found("get_weather"), tools=[SEARCH, tool(defer_loading=True)]),
            ask(*found_by_client("get_weather"), tools=[tool("find"), tool(defer_loading=True)]),
            ask(*found(), tools=[SEARCH, tool(defer_loading=True)]),
            ask(*found("tracker_list"), tools=[SEARCH, TOOLSET], **MCP),
            ask(
                user("Hi"),
                system(change("tool_addition", type="tool_definition", definition=tool("get_time"))),
                assistant("Hello."),
                user("And now?"),
                system(change("tool_removal", type="tool_reference", name="get_time")),
                tools=[tool()],
                **CHANGING,
            ),
        ),
    ),
}
