"""Timing: when each beat is due."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf, lcm

from ..scenario.pace import Pace
from .beats import PING, Beat, Comment, Event, LeftOut, Refrain, Rest


@dataclass(frozen=True, slots=True)
class Due:
    """A beat at its time, in seconds from the arrival of the request."""

    at: float
    beat: "Beat | Cycle"


@dataclass(frozen=True, slots=True)
class Cycle:
    """The same beats so many times over, or without end.

    Their times count from the beginning of a round; the next begins when the last is due.
    """

    round: tuple[Due, ...]
    times: int | None


def timed(beats: Iterable[Beat], pace: Pace, scale: float, comments_every: float | None = None) -> Iterator[Due]:
    """The beats at absolute times, with the pings and comments that fill long waits.

    ``scale`` multiplies every duration of the pace and every wait; 0 plays at once. Stalls and holds do not scale.
    """
    dice = random.Random(pace.seed)  # noqa: S311  # a jitter that can be repeated
    before = pace.headers * scale
    for after, comment in _filling(pace.first_event, comments_every, Comment()) if scale else ():
        yield Due(before + after * scale, comment)
    yield from _timed(beats, pace, scale, comments_every, dice, before + pace.first_event * scale, started=False)


def _timed(
    beats: Iterable[Beat],
    pace: Pace,
    scale: float,
    comments_every: float | None,
    dice: random.Random,
    now: float,
    *,
    started: bool,
) -> Iterator[Due]:
    for beat in beats:
        if isinstance(beat, Refrain):
            round_ = tuple(_timed(beat.events, pace, scale, comments_every, dice, 0.0, started=True))
            yield Due(now, Cycle(round_, beat.times))
            now += round_[-1].at * (beat.times or 0)
            continue
        if isinstance(beat, Rest) and not beat.waits:
            now += beat.seconds
            continue
        if isinstance(beat, LeftOut):
            yield Due(now, beat)
            continue
        pause = beat.seconds if isinstance(beat, Rest) else gap(beat, pace, dice) if started else 0.0
        if pause and scale:
            added = isinstance(beat, Rest) and beat.added
            fillers = _fillers(pace.ping_every, comments_every, added=added)
            if pause == inf:
                yield from _filled_for_ever(now, fillers, scale)
                continue
            for after, beat_between in _fillings(pause, fillers):
                yield Due(now + after * scale, beat_between)
        now += pause * scale if scale else 0.0
        if isinstance(beat, Rest):
            continue
        started = True
        yield Due(now, beat)


def gap(beat: Beat, pace: Pace, dice: random.Random) -> float:
    """The seconds before a beat, unscaled."""
    if not isinstance(beat, Event) or beat.burst:
        return 0.0
    if pace.between_events is not None:
        gap = pace.between_events
    elif pace.tokens_per_second is not None:
        gap = beat.tokens / pace.tokens_per_second
    else:
        return 0.0
    return gap * (1 + pace.jitter * dice.uniform(-1, 1)) if pace.jitter else gap


Filler = tuple[float, Beat]
"""What is sent every so many seconds."""


def _fillers(ping_every: float | None, comments_every: float | None, *, added: bool) -> list[Filler]:
    said = ((ping_every, replace(PING, added=added)), (comments_every, Comment(added)))
    return [(every, beat) for every, beat in said if every is not None]


def _fillings(pause: float, fillers: Iterable[Filler]) -> list[tuple[float, Beat]]:
    filled = [filling for every, beat in fillers for filling in _filling(pause, every, beat)]
    return sorted(filled, key=lambda filling: filling[0])


def _filled_for_ever(now: float, fillers: Sequence[Filler], scale: float) -> Iterator[Due]:
    """A cycle as long as it takes until all fillers come at once again; nothing where nothing fills."""
    if fillers:
        period = lcm(*(max(1, round(every * 1000)) for every, _ in fillers)) / 1000
        round_ = [*_fillings(period, fillers), *((period, beat) for _, beat in fillers)]
        yield Due(now, Cycle(tuple(Due(after * scale, beat) for after, beat in round_), None))


def _filling(pause: float, every: float | None, beat: Beat) -> list[tuple[float, Beat]]:
    """What fills a pause that is longer than the interval, each with its time into it; none at its very end."""
    if every is None:
        return []
    whole = int(pause / every)
    fitting = whole - 1 if whole and whole * every == pause else whole
    return [(number * every, beat) for number in range(1, fitting + 1)]
