"""The shape of a request: what must be there before anything is played, in the API's order of checks.

The order of the fields is the order in which the API was measured to check them; only the first mistake is
answered.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, Final, Literal, Union

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, ValidationError


class Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", protected_namespaces=(), defer_build=True)


class TextBlock(Shape):
    text: str


class ThinkingBlock(Shape):
    thinking: str
    signature: str


class RedactedThinkingBlock(Shape):
    data: str


class ToolUseBlock(Shape):
    id: str
    name: str
    input: dict[str, Any]


class ToolResultBlock(Shape):
    tool_use_id: str
    content: Any = None


class AnyBlock(Shape):
    type: str


_BLOCKS: Final[dict[str, type[Shape]]] = {
    "text": TextBlock,
    "thinking": ThinkingBlock,
    "redacted_thinking": RedactedThinkingBlock,
    "tool_use": ToolUseBlock,
    "tool_result": ToolResultBlock,
}
_OTHER: Final = "any"


def _one_of(table: Mapping[str, type[Shape]], tag: Callable[[object], str]) -> Any:
    """The type of a value that has the shape under its tag."""
    arms = tuple(Annotated[shape, Tag(name)] for name, shape in table.items())
    return Annotated[Union[arms], Discriminator(tag)]  # noqa: UP007  # built from a table


def _block_tag(value: object) -> str:
    type_ = value.get("type") if isinstance(value, dict) else None
    return type_ if isinstance(type_, str) and type_ in _BLOCKS else _OTHER


Block = _one_of({**_BLOCKS, _OTHER: AnyBlock}, _block_tag)


def _content_tag(value: object) -> str:
    return "str" if isinstance(value, str) else "list"


Content = Annotated[
    Annotated[str, Tag("str")] | Annotated[list[Block], Tag("list")],  # type: ignore[valid-type]  # a table's union
    Discriminator(_content_tag),
]


class MessageParam(Shape):
    role: Literal["user", "assistant", "system"]
    content: Content


class InputSchema(Shape):
    type: Literal["object"]


class CustomTool(Shape):
    name: Annotated[str, Field(min_length=1, max_length=128)]
    input_schema: InputSchema
    description: str | None = None


@cache
def _named(name: str) -> type[Shape]:
    """The shape of a tool of this name, whatever its version."""

    class NamedTool(Shape):
        __annotations__ = {"name": Literal[name]}

    return NamedTool


TOOL_NAMES: Final = {
    **dict.fromkeys(("bash_20241022", "bash_20250124"), "bash"),
    **dict.fromkeys(("text_editor_20241022", "text_editor_20250124"), "str_replace_editor"),
    **dict.fromkeys(("text_editor_20250429", "text_editor_20250728"), "str_replace_based_edit_tool"),
    **dict.fromkeys(("computer_20241022", "computer_20250124", "computer_20251124"), "computer"),
    **dict.fromkeys(
        (
            "code_execution_20250522",
            "code_execution_20250825",
            "code_execution_20260120",
            "code_execution_20260521",
        ),
        "code_execution",
    ),
    **dict.fromkeys(("web_search_20250305", "web_search_20260209", "web_search_20260318"), "web_search"),
    **dict.fromkeys(
        ("web_fetch_20250910", "web_fetch_20260209", "web_fetch_20260309", "web_fetch_20260318"), "web_fetch"
    ),
    "memory_20250818": "memory",
    "advisor_20260301": "advisor",
}
"""The name each versioned tool type must carry."""

_TOOLS: Final[dict[str, type[Shape]]] = {
    "custom": CustomTool,
    **{type_: _named(name) for type_, name in TOOL_NAMES.items()},
}


def _tool_tag(value: object) -> str:
    type_ = value.get("type") if isinstance(value, dict) else None
    if type_ is None:
        return "custom"
    return type_ if isinstance(type_, str) and type_ in _TOOLS else _OTHER


Tool = _one_of({**_TOOLS, _OTHER: Shape}, _tool_tag)


class ToolChoice(Shape):
    type: Literal["auto", "any", "tool", "none"]
    name: str | None = None


class Thinking(Shape):
    type: str
    display: str | None = None


class MessagesRequest(Shape):
    """A request to ``POST /v1/messages``, its fields in the API's order of checks."""

    model: Annotated[str, Field(min_length=1, max_length=256)]
    tool_choice: ToolChoice | None = None
    tools: list[Tool] | None = None  # type: ignore[valid-type]  # a table's union
    messages: Annotated[list[MessageParam], Field(min_length=1, max_length=100_000)]
    system: Content | None = None
    thinking: Thinking | None = None
    output_config: dict[str, Any] | None = None
    max_tokens: Annotated[int, Field(ge=0)]
    stop_sequences: list[str] | None = None
    stream: bool | None = None


_TEXTS: Final = {
    "missing": "Field required",
    "string_type": "Input should be a valid string",
    "int_type": "Input should be a valid integer",
    "int_from_float": "Input should be a valid integer",
    "bool_type": "Input should be a valid boolean",
    "list_type": "Input should be a valid list",
    "dict_type": "Input should be an object",
    "model_type": "Input should be an object",
    "model_attributes_type": "Input should be an object",
    "greater_than_equal": "Input should be greater than or equal to {ge}",
    "string_too_short": "String should have at least {min_length} character",
    "string_too_long": "String should have at most {max_length} characters",
    "literal_error": "Input should be {expected}",
    "too_short": "at least one message is required",
    "too_long": "at most 100000 messages are allowed",
}
"""Each of pydantic's error kinds in the API's words."""

_SILENT_ARMS: Final = {"str", "list", _OTHER}


def mistake(body: object) -> str | None:
    """What the API says of the first thing wrong with a body's shape, as ``path: text``; None if nothing is."""
    try:
        MessagesRequest.model_validate(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        text = _TEXTS.get(first["type"], first["msg"]).format(**first.get("ctx", {}))
        path = ".".join(str(part) for part in first["loc"] if part not in _SILENT_ARMS)
        return f"{path}: {text}" if path else text
    return None
