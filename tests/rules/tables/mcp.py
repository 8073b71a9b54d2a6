"""The MCP servers of a request, and the toolsets that offer their tools."""

from typing import Final

from tests.rules.cases import Asked, Json, Refused, Table, ask, tool

NEWEST: Final = "mcp-client-2025-11-20"


def asked(servers: tuple[str, ...], *toolsets: str, betas: str = NEWEST) -> Asked:
    return ask(
        betas=betas,
        mcp_servers=[server(name) for name in servers],
        tools=[tool(), *({"type": "mcp_toolset", "mcp_server_name": name} for name in toolsets)],
    )


def server(name: str) -> Json:
    return {"type": "url", "name": name, "url": f"https://{name}.example/mcp"}


def unused(name: str) -> str:
    return f"MCP server '{name}' is defined but not referenced by any `mcp_toolset` in `tools`."


TABLES: Final = {
    "mcp_servers_used": Table(
        refuses=(
            Refused(asked(("mcp",)), unused("mcp")),
            Refused(asked(("tracker", "lights"), "tracker"), unused("lights")),
            Refused(ask(betas=NEWEST, mcp_servers=[server("tracker")]), unused("tracker")),
            Refused(
                asked(("tracker",), "tracker", "lights"),
                "MCP server 'lights' is referenced by an `mcp_toolset` in `tools` but not defined in `mcp_servers`.",
            ),
            Refused(
                asked(("tracker",), "tracker", "tracker"),
                "MCP server 'tracker' is referenced by more than one `mcp_toolset` in `tools`.",
            ),
        ),
        accepts=(
            asked(("tracker",), "tracker"),
            asked(("tracker", "lights"), "lights", "tracker", betas="mcp-client-2026-09-15"),
            asked(()),
            ask(betas="mcp-client-2025-04-04", mcp_servers=[server("tracker")]),
        ),
    ),
}
