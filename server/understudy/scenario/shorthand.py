"""Shorthand: what a scenario file says in lines, in one word, for headers and options."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..errors import UnderstudyError
from .suggestion import suggestion
from .values import seconds

INDEX: Final = r"\d{1,12}"
NUMBER: Final = r"[1-9]\d{0,8}"
NAME: Final = r"\w{1,64}"
DURATION: Final = r"\d{1,9}(\.\d{1,9})?(ms|s|m|h)"

_LONGEST: Final = 60


class ShorthandError(UnderstudyError):
    """A word that stands for nothing. Its text is one line: the word, and what was expected."""


@dataclass(frozen=True, slots=True)
class Form:
    """How something is written: with a value of this pattern, which means what ``value`` gives."""

    written: str
    pattern: str = ""
    value: Callable[[str], Any] = str

    def read(self, text: str) -> Any:
        """The value of a text. Raises ValueError where it is none."""
        if not re.fullmatch(self.pattern, text, re.ASCII):
            raise ValueError(f"expected {self.written}")
        return self.value(text)


def bare(_: str) -> None:
    """What a word without a value means."""


def positive(text: str) -> float:
    """A duration that is longer than nothing. Raises ValueError."""
    duration = seconds(text)
    if not duration:
        raise ValueError("expected a duration longer than nothing")
    return duration


def known(what: str, name: str, forms: Mapping[str, Form]) -> Form:
    """The form of this name. Raises ValueError, which says what names there are."""
    if name not in forms:
        raise ValueError(unknown(what, name, forms, [form.written for form in forms.values()]))
    return forms[name]


def unknown(what: str, name: str, names: Iterable[str], written: Iterable[str]) -> str:
    """That a name is unknown, with the one that was meant, or how all of them are written."""
    hint = suggestion(name, names) or f": expected {', '.join(written)}"
    return f"unknown {what} `{shortened(name)}`{hint}"


def shortened(word: str) -> str:
    """At most so much of a word; what cannot be seen is escaped, so that it stays one line."""
    seen = word if word.isprintable() else ascii(word)[1:-1]
    return seen if len(seen) <= _LONGEST else f"{seen[: _LONGEST - 1]}…"
