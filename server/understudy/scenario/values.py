"""The small values of the scenario language: durations, `omit`, lists, keys that are still to come."""

import re
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

OMIT: Final = "omit"
FOREVER: Final = "forever"

_UNITS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_DURATION: Final = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h)")

T = TypeVar("T")
Items = Annotated[tuple[T, ...], Field(strict=False)]
"""A YAML list, kept as a tuple."""

if TYPE_CHECKING:
    Given: TypeAlias = T | None
else:
    Given = Annotated[T, Field()]
"""The value of a key that may be left out, and is None then; written with null it is a mistake."""


class Entry(BaseModel):
    """A mapping of the language: unknown keys and wrong types are mistakes."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        protected_namespaces=(),
        defer_build=True,  # only what a file opens with is ever built; the rest is part of it
    )


STRING: Final = "<string>"
LIST: Final = "<list>"
MAPPING: Final = "<mapping>"
NUMBER: Final = "<number>"
"""Tags of a union's arms: the brackets keep them apart from keys in the location of a mistake."""


def shape(value: object) -> str | None:
    """The tag of a value's shape; None for what no union here takes."""
    match value:
        case str():
            return STRING
        case list() | tuple():
            return LIST
        case dict() | Entry():
            return MAPPING
        case _:
            return None


def shaped(expected: str, *words: str) -> Discriminator:
    """Tells the arms of a union apart by their shape. ``expected`` names them: "a string or a list".

    With ``words`` a string must be one of these.
    """

    def tag(value: object) -> str | None:
        return None if words and isinstance(value, str) and value not in words else shape(value)

    return Discriminator(tag, custom_error_type="shape", custom_error_message=expected)


Omittable = Annotated[
    Annotated[dict[str, Any], Tag(MAPPING)] | Annotated[Literal["omit"], Tag(STRING)],
    shaped("a mapping, `omit` or null", OMIT),
]
"""Members to set, or `omit`: none is sent."""

Written = Annotated[
    Annotated[str, Tag(STRING)] | Annotated[dict[str, Any], Tag(MAPPING)],
    shaped("a string or a mapping"),
]
"""A string that is sent as it is, or a mapping that is sent as JSON."""


def seconds(value: object) -> float:
    """`200ms`, `1.5s`, `2m`, `1h` or a number of seconds, as seconds."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf"):
        return float(value)
    if isinstance(value, str) and (match := _DURATION.fullmatch(value)):
        return float(match[1]) * _UNITS[match[2]]
    raise PydanticCustomError("duration", "a duration such as 200ms, 1.5s, 2m, 1h or a number of seconds")


Duration = Annotated[
    float,
    BeforeValidator(seconds),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0},
                {"type": "string", "pattern": r"^\d+(\.\d+)?(ms|s|m|h)$"},
            ],
            "description": "200ms, 1.5s, 2m, 1h, or a number of seconds",
        }
    ),
]


def _patience(value: object) -> object:
    if value == FOREVER:
        return value
    try:
        return seconds(value)
    except PydanticCustomError:
        raise PydanticCustomError("duration", "`forever` or a duration such as 200ms, 1.5s, 2m, 1h") from None


Patience = Annotated[
    float | Literal["forever"],
    BeforeValidator(_patience),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0},
                {"type": "string", "pattern": r"^(forever|\d+(\.\d+)?(ms|s|m|h))$"},
            ],
            "description": "a duration, or `forever`",
        }
    ),
]
"""A duration, or `forever`: until the client leaves."""


def _nothing(value: object) -> None:
    if value is not None:
        raise PydanticCustomError("no_value", "nothing after the colon")


Nothing = Annotated[None, BeforeValidator(_nothing), WithJsonSchema({"type": "null"})]
"""The value of a key that says everything by being there."""
