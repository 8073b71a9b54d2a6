"""A transcript: recorded bytes, played as they are."""

import random
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import Any

import orjson

from ..performance import Finish
from ..scenario.acts import Act, Recorded, Transcript
from ..scenario.directives import ErrorWords
from ..scenario.pace import Pace
from ..scenario.recording import frames
from .beats import Beat, Event, Exit, Noise, Rest
from .body import Body
from .script import Script
from .stencil import Stencil
from .timing import gap


def write(act: Act, recorded: Transcript, scale: float) -> Script:
    """The recording at its own times, or at the act's pace where it has none."""
    reads = _timed(recorded.reads, act.pace, scale)
    bodies = tuple(_merged(reads))
    last = bodies[-1].at if bodies else 0.0
    return Script(
        200, bodies, Finish(last), ("req_",), streams=True, head_at=act.pace.headers * scale, changes=act.headers
    )


def beats(recorded: Transcript, pace: Pace, *, plain: bool) -> Iterator[Beat]:
    """The recording as beats, its times as waits; a frame comes when its last byte did.

    Where the answer is plain, a recorded error ends it if it says what the API says.
    """
    now = 0.0
    for at, frame in _framed(recorded.reads, pace):
        if at > now:
            yield Rest(at - now, waits=True)
            now = at
        beat = _beat(frame)
        yield beat
        if plain and isinstance(beat, Event) and (words := _error(beat.data)):
            yield Exit(Finish(), words=words)
            return
    yield Exit(Finish(), whole=True)


def unhurried(pace: Pace) -> Pace:
    """The pace of beats that bring their own times."""
    return Pace(headers=pace.headers, first_event=pace.first_event)


def _error(data: object) -> ErrorWords | None:
    """What a recorded error event says, where it says it as the API does."""
    match data:
        case {"type": "error", "error": {"type": str(type_), "message": str(message)}}:
            return ErrorWords(type=type_, message=message)
    return None


def _timed(reads: Iterable[Recorded], pace: Pace, scale: float) -> Iterator[tuple[float, bytes]]:
    start = (pace.headers + pace.first_event) * scale
    return ((start + at * scale, data) for at, data in _spaced(reads, pace))


def _spaced(reads: Iterable[Recorded], pace: Pace) -> Iterator[tuple[float, bytes]]:
    """The reads, each with the seconds after the first could come, unscaled."""
    now = 0.0
    dice = random.Random(pace.seed)  # noqa: S311  # a jitter that can be repeated
    for number, read in enumerate(reads):
        if read.at is not None:
            now = max(now, read.at)
        elif number:
            now += gap(_weighed(read.data), pace, dice)
        yield now, read.data


def _framed(reads: Iterable[Recorded], pace: Pace) -> Iterator[tuple[float, bytes]]:
    """The frames in the reads, however those were cut, each at the time of its last byte."""
    spaced = list(_spaced(reads, pace))
    ends = list(accumulate(len(data) for _, data in spaced))
    sent = 0
    for frame in frames(b"".join(data for _, data in spaced)):
        sent += len(frame)
        yield spaced[bisect_left(ends, sent)][0], frame


def _beat(frame: bytes) -> Beat:
    """A frame as the event it carries; what carries none is bytes."""
    fields = [line.partition(":")[::2] for line in frame.decode("utf-8", "replace").splitlines()]
    lines = [value.removeprefix(" ") for name, value in fields if name == "data"]
    if not lines:
        return Noise(frame)
    said = "\n".join(lines)
    data = _object(said.encode())
    named = next((value.removeprefix(" ") for name, value in fields if name == "event"), None)
    name = named if named is not None else str(data.get("type", "message")) if data else "message"
    return Event(name, said if data is None else data, recorded=frame)


def _weighed(data: bytes) -> Event:
    """A recorded frame as an event, for the pace to charge."""
    return Event("recorded", "", tokens=sum(_tokens(event) for event in _events(data)))


def _tokens(event: dict[str, Any]) -> float:
    delta = event.get("delta")
    texts = delta.values() if isinstance(delta, dict) and event.get("type") == "content_block_delta" else ()
    return sum(len(text) for text in list(texts)[1:] if isinstance(text, str)) / 4


def _merged(written: Iterable[tuple[float, bytes]]) -> Iterator[Body]:
    pending: list[bytes] = []
    for (at, data), following in pairwise([*written, (None, b"")]):
        pending.append(data)
        if following[0] != at:
            yield Body(at or 0.0, Stencil(b"".join(pending)))
            pending = []


def _events(data: bytes) -> Iterator[dict[str, Any]]:
    """The JSON events of recorded SSE bytes; what is no JSON object is passed over."""
    for line in data.splitlines():
        if line.startswith(b"data:") and (event := _object(line[5:])):
            yield event


def _object(json: bytes) -> dict[str, Any] | None:
    try:
        value = orjson.loads(json)
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None
