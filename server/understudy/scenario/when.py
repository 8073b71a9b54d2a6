"""When: the conditions on a request under which a scenario or a turn answers it."""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from .comparison import Compared
from .values import Entry, Given


def _pattern(value: object) -> object:
    if isinstance(value, str) and (mistake := pattern_mistake(value)):
        raise PydanticCustomError("regex", "this is no regular expression: {mistake}", {"mistake": mistake})
    return value


def pattern_mistake(text: str) -> str | None:
    """What is wrong with a `/regex/flags`, if it is one."""
    from .matching import compile_pattern

    try:
        compile_pattern(text)
    except ValueError as mistake:
        return str(mistake)
    return None


Words = Annotated[str, BeforeValidator(_pattern)]
"""A substring, or `/regex/flags`."""


class When(Entry):
    """All conditions must hold. Globs match whole, texts as a substring or `/regex/flags`."""

    model: Given[str] = None
    """As sent or as resolved; `*` stands for anything."""
    stream: Given[bool] = None
    turn: Given[Annotated[int, Field(ge=0)]] = None
    """The number of assistant turns before."""
    last_user_text: Given[Words] = None
    system: Given[Words] = None
    tool: Given[str] = None
    """The name of a tool that is offered."""
    tool_choice: Given[Literal["auto", "any", "tool", "none"]] = None
    """Its type."""
    tool_result: Given[str] = None
    """The last message holds the result of a tool of this name."""
    thinking: Given[Literal["enabled", "disabled", "adaptive", "between_tools", "absent"]] = None
    beta: Given[str] = None
    """A value of `anthropic-beta`."""
    header: Given[dict[str, str]] = None
    """Names with globs for their values."""
    prefill: Given[bool] = None
    """Whether the last message is the assistant's."""
    concurrent: Given[Compared] = None
    """How many requests of the session are in flight, this one included: a number, or a comparison such as `>3`."""
    body_bytes: Given[Compared] = None
    """How long the body is, as its `content-length` tells: a number of bytes, or a comparison such as `>1000000`."""
    input_tokens: Given[Compared] = None
    """What the prompt costs, as it is counted: a number, or a comparison such as `>200000`."""
    retry_count: Given[Compared] = None
    """What the client counts itself, in `x-stainless-retry-count`: a number, or a comparison such as `>0`."""
    body: Given[dict[str, Any]] = None
    """Values by dotted path; indexes are numbers, null is also what is absent."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise PydanticCustomError("no_condition", "expected at least one condition")
        return self
