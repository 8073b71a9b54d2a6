"""Results: the blocks in which tool search, the advisor and MCP servers answer."""

from typing import Annotated, Literal, NotRequired

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypedDict

from .content import TextBlock
from .values import LIST_ARM, STR_ARM, CacheControl, Id, Items, ServerToolId, shape, str_or_list


@shape
class ToolReferenceBlock(TypedDict):
    type: Literal["tool_reference"]
    tool_name: Annotated[str, Field(pattern="^[a-zA-Z0-9_-]{1,256}$")]
    cache_control: NotRequired[CacheControl]


@shape
class ToolSearchError(TypedDict):
    type: Literal["tool_search_tool_result_error"]
    error_code: Literal["invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded"]
    error_message: NotRequired[str | None]


@shape
class ToolSearchResult(TypedDict):
    type: Literal["tool_search_tool_search_result"]
    tool_references: Items[ToolReferenceBlock]


@shape
class ToolSearchToolResultBlock(TypedDict):
    type: Literal["tool_search_tool_result"]
    tool_use_id: ServerToolId
    content: Annotated[ToolSearchError | ToolSearchResult, Field(discriminator="type")]
    cache_control: NotRequired[CacheControl]


@shape
class AdvisorError(TypedDict):
    type: Literal["advisor_tool_result_error"]
    error_code: Literal[
        "max_uses_exceeded",
        "prompt_too_long",
        "too_many_requests",
        "overloaded",
        "unavailable",
        "execution_time_exceeded",
        "model_not_found",
    ]


@shape
class AdvisorResult(TypedDict):
    type: Literal["advisor_result"]
    text: str
    stop_reason: NotRequired[str | None]


@shape
class AdvisorRedactedResult(TypedDict):
    type: Literal["advisor_redacted_result"]
    encrypted_content: str
    stop_reason: NotRequired[str | None]


@shape
class AdvisorToolResultBlock(TypedDict):
    type: Literal["advisor_tool_result"]
    tool_use_id: ServerToolId
    content: Annotated[AdvisorError | AdvisorResult | AdvisorRedactedResult, Field(discriminator="type")]
    cache_control: NotRequired[CacheControl]


@shape
class McpToolResultBlock(TypedDict):
    type: Literal["mcp_tool_result"]
    tool_use_id: Id
    content: NotRequired[
        Annotated[Annotated[str, Tag(STR_ARM)] | Annotated[Items[TextBlock], Tag(LIST_ARM)], Discriminator(str_or_list)]
    ]
    is_error: NotRequired[bool]
    cache_control: NotRequired[CacheControl]
