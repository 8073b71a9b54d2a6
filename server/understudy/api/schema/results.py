"""Results: the blocks in which the results of the API's own tools come back."""

from typing import Annotated, Literal, NotRequired

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypedDict

from .content import DocumentBlock, TextBlock
from .values import LIST_ARM, STR_ARM, CacheControl, Id, Items, ServerToolId, shape, str_or_list


@shape
class DirectCaller(TypedDict):
    type: Literal["direct"]


@shape
class CodeCaller20250825(TypedDict):
    type: Literal["code_execution_20250825"]
    tool_id: ServerToolId


@shape
class CodeCaller20260120(TypedDict):
    type: Literal["code_execution_20260120"]
    tool_id: ServerToolId


Caller = Annotated[DirectCaller | CodeCaller20250825 | CodeCaller20260120, Field(discriminator="type")]


@shape
class WebSearchResult(TypedDict):
    type: Literal["web_search_result"]
    encrypted_content: str
    title: str
    url: str
    page_age: NotRequired[str | None]


@shape
class WebSearchError(TypedDict):
    type: Literal["web_search_tool_result_error"]
    error_code: Literal[
        "invalid_tool_input",
        "unavailable",
        "max_uses_exceeded",
        "too_many_requests",
        "query_too_long",
        "request_too_large",
    ]


def _list_or_error(value: object) -> str:
    return LIST_ARM if isinstance(value, list) else "web_search_tool_result_error"


@shape
class WebSearchToolResultBlock(TypedDict):
    type: Literal["web_search_tool_result"]
    tool_use_id: ServerToolId
    content: Annotated[
        Annotated[Items[WebSearchResult], Tag(LIST_ARM)]
        | Annotated[WebSearchError, Tag("web_search_tool_result_error")],
        Discriminator(_list_or_error),
    ]
    cache_control: NotRequired[CacheControl]
    caller: NotRequired[Caller]


@shape
class WebFetchError(TypedDict):
    type: Literal["web_fetch_tool_result_error"]
    error_code: Literal[
        "invalid_tool_input",
        "url_too_long",
        "url_not_allowed",
        "url_not_in_prior_context",
        "url_not_accessible",
        "unsupported_content_type",
        "too_many_requests",
        "max_uses_exceeded",
        "unavailable",
        "content_too_large",
    ]


@shape
class WebFetchResult(TypedDict):
    type: Literal["web_fetch_result"]
    content: DocumentBlock
    url: str
    retrieved_at: NotRequired[str | None]


@shape
class WebFetchToolResultBlock(TypedDict):
    type: Literal["web_fetch_tool_result"]
    tool_use_id: ServerToolId
    content: Annotated[WebFetchError | WebFetchResult, Field(discriminator="type")]
    cache_control: NotRequired[CacheControl]
    caller: NotRequired[Caller]


@shape
class CodeExecutionError(TypedDict):
    type: Literal["code_execution_tool_result_error"]
    error_code: Literal["invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded"]


@shape
class CodeExecutionOutput(TypedDict):
    type: Literal["code_execution_output"]
    file_id: str


@shape
class CodeExecutionResult(TypedDict):
    type: Literal["code_execution_result"]
    content: Items[CodeExecutionOutput]
    return_code: int
    stderr: str
    stdout: str


@shape
class EncryptedCodeExecutionResult(TypedDict):
    type: Literal["encrypted_code_execution_result"]
    content: Items[CodeExecutionOutput]
    encrypted_stdout: str
    return_code: int
    stderr: str


@shape
class CodeExecutionToolResultBlock(TypedDict):
    type: Literal["code_execution_tool_result"]
    tool_use_id: ServerToolId
    content: Annotated[
        CodeExecutionError | CodeExecutionResult | EncryptedCodeExecutionResult, Field(discriminator="type")
    ]
    cache_control: NotRequired[CacheControl]


@shape
class BashError(TypedDict):
    type: Literal["bash_code_execution_tool_result_error"]
    error_code: Literal[
        "invalid_tool_input",
        "unavailable",
        "too_many_requests",
        "execution_time_exceeded",
        "output_file_too_large",
    ]


@shape
class BashOutput(TypedDict):
    type: Literal["bash_code_execution_output"]
    file_id: str


@shape
class BashResult(TypedDict):
    type: Literal["bash_code_execution_result"]
    content: Items[BashOutput]
    return_code: int
    stderr: str
    stdout: str


@shape
class BashCodeExecutionToolResultBlock(TypedDict):
    type: Literal["bash_code_execution_tool_result"]
    tool_use_id: ServerToolId
    content: Annotated[BashError | BashResult, Field(discriminator="type")]
    cache_control: NotRequired[CacheControl]


@shape
class TextEditorError(TypedDict):
    type: Literal["text_editor_code_execution_tool_result_error"]
    error_code: Literal[
        "invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded", "file_not_found"
    ]
    error_message: NotRequired[str | None]


@shape
class TextEditorView(TypedDict):
    type: Literal["text_editor_code_execution_view_result"]
    content: str
    file_type: Literal["text", "image", "pdf"]
    num_lines: NotRequired[int | None]
    start_line: NotRequired[int | None]
    total_lines: NotRequired[int | None]


@shape
class TextEditorCreate(TypedDict):
    type: Literal["text_editor_code_execution_create_result"]
    is_file_update: bool


@shape
class TextEditorReplace(TypedDict):
    type: Literal["text_editor_code_execution_str_replace_result"]
    lines: NotRequired[Items[str] | None]
    new_lines: NotRequired[int | None]
    new_start: NotRequired[int | None]
    old_lines: NotRequired[int | None]
    old_start: NotRequired[int | None]


@shape
class TextEditorToolResultBlock(TypedDict):
    type: Literal["text_editor_code_execution_tool_result"]
    tool_use_id: ServerToolId
    content: Annotated[
        TextEditorError | TextEditorView | TextEditorCreate | TextEditorReplace, Field(discriminator="type")
    ]
    cache_control: NotRequired[CacheControl]


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
