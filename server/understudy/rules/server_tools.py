"""Server tool rules: the calls that the API answers itself, and their results when they are sent back."""

from typing import Final

from ..api import blobs
from ..api.conversation import Turn
from ..api.request import Request
from .containers import runs_code
from .rule import Rule

_SERVER_TOOLS: Final = "agents-and-tools/tool-use/server-tools"
_WEB_SEARCH: Final = "agents-and-tools/tool-use/web-search-tool"

_RESULT_OF: Final = {
    "web_search": "web_search_tool_result",
    "web_fetch": "web_fetch_tool_result",
    "code_execution": "code_execution_tool_result",
    "bash_code_execution": "bash_code_execution_tool_result",
    "text_editor_code_execution": "text_editor_code_execution_tool_result",
    "tool_search_tool_regex": "tool_search_tool_result",
    "tool_search_tool_bm25": "tool_search_tool_result",
    "advisor": "advisor_tool_result",
}
"""The block in which the result of each server tool comes."""

RESULTS: Final = frozenset({*_RESULT_OF.values(), "mcp_tool_result"})
"""The results of tools that the API runs."""
CALLS_AND_RESULTS: Final = RESULTS | {"server_tool_use", "mcp_tool_use"}


def expected_results(request: Request) -> str | None:
    """The result of a server tool comes after its call."""
    called = {
        place.block["id"]: (place.turn, place.position) for place in request.blocks("server_tool_use", "mcp_tool_use")
    }
    for place in request.blocks(*RESULTS):
        kind, id_ = place.block["type"], place.block["tool_use_id"]
        if called.get(id_, (len(request.conversation), 0)) > (place.turn, place.position):
            call = "mcp_tool_use" if kind == "mcp_tool_result" else "server_tool_use"
            return (
                f"{place.path}: unexpected `tool_use_id` found in `{kind}` blocks: {id_}. Each `{kind}` block must have"
                f" a corresponding `{call}` block before it."
            )
    return None


def answered_calls(request: Request) -> str | None:
    """A server tool's call has a result before the user goes on; until then the tool stays defined."""
    calls = request.blocks("server_tool_use")
    if not calls:
        return None
    answered = {place.block["tool_use_id"] for place in request.blocks(*RESULTS)}
    for place in calls:
        name, id_ = place.block["name"], place.block["id"]
        if id_ in answered:
            continue
        waits = all(_only_brings_results(turn) for turn in request.conversation[place.turn + 1 :])
        if waits and _defines(request, name):
            continue
        return (
            f"messages.{place.turn}: `{name}` tool use with id `{id_}` was found without a corresponding"
            f" `{_RESULT_OF[name]}` block{f', but no `{name}` tool was provided' if waits else ''}"
        )
    return None


def encrypted_content(request: Request) -> str | None:
    """A web search result sent back carries the `encrypted_content` it came with."""
    for place in request.blocks("web_search_tool_result"):
        content = place.block["content"]
        for result in content if isinstance(content, list) else ():
            if not _genuine(request, result["encrypted_content"], "encrypted_content"):
                return f"{place.path}: Invalid `encrypted_content` in `search_result` block"
    return None


def encrypted_index(request: Request) -> str | None:
    """A citation of a web search result sent back carries the `encrypted_index` it came with."""
    for place in request.blocks("text"):
        for citation in place.block.get("citations") or ():
            index = citation.get("encrypted_index")
            if index is not None and not _genuine(request, index, "encrypted_index"):
                return f"{place.path}: Invalid `encrypted_index` in `text` block"
    return None


def encrypted_stdout(request: Request) -> str | None:
    """Encrypted output of code sent back is as it came; here only scenarios write some."""
    for place in request.blocks("code_execution_tool_result"):
        stdout = place.block["content"].get("encrypted_stdout")
        if stdout is not None and stdout not in request.literals():
            return f"{place.path}: Invalid `encrypted_stdout` in `encrypted_code_execution_result` block"
    return None


def _only_brings_results(turn: Turn) -> bool:
    """Whether a turn leaves the assistant's turn before it open."""
    return turn.role != "user" or all(block["type"] == "tool_result" for block in turn.blocks)


def _defines(request: Request, name: str) -> bool:
    if name.endswith("code_execution"):
        return runs_code(request)
    return name in request.tool_names


def _genuine(request: Request, blob: str, kind: blobs.Kind) -> bool:
    return blobs.genuine(blob, kind) or blob in request.literals()


RULES: Final = (
    Rule("server_results_expected", _SERVER_TOOLS, expected_results, about=tuple(RESULTS)),
    Rule("server_results_follow", _SERVER_TOOLS, answered_calls, about=("server_tool_use",)),
    Rule("encrypted_content", _WEB_SEARCH, encrypted_content, about=("encrypted_content",)),
    Rule("encrypted_index", _WEB_SEARCH, encrypted_index, about=("citations",)),
    Rule(
        "encrypted_stdout",
        "agents-and-tools/tool-use/code-execution-tool",
        encrypted_stdout,
        about=("encrypted_stdout",),
    ),
)
