"""Results: the blocks in which tool search, the advisor and MCP servers answer."""

from .content import TextBlock
from .shapes import Boolean, String, items, literal, nullable, optional, shape, str_or_items, tagged, text
from .values import CacheControl, Id, ServerToolId

ToolReferenceBlock = shape(
    "ToolReferenceBlock",
    type=literal("tool_reference"),
    tool_name=text(pattern="^[a-zA-Z0-9_-]{1,256}$"),
    cache_control=optional(CacheControl),
)

ToolSearchError = shape(
    type=literal("tool_search_tool_result_error"),
    error_code=literal("invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded"),
    error_message=optional(nullable(String)),
)

ToolSearchResult = shape(
    type=literal("tool_search_tool_search_result"),
    tool_references=items(ToolReferenceBlock),
)

ToolSearchToolResultBlock = shape(
    type=literal("tool_search_tool_result"),
    tool_use_id=ServerToolId,
    content=tagged(ToolSearchError, ToolSearchResult),
    cache_control=optional(CacheControl),
)

AdvisorError = shape(
    type=literal("advisor_tool_result_error"),
    error_code=literal(
        "max_uses_exceeded",
        "prompt_too_long",
        "too_many_requests",
        "overloaded",
        "unavailable",
        "execution_time_exceeded",
        "model_not_found",
    ),
)

AdvisorResult = shape(
    type=literal("advisor_result"),
    text=String,
    stop_reason=optional(nullable(String)),
)

AdvisorRedactedResult = shape(
    type=literal("advisor_redacted_result"),
    encrypted_content=String,
    stop_reason=optional(nullable(String)),
)

AdvisorToolResultBlock = shape(
    type=literal("advisor_tool_result"),
    tool_use_id=ServerToolId,
    content=tagged(AdvisorError, AdvisorResult, AdvisorRedactedResult),
    cache_control=optional(CacheControl),
)

McpToolResultBlock = shape(
    type=literal("mcp_tool_result"),
    tool_use_id=Id,
    content=optional(str_or_items(TextBlock)),
    is_error=optional(Boolean),
    cache_control=optional(CacheControl),
)
