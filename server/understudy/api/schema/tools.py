"""Tools: what a request may offer the model, one shape for each type and version."""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag
from typing_extensions import TypedDict

from .arms import HIDDEN_ARM, arm_with_beta, needs, tags
from .values import (
    CacheControl,
    CitationsConfig,
    Items,
    JsonObject,
    Name,
    Natural,
    Positive,
    checked,
    choice,
    open_shape,
    said,
    shape,
)

AllowedCallers = Items[
    Literal["direct", "code_execution_20250825", "code_execution_20260120", "code_execution_20260521"]
]


class ToolMembers(TypedDict):
    """What every tool may say."""

    allowed_callers: NotRequired[AllowedCallers]
    cache_control: NotRequired[CacheControl]
    defer_loading: NotRequired[bool]
    strict: NotRequired[bool]


class ClientToolMembers(ToolMembers):
    """What every tool may say that the client runs."""

    input_examples: NotRequired[Items[JsonObject]]


@open_shape
class InputSchema(TypedDict):
    type: Literal["object"]
    properties: NotRequired[dict[str, Any] | None]
    required: NotRequired[Items[str] | None]


class CustomMembers(ClientToolMembers):
    """What every tool says that is the client's own."""

    name: Annotated[str, Field(min_length=1, pattern="^[a-zA-Z0-9_-]{1,128}$")]
    input_schema: InputSchema
    description: NotRequired[str]
    eager_input_streaming: NotRequired[bool | None]


@shape
class CustomTool(CustomMembers):
    type: Literal["custom"]


@shape
class UntypedTool(CustomMembers):
    type: NotRequired[None]


@shape
class BashTool(ClientToolMembers):
    type: Literal["bash_20250124"]
    name: Literal["bash"]


@shape
class BashTool20241022(ClientToolMembers):
    type: Literal["bash_20241022"]
    name: Literal["bash"]


@shape
class TextEditorTool20241022(ClientToolMembers):
    type: Literal["text_editor_20241022"]
    name: Literal["str_replace_editor"]


@shape
class TextEditorTool20250124(ClientToolMembers):
    type: Literal["text_editor_20250124"]
    name: Literal["str_replace_editor"]


@shape
class TextEditorTool20250429(ClientToolMembers):
    type: Literal["text_editor_20250429"]
    name: Literal["str_replace_based_edit_tool"]


@shape
class TextEditorTool20250728(ClientToolMembers):
    type: Literal["text_editor_20250728"]
    name: Literal["str_replace_based_edit_tool"]
    max_characters: NotRequired[Positive | None]


@shape
class MemoryTool(ClientToolMembers):
    type: Literal["memory_20250818"]
    name: Literal["memory"]


class ComputerMembers(ClientToolMembers):
    """What every computer tool says."""

    name: Literal["computer"]
    display_height_px: Positive
    display_width_px: Positive
    display_number: NotRequired[Natural | None]


@shape
class ComputerTool20241022(ComputerMembers):
    type: Literal["computer_20241022"]


@shape
class ComputerTool20250124(ComputerMembers):
    type: Literal["computer_20250124"]


@shape
class ComputerTool20251124(ComputerMembers):
    type: Literal["computer_20251124"]
    enable_zoom: NotRequired[bool]


@shape
class CodeExecutionTool(ToolMembers):
    type: Literal[
        "code_execution_20250522", "code_execution_20250825", "code_execution_20260120", "code_execution_20260521"
    ]
    name: Literal["code_execution"]


@shape
class ToolSearchBm25(ToolMembers):
    type: Literal["tool_search_tool_bm25", "tool_search_tool_bm25_20251119"]
    name: Literal["tool_search_tool_bm25"]


@shape
class ToolSearchRegex(ToolMembers):
    type: Literal["tool_search_tool_regex", "tool_search_tool_regex_20251119"]
    name: Literal["tool_search_tool_regex"]


@shape
class UserLocation(TypedDict):
    type: Literal["approximate"]
    city: NotRequired[str | None]
    country: NotRequired[Annotated[str, Field(min_length=2, max_length=2)] | None]
    region: NotRequired[str | None]
    timezone: NotRequired[str | None]


class WebMembers(ToolMembers):
    """What every tool may say that reaches the web."""

    max_uses: NotRequired[Positive | None]


def _one_list(tool: Any) -> Any:
    if tool.get("allowed_domains") is not None and tool.get("blocked_domains") is not None:
        raise said("Only one of allowed_domains or blocked_domains may be set.")
    return tool


_ONE_LIST: Final = AfterValidator(_one_list)
"""The condition that a tool names the domains it may reach or those it may not, or neither."""

_SOME: Final = checked(bool, "Empty list of domains is ambiguous. Provide at least one domain or null.")


class WebSearchMembers(WebMembers):
    """What every web search may say."""

    name: Literal["web_search"]
    allowed_domains: NotRequired[Annotated[Items[str], _SOME] | None]
    blocked_domains: NotRequired[Annotated[Items[str], _SOME] | None]
    user_location: NotRequired[UserLocation | None]


@shape
class WebSearchTool(WebSearchMembers):
    type: Literal["web_search_20250305", "web_search_20260209"]


@shape
class WebSearchTool20260318(WebSearchMembers):
    type: Literal["web_search_20260318"]
    response_inclusion: NotRequired[Literal["full", "excluded"]]


@shape
class NamedTool(TypedDict):
    type: Literal["tool_reference"]
    name: str


@shape
class AllSources(TypedDict):
    type: Literal["all"]


@shape
class NoSources(TypedDict):
    type: Literal["none"]


@shape
class OnlySources(TypedDict):
    type: Literal["only"]
    tools: Items[NamedTool]


@shape
class ExceptSources(TypedDict):
    type: Literal["except"]
    tools: Items[NamedTool]


ResultSources = Annotated[AllSources | NoSources | OnlySources | ExceptSources, Field(discriminator="type")]


@shape
class UrlSources(TypedDict):
    client_tool_results: NotRequired[ResultSources]
    server_tool_results: NotRequired[ResultSources]
    user_input: NotRequired[Annotated[AllSources | NoSources, Field(discriminator="type")]]


class WebFetchMembers(WebMembers):
    """What every web fetch may say."""

    name: Literal["web_fetch"]
    allowed_domains: NotRequired[Items[str] | None]
    blocked_domains: NotRequired[Items[str] | None]
    citations: NotRequired[CitationsConfig | None]
    max_content_tokens: NotRequired[Positive | None]
    url_sources: NotRequired[UrlSources | None]


@shape
class WebFetchTool(WebFetchMembers):
    type: Literal["web_fetch_20250910", "web_fetch_20260209"]


@shape
class WebFetchTool20260309(WebFetchMembers):
    type: Literal["web_fetch_20260309"]
    use_cache: NotRequired[bool]


@shape
class WebFetchTool20260318(WebFetchMembers):
    type: Literal["web_fetch_20260318"]
    use_cache: NotRequired[bool]
    response_inclusion: NotRequired[Literal["full", "excluded"]]


@shape
class MemberConfig(TypedDict):
    defer_loading: NotRequired[bool | None]
    enabled: NotRequired[bool | None]


_COMPUTER: Final = (
    "cursor_position", "double_click", "hold_key", "key", "left_click", "left_click_drag", "left_mouse_down",
    "left_mouse_up", "middle_click", "mouse_move", "right_click", "screenshot", "scroll", "triple_click", "type",
    "wait", "zoom",
)  # fmt: skip
_BROWSER: Final = (
    "close_tab", "double_click", "file_upload", "find", "form_input", "get_page_text", "hold_key", "hover",
    "javascript_exec", "key", "left_click", "left_click_drag", "left_mouse_down", "left_mouse_up", "list_tabs",
    "middle_click", "mouse_move", "navigate", "new_tab", "read_console", "read_network", "read_page", "right_click",
    "screenshot", "scroll", "scroll_to", "switch_tab", "triple_click", "type", "wait", "zoom",
)  # fmt: skip


@shape
class ComputerToolset(TypedDict):
    type: Literal["computer_toolset_20260801"]
    cache_control: NotRequired[CacheControl]
    configs: NotRequired[dict[Annotated[str, choice(*_COMPUTER)], MemberConfig | None] | None]


@shape
class BrowserToolset(TypedDict):
    type: Literal["browser_toolset_20260801"]
    cache_control: NotRequired[CacheControl]
    configs: NotRequired[dict[Annotated[str, choice(*_BROWSER)], MemberConfig | None] | None]


def _nameless(tool: Any) -> Any:
    if isinstance(tool, dict) and "name" in tool:
        raise said(
            "name is not accepted on a toolset entry: the member names are fixed by the dated type, and the served tool"
            " keeps the family's bare name"
        )
    return tool


@shape
class AdvisorTool(ToolMembers):
    type: Literal["advisor_20260301"]
    name: Literal["advisor"]
    model: Annotated[str, Field(min_length=1, max_length=256)]
    caching: NotRequired[CacheControl]
    max_tokens: NotRequired[Positive | None]
    max_uses: NotRequired[Positive | None]


@shape
class McpToolConfig(TypedDict):
    defer_loading: NotRequired[bool]
    enabled: NotRequired[bool]


@shape
class McpTool(TypedDict):
    name: Name
    input_schema: JsonObject
    description: NotRequired[str | None]


@shape
class McpToolset(TypedDict):
    type: Literal["mcp_toolset"]
    mcp_server_name: Annotated[str, Field(min_length=1, max_length=255)]
    cache_control: NotRequired[CacheControl]
    configs: NotRequired[dict[str, McpToolConfig] | None]
    default_config: NotRequired[McpToolConfig]
    tools: NotRequired[Items[McpTool] | None]


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
    | Annotated[WebSearchTool, _ONE_LIST]
    | Annotated[WebSearchTool20260318, _ONE_LIST]
    | Annotated[WebFetchTool, _ONE_LIST]
    | Annotated[WebFetchTool20260309, _ONE_LIST]
    | Annotated[WebFetchTool20260318, _ONE_LIST]
    | Annotated[ComputerToolset, BeforeValidator(_nameless)]
    | Annotated[BrowserToolset, BeforeValidator(_nameless)]
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
