"""When: the conditions on a request under which a scenario or a turn answers it."""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from .values import Entry


def _pattern(value: object) -> object:
    if isinstance(value, str) and (mistake := pattern_mistake(value)):
        raise PydanticCustomError("regex", "expected a regular expression: {mistake}", {"mistake": mistake})
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

    model: str | None = None
    stream: bool | None = None
    turn: Annotated[int, Field(ge=0)] | None = None
    last_user_text: Words | None = None
    system: Words | None = None
    tool: str | None = None
    tool_choice: Literal["auto", "any", "tool", "none"] | None = None
    tool_result: str | None = None
    thinking: Literal["enabled", "disabled", "adaptive", "between_tools", "absent"] | None = None
    beta: str | None = None
    header: dict[str, str] | None = None
    prefill: bool | None = None
    body: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise PydanticCustomError("no_condition", "expected at least one condition")
        return self
