"""Faults at the events of a reply: its beats, with what goes wrong among them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..scenario import directives as say
from ..scenario.faults import Corrupt, Doing, Drop, Fault, Repeat
from ..wire import compact
from .beats import Beat, Comment, Credits, Event, Exit, LeftOut, Noise, Refrain, Rest, directed
from .places import Place, between, length, pieces, place

_WIRE_ONLY: Final = (say.Ping, say.Hold, say.Event, say.Raw, Drop, Repeat, Corrupt)


def faulted(beats: Iterable[Beat], faults: Sequence[Fault], names: Credits) -> Iterator[Beat]:
    """The beats with the faults among them that stand at events, blocks and deltas.

    Positions are counted on the beats as they come. A fault whose position is not there is passed over. Two at one
    place act in their order.
    """
    if not faults:
        return iter(beats)
    whole = list(beats)
    acting: dict[Place, list[Doing]] = {}
    for fault in faults:
        if (found := place(fault.at, whole)) is not None:
            acting.setdefault(found, []).append(fault.do)
    return _played(pieces(whole, acting), acting, names) if acting else iter(whole)


def for_plain(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The faults that a plain answer shows: what is only about events is gone, as it is from a reply."""
    return tuple(fault for fault in faults if not isinstance(fault.do, _WIRE_ONLY))


@dataclass(slots=True)
class Trouble:
    """What becomes of the next events: how many are left out or lose their end, and how often one more is sent."""

    left_out: int = 0
    corrupted: int = 0
    repeated: int = 0

    @property
    def events(self) -> int:
        """How many of the next events something happens to."""
        return max(self.left_out, self.corrupted, min(self.repeated, 1))

    def add(self, doing: Drop | Repeat | Corrupt) -> None:
        match doing:
            case Drop(drop=count):
                self.left_out = max(self.left_out, count)
            case Corrupt(corrupt=count):
                self.corrupted = max(self.corrupted, count)
            case Repeat(repeat=count):
                self.repeated += count

    def next(self) -> tuple[int, bool]:
        """How often the next event is sent, and whether it loses its end."""
        befalls = 0 if self.left_out else 1 + self.repeated, self.corrupted > 0
        self.left_out, self.corrupted, self.repeated = max(self.left_out - 1, 0), max(self.corrupted - 1, 0), 0
        return befalls


def _played(pieces: Iterable[tuple[Place, Beat]], acting: dict[Place, list[Doing]], names: Credits) -> Iterator[Beat]:
    trouble, hold = Trouble(), 0.0
    for here, beat in pieces:
        for doing in acting.get(here, ()):
            if isinstance(doing, Drop | Repeat | Corrupt):
                trouble.add(doing)
            elif isinstance(doing, say.Hold):
                hold += doing.hold
            else:
                for said in directed(doing, names):
                    yield _added(said)
                    if isinstance(said, Exit):
                        return
        if isinstance(beat, Exit) and beat.whole and hold:
            yield Rest(hold, waits=False)
        for each in _apart(beat, trouble.events):
            yield from _befallen(each, *trouble.next()) if isinstance(each, Event) else [each]


def _apart(beat: Beat, count: int) -> Iterator[Beat]:
    """A beat, the first events of a refrain by themselves."""
    if not isinstance(beat, Refrain) or not count:
        yield beat
        return
    whole = length(beat)
    first = count if whole is None else min(count, whole)
    yield from (beat.events[number % len(beat.events)] for number in range(first))
    yield from (each for _, each in between(beat, first, None))


def _added(beat: Beat) -> Beat:
    """What a fault says, which is not of the reply."""
    return replace(beat, added=True) if isinstance(beat, Event | Noise | Comment | Rest) else beat


def _befallen(event: Event, count: int, corrupt: bool) -> list[Beat]:
    """What is sent in place of an event."""
    if not count:
        return [LeftOut(event.original or event)]
    sent = _corrupt(event) if corrupt else event
    return [sent, *[replace(sent, burst=True, tokens=0.0, original=None, added=True)] * (count - 1)]


def _corrupt(event: Event) -> Event:
    """The event, its JSON without the brackets at its end."""
    json = event.data if isinstance(event.data, str) else compact(event.name, event.data).decode()
    return replace(event, data=json.rstrip("]} "), recorded=None, original=event.original or event)
