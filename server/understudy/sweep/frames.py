"""Frames: the events of a body as they were sent, whatever their spelling."""

import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

_BREAK: Final = re.compile(r"\r\n|\n|\r")
_GZIP: Final = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Frame:
    """One event; ``data`` is empty where it is no JSON object."""

    name: str
    data: Mapping[str, Any]


def frames(body: bytes) -> tuple[Frame, ...]:
    """The frames of a body, gzip taken off; comments and empty frames are none."""
    text = _plain(body).decode("utf-8", "replace").removeprefix("\ufeff")
    return tuple(_frames(_BREAK.split(text)))


def _plain(body: bytes) -> bytes:
    return zlib.decompressobj(31).decompress(body) if body.startswith(_GZIP) else body


def _frames(lines: Sequence[str]) -> Iterator[Frame]:
    fields: dict[str, list[str]] = {}
    for line in lines:
        if not line:
            if fields:
                yield _frame(fields)
            fields = {}
        elif not line.startswith(":"):
            name, _, value = line.partition(":")
            fields.setdefault(name, []).append(value.removeprefix(" "))


def _frame(fields: Mapping[str, Sequence[str]]) -> Frame:
    try:
        data = json.loads("\n".join(fields.get("data", ())))
    except json.JSONDecodeError:
        data = None
    members = data if isinstance(data, dict) else {}
    return Frame(fields["event"][-1] if "event" in fields else str(members.get("type", "")), members)


def tool_inputs(events: Sequence[Frame]) -> Iterator[tuple[int, int]]:
    """The place among the blocks and the length in bytes of the input of each tool that is called."""
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
    yield from inputs.items()
