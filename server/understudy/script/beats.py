"""Beats: a reply as the events, bytes and silences it is made of, without times."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Any, Final, Literal

from ..api import errors
from ..performance import Close, Ending, Finish, Reset, Stall
from ..scenario import directives as say
from ..scenario.acts import Act, Unsaid
from ..scenario.values import OMIT
from .limits import Cut, cost
from .members import merged, put
from .parts import Delta, Part, Run
from .usage import Usage


@dataclass(frozen=True, slots=True)
class Event:
    """One event. ``tokens`` is what pacing charges; a ``burst`` leaves with the event before it."""

    name: str
    data: dict[str, Any] | str
    tokens: float = 0.0
    burst: bool = False
    recorded: bytes | None = None
    """Its frame, where that is to be sent as it was recorded."""
    original: "Event | None" = None
    """What a fault has made it of."""
    added: bool = False
    """A fault has put it in."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An event that a fault leaves out: positions count it, and nothing is sent."""

    event: Event


@dataclass(frozen=True, slots=True)
class Noise:
    """Bytes between frames."""

    data: bytes
    added: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment between frames, which says that the connection lives."""

    added: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """Silence of so many seconds. A wait scales with the speed and is filled with pings; a stall does neither."""

    seconds: float
    waits: bool
    added: bool = False


@dataclass(frozen=True, slots=True)
class Refrain:
    """The same events so many times over; None: without end."""

    events: tuple[Event, ...]
    times: int | None


@dataclass(frozen=True, slots=True)
class Exit:
    """How the body ends; every reply has one, at its end. ``words`` are those of the error it ended with."""

    ending: Ending
    whole: bool = False
    """The reply was played to its end."""
    words: say.ErrorWords | None = None


Beat = Event | LeftOut | Refrain | Noise | Comment | Rest | Exit

PING: Final = Event("ping", {"type": "ping"})
_ON_DELTA: Final = ("container",)
_BESIDE_DELTA: Final = ("context_management",)


def beats(cut: Cut, act: Act, usage: Usage, names: "Credits", wants: "Wants") -> Iterator[Beat]:
    """Every beat of a reply, from ``message_start`` to its ``Exit``."""
    replaced = {item.event.get("type") for item in _directives(cut) if isinstance(item, say.Event)}
    hold = 0.0
    if "message_start" not in replaced:
        yield Event("message_start", _message_start(act, usage, names))
    pinged = act.pace.ping == "none" or any(isinstance(item, say.Ping) for item in _directives(cut))
    index = 0
    for item in cut.played:
        if isinstance(item, say.Hold):
            hold = item.hold
            continue
        for beat in _block(item, index, names, wants) if isinstance(item, Part) else directed(item, names):
            yield beat
            if isinstance(beat, Exit):
                return
            if not pinged and isinstance(beat, Event) and beat.name == "content_block_start":
                pinged = True
                yield PING
        index += isinstance(item, Part)
    if "message_delta" not in replaced:
        yield Event("message_delta", _message_delta(cut, act, usage, wants))
    if "message_stop" not in replaced:
        yield Event("message_stop", {"type": "message_stop"})
    if hold:
        yield Rest(hold, waits=False)
    yield Exit(Finish(), whole=True)


@dataclass(frozen=True, slots=True)
class Credits:
    """Who plays, and under which ids."""

    model: str
    message_id: str
    request_id: str


@dataclass(frozen=True, slots=True)
class Wants:
    """What the values of the request's `anthropic-beta` add to the wire."""

    betas: frozenset[str] = frozenset()

    @property
    def estimated_tokens(self) -> bool:
        """Every thinking delta carries an estimate, null where its text is shown."""
        return "thinking-token-count-2026-05-13" in self.betas

    @property
    def context_management(self) -> bool:
        """The edits applied are reported, and the usage by iteration."""
        return "context-management-2025-06-27" in self.betas


def _directives(cut: Cut) -> Iterator[object]:
    for item in cut.played:
        if isinstance(item, Part):
            yield from item.chunks
        else:
            yield item


def _message_start(act: Act, usage: Usage, names: Credits) -> dict[str, Any]:
    message: dict[str, Any] = {
        "model": names.model,
        "id": names.message_id,
        "type": "message",
        "role": "assistant",
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
    }
    if act.stop_details != "omit":
        message["stop_details"] = None
    put(message, "usage", usage.start, act.usage_start)
    said = {k: v for k, v in act.message.items() if k not in (*_ON_DELTA, *_BESIDE_DELTA)}
    return {"type": "message_start", "message": merged(message, said)}


def _message_delta(cut: Cut, act: Act, usage: Usage, wants: Wants) -> dict[str, Any]:
    delta: dict[str, Any] = {"stop_reason": _stop_reason(cut, act), "stop_sequence": cut.stop_sequence}
    if cut.stop_reason is None and not isinstance(act.stop_sequence, Unsaid):
        delta["stop_sequence"] = act.stop_sequence
    put(delta, "stop_details", _stop_details(delta["stop_reason"]), act.stop_details)
    delta |= {key: act.message[key] for key in _ON_DELTA if key in act.message}
    data: dict[str, Any] = {"type": "message_delta", "delta": delta}
    put(data, "usage", usage.delta, act.usage_delta)
    if wants.context_management:
        data["context_management"] = {"applied_edits": []}
    return data | {key: act.message[key] for key in _BESIDE_DELTA if key in act.message}


def _stop_reason(cut: Cut, act: Act) -> str | None:
    if cut.stop_reason is not None:
        return cut.stop_reason
    if not isinstance(act.stop_reason, Unsaid):
        return act.stop_reason
    last = next((item for item in reversed(cut.played) if isinstance(item, Part)), None)
    return "tool_use" if last is not None and last.type == "tool_use" else "end_turn"


def _stop_details(stop_reason: str | None) -> dict[str, Any] | None:
    return {"type": "refusal", "category": None, "explanation": None} if stop_reason == "refusal" else None


Place = dict[str, int]
"""The member that says which block an event belongs to; none where it is not said."""


def _block(part: Part, index: int, names: Credits, wants: Wants) -> Iterator[Beat]:
    place = _place(index, part.entry.index)
    start = merged(part.start, part.entry.start or {})
    yield Event("content_block_start", {"type": "content_block_start", **place, "content_block": start})
    for delta in part.before:
        yield _delta(place, delta)
    estimate = max(1, cost(part)) if wants.estimated_tokens and not part.joined else None
    for chunk in part.chunks:
        if isinstance(chunk, Delta):
            yield _spoken(part, place, chunk, estimate, wants)
        elif isinstance(chunk, Run):
            yield Refrain(tuple(_spoken(part, place, delta, estimate, wants) for delta in chunk.deltas), chunk.times)
            if chunk.times is None:
                yield Exit(Stall())
                return
        else:
            yield from directed(chunk, names)
    for delta in part.after:
        yield _delta(place, delta)
    if part.entry.stop:
        yield Event("content_block_stop", {"type": "content_block_stop", **place})


def _place(index: int, said: int | Literal["omit"] | None) -> Place:
    return {} if said == "omit" else {"index": index if said is None else said}


_DELTA_TYPE: Final = {"text": "text_delta", "thinking": "thinking_delta", "partial_json": "input_json_delta"}


def _spoken(part: Part, place: Place, delta: Delta, estimate: int | None, wants: Wants) -> Event:
    return _delta(place, _chunk(part, delta, estimate, wants), delta.tokens, delta.burst)


def _chunk(part: Part, chunk: Delta, estimate: int | None, wants: Wants) -> dict[str, Any]:
    delta: dict[str, Any] = {"type": _DELTA_TYPE[part.delta_type], part.delta_type: chunk.text}
    if wants.estimated_tokens and part.delta_type == "thinking":
        delta["estimated_tokens"] = estimate
    return delta


def _delta(place: Place, delta: dict[str, Any], tokens: float = 0.0, burst: bool = False) -> Event:
    return Event("content_block_delta", {"type": "content_block_delta", **place, "delta": delta}, tokens, burst)


def directed(directive: object, names: Credits) -> Iterable[Beat]:
    match directive:
        case say.Ping(ping=members):
            yield Event("ping", {"type": "ping", **(members or {})})
        case say.Wait(wait="forever"):
            yield Rest(inf, waits=True)
            yield Exit(Stall())
        case say.Wait(wait=float(seconds)):
            yield Rest(seconds, waits=True)
        case say.Stall(stall="forever"):
            yield Exit(Stall())
        case say.Stall(stall=float(seconds)):
            yield Rest(seconds, waits=False)
        case say.Error(words=words):
            type_ = errors.known(words.type or "api_error")
            message = words.message or type_.message
            details = errors.MISSING if words.details == OMIT else words.details
            yield Event("error", errors.event(type_.name, message, names.request_id, details))
            yield Exit(Finish(), words=words)
        case say.End(end=how):
            yield Exit(Finish(inside_member=how == "inside_member"))
        case say.Close(close=how):
            yield Exit(Close(inside_chunk=how == "inside_chunk"))
        case say.Reset():
            yield Exit(Reset())
        case say.Event(event=data):
            named = directive.named
            name, sent = (named.name, named.data) if named else (str(data["type"]), data)
            yield Event(name, sent)
        case say.Raw(data=data):
            yield Noise(data)
        case _:
            raise TypeError(f"no such directive: {directive!r}")
