"""MCP rules: the servers of a request, and the toolsets that offer their tools."""

from typing import Final

from ..api.request import Request
from .rule import Rule

_SOURCE: Final = "agents-and-tools/mcp-connector#validation-rules"
_WITHOUT_TOOLSETS: Final = "mcp-client-2025-04-04"
"""The beta under which a server's tools are configured on the server."""


def servers_used(request: Request) -> str | None:
    """A server is used by one toolset, and a toolset names a server."""
    if _WITHOUT_TOOLSETS in request.betas:
        return None
    servers = [server["name"] for server in request.body.get("mcp_servers") or ()]
    used = [tool["mcp_server_name"] for tool in request.tools if tool.get("type") == "mcp_toolset"]
    for name in servers:
        if name not in used:
            return f"MCP server '{name}' is defined but not referenced by any `mcp_toolset` in `tools`."
    for position, name in enumerate(used):
        if name not in servers:
            return f"MCP server '{name}' is referenced by an `mcp_toolset` in `tools` but not defined in `mcp_servers`."
        if name in used[:position]:
            return f"MCP server '{name}' is referenced by more than one `mcp_toolset` in `tools`."
    return None


RULES: Final = (Rule("mcp_servers_used", _SOURCE, servers_used, about=("mcp_servers", "mcp_toolset")),)
