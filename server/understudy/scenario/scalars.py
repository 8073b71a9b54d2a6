"""Scalars: what a plain word of YAML stands for."""

import re
from collections.abc import Callable
from typing import Final

Scalar = str | int | float | bool | None


class ScalarError(ValueError):
    """A scalar that stands for nothing JSON can say."""


def plain(text: str, *, json: bool = False) -> Scalar:
    """The null, bool or number an unquoted scalar stands for, else its text.

    As PyYAML resolves them, but dates, numbers in base sixty and `=` stay text; with ``json`` also as JSON
    writes numbers (`1e3`). Raises ScalarError on numbers that JSON cannot hold or that need more than 64 bits.
    """
    if text in _WORDS:
        return _WORDS[text]
    if not _NUMERIC.match(text):
        return text
    if _FLOAT.fullmatch(text) or (json and _JSON_FLOAT.fullmatch(text)):
        return _float(text)
    for pattern, number in _INTEGERS:
        if pattern.fullmatch(text):
            return _integer(text, number)
    return text


_WORDS: Final[dict[str, Scalar]] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **{form: True for word in ("yes", "true", "on") for form in (word, word.title(), word.upper())},
    **{form: False for word in ("no", "false", "off") for form in (word, word.title(), word.upper())},
}

_NUMERIC: Final = re.compile(r"[-+.0-9]")
_FLOAT: Final = re.compile(
    r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_JSON_FLOAT: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?[eE][-+]?[0-9]+")

_INTEGERS: Final[tuple[tuple[re.Pattern[str], Callable[[str], int]], ...]] = (
    (re.compile(r"[-+]?0b[01_]*[01][01_]*"), lambda digits: int(digits, 2)),
    (re.compile(r"[-+]?0x[0-9a-fA-F_]*[0-9a-fA-F][0-9a-fA-F_]*"), lambda digits: int(digits, 16)),
    (re.compile(r"[-+]?(?:0_*|[1-9][0-9_]*)"), int),
    (re.compile(r"[-+]?0[0-7_]+"), lambda digits: int(digits, 8)),
)
_BITS: Final = 64


def _float(text: str) -> float:
    digits = text.replace("_", "").lower()
    if "n" in digits:
        raise ScalarError(f"`{text}` is no number that JSON can hold")
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ScalarError(f"`{text}` is no number that JSON can hold")
    return number


def _integer(text: str, number: Callable[[str], int]) -> int:
    digits = text.replace("_", "")
    if len(digits) > _BITS + 3:
        raise ScalarError("a whole number of more than 64 bits: put it in quotes if it is a text")
    value = number(digits)
    if not -(2 ** (_BITS - 1)) <= value < 2**_BITS:
        raise ScalarError(f"`{text}` is a whole number of more than 64 bits: put it in quotes if it is a text")
    return value
