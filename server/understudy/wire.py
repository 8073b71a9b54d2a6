"""The wire: an event as the bytes of one SSE frame.

Source: 3,491 recorded streams. LF only; compact JSON in raw UTF-8; ping is literal; every other event carries up to
15 spaces before its last brace.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import orjson

Padding = Literal["random", "none"]

PING: Final = b'event: ping\ndata: {"type": "ping"}\n\n'
Eol = Literal["lf", "crlf", "cr"]
_SPACES: Final = tuple(b" " * count for count in range(16))


@dataclass(frozen=True, slots=True)
class Spelling:
    """How events are written down."""

    padding: Padding = "random"
    eol: Eol = "lf"
    event_line: bool = True
    space: bool = True
    final_blank_line: bool = True
    """Whether the last frame ends with its blank line."""
    data_lines: int = 1
    """Over how many lines the JSON of an event goes, where it has that many tokens."""
    extra_fields: tuple[tuple[str, str], ...] = ()
    bom: bool = False
    trailer: str = ""
    """What follows ``message_stop``, as it is."""


class Framer:
    """Makes frames; the padding of each is drawn from ``dice``, one draw a frame."""

    def __init__(self, spelling: Spelling, dice: random.Random) -> None:
        self._padding = spelling.padding
        self._dice = dice

    def event(self, name: str, data: Mapping[str, Any] | str) -> bytes:
        """The frame of an event; a string of data goes out as it is."""
        if isinstance(data, str):
            return frame(name, data.encode())
        if name == "ping" and len(data) == 1:
            return PING
        return frame(name, self._padded(orjson.dumps(data)))

    def _padded(self, json: bytes) -> bytes:
        if self._padding == "none":
            return json
        return json[:-1] + _SPACES[self._dice.randrange(16)] + b"}"


def frame(name: str, data: bytes) -> bytes:
    """One SSE frame; every line of the data gets a field of its own."""
    lines = b"\ndata: ".join(data.split(b"\n"))
    return b"event: " + name.encode() + b"\ndata: " + lines + b"\n\n"
