"""Checks: what a shape cannot say, and the words for it."""

from collections.abc import Callable
from typing import Any, Final

from pydantic_core import PydanticCustomError, core_schema
from pydantic_core.core_schema import CoreSchema, ValidationInfo

from .shapes import String
from .terms import Terms

SAID: Final = "said"
"""The kind of mistake whose text is written where it is found."""


def said(text: str) -> PydanticCustomError:
    """A mistake in the API's own words."""
    return PydanticCustomError(SAID, "{text}", {"text": text})


def checked(schema: CoreSchema, holds: Callable[[Any], bool], text: str) -> CoreSchema:
    """A value that holds to a condition which the API words in its own way."""
    return core_schema.no_info_after_validator_function(_check(holds, text), schema)


def checked_first(schema: CoreSchema, holds: Callable[[Any], bool], text: str) -> CoreSchema:
    """The same, where the condition is looked at before the value's shape."""
    return core_schema.no_info_before_validator_function(_check(holds, text), schema)


def _check(holds: Callable[[Any], bool], text: str) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if not holds(value):
            raise said(text)
        return value

    return check


def choice(*names: str, **with_betas: str) -> CoreSchema:
    """One of these names, which are listed by commas alone where it is none; ``with_betas`` has those that need one."""

    def check(value: Any, info: ValidationInfo[Terms]) -> Any:
        if isinstance(value, str) and value in names:
            return value
        later = [name for name, beta in with_betas.items() if beta in info.context.betas]
        if isinstance(value, str) and value in later:
            return value
        raise said(f"Input should be {', '.join(repr(name) for name in (*names, *later))}")

    return core_schema.with_info_before_validator_function(check, String, metadata={"names": (*names, *with_betas)})
