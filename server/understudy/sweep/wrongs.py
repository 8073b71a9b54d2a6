"""Wrongs: all that can go wrong with one reply, from the events it has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from .frames import Frame, tool_inputs
from .variant import Says
from .verdicts import Expected

Sent = Literal["nothing", "part", "message"]
"""What of the message a client has been sent: nothing, a part, or all but the sign that it ends."""

Fault = Literal["end", "close", "reset", "error", "stall"]

SHOULD: Final[Mapping[Fault, Mapping[Sent, Expected]]] = {
    "end": {"nothing": "retry or error", "part": "error", "message": "same or error"},
    "close": {"nothing": "retry or error", "part": "error", "message": "same or error"},
    "reset": {"nothing": "retry or error", "part": "error", "message": "same or error"},
    "error": {"nothing": "retry or error", "part": "error", "message": "error"},
    "stall": {"nothing": "retry or error", "part": "error", "message": "same or error"},
}
"""What a client should do where a stream breaks off or falls silent, or an error comes."""

DOES: Final[Mapping[Fault, tuple[Says, ...]]] = {
    "end": ({"end": None},),
    "close": ({"close": None},),
    "reset": ({"stall": 0.2}, {"reset": None}),
    "error": ({"error": "overloaded_error"},),
    "stall": ({"stall": "forever"},),
}
"""How each is said. A reset takes back what lies unread, so there is time to read; a stall is played where it is asked
for, as the command has to give up by itself."""

CUTS: Final[Sequence[Fault]] = ("end", "close", "reset")

INSERTED: Final[Mapping[str, Says]] = {
    "pings-everywhere": {"ping": None},
    "comments-everywhere": {"raw": ": a comment\n\n"},
    "unknown-events-everywhere": {"event": {"type": "event_of_the_future", "sent": "between events"}},
}
"""What clients have to overlook, inserted between all events at once."""

ERRORS: Final[Mapping[str, Says]] = {
    "rate-limited": {"error": "rate_limit_error"},
    "internal-error": {"error": "api_error"},
    "timeout": {"error": "timeout_error"},
    "invalid-request": {"error": "invalid_request_error"},
    "authentication": {"error": "authentication_error"},
    "permission": {"error": "permission_error"},
    "unknown-error": {"error": {"type": "error_of_the_future", "message": "Nobody knows it yet"}},
}
"""Errors of other types than overloaded_error, in the middle of a reply."""

_FRAME: Final = "same or error"
"""Whoever overlooks it has missed nothing of the message."""

DAMAGES: Final[Mapping[str, Mapping[str, Expected]]] = {
    "drop": {
        "message_start": _FRAME,
        "content_block_start": _FRAME,
        "ping": "same",
        "content_block_stop": _FRAME,
        "message_delta": _FRAME,
    },
    "repeat": {
        "message_start": _FRAME,
        "content_block_start": _FRAME,
        "ping": "same",
        "content_block_stop": _FRAME,
        "message_delta": _FRAME,
        "message_stop": _FRAME,
    },
    "corrupt": {
        "message_start": "error",
        "content_block_start": "error",
        "ping": _FRAME,
        "content_block_delta": "error",
        "content_block_stop": _FRAME,
        "message_delta": "error",
        "message_stop": _FRAME,
    },
}
"""Events that are left out, come twice, or lose the end of their JSON, by their types. What nobody can notice is no
variant: a delta that is missing or comes twice. Without message_stop it is `end-before-event-N`."""

SLOWNESS: Final = 1.0
"""Seconds that a slow reply takes."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that goes wrong in a reply."""

    name: str
    faults: Sequence[Says]
    expected: Expected
    unasked: bool = True
    wire: Says = field(default_factory=dict)

    @property
    def says(self) -> Says:
        return {"wire": self.wire, "faults": self.faults} if self.wire else {"faults": self.faults}


def wrongs(events: Sequence[Frame], body: bytes) -> Iterator[Wrong]:
    """What can go wrong in a reply of these events, ``body`` being their bytes; a plain Message has no events."""
    for fault in ("close", "reset"):
        yield _wrong(f"{fault}-before-headers", "headers", fault, "nothing")
    yield Wrong("slow-headers", _at("headers", [{"stall": SLOWNESS}]), "same")
    if events:
        yield from _between(events)
        yield from _before(events)
        yield from _inside(events, body)
        yield from _damaged(events)
    elif body:
        for fault in CUTS:
            yield _wrong(f"{fault}-inside-body", {"byte": len(body) // 2}, fault, "part")


def _between(events: Sequence[Frame]) -> Iterator[Wrong]:
    numbers = range(1, len(events))
    for name, directive in INSERTED.items():
        yield Wrong(name, [{"at": {"event": number}, "do": directive} for number in numbers], "same")
    pause = round(SLOWNESS / len(events), 3)
    slow = [{"at": {"event": number}, "do": {"stall": pause}} for number in range(len(events))]
    yield Wrong("slow-events", slow, "same")


def _before(events: Sequence[Frame]) -> Iterator[Wrong]:
    for fault in SHOULD:
        for number in range(len(events)):
            yield _wrong(f"{fault}-before-event-{number}", {"event": number}, fault, _sent(events, number))
    for fault in ("close", "reset"):
        yield _wrong(f"{fault}-after-message-stop", {"after": "message_stop"}, fault, "message")
    for number in _middle(events):
        for name, directive in ERRORS.items():
            yield Wrong(f"{name}-before-event-{number}", _at({"event": number}, [directive]), "error")


def _inside(events: Sequence[Frame], body: bytes) -> Iterator[Wrong]:
    middle = _middle(events)
    for fault in CUTS:
        for number, event in enumerate(events):
            sent = _sent(events, number, inside=True)
            name = f"{fault}-inside-event-{number}"
            yield _wrong(name, {"byte": event.middle}, fault, sent, unasked=number in middle)
        for place in _character(body):
            yield _wrong(f"{fault}-inside-character", {"byte": place}, fault, "part")
    for number in middle:
        inside_chunk = _at({"event": number}, [{"close": "inside_chunk"}])
        yield Wrong(f"close-inside-chunk-before-event-{number}", inside_chunk, "error")
        inside_gzip = _at({"event": number}, [{"end": "inside_member"}])
        yield Wrong(f"end-inside-gzip-before-event-{number}", inside_gzip, "error", wire={"gzip": "accepted"})
    for fault in (*CUTS, "error"):
        for block, length in tool_inputs(events):
            position = {"block": block, "json_byte": length // 2}
            yield _wrong(f"{fault}-inside-input-of-block-{block}", position, fault, "part")


def _damaged(events: Sequence[Frame]) -> Iterator[Wrong]:
    """Of each type the first event is damaged unasked."""
    for damage, should in DAMAGES.items():
        met: set[str] = set()
        for number, event in enumerate(events):
            if event.name in should:
                faults = _at({"event": number}, [{damage: 1}])
                yield Wrong(f"{damage}-event-{number}", faults, should[event.name], unasked=event.name not in met)
                met.add(event.name)


def _wrong(name: str, position: object, fault: Fault, sent: Sent, *, unasked: bool = True) -> Wrong:
    return Wrong(name, _at(position, DOES[fault]), SHOULD[fault][sent], unasked and fault != "stall")


def _at(position: object, does: Iterable[Says]) -> Sequence[dict[str, Any]]:
    return [{"at": position, "do": directive} for directive in does]


def _middle(events: Sequence[Frame]) -> Sequence[int]:
    """The number of the delta in the middle, if there is any."""
    deltas = [number for number, event in enumerate(events) if event.name == "content_block_delta"]
    middle = len(deltas) // 2
    return deltas[middle : middle + 1]


def _character(body: bytes) -> Sequence[int]:
    """A byte inside the first character that has more than one, if there is any."""
    return [number for number, byte in enumerate(body) if byte >= 0x80][1:2]


def _sent(events: Sequence[Frame], number: int, *, inside: bool = False) -> Sent:
    """What has been sent before an event, or by the middle of it."""
    if number == 0 and not inside:
        return "nothing"
    delta = next((place for place, event in enumerate(events) if event.name == "message_delta"), len(events))
    return "message" if number > delta else "part"
