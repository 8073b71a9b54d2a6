"""What was sent: how much of an answer its connection has taken, and how that ended."""

from typing import Any, Literal, Protocol

Ended = Literal["finished", "closed", "reset", "left"]
"""As HTTP says; cut by FIN or by RST, as the scenario says; or by the client, or the end of the server."""


class Source(Protocol):
    """Who sends."""

    written: int

    @property
    def unsent(self) -> int:
        """The bytes that were written and wait for the client to read."""

    @property
    def events(self) -> int: ...


class Sent:
    """Grows as long as the answer is played. Holds nothing of what was sent but its size."""

    __slots__ = ("_events", "_size", "_source", "after", "ended")

    def __init__(self) -> None:
        self._size = 0
        self._events = 0
        self._source: Source | None = None
        self.ended: Ended | None = None
        """None while it is still being played."""
        self.after: float | None = None
        """The seconds from the request's arrival to the end."""

    @property
    def size(self) -> int:
        """All that the connection has taken: head, body and what HTTP puts around it."""
        return self._source.written - self._source.unsent if self._source else self._size

    @property
    def events(self) -> int:
        """The events that were sent whole."""
        return self._source.events if self._source else self._events

    def begin(self, source: Source) -> None:
        self._source = source

    def end(self, how: Ended, after: float) -> None:
        """It is over. What the client has not read when it leaves was not sent; else it is still on its way."""
        if self._source:
            self._size = self.size if how == "left" else self._source.written
            self._events = self._source.events
        self._source = None
        self.ended, self.after = how, after

    def row(self) -> dict[str, Any]:
        """As JSON."""
        after = None if self.after is None else round(self.after, 6)
        return {"bytes": self.size, "events": self.events, "ended": self.ended, "after": after}
