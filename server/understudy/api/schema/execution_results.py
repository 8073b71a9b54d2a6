"""Execution results: the blocks in which code, shell and editor of the code execution tool answer."""

from .shapes import Boolean, Integer, String, items, literal, nullable, optional, shape, tagged
from .values import CacheControl, ServerToolId

CodeExecutionError = shape(
    type=literal("code_execution_tool_result_error"),
    error_code=literal("invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded"),
)

CodeExecutionOutput = shape(
    type=literal("code_execution_output"),
    file_id=String,
)

CodeExecutionResult = shape(
    type=literal("code_execution_result"),
    content=items(CodeExecutionOutput),
    return_code=Integer,
    stderr=String,
    stdout=String,
)

EncryptedCodeExecutionResult = shape(
    type=literal("encrypted_code_execution_result"),
    content=items(CodeExecutionOutput),
    encrypted_stdout=String,
    return_code=Integer,
    stderr=String,
)

CodeExecutionToolResultBlock = shape(
    type=literal("code_execution_tool_result"),
    tool_use_id=ServerToolId,
    content=tagged(CodeExecutionError, CodeExecutionResult, EncryptedCodeExecutionResult),
    cache_control=optional(CacheControl),
)

BashError = shape(
    type=literal("bash_code_execution_tool_result_error"),
    error_code=literal(
        "invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded", "output_file_too_large"
    ),
)

BashOutput = shape(
    type=literal("bash_code_execution_output"),
    file_id=String,
)

BashResult = shape(
    type=literal("bash_code_execution_result"),
    content=items(BashOutput),
    return_code=Integer,
    stderr=String,
    stdout=String,
)

BashCodeExecutionToolResultBlock = shape(
    type=literal("bash_code_execution_tool_result"),
    tool_use_id=ServerToolId,
    content=tagged(BashError, BashResult),
    cache_control=optional(CacheControl),
)

TextEditorError = shape(
    type=literal("text_editor_code_execution_tool_result_error"),
    error_code=literal(
        "invalid_tool_input", "unavailable", "too_many_requests", "execution_time_exceeded", "file_not_found"
    ),
    error_message=optional(nullable(String)),
)

TextEditorView = shape(
    type=literal("text_editor_code_execution_view_result"),
    content=String,
    file_type=literal("text", "image", "pdf"),
    num_lines=optional(nullable(Integer)),
    start_line=optional(nullable(Integer)),
    total_lines=optional(nullable(Integer)),
)

TextEditorCreate = shape(
    type=literal("text_editor_code_execution_create_result"),
    is_file_update=Boolean,
)

TextEditorReplace = shape(
    type=literal("text_editor_code_execution_str_replace_result"),
    lines=optional(nullable(items(String))),
    new_lines=optional(nullable(Integer)),
    new_start=optional(nullable(Integer)),
    old_lines=optional(nullable(Integer)),
    old_start=optional(nullable(Integer)),
)

TextEditorToolResultBlock = shape(
    type=literal("text_editor_code_execution_tool_result"),
    tool_use_id=ServerToolId,
    content=tagged(TextEditorError, TextEditorView, TextEditorCreate, TextEditorReplace),
    cache_control=optional(CacheControl),
)
