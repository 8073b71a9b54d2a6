"""Places: where among the beats of a reply the positions of faults are, and the beats cut there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from math import inf
from typing import Any

from ..scenario.faults import After, AfterBlock, AtDelta, AtEvent, AtJsonByte, Before, Position
from .beats import Beat, Event, Refrain

Place = tuple[int, int, int]
"""Before the beat of this number; or inside it, after so many of its events; or inside that event, after so many
characters of its JSON."""


def place(position: Position, beats: Sequence[Beat]) -> Place | None:
    """Where a position is; None where it is not among these beats."""
    match position:
        case AtEvent(event=number):
            return _nth(beats, [at for at, beat in enumerate(beats) if _refrain(beat)], number)
        case Before(before=type_):
            found = next((at for at, beat in enumerate(beats) if _is(beat, type_)), None)
            return None if found is None else (found, 0, 0)
        case After(after=type_):
            found = next((at for at, beat in enumerate(beats) if _is(beat, type_)), None)
            return None if found is None else _nth(beats, [found], 1)
        case AfterBlock(after_block=block):
            of_block = _of_block(beats, block)
            endless = any(_count(beats[at]) == inf for at in of_block)
            return (of_block[-1] + 1, 0, 0) if of_block and not endless else None
        case AtDelta(block=block, delta=number):
            return _nth(beats, _deltas(beats, block), number)
        case AtJsonByte(block=block, json_byte=count):
            return _in_json(beats, _deltas(beats, block), count)
        case _:
            return None


def pieces(beats: Iterable[Beat], places: Iterable[Place]) -> Iterator[tuple[Place, Beat]]:
    """The beats with their places, cut where a place lies inside."""
    inside = {at: list(group) for at, group in groupby(sorted(places), key=lambda place: place[0])}
    for at, beat in enumerate(beats):
        refrain = _refrain(beat)
        if refrain is None or at not in inside:
            yield (at, 0, 0), beat
        else:
            yield from _cut(at, refrain, inside[at])


def between(refrain: Refrain, start: int, end: int | None) -> Iterator[tuple[int, Beat]]:
    """The events of a refrain from one number to another, each with its number; whole rounds stay a refrain.

    ``end`` None: all that follow.
    """
    size = len(refrain.events)
    end = length(refrain) if end is None else end
    border = -(-start // size) * size
    first = border if end is None else min(border, end)
    yield from ((number, refrain.events[number % size]) for number in range(start, first))
    rounds = None if end is None else (end - first) // size
    if rounds is None or rounds > 1:
        yield first, Refrain(refrain.events, rounds)
        first += (rounds or 0) * size
    if end is not None:
        yield from ((number, refrain.events[number % size]) for number in range(first, end))


def length(refrain: Refrain) -> int | None:
    """How many events it is; None without end."""
    return None if refrain.times is None else len(refrain.events) * refrain.times


def _refrain(beat: Beat) -> Refrain | None:
    return beat if isinstance(beat, Refrain) else Refrain((beat,), 1) if isinstance(beat, Event) else None


def _count(beat: Beat) -> float:
    """How many events a beat is."""
    refrain = _refrain(beat)
    if refrain is None:
        return 0
    return inf if (count := length(refrain)) is None else count


def _event(beat: Beat) -> Event | None:
    """The event that a beat is; of a refrain the first, whose type and index are those of all."""
    refrain = _refrain(beat)
    return refrain.events[0] if refrain else None


def _is(beat: Beat, type_: str) -> bool:
    event = _event(beat)
    return event is not None and event.name == type_


def _nth(beats: Sequence[Beat], candidates: Sequence[int], number: int) -> Place | None:
    """Before the event of this number; behind the last, where the number is that of one more."""
    left: float = number
    for at in candidates:
        count = _count(beats[at])
        if left < count:
            return at, int(left), 0
        left -= count
    return (candidates[-1] + 1, 0, 0) if candidates and not left else None


def _of_block(beats: Sequence[Beat], block: int) -> list[int]:
    """Where the events of a block are: from its start on, those of its index, until another block takes the index.

    Those of a block without an index have none either.
    """
    starts = [at for at, beat in enumerate(beats) if _is(beat, "content_block_start")]
    if block >= len(starts):
        return []
    start = starts[block]
    index = _index(beats[start])
    end = next((at for at in starts[block + 1 :] if _index(beats[at]) == index), len(beats))
    return [at for at in range(start, end) if _index(beats[at]) == index and _names_a_block(beats[at])]


def _names_a_block(beat: Beat) -> bool:
    event = _event(beat)
    return event is not None and (event.name.startswith("content_block_") or _index(beat) is not None)


def _index(beat: Beat) -> int | None:
    event = _event(beat)
    found = event.data.get("index") if event and isinstance(event.data, dict) else None
    return found if isinstance(found, int) else None


def _deltas(beats: Sequence[Beat], block: int) -> list[int]:
    return [at for at in _of_block(beats, block) if _is(beats[at], "content_block_delta")]


def _in_json(beats: Sequence[Beat], deltas: Iterable[int], count: int) -> Place | None:
    """As early as so many bytes of the JSON have been sent; or fewer, where they end inside a character."""
    for at in deltas:
        refrain = _refrain(beats[at])
        pieces = [json for event in refrain.events if (json := _json(event)) is not None] if refrain else []
        if refrain is None or not pieces:
            continue
        size = len("".join(pieces).encode())
        if count == 0:
            return at, 0, 0
        if size and (refrain.times is None or count <= size * refrain.times):
            rounds = (count - 1) // size
            return _in_round(beats, at, refrain, rounds, count - rounds * size)
        count -= size * (refrain.times or 0)
    return None


def _in_round(beats: Sequence[Beat], at: int, refrain: Refrain, rounds: int, count: int) -> Place:
    number = rounds * len(refrain.events)
    for event in refrain.events:
        json = (_json(event) or "").encode()
        if count < len(json):
            return at, number, len(json[:count].decode(errors="ignore"))
        number, count = number + 1, count - len(json)
        if not count:
            break
    return (at, number, 0) if number < _count(beats[at]) else (at + 1, 0, 0)


def _json(event: Event) -> str | None:
    delta = event.data.get("delta") if isinstance(event.data, dict) else None
    json = delta.get("partial_json") if isinstance(delta, dict) else None
    return json if isinstance(json, str) else None


def _cut(at: int, refrain: Refrain, places: Iterable[Place]) -> Iterator[tuple[Place, Beat]]:
    done = 0
    for number, group in groupby(places, key=lambda place: place[1]):
        yield from (((at, sent, 0), beat) for sent, beat in between(refrain, done, number))
        done = number
        if characters := [place[2] for place in group if place[2]]:
            event = refrain.events[number % len(refrain.events)]
            yield from (((at, number, start), piece) for start, piece in _pieces_of(event, characters))
            done += 1
    yield from (((at, sent, 0), beat) for sent, beat in between(refrain, done, None))


def _pieces_of(event: Event, characters: Iterable[int]) -> Iterator[tuple[int, Event]]:
    json = _json(event) or ""
    for start, end in pairwise([0, *characters, len(json)]):
        yield start, _piece(event, json[start:end], first=not start)


def _piece(event: Event, json: str, *, first: bool) -> Event:
    """A part of a delta; what comes behind the first leaves with it."""
    assert isinstance(event.data, dict)
    data: dict[str, Any] = event.data | {"delta": event.data["delta"] | {"partial_json": json}}
    if first:
        return replace(event, data=data, recorded=None, original=event)
    return Event(event.name, data, burst=True, added=True)
