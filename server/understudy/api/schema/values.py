"""Values: the small shapes that many parts of a request share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, NotRequired, TypeVar

from pydantic import (
    AfterValidator,
    ConfigDict,
    FailFast,
    Field,
    GetCoreSchemaHandler,
    InstanceOf,
    ValidationInfo,
    with_config,
)
from pydantic_core import PydanticCustomError, core_schema
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


@dataclass(frozen=True, slots=True)
class Choice:
    """One of these names, which are listed by commas alone where it is none; ``with_betas`` has those that need one."""

    names: tuple[str, ...]
    with_betas: Mapping[str, str]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.with_info_before_validator_function(self._check, handler(source))

    def __hash__(self) -> int:
        return hash(self.names)

    def _check(self, value: Any, info: ValidationInfo[Terms]) -> Any:
        if value is None or (isinstance(value, str) and value in self.names):
            return value
        later = [name for name, beta in self.with_betas.items() if beta in info.context.betas]
        if isinstance(value, str) and value in later:
            return value
        raise said(f"Input should be {', '.join(repr(name) for name in (*self.names, *later))}")


def choice(*names: str, **with_betas: str) -> Choice:
    """The annotation of a value that is one of these names."""
    return Choice(names, with_betas)


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
