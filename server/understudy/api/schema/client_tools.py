"""Client tools: those that the client runs, and what any tool may say."""

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from .values import (
    CacheControl,
    Items,
    JsonObject,
    Natural,
    Positive,
    open_shape,
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
