"""Tools: all that a request may offer the model, one shape for each type and version."""

from typing import Annotated, Final

from pydantic import BeforeValidator, Discriminator, Field, Tag

from .arms import HIDDEN_ARM, arm_with_beta, needs, tags
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
from .toolsets import AdvisorTool, BrowserToolset, ComputerToolset, McpToolset, nameless
from .web_tools import (
    ONE_LIST,
    WebFetchTool,
    WebFetchTool20260309,
    WebFetchTool20260318,
    WebSearchTool,
    WebSearchTool20260318,
)

MCP_BETAS: Final = ("mcp-client-2025-04-04", "mcp-client-2025-11-20", "mcp-client-2026-09-15")
_OLD_COMPUTER: Final = "computer-use-2024-10-22"

TypedTool = Annotated[
    CustomTool
    | BashTool
    | TextEditorTool20250124
    | TextEditorTool20250429
    | TextEditorTool20250728
    | MemoryTool
    | CodeExecutionTool
    | ToolSearchBm25
    | ToolSearchRegex
    | Annotated[WebSearchTool, ONE_LIST]
    | Annotated[WebSearchTool20260318, ONE_LIST]
    | Annotated[WebFetchTool, ONE_LIST]
    | Annotated[WebFetchTool20260309, ONE_LIST]
    | Annotated[WebFetchTool20260318, ONE_LIST]
    | Annotated[ComputerToolset, BeforeValidator(nameless)]
    | Annotated[BrowserToolset, BeforeValidator(nameless)]
    | Annotated[BashTool20241022, *arm_with_beta(_OLD_COMPUTER)]
    | Annotated[TextEditorTool20241022, *arm_with_beta(_OLD_COMPUTER)]
    | Annotated[ComputerTool20241022, *arm_with_beta(_OLD_COMPUTER)]
    | Annotated[ComputerTool20250124, *arm_with_beta("computer-use-2025-01-24")]
    | Annotated[ComputerTool20251124, *arm_with_beta("computer-use-2025-11-24")]
    | Annotated[AdvisorTool, *arm_with_beta("advisor-tool-2026-03-01")]
    | Annotated[McpToolset, *arm_with_beta(*MCP_BETAS[1:])],
    Field(discriminator="type"),
]


def _typed(tool: object) -> str:
    """A tool that says no type is a custom one."""
    return "custom" if isinstance(tool, dict) and tool.get("type") is None else HIDDEN_ARM


Tool = Annotated[Annotated[UntypedTool, Tag("custom")] | Annotated[TypedTool, Tag(HIDDEN_ARM)], Discriminator(_typed)]


def known_types(betas: frozenset[str]) -> list[str]:
    """The types of Anthropic's own tools that these betas know, in alphabetical order."""
    others = {*tags(CustomTool), *tags(McpToolset)}
    return sorted(
        type_
        for type_, needed in needs(TypedTool).items()
        if type_ not in others and (not needed or not needed.isdisjoint(betas))
    )
