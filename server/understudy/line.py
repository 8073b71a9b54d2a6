"""The line: one response on a connection, as the player wants it."""

from typing import TYPE_CHECKING, Final

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from .outlet import Listener
from .performance import Keeping

if TYPE_CHECKING:
    from .connection import Connection

_FLUSH_LOOKS: Final = 200
"""How often, a millisecond apart, a reset waits for bytes that are still to be written."""


class Line:
    """One response on one connection, as the player wants it."""

    __slots__ = ("_connection", "_cycle", "bodiless", "chunks", "connection", "number", "reuse", "scheduler", "write")

    def __init__(self, connection: "Connection", cycle: RequestResponseCycle) -> None:
        self._connection = connection
        self._cycle = cycle
        self.scheduler = connection.scheduler
        self.write = connection.write
        self.connection = connection.number
        """The number of the connection, in the order in which they were made."""
        self.number = connection.requests
        self.reuse = connection.on_reuse
        """What comes of this request, as an earlier one on the connection has left it."""
        self.chunks: bool = cycle.scope["http_version"] == "1.1"
        """Whether the client knows chunks: HTTP/1.1 does."""
        self.bodiless: bool = cycle.scope["method"] == "HEAD"
        """Whether the answer is a head alone, because that was asked for."""

    @property
    def stays(self) -> bool:
        """Whether the connection may be used again after this response."""
        return self._cycle.keep_alive

    @stays.setter
    def stays(self, stays: bool) -> None:
        self._cycle.keep_alive = stays

    @property
    def paused(self) -> bool:
        """Whether more has been written than the client has read for now."""
        return self._cycle.flow.write_paused

    @property
    def gone(self) -> bool:
        return self._cycle.disconnected or self._connection.transport.is_closing()

    @property
    def unsent(self) -> int:
        """The bytes that have been written and wait for the client to read."""
        return self._connection.unsent

    def keep(self, keeping: Keeping) -> None:
        """What becomes of the connection after this response."""
        self._connection.keep(keeping)

    def listen(self, listener: Listener) -> None:
        """Tells the listener what happens on the connection until the response has ended."""
        self._cycle.response_started = True
        self._connection.attend(listener, self._cycle)

    def finish(self, data: bytes) -> None:
        """The last bytes of a proper response. The connection goes on to its next request, if it stays."""
        self._ended()
        self._connection.write(data)
        if self._cycle.keep_alive:
            self._cycle.on_response()
        elif self._cycle.more_body:
            self._connection.linger()
        else:
            self._connection.transport.close()
            self._cycle.on_response()

    def close(self, data: bytes) -> None:
        """These bytes, then FIN."""
        self._ended()
        if data:
            self._connection.write(data)
        self._connection.transport.close()

    def reset(self, data: bytes) -> None:
        """These bytes, then RST, once the bytes are out."""
        self._ended()
        if data:
            self._connection.write(data)
        self._connection.abort(_FLUSH_LOOKS)

    def _ended(self) -> None:
        self._connection.listener = None
        self._cycle.response_started = self._cycle.response_complete = True
        self._cycle.message_event.set()
