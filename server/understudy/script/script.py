"""A script: one outcome written for one kind of request, and performed for each request of that kind."""

from dataclasses import dataclass, field
from functools import cached_property

from ..api import headers
from ..api.moments import Changes, Moment, told
from ..performance import Ending, Head, Performance, Send, Step
from .stencil import Filling, Stencil


@dataclass(frozen=True)
class Body:
    """Bytes of the body, due at a time."""

    at: float
    stencil: Stencil

    def send(self, filling: Filling) -> Send:
        """The step; one that has no holes is the same for every request."""
        return Send(self.stencil.fill(filling), self.at) if self.stencil.values else self._always

    @cached_property
    def _always(self) -> Send:
        return Send(self.stencil.frame[0], self.at)


@dataclass(frozen=True, slots=True)
class Script:
    """What is played, but for the ids, the prompt's tokens and the date.

    ``status`` None: nothing is sent before the ending. ``prefixes`` are those of the ids it needs, the request id
    first. ``needs`` is the `max_tokens` from which on the reply is whole.
    """

    status: int | None
    bodies: tuple[Body, ...]
    ending: Ending
    prefixes: tuple[str, ...]
    streams: bool = False
    counts: bool = False
    retry: bool = False
    """What an error's ``x-should-retry`` says."""
    content_type: str | None = None
    """Set where the answer is not the API's."""
    head_at: float = 0.0
    changes: Changes = field(default_factory=dict)
    needs: int = 0

    def perform(self, filling: Filling, now: float) -> Performance:
        """The performance for one request, at ``now`` in seconds since the epoch."""
        steps: list[Step] = [body.send(filling) for body in self.bodies]
        if self.status is not None:
            length = sum(len(step.data) for step in steps if isinstance(step, Send))
            head = headers.changed(self._headers(self.status, filling.ids[0], now, length), told(self.changes, now))
            steps.insert(0, Head(self.status, head, self.head_at))
        return Performance((*steps, self.ending))

    def _headers(self, status: int, request_id: str, now: float, length: int) -> headers.Pairs:
        if self.content_type is not None:
            return headers.foreign(now, length, self.content_type)
        if self.streams:
            return headers.stream(request_id, now)
        if status == 200:
            return (headers.count if self.counts else headers.message)(request_id, now, length)
        return headers.error(status, request_id, now, length, retry=self.retry, wait=self._wait)

    @property
    def _wait(self) -> float:
        """The seconds for which limits last: as long as `retry-after` says."""
        said = self.changes.get("retry-after")
        if isinstance(said, Moment):
            return max(0.0, said.seconds)
        return float(said) if said and said.isascii() and said.isdigit() else 1.0
