"""Parts: what each session of a sweep plays, and what it has played."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ..direction import Place
from ..performance import Performance
from ..scenario.acts import Act
from .change import Change
from .variant import Moment, Variant
from .verdicts import Turn


@dataclass(frozen=True, slots=True)
class Played:
    """What was played, and when, in seconds of some clock."""

    moment: Moment
    performance: Performance
    when: float

    @property
    def turn(self) -> Turn:
        return self.moment.scene, self.moment.turn


@dataclass(slots=True)
class Part:
    """What one session plays. A part without a variant plays the scenario as it is."""

    variant: Variant | None = None
    change: Change | None = None
    played: list[Played] = field(default_factory=list)

    def act(self, moment: Moment, attempts: Sequence[Act]) -> Act:
        """The act of this moment."""
        here = self.variant is not None and self.variant.at in (None, moment)
        if self.change and here:
            return self.change.at(moment.attempt, attempts)
        return attempts[min(moment.attempt, len(attempts)) - 1]

    def kept(self, performance: Performance) -> Performance:
        """The performance, with what the variant makes of the connection."""
        keeping = self.change.keeping if self.change else None
        return replace(performance, keeping=keeping) if keeping else performance

    @property
    def keeps_otherwise(self) -> bool:
        """Whether the variant is about the connection, so that only a later request meets it."""
        return bool(self.change and self.change.keeping)

    @property
    def asked(self) -> Counter[Turn]:
        """How often each turn was asked for."""
        return Counter(played.turn for played in self.played)

    @property
    def shortest_wait(self) -> float | None:
        """The shortest time after which the same was asked again."""
        times: dict[Turn, list[float]] = {}
        for played in self.played:
            times.setdefault(played.turn, []).append(played.when)
        waits = (later - earlier for of_turn in times.values() for earlier, later in pairwise(of_turn))
        return min(waits, default=None)

    def differs(self, plain: "Part") -> bool:
        """Whether the moment of its variant was reached, and sounded different from the plain reply there."""
        if self.variant is None or self.variant.at is None:
            return bool(self.played)
        before = [_sound(played.performance) for played in plain.played if played.moment == self.variant.at]
        return any(
            _sound(played.performance) not in before for played in self.played if played.moment == self.variant.at
        )


def _sound(performance: Performance) -> object:
    """What of a performance does not change with the session: how much is sent, and how and when it ends."""
    head, last = performance.head, performance.steps[-1]
    return head and (head.status, head.at), len(performance.body), type(last), last.at


class Parts:
    """The direction of a sweep: the parts of all sessions. ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._parts: dict[str, Part] = {}
        self._clock = clock

    @contextmanager
    def given(self, session: str, variant: Variant | None = None) -> Iterator[Part]:
        """The part of a session while the block runs; later requests of it are not kept."""
        self._parts[session] = Part(variant, Change.to(variant.says) if variant else None)
        try:
            yield self._parts[session]
        finally:
            del self._parts[session]

    def act(self, place: Place, attempts: Sequence[Act]) -> Act:
        """What is played at a place."""
        part = self._parts.get(place.session) or Part()
        return part.act(_moment(place), attempts)

    def played(self, place: Place, performance: Performance) -> Performance:
        """Keeps what is played at a place, and says what becomes of the connection."""
        if part := self._parts.get(place.session):
            part.played.append(Played(_moment(place), performance, self._clock()))
            return part.kept(performance)
        return performance


def _moment(place: Place) -> Moment:
    return Moment(place.scene, place.turn, place.attempt)
