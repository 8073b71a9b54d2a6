"""Generator: a text that a scenario does not write out, because it is long or has no end."""

import re
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from .values import FOREVER, NUMBER, STRING, Entry, Given

_UNITS: Final = {"B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
_SIZE: Final = re.compile(rf"(\d+)\s?({'|'.join(_UNITS)})")


def _bytes(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    if isinstance(value, str) and (match := _SIZE.fullmatch(value)) and (count := int(match[1]) * _UNITS[match[2]]):
        return count
    raise PydanticCustomError("size", "a size such as 4096, 64KiB or 200MB")


Size = Annotated[
    int,
    BeforeValidator(_bytes),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1},
                {"type": "string", "pattern": rf"^\d+\s?({'|'.join(_UNITS)})$"},
            ],
            "description": "4096, 64KiB, 200MB: a number of bytes",
        }
    ),
]


def _times(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return NUMBER
    return STRING if value == FOREVER else None


Times = Annotated[
    Annotated[int, Field(ge=1), Tag(NUMBER)] | Annotated[Literal["forever"], Tag(STRING)],
    Discriminator(_times, custom_error_type="shape", custom_error_message="a whole number or `forever`"),
]


class Generator(Entry):
    """So many bytes of text, or a text so many times."""

    bytes: Given[Size] = None
    """How long the text is; it is cut into deltas for you."""
    repeat: Given[Annotated[str, Field(min_length=1)]] = None
    """One delta, as written."""
    times: Given[Times] = None
    """How often it is sent; `forever` until the client leaves."""

    @model_validator(mode="after")
    def _says_what_is_made(self) -> Self:
        said = {key for key in ("bytes", "repeat", "times") if getattr(self, key) is not None}
        if said not in ({"bytes"}, {"repeat", "times"}):
            raise PydanticCustomError("generator", "expected `bytes`, or `repeat` with `times`")
        return self

    @property
    def size(self) -> float:
        """Its bytes; infinite where it has no end."""
        if self.bytes is not None:
            return self.bytes
        if self.repeat is None or self.times is None:
            return 0
        return float("inf") if self.times == FOREVER else len(self.repeat.encode("utf-8", "replace")) * self.times


def is_generator(value: Any) -> bool:
    """Whether a mapping, as it is read or made, is a generator."""
    return isinstance(value, Generator) or (isinstance(value, dict) and bool(value.keys() & Generator.model_fields))
