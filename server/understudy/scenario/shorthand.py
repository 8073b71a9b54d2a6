"""Shorthand: faults in one word each, such as `reset@event:5`, as a header or an option says them."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from ..api.errors import ERRORS
from ..errors import UnderstudyError
from .faults import DOINGS, HEADERS, Fault
from .suggestion import suggestion
from .values import FOREVER


class ShorthandError(UnderstudyError):
    """A word that stands for no fault. Its text is one line: the word, and what was expected."""


@lru_cache(1024)
def faults(text: str) -> tuple[Fault, ...]:
    """The faults of a text, which joins them by commas, in its order. Raises ShorthandError."""
    return tuple(_fault(word.strip()) for word in text.split(","))


def told(fault: Fault) -> str:
    """The word for a fault. What has no shorthand, such as an `event`, is told with its JSON."""
    (key,) = (name for name in type(fault.do).model_fields if name in DOINGS)
    value = _told(fault.do.model_dump(exclude_unset=True)[key])
    return f"{key}{'=' if value else ''}{value}@{_told_position(fault)}"


def _told(value: object) -> str:
    match value:
        case None | "forever":
            return ""
        case float():
            return f"{round(value, 6)}".removesuffix(".0") + "s"
        case str() | int():
            return str(value)
        case _:
            return json.dumps(value)


def _told_position(fault: Fault) -> str:
    if isinstance(fault.at, str):
        return fault.at
    return "/".join(f"{name}:{getattr(fault.at, name)}" for name in type(fault.at).model_fields)


def _fault(word: str) -> Fault:
    try:
        doing, position = _parts(word)
        return Fault.model_validate({"at": _position(position), "do": _doing(doing)})
    except ValueError as mistake:
        raise ShorthandError(f"`{_shortened(word)}` is no fault: {mistake}") from None


def _parts(word: str) -> tuple[str, str]:
    doing, _, position = word.rpartition("@")
    if not doing or not position:
        raise ValueError("expected DIRECTIVE@POSITION, such as `reset@event:5`")
    return doing, position


def _position(text: str) -> Any:
    parts = [part.partition(":") for part in text.split("/")]
    form = _known("position", "/".join(name for name, _, _ in parts), _POSITIONS)
    values = [form.read(value) for _, _, value in parts]
    return HEADERS if text == HEADERS else {name: value for (name, _, _), value in zip(parts, values, strict=True)}


def _doing(text: str) -> Any:
    name, _, value = text.partition("=")
    return {name: _known("directive", name, _DOINGS).read(value)}


def _known(what: str, name: str, forms: Mapping[str, "_Form"]) -> "_Form":
    if name not in forms:
        raise ValueError(_unknown(what, name, forms, [form.written for form in forms.values()]))
    return forms[name]


def _unknown(what: str, name: str, known: Iterable[str], written: Iterable[str]) -> str:
    hint = suggestion(name, known) or f": expected {', '.join(f'`{each}`' for each in written)}"
    return f"unknown {what} `{_shortened(name)}`{hint}"


_LONGEST: Final = 60


def _shortened(word: str) -> str:
    """At most so much of a word; what cannot be seen is escaped, so that it stays one line."""
    seen = word if word.isprintable() else ascii(word)[1:-1]
    return seen if len(seen) <= _LONGEST else f"{seen[: _LONGEST - 1]}…"


@dataclass(frozen=True, slots=True)
class _Form:
    """How a directive or a position is written: with values of this pattern, which mean what ``value`` gives."""

    written: str
    pattern: str = ""
    value: Callable[[str], Any] = str

    def read(self, text: str) -> Any:
        """The value as a scenario file says it. Raises ValueError where it is none."""
        if not re.fullmatch(self.pattern, text, re.ASCII):
            raise ValueError(f"expected `{self.written}`")
        return self.value(text)


_INDEX: Final = r"\d{1,12}"
_NUMBER: Final = r"[1-9]\d{0,8}"
_NAME: Final = r"\w{1,64}"
_DURATION: Final = r"\d{1,9}(\.\d{1,9})?(ms|s|m|h)"


def _bare(_: str) -> None:
    """What a word without a value says."""


def _error_type(name: str) -> str:
    if name not in ERRORS:
        raise ValueError(_unknown("error type", name, ERRORS, ERRORS))
    return name


_DOINGS: Final[Mapping[str, _Form]] = {
    "reset": _Form("reset", value=_bare),
    "close": _Form("close` or `close=inside_chunk", "|inside_chunk", lambda text: text or None),
    "end": _Form("end", value=_bare),
    "stall": _Form("stall` or `stall=2s", f"|{FOREVER}|{_DURATION}", lambda text: text or FOREVER),
    "wait": _Form("wait=1s", _DURATION),
    "ping": _Form("ping", value=_bare),
    "error": _Form("error=TYPE", _NAME, _error_type),
    "drop": _Form("drop=N", _NUMBER, int),
    "repeat": _Form("repeat=N", _NUMBER, int),
    "corrupt": _Form("corrupt=N", _NUMBER, int),
}
"""What a fault does, by the directive; the value stands behind a `=`."""

_POSITIONS: Final[Mapping[str, _Form]] = {
    "event": _Form("event:N", _INDEX, int),
    "byte": _Form("byte:N", _INDEX, int),
    "block/delta": _Form("block:N/delta:N", _INDEX, int),
    "block/json_byte": _Form("block:N/json_byte:N", _INDEX, int),
    "after_block": _Form("after_block:N", _INDEX, int),
    "before": _Form("before:EVENT_TYPE", _NAME),
    "after": _Form("after:EVENT_TYPE", _NAME),
    "headers": _Form("headers"),
}
"""Where a fault happens, by the names in the position; each has its value behind a `:`."""
