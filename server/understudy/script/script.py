"""A script: one outcome written for one kind of request, and performed for each request of that kind."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Literal

from ..api import headers
from ..api.moments import Changes, Moment, told
from ..delivery import announced
from ..performance import Ending, Flow, Head, Performance, Run
from .body import Body
from .handling import Handling
from .rounds import Rest, flowing, sliced
from .stencil import NOTHING, Filling


@dataclass(frozen=True)
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
    rest: Rest = ()
    """What comes behind the bodies, made while the client reads."""
    handling: Handling | None = None
    """What is done to the bytes; its bodies are then one an event."""

    def perform(self, filling: Filling, now: float) -> Performance:
        """The performance for one request, at ``now`` in seconds since the epoch."""
        if self.handling is not None:
            return self._handled(self.handling, filling, now)
        parts = [run.send(filling) if isinstance(run, Body) else run for run in self._runs]
        if self.status is None:
            return Performance((*parts, self.ending))
        length = 0 if self.streams else len(Performance(tuple(parts)).body)
        head = self._head(self.status, filling.ids[0], now, length)
        if self.rest:
            flow = Flow(lambda: sliced(flowing(self.rest, filling)), self.rest[0].at)
            return Performance((head, *parts, flow, self.ending))
        return Performance((head, *parts, self.ending))

    @cached_property
    def _runs(self) -> tuple[Body | Run, ...]:
        """The bodies in their order; those between two with holes are one part of every performance."""
        runs: list[Body | Run] = []
        for varies, group in groupby(self.bodies, lambda body: body.stencil.pick is not None):
            bodies = tuple(group)
            runs += bodies if varies else (Run(tuple([body.send(NOTHING) for body in bodies])),)
        return tuple(runs)

    def _handled(self, handling: Handling, filling: Filling, now: float) -> Performance:
        played = handling.handle(self.bodies, self.ending, filling, self.head_at, self.rest)
        if self.status is None or played.head_at is None:
            return Performance((*played.before, *played.sends, played.ending))
        chunked = self.streams and not handling.delivery.content_length
        length = None if chunked else handling.length(self.bodies, played, filling, streams=self.streams)
        said = self._pairs(self.status, filling.ids[0], now, length or 0)
        said = headers.counted(said, length) if self.streams and length is not None else said
        said = announced(said) if handling.announces_gzip else said
        head = Head.of(self.status, headers.changed(said, told(self.changes, now)), played.head_at)
        return Performance((*played.before, head, *played.sends, played.ending))

    def _head(self, status: int, request_id: str, now: float, length: int) -> Head:
        """Most heads are written once a second, but for what is filled in."""
        if not self.changes and self.content_type is None and (self.streams or status == 200):
            lines = headers.built(self._build, request_id, now, length)
            extent: Literal["length", "chunks"] = "chunks" if self.streams else "length"
            return Head(status, lines, self.head_at, extent, request_id=request_id)
        pairs = headers.changed(self._pairs(status, request_id, now, length), told(self.changes, now))
        return Head.of(status, pairs, self.head_at)

    def _pairs(self, status: int, request_id: str, now: float, length: int) -> headers.Pairs:
        if self.content_type is not None:
            return headers.foreign(now, length, self.content_type)
        if self.streams or status == 200:
            return self._build(request_id, now, length)
        return headers.error(status, request_id, now, length, retry=self.retry, wait=self._wait)

    @property
    def _build(self) -> headers.Build:
        if self.streams:
            return headers.stream
        return headers.count if self.counts else headers.message

    @property
    def _wait(self) -> float:
        """The seconds for which limits last: as long as `retry-after` says."""
        said = self.changes.get("retry-after")
        if isinstance(said, Moment):
            return max(0.0, said.seconds)
        return float(said) if said and said.isascii() and said.isdigit() else 1.0
