"""Variants: every way in which the replies of a scenario are played differently, and what a client should do then."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Final

from ..performance import Finish, Performance
from .frames import Frame, frames, tool_inputs
from .verdicts import Expected

Says = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Moment:
    """A place in a play: its scene, the assistant turns before, and the attempt, counted from 1."""

    scene: int
    turn: int
    attempt: int


@dataclass(frozen=True, slots=True)
class Variant:
    """One variant. Its name is that of its session, too."""

    name: str
    says: Says
    """The difference, in the language of scenarios."""
    expected: Expected
    at: Moment | None = None
    """Where it is played; None: everywhere."""
    unasked: bool = True
    """Whether it is played without being asked for by name."""


EVERYWHERE: Final = (
    *(
        Variant(name, {"wire": wire}, "same")
        for name, wire in {
            "write-1-byte": {"write": {"bytes": 1}},
            "write-2-bytes": {"write": {"bytes": 2}},
            "write-7-bytes": {"write": {"bytes": 7}},
            "write-64-bytes": {"write": {"bytes": 64}},
            "write-each-event": {"write": "event"},
            "write-each-line": {"write": "line"},
            "write-inside-characters": {"write": "inside_character"},
            "write-random": {"write": {"random": 1}},
            "write-all": {"write": "all"},
            "eol-crlf": {"eol": "crlf"},
            "eol-crlf-write-1-byte": {"eol": "crlf", "write": {"bytes": 1}},
            "eol-cr": {"eol": "cr"},
            "no-space": {"space": False},
            "data-lines-3": {"data_lines": 3},
            "gzip": {"gzip": "accepted"},
            "gzip-write-7-bytes": {"gzip": "accepted", "write": {"bytes": 7}},
        }.items()
    ),
    Variant("overloaded-first", {"attempts": [{"error": "overloaded_error"}]}, "retry"),
)
"""Those that need nothing of a reply: other bytes, and a refusal before the first."""

INSERTED: Final[Mapping[str, Says]] = {
    "pings-everywhere": {"ping": None},
    "comments-everywhere": {"raw": ": a comment\n\n"},
    "unknown-events-everywhere": {"event": {"type": "event_of_the_future", "sent": "between events"}},
}
"""What clients have to overlook, inserted between all events at once."""

_READ: Final = {"stall": 0.2}
"""Time to read what was sent: a reset takes back what lies unread."""

CUTS: Final[Mapping[str, tuple[Says, ...]]] = {
    "end": ({"end": None},),
    "close": ({"close": None},),
    "reset": (_READ, {"reset": None}),
}
"""How a stream breaks off."""

FAULTS: Final[Mapping[str, tuple[Says, ...]]] = {
    **CUTS,
    "error": ({"error": "overloaded_error"},),
    "stall": ({"stall": "forever"},),
}
"""What happens before each event. A stall is played where it is asked for: the command has to give up by itself."""

BEFORE_THE_HEAD: Final = ("close", "reset")
AFTER_THE_LAST: Final = ("close", "reset")


def variants(played: Iterable[tuple[Moment, Performance]], only: Sequence[str] = ()) -> tuple[Variant, ...]:
    """The variants of these replies: those that a glob of ``only`` matches, by default all but the stalls."""
    found = (*EVERYWHERE, *_of_replies(played))
    if not only:
        return tuple(variant for variant in found if variant.unasked)
    return tuple(variant for variant in found if any(fnmatchcase(variant.name, glob) for glob in only))


def _of_replies(played: Iterable[tuple[Moment, Performance]]) -> Iterator[Variant]:
    """Those of each reply that is played to its end; where there are several, their names begin with its moment."""
    whole: dict[Moment, tuple[Frame, ...]] = {}
    for moment, performance in played:
        head, events = performance.head, frames(performance.body)
        ends = isinstance(performance.steps[-1], Finish) and (not events or events[-1].name == "message_stop")
        if head and head.status == 200 and ends:
            whole.setdefault(moment, events)
    for (moment, events), prefix in zip(whole.items(), _prefixes(list(whole)), strict=True):
        for name, faults, expected in _of_reply(events):
            stalls = name.startswith("stall-")
            yield Variant(f"{prefix}{name}", {"faults": faults}, expected, moment, unasked=not stalls)


_PREFIXES: Final = ("", "turn-{0.turn}.", "turn-{0.turn}.attempt-{0.attempt}.")
_WHOLE_PREFIX: Final = "turn-{0.turn}.attempt-{0.attempt}.scene-{0.scene}."


def _prefixes(moments: Sequence[Moment]) -> Sequence[str]:
    """The shortest prefixes that tell moments apart."""
    for form in _PREFIXES:
        prefixes = [form.format(moment) for moment in moments]
        if len(set(prefixes)) == len(moments):
            return prefixes
    return [_WHOLE_PREFIX.format(moment) for moment in moments]


Row = tuple[str, Sequence[Says], Expected]


def _of_reply(events: Sequence[Frame]) -> Iterator[Row]:
    """The faults of a reply of these events, each with its name; a plain Message has none."""
    for fault in BEFORE_THE_HEAD:
        yield f"{fault}-before-headers", _at("headers", CUTS[fault]), "retry or error"
    if not events:
        return
    for name, directive in INSERTED.items():
        yield name, [{"at": {"event": number}, "do": directive} for number in range(1, len(events))], "same"
    delta = next((number for number, event in enumerate(events) if event.name == "message_delta"), len(events))
    for fault, does in FAULTS.items():
        for number in range(len(events)):
            yield f"{fault}-before-event-{number}", _at({"event": number}, does), _expected(fault, number, delta)
    for fault in AFTER_THE_LAST:
        yield f"{fault}-after-message-stop", _at({"after": "message_stop"}, CUTS[fault]), "same or error"
    for fault, does in CUTS.items():
        for number in _middle_delta(events):
            yield f"{fault}-inside-event-{number}", _at({"byte": events[number].middle}, does), "error"
        for block, length in tool_inputs(events):
            position = {"block": block, "json_byte": length // 2}
            yield f"{fault}-inside-input-of-block-{block}", _at(position, does), "error"


def _at(position: object, does: Iterable[Says]) -> Sequence[Says]:
    return [{"at": position, "do": directive} for directive in does]


def _middle_delta(events: Sequence[Frame]) -> Sequence[int]:
    """The number of the delta in the middle, if there is any."""
    deltas = [number for number, event in enumerate(events) if event.name == "content_block_delta"]
    middle = len(deltas) // 2
    return deltas[middle : middle + 1]


def _expected(fault: str, sent: int, delta: int) -> Expected:
    """What a client should do once so many events have been sent, of which ``delta`` stand before `message_delta`."""
    if sent == 0:
        return "retry or error"
    return "same or error" if fault in CUTS and sent > delta else "error"
