"""The tools of a request."""

from typing import Any, Final

from tests.rules.cases import HAIKU, OPUS, Asked, Json, Refused, ask, tool
from tests.rules.shapes.parameters import EXTRA

OPEN: Final[Json] = {"type": "object", "properties": {}}
SEARCH: Final[Json] = {"type": "web_search_20250305", "name": "web_search"}
FETCH: Final[Json] = {"type": "web_fetch_20250910", "name": "web_fetch"}
KNOWN: Final = (
    "'bash_20250124', 'browser_toolset_20260801', 'code_execution_20250522', 'code_execution_20250825',"
    " 'code_execution_20260120', 'code_execution_20260521', 'computer_toolset_20260801', 'custom', 'memory_20250818',"
    " 'text_editor_20250124', 'text_editor_20250429', 'text_editor_20250728', 'tool_search_tool_bm25',"
    " 'tool_search_tool_bm25_20251119', 'tool_search_tool_regex', 'tool_search_tool_regex_20251119',"
    " 'web_fetch_20250910', 'web_fetch_20260209', 'web_fetch_20260309', 'web_fetch_20260318', 'web_search_20250305',"
    " 'web_search_20260209', 'web_search_20260318'"
)
NAMELESS: Final = (
    "name is not accepted on a toolset entry: the member names are fixed by the dated type, and the served tool keeps"
    " the family's bare name"
)
EMPTY: Final = "Empty list of domains is ambiguous. Provide at least one domain or null."


def tools(*offered: Any, says: str, catalogue: str | None = None, **members: Any) -> Refused:
    return Refused(ask(tools=list(offered), **members), f"tools.{says}", catalogue)


def unknown_tag(type_: str, known: str = KNOWN) -> str:
    return f"0: Input tag '{type_}' found using 'type' does not match any of the expected tags: {known}"


REFUSED: Final[tuple[Refused, ...]] = (
    Refused(ask(tools="x"), "tools: Input should be a valid array", "tools-type"),
    Refused(ask(tools=None), "tools: Input should be a valid array", "tools-type"),
    tools(7, says="0: Input should be an object", catalogue="tools-item-type"),
    # their types
    tools({"type": "get_weather", "name": "x"}, says=unknown_tag("get_weather")),
    tools({"type": "advisor_20260301", "name": "advisor", "model": HAIKU}, says=unknown_tag("advisor_20260301")),
    tools(
        {"type": "bash_20241022", "name": "bash"},
        says=unknown_tag("bash_20241022", KNOWN.replace("'custom'", "'computer_20251124', 'custom'").replace(
            "'computer_toolset_20260801', 'computer_20251124'", "'computer_20251124', 'computer_toolset_20260801'")),
        betas="computer-use-2025-11-24",
    ),
    # their names
    tools({"name": "", "input_schema": OPEN}, says="0.custom.name: String should have at least 1 character",
          catalogue="tool-name-empty"),
    tools({"input_schema": OPEN}, says="0.custom.name: Field required", catalogue="tool-name-missing"),
    *(tools(tool("ok"), tool(name), says="1.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'",
            catalogue="tool-name-pattern") for name in ("   ", "get.weather", "x" * 129)),
    tools({**SEARCH, "name": "search"}, says="0.web_search_20250305.name: Input should be 'web_search'"),
    *(tools({"type": f"{kind}_toolset_20260801", "name": kind}, says=f"0.{kind}_toolset_20260801: {NAMELESS}",
            model=OPUS) for kind in ("browser", "computer")),
    # their schemas
    tools({"name": "f"}, says="0.custom.input_schema: Field required", catalogue="schema-missing"),
    tools(tool(schema={"properties": {}}), says="0.custom.input_schema.type: Field required",
          catalogue="schema-type-missing"),
    tools(tool(schema={"type": "string"}), says="0.custom.input_schema.type: Input should be 'object'",
          catalogue="schema-type-object"),
    tools(tool(schema=True), says="0.custom.input_schema: Input does not match the expected shape.",
          catalogue="schema-shape"),
    tools(tool("a"), tool("b", [], type="custom"),
          says="1.custom.input_schema: Input does not match the expected shape.", catalogue="schema-shape"),
    # their members
    tools(tool(zzz=1), says=f"0.custom.zzz: {EXTRA}"),
    tools(tool(description=None), says="0.custom.description: Input should be a valid string"),
    tools(tool(strict="yes"), says="0.custom.strict: Input should be a valid boolean"),
    tools(
        tool(allowed_callers=["me"]),
        says="0.custom.allowed_callers.0: Input should be 'direct', 'code_execution_20250825',"
        " 'code_execution_20260120' or 'code_execution_20260521'",
    ),
    tools({**SEARCH, "max_uses": 0},
          says="0.web_search_20250305.max_uses: Input should be greater than or equal to 1"),
    tools({**SEARCH, "allowed_domains": ["a.example"], "blocked_domains": ["b.example"]},
          says="0.web_search_20250305: Only one of allowed_domains or blocked_domains may be set."),
    tools({**FETCH, "allowed_domains": ["a.example"], "blocked_domains": []},
          says="0.web_fetch_20250910: Only one of allowed_domains or blocked_domains may be set."),
    tools({**SEARCH, "allowed_domains": []}, says=f"0.web_search_20250305.allowed_domains: {EMPTY}"),
    tools({**SEARCH, "blocked_domains": []}, says=f"0.web_search_20250305.blocked_domains: {EMPTY}"),
)  # fmt: skip

LET_PASS: Final[tuple[Asked, ...]] = (
    ask(tools=[]),
    ask(tools=[tool("x" * 128), tool("a-B_9", type="custom"), tool("c", type=None)]),
    ask(tools=[tool(schema={"type": "object", "required": [], "title": "Weather", "$defs": {}})]),
    ask(tools=[tool(strict=False, eager_input_streaming=True, input_examples=[{"a": 1}], description="")]),
    ask(tools=[{**SEARCH, "max_uses": 1, "allowed_domains": ["a.example"], "blocked_domains": None}]),
    ask(tools=[{**FETCH, "allowed_domains": []}]),
    ask(tools=[{"type": "browser_toolset_20260801", "configs": {"zoom": {"enabled": False}}}], model=OPUS),
    ask(
        tools=[{"type": "advisor_20260301", "name": "advisor", "model": OPUS}],
        betas="advisor-tool-2026-03-01",
        model=OPUS,
    ),
)
