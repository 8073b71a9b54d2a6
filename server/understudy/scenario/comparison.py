"""Comparison: a number, or one with a sign before it, such as `>3`."""

import operator
import re
from collections.abc import Callable
from typing import Annotated, Any, Final

from pydantic import Discriminator, Field, Tag, WithJsonSchema

from .values import NUMBER, STRING

_SIGNS: Final[dict[str, Callable[[int, int], bool]]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
_COMPARISON: Final = re.compile(r"(>=?|<=?) *(\d{1,9})", re.ASCII)


def compile_comparison(wanted: int | str) -> Callable[[int | None], bool]:
    """A test for a number, which nothing fails. Raises ValueError on a text that compares nothing."""
    if isinstance(wanted, int):
        return lambda number: number == wanted
    if not (parts := _COMPARISON.fullmatch(wanted)):
        raise ValueError(f"{wanted!r} is no comparison")
    compares, limit = _SIGNS[parts[1]], int(parts[2])
    return lambda number: number is not None and compares(number, limit)


def _compared(value: Any) -> str | None:
    if isinstance(value, str):
        return STRING if _COMPARISON.fullmatch(value) else None
    return NUMBER if isinstance(value, int | float) and not isinstance(value, bool) else None


Compared = Annotated[
    Annotated[int, Field(ge=0), Tag(NUMBER)]
    | Annotated[str, WithJsonSchema({"type": "string", "pattern": r"^(>=?|<=?) *\d{1,9}$"}), Tag(STRING)],
    Discriminator(
        _compared,
        custom_error_type="shape",
        custom_error_message='a number, or a comparison in quotes such as ">3", ">=3", "<3" or "<=3"',
    ),
]
"""A number, or a comparison of what is there with one."""
