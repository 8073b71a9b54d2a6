"""A tally: the events in the bytes of a body, counted while they are sent, however they are spelled and cut."""

import zlib
from typing import Final

_GZIP: Final = b"\x1f"
"""How gzip begins, and no text does."""
_FIELD: Final = b"data"


class Tally:
    """Counts events that are whole: frames with data, up to their blank line."""

    __slots__ = ("_begun", "_carriage", "_has_data", "_member", "events")

    def __init__(self) -> None:
        self.events = 0
        self._begun: bytes | None = None
        """The beginning of the line that is not over yet; None before the first byte of all."""
        self._has_data = False
        self._carriage = False
        self._member: zlib._Decompress | None = None

    def add(self, data: bytes) -> None:
        """Counts on with the next bytes."""
        if self._begun is None:
            self._begun = b""
            if data.startswith(_GZIP):
                self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        if self._member is not None:
            data = self._member.decompress(data)
        if _is_plain(data) and not self._begun and not self._has_data:
            self.events += data.count(b"\n\n")
        else:
            self._read(data)

    def _read(self, data: bytes) -> None:
        """The same for bytes of any kind, line by line."""
        if self._carriage:
            data = data.removeprefix(b"\n")
        if data:
            self._carriage = data.endswith(b"\r")
        first, *lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        self._begun = ((self._begun or b"") + first)[: len(_FIELD)]
        for line in lines:
            self._end_line()
            self._begun = line[: len(_FIELD)]

    def _end_line(self) -> None:
        if not self._begun:
            self.events += self._has_data
            self._has_data = False
        elif self._begun == _FIELD:
            self._has_data = True


def _is_plain(data: bytes) -> bool:
    """Whether these are frames as the API spells them, and whole."""
    return data.startswith(b"event: ") and data.endswith(b"\n\n") and b"\r" not in data and b"\n:" not in data
