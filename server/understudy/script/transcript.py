"""A transcript: recorded bytes, played as they are."""

import random
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import orjson

from ..api import errors
from ..api.fold import fold
from ..api.request import Request
from ..performance import Finish
from ..scenario.acts import Act, Recorded, Transcript
from ..scenario.directives import ErrorWords
from ..scenario.pace import Pace
from .beats import Event
from .refusing import http_error
from .script import Body, Script
from .stencil import Slots, Stencil, stencil
from .timing import gap


def write(act: Act, recorded: Transcript, request: Request, scale: float) -> Script:
    """The recording at its own times, or at the act's pace where it has none; folded for a plain request."""
    bodies = tuple(_merged(_timed(recorded.reads, act.pace, scale)))
    last = bodies[-1].at if bodies else 0.0
    if request.stream:
        return Script(
            200,
            bodies,
            Finish(last),
            ("req_",),
            streams=True,
            head_at=act.pace.headers * scale,
            changes=act.headers,
        )
    recording = list(events(b"".join(read.data for read in recorded.reads)))
    if words := next(filter(None, map(_error, recording)), None):
        return http_error(words, act, Slots(), last)
    message = fold(recording)
    body = (Body(last, stencil(errors.encode(message))),)
    return Script(200, body, Finish(last), ("req_",), head_at=last, changes=act.headers)


def _error(event: dict[str, Any]) -> ErrorWords | None:
    """What a recorded error event says, where it says it as the API does."""
    match event:
        case {"type": "error", "error": {"type": str(type_), "message": str(message)}}:
            return ErrorWords(type=type_, message=message)
    return None


def _timed(reads: Iterable[Recorded], pace: Pace, scale: float) -> Iterator[tuple[float, bytes]]:
    start = now = (pace.headers + pace.first_event) * scale
    dice = random.Random(pace.seed)  # noqa: S311  # a jitter that can be repeated
    for number, read in enumerate(reads):
        if read.at is not None:
            now = max(now, start + read.at * scale)
        elif number:
            now += gap(_weighed(read.data), pace, dice) * scale
        yield now, read.data


def _weighed(data: bytes) -> Event:
    """A recorded frame as an event, for the pace to charge."""
    return Event("recorded", "", tokens=sum(_tokens(event) for event in events(data)))


def _tokens(event: dict[str, Any]) -> float:
    delta = event.get("delta")
    texts = delta.values() if isinstance(delta, dict) and event.get("type") == "content_block_delta" else ()
    return sum(len(text) for text in list(texts)[1:] if isinstance(text, str)) / 4


def _merged(written: Iterable[tuple[float, bytes]]) -> Iterator[Body]:
    pending: list[bytes] = []
    for (at, data), following in pairwise([*written, (None, b"")]):
        pending.append(data)
        if following[0] != at:
            yield Body(at or 0.0, Stencil((b"".join(pending),), ()))
            pending = []


def events(data: bytes) -> Iterator[dict[str, Any]]:
    """The JSON events of recorded SSE bytes; what is no JSON object is passed over."""
    for line in data.splitlines():
        if line.startswith(b"data:"):
            try:
                event = orjson.loads(line[5:])
            except orjson.JSONDecodeError:
                continue
            if isinstance(event, dict):
                yield event
