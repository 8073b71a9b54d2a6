"""The outlet: what the player plays on, one response on one connection. `line` is that of a server."""

from typing import Final, Protocol

from starlette.types import Scope

from .performance import Keeping, Reuse
from .scheduler import Scheduler

EXTENSION: Final = "understudy.line"
"""The key of the line in an ASGI scope's ``extensions``."""


class Listener(Protocol):
    """Who plays on a line."""

    def paused(self) -> None:
        """The client does not read; what is written now is held for it."""

    def resumed(self) -> None:
        """The client reads again."""

    def left(self) -> None:
        """The connection is gone."""


class Line(Protocol):
    """One response on one connection."""

    scheduler: Scheduler
    chunks: bool
    """Whether the client knows chunks: HTTP/1.1 does."""
    stays: bool
    """Whether the connection may be used again after this response; False ends it with the response."""
    bodiless: bool
    """Whether a head alone was asked for."""
    paused: bool
    """Whether more has been written than the client reads for now."""
    gone: bool
    connection: int
    """The number of the connection."""
    number: int
    """Which request on the connection is answered, from 1."""
    unsent: int
    """The bytes that have been written and wait for the client to read."""
    reuse: Reuse
    """What comes of the request, as an earlier one on the connection has left it."""

    def keep(self, keeping: Keeping) -> None:
        """What becomes of the connection after this response."""

    def listen(self, listener: Listener) -> None:
        """Tells the listener what happens on the connection until the response has ended."""

    def write(self, data: bytes) -> None: ...

    def finish(self, data: bytes) -> None:
        """The last bytes of a proper response; the connection goes on, if it stays."""

    def close(self, data: bytes) -> None:
        """These bytes, then FIN."""

    def reset(self, data: bytes) -> None:
        """These bytes, then RST."""


def line_of(scope: Scope) -> Line:
    """Takes the line of a request: what a scope holds for long is garbage with it, for only the collector to find.

    Raises RuntimeError where there is none: serve the app with `understudy.server`.
    """
    line: Line | None = scope.get("extensions", {}).pop(EXTENSION, None)
    if line is None:
        raise RuntimeError("understudy needs its own server: serve this app with understudy.server.serve or run")
    return line
