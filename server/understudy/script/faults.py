"""Faults at the events of a reply: its beats, with what goes wrong among them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from ..scenario import directives as say
from ..scenario.faults import (
    After,
    AfterBlock,
    AtDelta,
    AtEvent,
    AtJsonByte,
    Before,
    Corrupt,
    Doing,
    Drop,
    Fault,
    Position,
    Repeat,
)
from ..wire import compact
from .beats import Beat, Credits, Event, Exit, Rest, directed

_WIRE_ONLY: Final = (say.Ping, say.Hold, say.Event, say.Raw, Drop, Repeat, Corrupt)

Place = tuple[int, int]
"""Before the beat of this number; or inside it, after so many characters of its JSON."""


def faulted(beats: Iterable[Beat], faults: Iterable[Fault], names: Credits) -> Iterator[Beat]:
    """The beats with the faults among them that stand at events, blocks and deltas.

    Positions are counted on the beats as they come. A fault whose position is not there is passed over. Two at one
    place act in their order.
    """
    whole = list(beats)
    acting: dict[Place, list[Doing]] = {}
    for fault in faults:
        if (place := _place(fault.at, whole)) is not None:
            acting.setdefault(place, []).append(fault.do)
    return _played(_pieces(whole, sorted(acting)), acting, names) if acting else iter(whole)


def for_plain(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The faults that a plain answer shows: what is only about events is gone, as it is from a reply."""
    return tuple(fault for fault in faults if not isinstance(fault.do, _WIRE_ONLY))


def _place(position: Position, beats: Sequence[Beat]) -> Place | None:
    match position:
        case AtEvent(event=number):
            return _before_or_behind([at for at, beat in enumerate(beats) if isinstance(beat, Event)], number)
        case Before(before=type_):
            found = next((at for at, beat in enumerate(beats) if _is(beat, type_)), None)
            return None if found is None else (found, 0)
        case After(after=type_):
            found = next((at for at, beat in enumerate(beats) if _is(beat, type_)), None)
            return None if found is None else (found + 1, 0)
        case AfterBlock(after_block=block):
            of_block = _of_block(beats, block)
            return (of_block[-1] + 1, 0) if of_block else None
        case AtDelta(block=block, delta=number):
            return _before_or_behind(_deltas(beats, block), number)
        case AtJsonByte(block=block, json_byte=count):
            return _in_json(beats, _deltas(beats, block), count)
        case _:
            return None


def _is(beat: Beat, type_: str) -> bool:
    return isinstance(beat, Event) and beat.name == type_


def _before_or_behind(places: Sequence[int], number: int) -> Place | None:
    """Before the one of this number; behind the last, where the number is that of one more."""
    if number < len(places):
        return places[number], 0
    return (places[-1] + 1, 0) if places and number == len(places) else None


def _of_block(beats: Sequence[Beat], block: int) -> list[int]:
    """Where the events of a block are: from its start on, those of its index, until another block takes the index."""
    starts = [at for at, beat in enumerate(beats) if _is(beat, "content_block_start")]
    if block >= len(starts):
        return []
    start = starts[block]
    index = _index(beats[start])
    end = next((at for at in starts[block + 1 :] if _index(beats[at]) == index), len(beats))
    return [at for at in range(start, end) if _index(beats[at]) == index]


def _index(beat: Beat) -> int | None:
    found = beat.data.get("index") if isinstance(beat, Event) and isinstance(beat.data, dict) else None
    return found if isinstance(found, int) else None


def _deltas(beats: Sequence[Beat], block: int) -> list[int]:
    return [at for at in _of_block(beats, block) if _is(beats[at], "content_block_delta")]


def _in_json(beats: Sequence[Beat], deltas: Iterable[int], count: int) -> Place | None:
    """As early as so many bytes of the JSON have been sent; or fewer, where they end inside a character."""
    for at in deltas:
        json = _json(beats[at])
        if json is None:
            continue
        encoded = json.encode()
        if count == 0:
            return at, 0
        if count < len(encoded):
            return at, len(encoded[:count].decode(errors="ignore"))
        if count == len(encoded):
            return at + 1, 0
        count -= len(encoded)
    return None


def _json(beat: Beat) -> str | None:
    delta = beat.data.get("delta") if isinstance(beat, Event) and isinstance(beat.data, dict) else None
    json = delta.get("partial_json") if isinstance(delta, dict) else None
    return json if isinstance(json, str) else None


def _pieces(beats: Iterable[Beat], places: Iterable[Place]) -> Iterator[tuple[Place, Beat]]:
    """The beats with their places, those cut in two where a place lies inside."""
    cuts: dict[int, list[int]] = {}
    for at, characters in places:
        if characters:
            cuts.setdefault(at, []).append(characters)
    for at, beat in enumerate(beats):
        json = _json(beat) if at in cuts else None
        if isinstance(beat, Event) and json is not None:
            for start, end in pairwise([0, *cuts[at], len(json)]):
                yield (at, start), _piece(beat, json[start:end], first=not start)
        else:
            yield (at, 0), beat


def _piece(event: Event, json: str, *, first: bool) -> Event:
    """A part of a delta; what comes behind the first leaves with it."""
    assert isinstance(event.data, dict)
    data: dict[str, Any] = event.data | {"delta": event.data["delta"] | {"partial_json": json}}
    return replace(event, data=data, recorded=None) if first else Event(event.name, data, burst=True)


@dataclass(slots=True)
class Trouble:
    """What becomes of the next events: how many are left out or lose their end, and how often one more is sent."""

    left_out: int = 0
    corrupted: int = 0
    repeated: int = 0

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
    for place, beat in pieces:
        for doing in acting.get(place, ()):
            if isinstance(doing, Drop | Repeat | Corrupt):
                trouble.add(doing)
            elif isinstance(doing, say.Hold):
                hold += doing.hold
            else:
                for said in directed(doing, names):
                    yield said
                    if isinstance(said, Exit):
                        return
        if isinstance(beat, Exit) and beat.whole and hold:
            yield Rest(hold, waits=False)
        yield from _befallen(beat, *trouble.next()) if isinstance(beat, Event) else [beat]


def _befallen(event: Event, count: int, corrupt: bool) -> list[Beat]:
    """What is sent in place of an event."""
    sent = [_corrupt(event) if corrupt else event] * count
    return [sent[0], *(replace(again, burst=True, tokens=0.0) for again in sent[1:])] if sent else []


def _corrupt(event: Event) -> Event:
    """The event, its JSON without the brackets at its end."""
    json = event.data if isinstance(event.data, str) else compact(event.name, event.data).decode()
    return replace(event, data=json.rstrip("]} "), recorded=None)
