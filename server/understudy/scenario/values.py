"""The small values of the scenario language: durations, `omit`, lists, keys that are still to come."""

import re
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

OMIT: Final = "omit"
FOREVER: Final = "forever"

_UNITS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_DURATION: Final = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h)")

T = TypeVar("T")
Items = Annotated[tuple[T, ...], Field(strict=False)]
"""A YAML list, kept as a tuple."""


class Entry(BaseModel):
    """A mapping of the language: unknown keys and wrong types are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, protected_namespaces=())


def seconds(value: object) -> float:
    """`200ms`, `1.5s`, `2m`, `1h` or a number of seconds, as seconds."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf"):
        return float(value)
    if isinstance(value, str) and (match := _DURATION.fullmatch(value)):
        return float(match[1]) * _UNITS[match[2]]
    raise PydanticCustomError("duration", "expected a duration such as 200ms, 1.5s, 2m, 1h or seconds")


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
    return value if value == FOREVER else seconds(value)


Patience = Annotated[
    float | Literal["forever"],
    BeforeValidator(_patience),
    WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}]}),
]
"""A duration, or `forever`: until the client leaves."""


def _refuse(value: object) -> object:
    raise PydanticCustomError("not_yet", "is not supported yet")


NotYet = Annotated[Any, BeforeValidator(_refuse)]
"""A key with its place in the language that this version does not play yet."""


def _nothing(value: object) -> None:
    if value is not None:
        raise PydanticCustomError("no_value", "takes no value: write the key and a colon, nothing more")


Nothing = Annotated[None, BeforeValidator(_nothing), WithJsonSchema({"type": "null"})]
"""The value of a key that says everything by being there."""
