"""What only some models can do."""

from typing import Final

from tests.rules.cases import HAIKU, OPUS, Asked, Json, Refused, Table, ask, assistant, system, tool, user

OPUS_5_5: Final = "claude-opus-5-5"
SONNET_5: Final = "claude-sonnet-5"
HAIKU_ID: Final = "claude-haiku-4-5-20251001"

NO_SYSTEM: Final = "role 'system' is not supported on this model"
FAST: Final = "fast-mode-2026-02-01"

COMPUTERS: Final = "computer-use-2025-01-24,computer-use-2025-11-24"
FETCH: Final[Json] = {"type": "web_fetch_20260209", "name": "web_fetch"}
SEARCH: Final[Json] = {"type": "web_search_20260209", "name": "web_search"}

SERVER_TOOLS: Final = (
    "code_execution_20250522, code_execution_20250825, code_execution_20260120, code_execution_20260521"
)
THE_REST: Final = (
    "memory_20250818, text_editor_20250728, tool_search_tool_bm25, tool_search_tool_bm25_20251119,"
    " tool_search_tool_regex, tool_search_tool_regex_20251119, web_fetch_20250910, web_fetch_20260209,"
    " web_fetch_20260309, web_fetch_20260318, web_search_20250305, web_search_20260209, web_search_20260318"
)


def computer(version: str, model: str) -> Asked:
    sizes = {"display_width_px": 1024, "display_height_px": 768}
    return ask(model=model, betas=COMPUTERS, tools=[{"type": f"computer_{version}", "name": "computer", **sizes}])


def not_programmatic(*names: str) -> str:
    return (
        f"'{HAIKU_ID}' does not support programmatic tool calling. The following tools have `allowed_callers` that"
        f' require it: {", ".join(names)}. Explicitly set `allowed_callers=["direct"]` on these tools, or use a model'
        " that supports programmatic tool calling."
    )


def unsupported(parameter: str, model: str = HAIKU_ID) -> str:
    return (
        f"'{model}' does not support the `{parameter}` parameter. This feature is only available on supported models."
    )


TABLES: Final = {
    "system_messages": Table(
        refuses=(
            Refused(ask(user("a"), system("b")), NO_SYSTEM, "system-role-unsupported"),
            Refused(ask(user("a"), system("b"), model=SONNET_5), NO_SYSTEM, "system-role-unsupported"),
            Refused(
                ask(user("a"), system("b"), assistant("c"), user("d"), model="claude-opus-4-7", counting=True),
                NO_SYSTEM,
                "system-role-unsupported",
            ),
        ),
        accepts=(
            ask(user("a"), system("b"), model="claude-opus-4-8"),
            ask(user("a"), system("b"), model="claude-haiku-5-5"),
            ask(user("a"), system("b"), assistant("c"), user("d"), model=OPUS),
            ask(user("a"), system="b"),
        ),
    ),
    "tool_types": Table(
        refuses=(
            Refused(
                computer("20251124", OPUS_5_5),
                "'claude-opus-5-5' does not support tool types: computer_20251124. Did you mean one of bash_20250124,"
                f" browser_toolset_20260801, {SERVER_TOOLS}, computer_toolset_20260801, {THE_REST}?",
                "tool-type-unsupported-model",
            ),
            Refused(
                computer("20250124", "claude-sonnet-4-6"),
                "'claude-sonnet-4-6' does not support tool types: computer_20250124. Did you mean one of bash_20250124,"
                f" {SERVER_TOOLS}, computer_20251124, {THE_REST}?",
            ),
            Refused(
                ask(
                    tools=[
                        {"type": "browser_toolset_20260801"},
                        {"type": "text_editor_20250429", "name": "str_replace_based_edit_tool"},
                    ]
                ),
                f"'{HAIKU_ID}' does not support tool types: browser_toolset_20260801, text_editor_20250429. Did you"
                f" mean one of bash_20250124, {SERVER_TOOLS}, {THE_REST}?",
            ),
        ),
        accepts=(
            ask(model=OPUS_5_5, tools=[{"type": "computer_toolset_20260801"}]),
            computer("20251124", OPUS),
            computer("20250124", HAIKU),
            ask(tools=[{"type": "text_editor_20250728", "name": "str_replace_based_edit_tool"}]),
            ask(
                model="claude-3-7-sonnet-20250219",
                tools=[{"type": "text_editor_20250124", "name": "str_replace_editor"}],
            ),
        ),
    ),
    "programmatic_tools": Table(
        refuses=(
            Refused(ask(tools=[SEARCH, FETCH]), not_programmatic("web_fetch", "web_search")),
            Refused(
                ask(tools=[tool(allowed_callers=["direct", "code_execution_20250825"])]),
                not_programmatic("get_weather"),
            ),
            Refused(
                ask(tools=[tool("a"), {"type": "web_search_20260318", "name": "web_search"}]),
                not_programmatic("web_search"),
            ),
        ),
        accepts=(
            ask(tools=[{**SEARCH, "allowed_callers": ["direct"]}]),
            ask(tools=[{"type": "web_search_20250305", "name": "web_search"}, tool(allowed_callers=["direct"])]),
            ask(model=OPUS, tools=[SEARCH, FETCH]),
            ask(model="claude-opus-4-5", tools=[tool(allowed_callers=["code_execution_20250825"])]),
        ),
    ),
    "speed": Table(
        refuses=(
            Refused(
                ask(model="claude-opus-4-5", speed="fast", betas=FAST),
                unsupported("speed", "claude-opus-4-5-20251101"),
                "speed-unsupported",
            ),
            Refused(ask(model=SONNET_5, speed="fast", betas=FAST), unsupported("speed", SONNET_5), "speed-unsupported"),
            Refused(ask(speed="fast", version="2026-10-21"), unsupported("speed"), "speed-unsupported"),
        ),
        accepts=(
            ask(model=OPUS_5_5, speed="fast", version="2026-10-21"),
            ask(model="claude-opus-4-8", speed="fast", betas=FAST),
            ask(model="claude-opus-4-6", speed="fast", betas=FAST),
            ask(speed="standard", betas=FAST),
            ask(speed=None, betas=FAST),
        ),
    ),
    "inference_geo": Table(
        refuses=(
            Refused(ask(inference_geo="us"), unsupported("inference_geo")),
            Refused(
                ask(inference_geo="global", model="claude-opus-4-5"),
                unsupported("inference_geo", "claude-opus-4-5-20251101"),
            ),
        ),
        accepts=(
            ask(inference_geo="us", model="claude-opus-4-6"),
            ask(inference_geo="global", model=OPUS),
            ask(inference_geo=None),
        ),
    ),
}
