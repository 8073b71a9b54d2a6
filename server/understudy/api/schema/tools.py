"""Tools: all that a request may offer the model, one shape for each type and version."""

from typing import Final

from .arms import arm_with_beta, needs
from .client_tools import (
    BashTool,
    BashTool20241022,
    CodeExecutionTool,
    ComputerTool20241022,
    ComputerTool20250124,
    ComputerTool20251124,
    CustomTool,
    MemoryTool,
    TextEditorTool20241022,
    TextEditorTool20250124,
    TextEditorTool20250429,
    TextEditorTool20250728,
    ToolSearchBm25,
    ToolSearchRegex,
    UntypedTool,
)
from .shapes import HIDDEN_ARM, either, tagged, tags
from .toolsets import AdvisorTool, BrowserToolset, ComputerToolset, McpToolset
from .web_tools import (
    WebFetchTool,
    WebFetchTool20260309,
    WebFetchTool20260318,
    WebSearchTool,
    WebSearchTool20260318,
)

MCP_BETAS: Final = ("mcp-client-2025-04-04", "mcp-client-2025-11-20", "mcp-client-2026-09-15")
_OLD_COMPUTER: Final = "computer-use-2024-10-22"

TypedTool = tagged(
    CustomTool,
    BashTool,
    TextEditorTool20250124,
    TextEditorTool20250429,
    TextEditorTool20250728,
    MemoryTool,
    CodeExecutionTool,
    ToolSearchBm25,
    ToolSearchRegex,
    WebSearchTool,
    WebSearchTool20260318,
    WebFetchTool,
    WebFetchTool20260309,
    WebFetchTool20260318,
    ComputerToolset,
    BrowserToolset,
    arm_with_beta(BashTool20241022, _OLD_COMPUTER),
    arm_with_beta(TextEditorTool20241022, _OLD_COMPUTER),
    arm_with_beta(ComputerTool20241022, _OLD_COMPUTER),
    arm_with_beta(ComputerTool20250124, "computer-use-2025-01-24"),
    arm_with_beta(ComputerTool20251124, "computer-use-2025-11-24"),
    arm_with_beta(AdvisorTool, "advisor-tool-2026-03-01"),
    arm_with_beta(McpToolset, *MCP_BETAS[1:]),
)


def _typed(tool: object) -> str:
    """A tool that says no type is a custom one."""
    return "custom" if isinstance(tool, dict) and tool.get("type") is None else HIDDEN_ARM


Tool = either(_typed, {"custom": UntypedTool, HIDDEN_ARM: TypedTool})


def known_types(betas: frozenset[str]) -> list[str]:
    """The types of Anthropic's own tools that these betas know, in alphabetical order."""
    others = {*tags(CustomTool), *tags(McpToolset)}
    return sorted(
        type_
        for type_, needed in needs(TypedTool).items()
        if type_ not in others and (not needed or not needed.isdisjoint(betas))
    )
