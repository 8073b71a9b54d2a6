"""Timing: when each beat is due."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

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
    return _timed(beats, pace, scale, comments_every, dice, (pace.headers + pace.first_event) * scale, started=False)


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
            ping, comment = replace(PING, added=added), Comment(added)
            fillings = [*_filling(pause, pace.ping_every, ping), *_filling(pause, comments_every, comment)]
            for after, beat_between in sorted(fillings, key=lambda filling: filling[0]):
                yield Due(now + after * scale, beat_between)
        now += pause * scale
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


def _filling(pause: float, every: float | None, beat: Beat) -> list[tuple[float, Beat]]:
    """What fills a pause that is longer than the interval, each with its time into it; none at its very end."""
    if every is None:
        return []
    whole = int(pause / every)
    fitting = whole - 1 if whole and whole * every == pause else whole
    return [(number * every, beat) for number in range(1, fitting + 1)]
