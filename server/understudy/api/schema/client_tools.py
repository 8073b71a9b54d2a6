"""Client tools: those that the client runs, and what any tool may say."""

from .shapes import (
    Anything,
    Boolean,
    JsonObject,
    Null,
    String,
    items,
    literal,
    mapping,
    members,
    nullable,
    open_shape,
    optional,
    shape,
    text,
)
from .values import CacheControl, Natural, Positive

AllowedCallers = items(
    literal("direct", "code_execution_20250825", "code_execution_20260120", "code_execution_20260521")
)

ToolMembers = members(
    allowed_callers=optional(AllowedCallers),
    cache_control=optional(CacheControl),
    defer_loading=optional(Boolean),
    strict=optional(Boolean),
)
"""What every tool may say."""

ClientToolMembers = members(**ToolMembers, input_examples=optional(items(JsonObject)))
"""What every tool may say that the client runs."""

InputSchema = open_shape(
    type=literal("object"),
    properties=optional(nullable(mapping(String, Anything))),
    required=optional(nullable(items(String))),
)

CustomMembers = members(
    **ClientToolMembers,
    name=text(min_length=1, pattern="^[a-zA-Z0-9_-]{1,128}$"),
    input_schema=InputSchema,
    description=optional(String),
    eager_input_streaming=optional(nullable(Boolean)),
)
"""What every tool says that is the client's own."""

CustomTool = shape(**CustomMembers, type=literal("custom"))

UntypedTool = shape(**CustomMembers, type=optional(Null))

BashTool = shape(
    **ClientToolMembers,
    type=literal("bash_20250124"),
    name=literal("bash"),
)

BashTool20241022 = shape(
    **ClientToolMembers,
    type=literal("bash_20241022"),
    name=literal("bash"),
)

TextEditorTool20241022 = shape(
    **ClientToolMembers,
    type=literal("text_editor_20241022"),
    name=literal("str_replace_editor"),
)

TextEditorTool20250124 = shape(
    **ClientToolMembers,
    type=literal("text_editor_20250124"),
    name=literal("str_replace_editor"),
)

TextEditorTool20250429 = shape(
    **ClientToolMembers,
    type=literal("text_editor_20250429"),
    name=literal("str_replace_based_edit_tool"),
)

TextEditorTool20250728 = shape(
    **ClientToolMembers,
    type=literal("text_editor_20250728"),
    name=literal("str_replace_based_edit_tool"),
    max_characters=optional(nullable(Positive)),
)

MemoryTool = shape(
    **ClientToolMembers,
    type=literal("memory_20250818"),
    name=literal("memory"),
)

ComputerMembers = members(
    **ClientToolMembers,
    name=literal("computer"),
    display_height_px=Positive,
    display_width_px=Positive,
    display_number=optional(nullable(Natural)),
)
"""What every computer tool says."""

ComputerTool20241022 = shape(**ComputerMembers, type=literal("computer_20241022"))

ComputerTool20250124 = shape(**ComputerMembers, type=literal("computer_20250124"))

ComputerTool20251124 = shape(
    **ComputerMembers,
    type=literal("computer_20251124"),
    enable_zoom=optional(Boolean),
)

CodeExecutionTool = shape(
    **ToolMembers,
    type=literal(
        "code_execution_20250522", "code_execution_20250825", "code_execution_20260120", "code_execution_20260521"
    ),
    name=literal("code_execution"),
)

ToolSearchBm25 = shape(
    **ToolMembers,
    type=literal("tool_search_tool_bm25", "tool_search_tool_bm25_20251119"),
    name=literal("tool_search_tool_bm25"),
)

ToolSearchRegex = shape(
    **ToolMembers,
    type=literal("tool_search_tool_regex", "tool_search_tool_regex_20251119"),
    name=literal("tool_search_tool_regex"),
)
