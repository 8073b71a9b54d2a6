"""Mistakes: what is wrong in a scenario file, each told in one line with its place."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .blocks import ITEMS
from .directives import DIRECTIVES
from .document import Scenario
from .keys import keys_at
from .source import Source
from .suggestion import suggestion
from .text import Flaw


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, and where: `file:line:column`, or the file alone."""

    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text}"


def located(file: str, flaws: Iterable[Flaw]) -> tuple[Mistake, ...]:
    """The flaws of a file as mistakes, in file order, each once."""
    ordered = sorted(dict.fromkeys(flaws), key=lambda flaw: flaw.place)
    return tuple(Mistake(f"{file}:{line}:{column}", flaw.text) for flaw in ordered for line, column in [flaw.place])


def flaws_of(error: ValidationError, source: Source) -> list[Flaw]:
    """What the schema finds wrong, in our words, at its places in the source."""
    return [_flaw(each, source) for each in error.errors(include_url=False) if not _follows(each)]


def _follows(error: ErrorDetails) -> bool:
    """Whether it only says that a list is short of its items with mistakes."""
    return error["type"] == "too_short" and len(error["input"]) > 0


_AT_THE_KEY: Final = frozenset({"extra_forbidden"})


def _flaw(error: ErrorDetails, source: Source) -> Flaw:
    place = source.position(error["loc"], of_key=error["type"] in _AT_THE_KEY)
    return Flaw(place, _SENTENCES.get(error["type"], _as_it_is)(error))


def found(value: object) -> str:
    """A value of a scenario, as a sentence names it."""
    match value:
        case None:
            return "nothing"
        case bool():
            return f"`{str(value).lower()}`"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"`{_shortened(value)}`" if value else "an empty string"
        case dict():
            return "a mapping" if value else "an empty mapping"
        case _:
            return "a list" if value else "an empty list"


_LONGEST: Final = 40


def _shortened(text: str) -> str:
    line = " ".join(text.split()) or text
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _expected(what: str) -> Callable[[ErrorDetails], str]:
    return lambda error: f"expected {what}, found {found(error['input'])}"


def _string(error: ErrorDetails) -> str:
    return _expected("a string")(error) + _quotes(error["input"])


def _quotes(value: object) -> str:
    return ": put it in quotes" if isinstance(value, bool | int | float) else ""


def _mapping(error: ErrorDetails) -> str:
    what = "a mapping" if error["loc"] else "a scenario, such as `reply: [{text: Hello}]`"
    return _expected(what)(error)


def _shape(error: ErrorDetails) -> str:
    expected, value = error["msg"], error["input"]
    if isinstance(value, str):
        return _expected(expected)(error) + suggestion(value, re.findall(r"`(\w+)`", expected))
    return _expected(expected)(error) + (_quotes(value) if "string" in expected else "")


def _bound(sign: str) -> Callable[[ErrorDetails], str]:
    def sentence(error: ErrorDetails) -> str:
        (limit,) = error["ctx"].values()
        return f"expected a number {sign} {limit:g}, found {found(error['input'])}"

    return sentence


def _literal(error: ErrorDetails) -> str:
    words = re.findall(r"'([^']*)'", error["ctx"]["expected"]) or [error["ctx"]["expected"]]
    quoted = [f"`{word}`" for word in words]
    expected = " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
    value = error["input"]
    return _expected(expected)(error) + (suggestion(value, words) if isinstance(value, str) else "")


def _unknown_key(error: ErrorDetails) -> str:
    *place, key = error["loc"]
    known = keys_at(Scenario, place)
    text = f"unknown key `{_shortened(str(key))}`"
    if hint := suggestion(str(key), known):
        return text + hint
    if key in ITEMS and any(each in ITEMS for each in known):
        return f"{text} beside `{next(each for each in known if each in ITEMS)}`: give it an item (`- `) of its own"
    return f"{text}: expected one of {_listed(known)}"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _missing(error: ErrorDetails) -> str:
    return f"the key `{error['loc'][-1]}` is missing here"


def _unknown_item(error: ErrorDetails) -> str:
    value, expected = error["input"], error["msg"]
    known = [key for key in ITEMS if "block" in expected or key in DIRECTIVES]
    if isinstance(value, str) and value in known:
        return f"expected {expected}, found the word `{value}`: write `{value}:` with a colon"
    if not isinstance(value, dict) or not value:
        return _expected(expected)(error) + (_quotes(value) if "string" in expected else "")
    named = next((key for key in value if suggestion(key, known)), next(iter(value)))
    hint = suggestion(named, known)
    if not hint and named in ITEMS:
        return f"expected {expected}, found the block `{named}`: a list of chunks holds no blocks"
    return f"expected {expected}, found the unknown key `{_shortened(named)}`{hint}"


def _unknown_place(error: ErrorDetails) -> str:
    """What is no position, or nothing that a fault can do."""
    value, known = error["input"], error["ctx"]["known"]
    named = next(iter(value), "") if isinstance(value, dict) else value
    if not isinstance(named, str) or not named:
        return _expected(error["msg"])(error)
    if isinstance(value, str) and named in known:
        return f"expected {error['msg']}, found the word `{named}`: write `{{{named}: …}}` with its value"
    what = "the unknown key " if isinstance(value, dict) else ""
    return f"expected {error['msg']}, found {what}`{_shortened(named)}`{suggestion(named, known)}"


def _unknown_error(error: ErrorDetails) -> str:
    hint = suggestion(error["input"], error["ctx"]["known"])
    known = _listed(error["ctx"]["known"])
    return f"unknown error type `{_shortened(error['input'])}`{hint or f': expected one of {known}'}"


def _as_it_is(error: ErrorDetails) -> str:
    return error["msg"]


_SENTENCES: Final[dict[str, Callable[[ErrorDetails], str]]] = {
    "string_type": _string,
    "int_type": _expected("a whole number"),
    "int_from_float": _expected("a whole number"),
    "float_type": _expected("a number"),
    "bool_type": _expected("`true` or `false`"),
    "dict_type": _expected("a mapping"),
    "model_type": _mapping,
    "tuple_type": _expected("a list"),
    "too_short": _expected("at least one item"),
    "none_required": _expected("nothing"),
    "greater_than": _bound("above"),
    "greater_than_equal": _bound("of at least"),
    "less_than": _bound("below"),
    "less_than_equal": _bound("of at most"),
    "literal_error": _literal,
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "shape": _shape,
    "string_too_short": _expected("a string that is not empty"),
    "size": lambda error: _expected(error["msg"])(error),
    "duration": lambda error: _expected(error["msg"])(error),
    "no_value": lambda error: _expected(error["msg"])(error),
    "unknown_item": _unknown_item,
    "unknown_position": _unknown_place,
    "unknown_doing": _unknown_place,
    "unknown_error": _unknown_error,
}
"""The sentence for each of pydantic's error types; errors of our own validators that are not here are sentences."""
