"""Recording: a file of recorded SSE bytes, read frame by frame."""

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import orjson

from .acts import Recorded, Transcript
from .text import Flaw

MAX_BYTES: Final = 64_000_000

_FRAME: Final = re.compile(rb".+?(?:(?:\r\n){2,}|\n{2,}|\r{2,}|\Z)", re.DOTALL)


class RecordingError(Exception):
    """A recording with mistakes; its own flaws, or what is wrong with naming it."""

    def __init__(self, text: str = "", flaws: tuple[Flaw, ...] = ()) -> None:
        super().__init__(text)
        self.text = text
        self.flaws = flaws


def read(folder: Path, name: str) -> Transcript:
    """The recording in a file of the folder or below it; the bytes of all reads together are those recorded.

    Raises RecordingError where it is missing, outside the folder, too large, or no recording.
    """
    path = folder / name
    reader = _READERS.get(path.suffix)
    if reader is None:
        raise RecordingError(f"expected a file that ends in {' or '.join(_READERS)}, found `{name}`")
    if "\0" in name or not path.resolve().is_relative_to(folder.resolve()):
        raise RecordingError(f"expected a file in the folder of the scenario, found `{name}`")
    if not path.is_file():
        raise RecordingError(f"there is no file `{name}` beside the scenario")
    return Transcript(tuple(reader(_bytes(path, name))))


def frames(data: bytes) -> Iterator[bytes]:
    """The frames of SSE bytes, each with the blank lines after it."""
    return (frame[0] for frame in _FRAME.finditer(data))


def _bytes(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise RecordingError(f"`{name}` cannot be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise RecordingError(f"`{name}` is too large: expected at most {MAX_BYTES:,} bytes")
    return data


def _reads(data: bytes) -> Iterator[Recorded]:
    """One read for each frame with the blank lines after it."""
    return (Recorded(frame, None) for frame in frames(data))


def _lines(data: bytes) -> Iterator[Recorded]:
    """One read for each line of JSON."""
    reads, flaws = [], []
    last = 0.0
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        read = _line(line)
        if isinstance(read, str):
            flaws.append(Flaw((number, 1), read))
        elif read.at is not None and read.at < last:
            flaws.append(Flaw((number, 1), f"expected times that never go back, found {read.at:g} after {last:g}"))
        else:
            last = read.at or 0.0
            reads.append(read)
    if flaws:
        raise RecordingError(flaws=tuple(flaws))
    return iter(reads)


def _line(line: bytes) -> Recorded | str:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return f"this is no JSON: {error.msg}"
    match value:
        case {"at": int() | float() as at, "data": str(text), **rest} if not rest and _is_time(at):
            return Recorded(text.encode(), float(at))
        case _:
            return 'expected `{"at": seconds, "data": "…"}`'


def _is_time(value: Any) -> bool:
    return not isinstance(value, bool) and math.isfinite(value) and value >= 0


_READERS: Final = {".sse": _reads, ".jsonl": _lines}
