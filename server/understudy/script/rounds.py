"""Rounds: pieces of a body that are played over and over, made while the client reads."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from math import ceil
from typing import Final

from ..performance import Send
from ..wire import Framer
from .body import Body
from .framing import framed
from .stencil import Filling, stencil
from .timing import Cycle

SLICE: Final = 64 * 1024
"""Bytes to which rounds without waits grow; a larger piece is sliced."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """Bodies without holes that are played so many times, or without end.

    Their times count from the beginning of a round, of which one follows the other after ``period`` seconds.
    """

    at: float
    bodies: tuple[Body, ...]
    period: float
    times: int | None

    def sends(self) -> Iterator[Send]:
        for number in count() if self.times is None else range(self.times):
            begun = self.at + number * self.period
            for body in self.bodies:
                yield Send(body.stencil.text, begun + body.at, events=body.events)


_FAR: Final = 64 * 1024 * 1024
"""Up to how many bytes into it anything can be made to happen."""

Rest = Sequence[Body | Rounds]
"""What comes behind the part of a body that is held."""


def rounds(at: float, cycle: Cycle, framer: Framer, *, apart: bool) -> Iterator[Rounds]:
    """The rounds of a cycle, each of them padded anew; without waits many of them are one, unless to be kept apart."""
    period = cycle.round[-1].at
    first = _bodies(cycle, framer)
    size = sum(len(body.stencil.text) for body in first)
    if period or cycle.times == 1:
        yield Rounds(at, first, period, cycle.times)
        return
    grown = max(1, SLICE // size)
    more = [first, *(_bodies(cycle, framer) for _ in range(1, min(grown, cycle.times or grown)))]
    whole, over = (None, 0) if cycle.times is None else divmod(cycle.times, len(more))
    yield Rounds(at, _joined(more, apart=apart), 0.0, whole)
    if over:
        yield Rounds(at, _joined(more[:over], apart=apart), 0.0, 1)


def _bodies(cycle: Cycle, framer: Framer) -> tuple[Body, ...]:
    written = ((due.at, framed(due.beat, framer)) for due in cycle.round)
    return tuple(
        Body(at, stencil(each.data), each.event is not None, int(each.event is not None))
        for at, each in written
        if each
    )


def _joined(rounds: Sequence[Sequence[Body]], *, apart: bool) -> tuple[Body, ...]:
    bodies = tuple(body for bodies in rounds for body in bodies)
    if apart:
        return bodies
    data = b"".join(body.stencil.text for body in bodies)
    return (Body(0.0, stencil(data), events=sum(body.event for body in bodies)),)


def flowing(rest: Rest, filling: Filling) -> Iterator[Send]:
    """The sends of what comes behind."""
    for each in rest:
        if isinstance(each, Rounds):
            yield from each.sends()
        else:
            yield each.send(filling)


def sliced(sends: Iterable[Send]) -> Iterator[Send]:
    """The sends, none of them too large for one write."""
    for send in sends:
        *starts, last = range(0, len(send.data), SLICE) or (0,)
        for start in starts:
            yield Send(send.data[start : start + SLICE], send.at, events=0)
        yield Send(send.data[last:], send.at, events=send.events)


def nearby(rest: Rest, reach: int) -> tuple[tuple[Body, ...], Rest]:
    """So much of it, in whole rounds, that it has these many bytes; and what is left."""
    near: list[Body] = []
    reach = min(reach, _FAR)
    for number, each in enumerate(rest):
        if reach <= 0:
            return tuple(near), rest[number:]
        if isinstance(each, Body):
            near.append(each)
            reach -= len(each.stencil.text)
            continue
        size = sum(len(body.stencil.text) for body in each.bodies)
        turns = ceil(reach / size) if each.times is None else min(each.times, ceil(reach / size))
        near += (
            replace(body, at=each.at + turn * each.period + body.at) for turn in range(turns) for body in each.bodies
        )
        reach -= turns * size
        if turns != each.times:
            left = None if each.times is None else each.times - turns
            return tuple(near), (replace(each, at=each.at + turns * each.period, times=left), *rest[number + 1 :])
    return tuple(near), ()


def size(rest: Rest, filling: Filling) -> int:
    """The bytes of what comes behind, where that has an end."""
    return sum(
        (each.times or 0) * sum(len(body.stencil.text) for body in each.bodies)
        if isinstance(each, Rounds)
        else len(each.send(filling).data)
        for each in rest
    )


def is_endless(rest: Rest) -> bool:
    return any(isinstance(each, Rounds) and each.times is None for each in rest)
