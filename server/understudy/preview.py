"""A preview: what a scenario would send, as lines for a terminal or a program."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from .performance import Close, Finish, Head, Performance, Reset, Send, Stall, Step
from .scenario.recording import frames

_ENDINGS: Final = {Finish: "finish", Close: "close", Reset: "reset", Stall: "stall"}
_MEANING: Final = {
    "finish": "the body ends properly",
    "close": "FIN without the terminating chunk",
    "reset": "RST",
    "stall": "silence until the client leaves",
}

Line = dict[str, Any]


def steps(performance: Performance) -> Iterator[Line]:
    """One mapping a step, `at` in seconds: a `head`, an `event` with its `data`, `bytes` or an `end`."""
    for step in performance.steps:
        yield from _step(step)


def _step(step: Step) -> Iterator[Line]:
    match step:
        case Head(status, headers, at):
            yield {"at": at, "head": {"status": status, "headers": dict(headers)}}
        case Send(data, at):
            yield from ({"at": at, **line} for line in _frames(data))
        case _:
            line: Line = {"at": step.at, "end": _ENDINGS[type(step)]}
            yield line | ({"inside_chunk": True} if isinstance(step, Close) and step.inside_chunk else {})


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
        case {"end": end}:
            inside = ", inside a chunk" if line.get("inside_chunk") else ""
            return f"{end}: {_MEANING[end]}{inside}"
        case _:
            return f"{'bytes':<20} {json.dumps(line.get('bytes'), ensure_ascii=False)}"
