"""A body: a piece of what is sent, but for what varies from request to request."""

from dataclasses import dataclass
from functools import cached_property

from ..performance import ENOUGH, Send, chunk
from .stencil import Filling, Stencil


@dataclass(frozen=True)
class Body:
    """Bytes of the body, due at a time. ``event``: they are one event, no more and no less."""

    at: float
    stencil: Stencil
    event: bool = False
    events: int | None = None
    """How many events it is, where that is known."""
    whole: Stencil | None = None
    """What it is without faults; None: the same."""

    def send(self, filling: Filling) -> Send:
        """The step; one that has no holes is the same for every request."""
        if self.stencil.pick is None:
            return self._always
        return Send(self.stencil.fill(filling), self.at, events=self.events)

    def counts(self, filling: Filling) -> int:
        """The bytes that it is without faults."""
        return len((self.whole or self.stencil).fill(filling))

    @cached_property
    def _always(self) -> Send:
        text = self.stencil.text
        return Send(text, self.at, events=self.events, chunk=chunk(text) if 0 < len(text) <= ENOUGH else None)
