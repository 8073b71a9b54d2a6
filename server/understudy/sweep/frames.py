"""Frames: the events of a body as they were sent, whatever their spelling."""

import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

_BREAK: Final = re.compile(rb"\r\n|\n|\r|\Z")
_MARK: Final = b"\xef\xbb\xbf"
_GZIP: Final = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Frame:
    """One event; ``data`` is empty where it is no JSON object. ``middle`` is a byte of the body, about half way in."""

    name: str
    data: Mapping[str, Any]
    middle: int = field(default=0, compare=False)


def frames(body: bytes) -> tuple[Frame, ...]:
    """The frames of a body, gzip taken off; comments and empty frames are none."""
    return tuple(_frames(_plain(body)))


def _plain(body: bytes) -> bytes:
    return zlib.decompressobj(31).decompress(body) if body.startswith(_GZIP) else body


def _frames(body: bytes) -> Iterator[Frame]:
    fields: dict[bytes, list[bytes]] = {}
    began = at = len(_MARK) if body.startswith(_MARK) else 0
    for found in _BREAK.finditer(body, at):
        line, at = body[at : found.start()], found.end()
        if line and not line.startswith(b":"):
            name, _, value = line.partition(b":")
            fields.setdefault(name, []).append(value.removeprefix(b" "))
        elif not line and found.group():
            if fields:
                yield _frame(fields, (began + found.start()) // 2)
            fields, began = {}, at


def _frame(fields: Mapping[bytes, Sequence[bytes]], middle: int) -> Frame:
    try:
        data = json.loads(b"\n".join(fields.get(b"data", ())))
    except ValueError:
        data = None
    members = data if isinstance(data, dict) else {}
    name = fields[b"event"][-1].decode() if b"event" in fields else str(members.get("type", ""))
    return Frame(name, members, middle)


def tool_inputs(events: Sequence[Frame]) -> Iterator[tuple[int, int]]:
    """The place among the blocks and the length in bytes of the input of each tool that is called with any."""
    places: dict[object, int] = {}
    inputs: dict[int, int] = {}
    started = 0
    for event in events:
        index = event.data.get("index")
        if event.name == "content_block_start":
            places[index] = started
            started += 1
        delta = event.data.get("delta")
        if isinstance(delta, dict) and delta.get("type") == "input_json_delta" and index in places:
            length = len(str(delta.get("partial_json", "")).encode())
            inputs[places[index]] = inputs.get(places[index], 0) + length
    yield from ((place, length) for place, length in inputs.items() if length > 1)
