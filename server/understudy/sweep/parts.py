"""Parts: what each session of a sweep plays, and what it has played."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from ..direction import Place
from ..performance import Performance
from ..scenario.acts import Act
from .change import Change
from .variants import Moment, Variant
from .verdicts import Turn


@dataclass(slots=True)
class Part:
    """What one session plays. A part without a variant plays the scenario as it is."""

    variant: Variant | None = None
    change: Change | None = None
    played: list[tuple[Moment, Performance]] = field(default_factory=list)

    def act(self, moment: Moment, attempts: Sequence[Act]) -> Act:
        """The act of this moment."""
        attempt = moment.attempt
        if self.change and self.change.first:
            if attempt == 1:
                return self.change.first
            attempt -= 1
        act = attempts[min(attempt, len(attempts)) - 1]
        here = self.variant is not None and self.variant.at in (None, moment)
        return self.change.of(act) if self.change and here else act

    @property
    def asked(self) -> Counter[Turn]:
        """How often each turn was asked for."""
        return Counter((moment.scene, moment.turn) for moment, _ in self.played)

    def differs(self, plain: "Part") -> bool:
        """Whether the moment of its variant was reached, and sounded different from the plain reply there."""
        if self.variant is None or self.variant.at is None:
            return bool(self.played)
        before = [_sound(performance) for moment, performance in plain.played if moment == self.variant.at]
        return any(
            _sound(performance) not in before for moment, performance in self.played if moment == self.variant.at
        )


def _sound(performance: Performance) -> object:
    """What of a performance does not change with the session: how much is sent, and how it ends."""
    head = performance.head
    return head and head.status, len(performance.body), type(performance.steps[-1])


class Parts:
    """The direction of a sweep: the parts of all sessions."""

    def __init__(self) -> None:
        self._parts: dict[str, Part] = {}

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

    def played(self, place: Place, performance: Performance) -> None:
        """Keeps what was played at a place."""
        if part := self._parts.get(place.session):
            part.played.append((_moment(place), performance))


def _moment(place: Place) -> Moment:
    return Moment(place.scene, place.turn, place.attempt)
