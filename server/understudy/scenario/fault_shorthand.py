"""Fault shorthand: faults in one word each, such as `reset@event:5`."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from ..api.errors import ERRORS
from .faults import DOINGS, HEADERS, Fault
from .shorthand import DURATION, INDEX, NAME, NUMBER, Form, ShorthandError, bare, known, shortened, unknown
from .values import FOREVER


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
        raise ShorthandError(f"`{shortened(word)}` is no fault: {mistake}") from None


def _parts(word: str) -> tuple[str, str]:
    doing, _, position = word.rpartition("@")
    if not doing or not position:
        raise ValueError("expected DIRECTIVE@POSITION, such as `reset@event:5`")
    return doing, position


def _position(text: str) -> Any:
    parts = [part.partition(":") for part in text.split("/")]
    form = known("position", "/".join(name for name, _, _ in parts), _POSITIONS)
    values = [form.read(value) for _, _, value in parts]
    return HEADERS if text == HEADERS else {name: value for (name, _, _), value in zip(parts, values, strict=True)}


def _doing(text: str) -> Any:
    name, _, value = text.partition("=")
    return {name: known("directive", name, _DOINGS).read(value)}


def _error_type(name: str) -> str:
    if name not in ERRORS:
        raise ValueError(unknown("error type", name, ERRORS, [f"`{each}`" for each in ERRORS]))
    return name


_DOINGS: Final[Mapping[str, Form]] = {
    "reset": Form("`reset`", value=bare),
    "close": Form("`close` or `close=inside_chunk`", "|inside_chunk", lambda text: text or None),
    "end": Form("`end`", value=bare),
    "stall": Form("`stall` or `stall=2s`", f"|{FOREVER}|{DURATION}", lambda text: text or FOREVER),
    "wait": Form("`wait` or `wait=1s`", f"|{FOREVER}|{DURATION}", lambda text: text or FOREVER),
    "hold": Form("`hold=2s`", DURATION),
    "ping": Form("`ping`", value=bare),
    "error": Form("`error=TYPE`", NAME, _error_type),
    "drop": Form("`drop=N`", NUMBER, int),
    "repeat": Form("`repeat=N`", NUMBER, int),
    "corrupt": Form("`corrupt=N`", NUMBER, int),
}
"""What a fault does, by the directive; the value stands behind a `=`."""

_POSITIONS: Final[Mapping[str, Form]] = {
    "event": Form("`event:N`", INDEX, int),
    "byte": Form("`byte:N`", INDEX, int),
    "block/delta": Form("`block:N/delta:N`", INDEX, int),
    "block/json_byte": Form("`block:N/json_byte:N`", INDEX, int),
    "after_block": Form("`after_block:N`", INDEX, int),
    "before": Form("`before:EVENT_TYPE`", NAME),
    "after": Form("`after:EVENT_TYPE`", NAME),
    "headers": Form("`headers`"),
}
"""Where a fault happens, by the names in the position; each has its value behind a `:`."""
