"""The wire: an event as the bytes of one SSE frame.

Source: 3,491 recorded streams. LF only; compact JSON in raw UTF-8; ping is literal; every other event carries up to
15 spaces before its last brace. All else that a ``Spelling`` can say, the SSE format allows or clients have met.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Literal

import orjson

Padding = Literal["random", "none", "outside"]
EventLine = bool | Literal["after_data"]

_PING: Final = b'{"type": "ping"}'
Eol = Literal["lf", "crlf", "cr"]
_EOLS: Final[Mapping[Eol, bytes]] = {"lf": b"\n", "crlf": b"\r\n", "cr": b"\r"}
_SPACES: Final = tuple(b" " * count for count in range(16))
_BOM: Final = b"\xef\xbb\xbf"
_TOKEN: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|(?P<open>[{\[,:])')


@dataclass(frozen=True, slots=True)
class Spelling:
    """How events are written down."""

    padding: Padding = "random"
    eol: Eol = "lf"
    event_line: EventLine = True
    space: bool = True
    blank_lines: bool = True
    """Whether frames end with a blank line."""
    final_blank_line: bool = True
    """Whether the last frame does."""
    data_lines: int = 1
    """Over how many lines the JSON of an event goes, where it has that many tokens."""
    extra_fields: tuple[tuple[str, str], ...] = ()
    bom: bool = False
    trailer: str = ""
    """What follows ``message_stop``, as it is."""
    comment: str = "keep-alive"
    """What the comments say that fill silence."""


@dataclass(frozen=True, slots=True)
class Written:
    """A piece of the body, and which event it is, if any."""

    data: bytes
    event: str | None = None
    whole: bytes | None = None
    """What it is without faults; None: the same."""


class Framer:
    """Makes frames; the padding of each is drawn from ``dice``, one draw a frame.

    ``beside`` makes those that are not of the reply, of other dice, so that they leave the padding of others as it is.
    """

    def __init__(self, spelling: Spelling, dice: random.Random, beside: random.Random | None = None) -> None:
        self.beside = Framer(spelling, beside) if beside else self
        self._spelling = spelling
        self._dice = dice
        self._eol = _EOLS[spelling.eol]
        self._colon = b": " if spelling.space else b":"
        self._extra = [self._field(name.encode(), value.encode()) for name, value in spelling.extra_fields]
        self._data = self._field(b"data", b"")
        self._blank = self._eol if spelling.blank_lines else b""
        self._heads: dict[str, bytes] = {}

    def event(self, name: str, data: Mapping[str, Any] | str) -> bytes:
        """The frame of an event; a string of data goes out as it is, each of its lines a field."""
        if isinstance(data, str):
            return self._frame(name, data.encode().split(b"\n"))
        json = compact(name, data)
        return self._frame(name, broken(json if json is _PING else self._padded(json), self._spelling.data_lines))

    def comment(self) -> bytes:
        """A comment between frames."""
        said = self._spelling.comment.encode()
        return (self._field(b"", said) if said else b":") + 2 * self._eol

    def body(self, written: Sequence[Written]) -> Iterator[bytes]:
        """The bytes of a whole body, piece by piece: what is only said of its beginning and its end is added."""
        spelling = self._spelling
        if spelling.final_blank_line and not (spelling.bom or spelling.trailer):
            yield from (each.data for each in written)
            return
        last = max((number for number, each in enumerate(written) if each.event is not None), default=None)
        stop = max((number for number, each in enumerate(written) if each.event == "message_stop"), default=None)
        for number, each in enumerate(written):
            data = each.data
            if number == last and spelling.blank_lines and not spelling.final_blank_line:
                data = data.removesuffix(self._eol)
            if number == 0 and spelling.bom:
                data = _BOM + data
            yield data + spelling.trailer.encode() if number == stop else data

    def _frame(self, name: str, lines: Sequence[bytes]) -> bytes:
        data = lines[0] if len(lines) == 1 else (self._eol + self._data).join(lines)
        return self._head(name) + self._data + data + self._eol + self._end(name)

    def _head(self, name: str) -> bytes:
        """What comes before the data."""
        if name not in self._heads:
            fields = [self._field(b"event", name.encode())] if self._spelling.event_line is True else []
            self._heads[name] = b"".join(field + self._eol for field in [*fields, *self._extra])
        return self._heads[name]

    def _end(self, name: str) -> bytes:
        """What comes behind the data."""
        if self._spelling.event_line != "after_data":
            return self._blank
        return self._field(b"event", name.encode()) + self._eol + self._blank

    def _field(self, name: bytes, value: bytes) -> bytes:
        return name + self._colon + value

    def _padded(self, json: bytes) -> bytes:
        if self._spelling.padding == "none":
            return json
        spaces = _SPACES[self._dice.randrange(16)]
        return json[:-1] + spaces + b"}" if self._spelling.padding == "random" else spaces + json + spaces


def compact(name: str, data: Mapping[str, Any]) -> bytes:
    """The JSON of an event as it is sent, but for padding."""
    return _PING if name == "ping" and len(data) == 1 else orjson.dumps(data)


def broken(json: bytes, lines: int) -> list[bytes]:
    """JSON broken where a line break means nothing, over so many lines or as many as it has places for."""
    if lines == 1:
        return [json]
    places = [found.end() for found in _TOKEN.finditer(json) if found["open"]]
    if len(places) >= lines:
        places = [places[number * len(places) // lines] for number in range(1, lines)]
    return [json[start:end] for start, end in pairwise([0, *places, len(json)])]
