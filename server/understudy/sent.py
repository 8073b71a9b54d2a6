"""What was sent: how much of an answer its connection has taken, and how that ended."""

from typing import Any, Literal, Protocol

from .performance import Send
from .tally import Tally

Ended = Literal["finished", "closed", "reset", "left"]
"""As HTTP says; cut by FIN or by RST, as the scenario says; or by the client, or the end of the server."""


class Outlet(Protocol):
    """What bytes are written to."""

    @property
    def unsent(self) -> int:
        """The bytes that it holds because the client does not read them."""


class Sent:
    """Grows as long as the answer is played. Holds nothing of what was sent but its size."""

    __slots__ = ("_outlet", "_tally", "_whole", "after", "ended", "written")

    def __init__(self) -> None:
        self.written = 0
        """The bytes that were written, whether the client reads them or not."""
        self._whole = 0
        self._tally: Tally | None = None
        self._outlet: Outlet | None = None
        self.ended: Ended | None = None
        """None while it is still being played."""
        self.after: float | None = None
        """The seconds from the request's arrival to the end."""

    @property
    def size(self) -> int:
        """All that the connection has taken: head, body and what HTTP puts around it."""
        return self.written - (self._outlet.unsent if self._outlet else 0)

    @property
    def events(self) -> int:
        """The events that were sent whole."""
        return self._whole + (self._tally.events if self._tally else 0)

    def begin(self, outlet: Outlet) -> None:
        self._outlet = outlet

    def count(self, send: Send) -> None:
        """These bytes of the body are among what is written."""
        if send.events is not None:
            self._whole += send.events
            return
        if self._tally is None:
            self._tally = Tally()
        self._tally.add(send.data)

    def end(self, how: Ended, after: float) -> None:
        """It is over. What the client has not read when it leaves was not sent; else it is still on its way."""
        if how == "left":
            self.written = self.size
        self._whole = self.events
        self._tally = self._outlet = None
        self.ended, self.after = how, after

    def row(self) -> dict[str, Any]:
        """As JSON."""
        after = None if self.after is None else round(self.after, 6)
        return {"bytes": self.size, "events": self.events, "ended": self.ended, "after": after}
