"""A preview: what a scenario would send, as lines for a terminal or a program."""

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

from .performance import Close, Finish, Flow, Head, Performance, Reset, Send, Stall, Step
from .scenario.recording import frames

_ENDINGS: Final = {Finish: "finish", Close: "close", Reset: "reset", Stall: "stall"}
_MEANING: Final = {
    "finish": "the body ends properly",
    "close": "FIN without the terminating chunk",
    "reset": "RST",
    "stall": "silence until the client leaves",
}

_INSIDE: Final = {"inside_chunk": "inside a chunk", "inside_member": "its gzip without an end"}
_GZIP: Final = b"\x1f\x8b"

Line = dict[str, Any]


def steps(performance: Performance) -> Iterator[Line]:
    """One mapping a step, `at` in seconds: a `head`, an `event` with its `data`, `bytes`, a `flow` or an `end`."""
    for step in _readable(performance):
        yield from _step(step)


def _readable(steps: Iterable[Step]) -> Iterator[Step]:
    """The steps as who reads them puts them together: what comes at one time is whole, and gzip unpacked."""
    member = None
    for (at, is_body), group in groupby(steps, lambda step: (step.at, isinstance(step, Send))):
        if not is_body:
            yield from group
            continue
        data = b"".join(step.data for step in group if isinstance(step, Send))
        if member is None and data.startswith(_GZIP):
            member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        yield Send(member.decompress(data) if member else data, at)


def _step(step: Step) -> Iterator[Line]:
    match step:
        case Head(status=status, headers=headers, at=at):
            yield {"at": at, "head": {"status": status, "headers": dict(headers)}}
        case Send(data, at):
            yield from ({"at": at, **line} for line in _frames(data))
        case Flow(at=at):
            yield {"at": at, "flow": "what is too much to be shown"}
        case _:
            line: Line = {"at": step.at, "end": _ENDINGS[type(step)]}
            yield line | {where: True for where in _INSIDE if getattr(step, where, False)}


def _frames(data: bytes) -> Iterator[Line]:
    for frame in frames(data):
        if block := frame.decode("utf-8", "replace").removeprefix("\ufeff").strip("\r\n"):
            yield _frame(block)


def _frame(block: str) -> Line:
    """An event in whichever spelling; ``fields`` are those beside its name and its data."""
    fields = [(name, value.removeprefix(" ")) for name, _, value in (line.partition(":") for line in _lines(block))]
    said = dict(fields)
    try:
        data = json.loads("\n".join(value for name, value in fields if name == "data"))
        event = said["event"] if "event" in said else data["type"]
    except (json.JSONDecodeError, KeyError, TypeError):
        return {"bytes": block}
    others = {name: value for name, value in fields if name not in ("event", "data")}
    return {"event": event, "data": data} | ({"fields": others} if others else {})


def _lines(block: str) -> list[str]:
    return re.split(r"\r\n|\n|\r", block)


def rows(performance: Performance, width: int) -> Iterator[str]:
    """One line of text a step, cut to ``width`` characters."""
    for line in steps(performance):
        text = f"{_clock(line['at'])}  {_told(line)}"
        yield text if len(text) <= width else text[: width - 1] + "…"


def _clock(at: float) -> str:
    return f"{at:9.3f} s"


def _told(line: Line) -> str:
    match line:
        case {"head": {"status": status}}:
            return f"HTTP {status}"
        case {"event": event, "data": data}:
            return f"{event:<20} {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}"
        case {"flow": told}:
            return f"{'flow':<20} {told}"
        case {"end": end}:
            inside = [f", {told}" for where, told in _INSIDE.items() if line.get(where)]
            return f"{end}: {_MEANING[end]}{''.join(inside)}"
        case _:
            return f"{'bytes':<20} {json.dumps(line.get('bytes'), ensure_ascii=False)}"
