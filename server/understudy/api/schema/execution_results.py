"""Execution results: the blocks in which code, shell and editor of the code execution tool answer."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from .values import CacheControl, Items, ServerToolId, shape


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
