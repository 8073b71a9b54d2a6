"""The line: one request on a connection, and the way back for its response."""

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from .outlet import Exchange, Listener
from .performance import Keeping, Reuse

if TYPE_CHECKING:
    from .connection import Connection

_FLUSH_LOOKS: Final = 200
"""How often, a millisecond apart, a reset waits for bytes that are still to be written."""
_BROKEN: Final = b"HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class Line:
    """One request on one connection, and the way back for its response, as the player wants it.

    For uvicorn's connection it is a request among others: ``response_complete`` is what that asks for.
    """

    __slots__ = (
        "_begun",
        "_connection",
        "_exchange",
        "_transport",
        "chunks",
        "connection",
        "method",
        "more_body",
        "number",
        "path",
        "response_complete",
        "scheduler",
        "send",
        "stays",
    )

    def __init__(
        self,
        connection: "Connection",
        method: str,
        path: str,
        *,
        chunks: bool,
        stays: bool,
    ) -> None:
        self._connection = connection
        self._transport = connection.transport
        self._exchange: Exchange | None = None
        self._begun = False
        self.method = method
        self.path = path
        self.scheduler = connection.scheduler
        self.send = connection.socket.send
        """Sends bytes at once, as many as it gives back; raises OSError where it cannot."""
        self.connection = connection.number
        """The number of the connection, in the order in which they were made."""
        self.number = connection.requests
        self.chunks = chunks
        """Whether the client knows chunks: HTTP/1.1 does."""
        self.stays = stays
        """Whether the connection may be used again after this response."""
        self.more_body = True
        """Whether its body has not ended."""
        self.response_complete = False

    def meet(self, exchange: Exchange) -> None:
        """Who answers it."""
        self._exchange = exchange

    def begin(self) -> None:
        """Its turn has come."""
        self._begun = True
        if self._exchange is not None:
            try:
                self._exchange.begin(self)
            except Exception:
                self._break()
        if not self.more_body:
            self.whole()

    def take(self, data: bytes) -> None:
        """More of its body."""
        if self._exchange is not None and self.more_body:
            try:
                self._exchange.take(self, data)
            except Exception:
                self._break()

    def whole(self) -> None:
        """Its body has ended."""
        self.more_body = False
        if self._begun and self._exchange is not None:
            try:
                self._exchange.whole(self)
            except Exception:
                self._break()

    def drop(self) -> None:
        """It gets no answer any more."""
        self._exchange = None

    @property
    def bodiless(self) -> bool:
        """Whether the answer is a head alone, because that was asked for."""
        return self.method == "HEAD"

    @property
    def reuse(self) -> Reuse:
        """What comes of this request, as an earlier one on the connection has left it."""
        return self._connection.on_reuse

    @property
    def paused(self) -> bool:
        """Whether something was written that the client does not read for now."""
        return self._connection.flow.write_paused

    @property
    def gone(self) -> bool:
        return self._transport.is_closing()

    @property
    def unsent(self) -> int:
        """The bytes that have been written and wait for the client to read."""
        return self._transport.get_write_buffer_size()

    def keep(self, keeping: Keeping) -> None:
        """What becomes of the connection after this response."""
        self._connection.keep(keeping)

    def listen(self, listener: Listener) -> None:
        """Tells the listener what happens on the connection until the response has ended."""
        self._connection.attend(listener)

    def hold(self, data: bytes) -> None:
        """Sends later what could not be sent at once; until then the line is paused."""
        self._transport.write(data)

    def write(self, data: bytes) -> None:
        """Sends at once what can be, and holds the rest; all of it behind what is held already."""
        sent = 0
        if not self.paused:
            with suppress(OSError):  # it is full or broken, and the transport knows what to do
                sent = self.send(data)
        if sent < len(data):
            self.hold(data[sent:])

    def finish(self, data: bytes) -> None:
        """The last bytes of a proper response. The connection goes on to its next request, if it stays."""
        self._ended()
        self.write(data)
        if self.stays:
            self._connection.on_response_complete()
        elif self.more_body:
            self._connection.linger()
        else:
            self._transport.close()

    def close(self, data: bytes) -> None:
        """These bytes, then FIN."""
        self._ended()
        if data:
            self.write(data)
        self._transport.close()

    def reset(self, data: bytes) -> None:
        """These bytes, then RST, once the bytes are out."""
        self._ended()
        if data:
            self.write(data)
        self._connection.abort(_FLUSH_LOOKS)

    def _ended(self) -> None:
        self._connection.listener = self._exchange = None
        self.response_complete = True

    def _break(self) -> None:
        """What answers it is broken: that is told in the log, and the client is not left waiting."""
        self._connection.logger.exception("%s %s could not be answered", self.method, self.path)
        if not self.response_complete:
            self.close(b"" if self._connection.listener else _BROKEN)
