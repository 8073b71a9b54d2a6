"""Values: the small shapes that many parts of a request share."""

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, NotRequired, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    InstanceOf,
    ValidationInfo,
    with_config,
)
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from .terms import Terms

Class = TypeVar("Class", bound=type)
Item = TypeVar("Item")

STR_ARM: Final = "<str>"
LIST_ARM: Final = "<list>"
"""Arms that do not show in a location either."""

SAID: Final = "said"
"""The kind of mistake whose text is written where it is found."""


def shape(class_: Class) -> Class:
    """A mapping with exactly these members, of exactly these types."""
    return with_config(ConfigDict(strict=True, extra="forbid"))(class_)


def open_shape(class_: Class) -> Class:
    """A mapping with these members and any others."""
    return with_config(ConfigDict(strict=True, extra="allow"))(class_)


def said(text: str) -> PydanticCustomError:
    """A mistake in the API's own words."""
    return PydanticCustomError(SAID, "{text}", {"text": text})


def checked(holds: Callable[[Any], bool], text: str) -> AfterValidator:
    """A value that holds to a condition which the API words in its own way."""

    def check(value: Any) -> Any:
        if not holds(value):
            raise said(text)
        return value

    return AfterValidator(check)


def choice(*names: str, **with_betas: str) -> BeforeValidator:
    """One of these names, listed by commas alone where it is none; some only with a beta, by name."""

    def check(value: Any, info: ValidationInfo[Terms]) -> Any:
        if value is None or (isinstance(value, str) and value in names):
            return value
        later = [name for name, beta in with_betas.items() if beta in info.context.betas]
        if isinstance(value, str) and value in later:
            return value
        raise said(f"Input should be {', '.join(repr(name) for name in (*names, *later))}")

    return BeforeValidator(check)


def str_or_list(value: object) -> str:
    """Which arm a value is for that may be a string or a list."""
    return STR_ARM if isinstance(value, str) else LIST_ARM


@shape
class EphemeralCache(TypedDict):
    type: Literal["ephemeral"]
    ttl: NotRequired[Literal["5m", "1h"]]


CacheControl = Annotated[EphemeralCache, Field(discriminator="type")] | None


class _FirstMistake(FailFast):
    """Ends the look at a list at its first mistake; can be a member of a union, which has to be hashable."""

    def __hash__(self) -> int:
        return hash(_FirstMistake)


Items = Annotated[list[Item], _FirstMistake()]
"""A list; only the first mistake in it is looked for."""

JsonObject = InstanceOf[dict[str, Any]]
Id = Annotated[str, Field(pattern="^[a-zA-Z0-9_-]+$")]
ServerToolId = Annotated[str, Field(pattern="^srvtoolu_[a-zA-Z0-9_]+$")]
Natural = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(ge=1)]
Effort = Literal["low", "medium", "high", "xhigh", "max"]
Name = Annotated[str, Field(min_length=1, max_length=200)]


@shape
class CitationsConfig(TypedDict):
    enabled: NotRequired[bool]
