"""The outlet: what the player plays on, one response on one connection, and who decides what is played there."""

from collections.abc import Iterable
from typing import Protocol

from starlette.types import Receive, Scope, Send

from .performance import Keeping, Reuse
from .scheduler import Scheduler

Headers = Iterable[tuple[bytes, bytes]]
"""The names and values of a request's headers, as they came."""


class Listener(Protocol):
    """Who plays on a line."""

    def paused(self) -> None:
        """The client does not read; what is written now is held for it."""

    def resumed(self) -> None:
        """The client reads again."""

    def left(self) -> None:
        """The connection is gone."""


class Line(Protocol):
    """One request on one connection, and the way back for its response."""

    method: str
    path: str
    """Decoded, without the query."""
    scheduler: Scheduler
    chunks: bool
    """Whether the client knows chunks: HTTP/1.1 does."""
    stays: bool
    """Whether the connection may be used again after this response; False ends it with the response."""
    connection: int
    """The number of the connection."""
    number: int
    """Which request on the connection it is, from 1."""

    @property
    def bodiless(self) -> bool:
        """Whether a head alone was asked for."""

    @property
    def reuse(self) -> Reuse:
        """What comes of the request, as an earlier one on the connection has left it."""

    @property
    def paused(self) -> bool:
        """Whether something was written that the client does not read for now. Nothing more is to be written then."""

    @property
    def gone(self) -> bool:
        """Whether the client has left."""

    @property
    def unsent(self) -> int:
        """The bytes that have been written and wait for the client to read."""

    def keep(self, keeping: Keeping) -> None:
        """What becomes of the connection after this response."""

    def listen(self, listener: Listener) -> None:
        """Tells the listener what happens on the connection until the response has ended."""

    def send(self, data: bytes, /) -> int:
        """Sends bytes at once, as many as it gives back; raises OSError where it cannot."""

    def hold(self, data: bytes) -> None:
        """Sends later what could not be sent at once; until then the line is paused."""

    def write(self, data: bytes) -> None:
        """Sends at once what can be, and holds the rest."""

    def finish(self, data: bytes) -> None:
        """The last bytes of a proper response; the connection goes on, if it stays."""

    def close(self, data: bytes) -> None:
        """These bytes, then FIN."""

    def reset(self, data: bytes) -> None:
        """These bytes, then RST."""


class Exchange(Protocol):
    """Who answers one request, on its line, as soon as enough of it has come."""

    def begin(self, line: Line) -> None:
        """The head has come, and the requests before it have their answers. Part of the body may have come, too."""

    def take(self, line: Line, data: bytes) -> None:
        """More of the body."""

    def whole(self, line: Line) -> None:
        """The body has ended."""


class House(Protocol):
    """Who answers."""

    def exchange(self, line: Line, headers: Headers) -> Exchange | None:
        """Who answers this request; None: ``control`` does."""

    async def control(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An ASGI app."""
