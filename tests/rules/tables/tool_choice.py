"""Tool choice: the tool asked for is there, and the model can be forced."""

from typing import Any, Final

from tests.rules.cases import ENABLED, HAIKU, OPUS, Asked, Refused, Table, ask, tool
from tests.rules.tables.thinking import ADAPTIVE, DISABLED

ANY: Final = {"type": "any"}
ONE: Final = {"type": "tool", "name": "get_weather"}
AUTO: Final = {"type": "auto"}
NONE: Final = {"type": "none"}

NO_TOOLS: Final = "tool_choice.any may only be specified while providing tools"
NOT_FORCED: Final = 'tool_choice: type "tool" and "any" are not supported for this model.'
NOT_WITH_THINKING: Final = "Thinking may not be enabled when tool_choice forces tool use."

MCP: Final[dict[str, Any]] = {
    "betas": "mcp-client-2025-11-20",
    "mcp_servers": [{"type": "url", "name": "weather", "url": "https://mcp.example/sse"}],
    "tools": [{"type": "mcp_toolset", "mcp_server_name": "weather"}],
}


ABSENT: Final[tuple[dict[str, Any], ...]] = ({}, {"tools": []}, {"without": ("tools",)})
"""Ways for a tool not to be there."""


def choosing(choice: dict[str, Any], model: str = HAIKU, **members: Any) -> Asked:
    return ask(**{"tools": [tool()], "max_tokens": 2048, **members}, model=model, tool_choice=choice)


TABLES: Final = {
    "tool_choice_without_tools": Table(
        refuses=(
            Refused(ask(model="claude-sonnet-5", tool_choice=ANY), NO_TOOLS, "tool-choice-any-no-tools"),
            Refused(choosing(ANY, tools=[]), NO_TOOLS, "tool-choice-any-no-tools"),
            Refused(ask(tool_choice=ANY, counting=True), NO_TOOLS),
        ),
        accepts=(choosing(ANY), ask(tool_choice=AUTO), ask(tool_choice=NONE), choosing(ANY, **MCP)),
    ),
    "tool_choice_of_one": Table(
        refuses=(
            *(
                Refused(
                    choosing({"type": "tool", "name": "never_declared"}, "claude-sonnet-5", **members),
                    "Tool 'never_declared' not found in provided tools",
                    "tool-choice-not-found",
                )
                for members in ABSENT
            ),
            Refused(
                choosing({"type": "tool", "name": "Get_weather"}), "Tool 'Get_weather' not found in provided tools"
            ),
            Refused(
                choosing({"type": "tool", "name": "bash"}, "claude-opus-5-5"),
                "Tool 'bash' not found in provided tools",
            ),
        ),
        accepts=(
            choosing(ONE),
            choosing({"type": "tool", "name": "bash"}, tools=[{"type": "bash_20250124", "name": "bash"}]),
            choosing({"type": "tool", "name": "forecast"}, **MCP),
            choosing({"type": "tool", "name": "navigate"}, OPUS, tools=[{"type": "browser_toolset_20260801"}]),
        ),
    ),
    "forced_tool_choice": Table(
        refuses=(
            *(
                Refused(choosing(choice, model), NOT_FORCED, "forced-tool-unsupported")
                for choice in (ANY, ONE)
                for model in ("claude-fable-5-1", "claude-mythos-5-1", "claude-opus-5-5", "claude-sonnet-5-5")
            ),
            Refused(
                choosing(ANY, "claude-opus-5-5", counting=True, without=("max_tokens",)),
                NOT_FORCED,
                "forced-tool-unsupported",
            ),
            Refused(choosing(ONE, "claude-mythos-preview", thinking=ENABLED), NOT_FORCED),
        ),
        accepts=(
            choosing(AUTO, "claude-opus-5-5"),
            choosing(NONE, "claude-fable-5-1"),
            choosing(ANY, "claude-haiku-5-5"),
            choosing(ONE, "claude-fable-5"),
            choosing(ONE, "claude-opus-5"),
        ),
    ),
    "forced_tool_choice_with_thinking": Table(
        refuses=tuple(
            Refused(choosing(choice, model, thinking=ENABLED), NOT_WITH_THINKING, "thinking-tool-choice")
            for choice in (ANY, ONE)
            for model in ("claude-3-7-sonnet-latest", "claude-sonnet-4-5", HAIKU, "claude-opus-4-6")
        ),
        accepts=(
            choosing(AUTO, thinking=ENABLED),
            choosing(NONE, thinking=ENABLED),
            choosing(ANY, thinking=DISABLED),
            choosing(ANY, "claude-opus-4-6", thinking=ADAPTIVE),
            choosing(ONE, "claude-sonnet-5", thinking=ADAPTIVE),
            ask(thinking=ENABLED, max_tokens=2048, tools=[tool()]),
        ),
    ),
}
