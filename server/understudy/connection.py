"""The connection: uvicorn's, with lines for the player. All that touches what uvicorn does not promise is here."""

import asyncio
import socket
import struct
from itertools import count
from typing import Any, Final

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from . import head
from .line import Line
from .outlet import House, Listener
from .patience import Patience
from .performance import Keeping, Reuse
from .scheduler import Scheduler

MAX_HEAD: Final = 64 * 1024
"""Bytes of a request's head, beyond what came in its first read."""
MAX_BEHIND: Final = 1024 * 1024
"""Bytes that are read of what a client sends before it has its answer. Behind more, its leaving goes unnoticed."""
_LINGER_NOT: Final = struct.pack("ii", 1, 0)
_LINGERS: Final = 30.0
"""Seconds for which a client may go on sending after it has got its answer. Source: nginx, `lingering_time`."""
_numbers: Final = count(1)


class Connection(HttpToolsProtocol):
    """uvicorn's connection. What its house answers goes over a line; for the rest there is ASGI, as uvicorn does it."""

    __slots__ = (
        "_behind",
        "_head",
        "_house",
        "_lingers",
        "_patience",
        "listener",
        "number",
        "on_reuse",
        "requests",
        "scheduler",
        "socket",
    )

    def __init__(self, *args: Any, scheduler: Scheduler, house: House, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scheduler = scheduler
        self._house = house
        self._patience = Patience(self.loop, self.timeout_keep_alive_handler)
        self.listener: Listener | None = None
        """Who plays."""
        self.number = next(_numbers)
        self.requests = 0
        """How many have come on it."""
        self.on_reuse: Reuse = "answer"
        self.socket: socket.socket
        """The transport's own, for what is not to wait for the loop's next round."""
        self._lingers = False
        self._behind = 0
        """The bytes that have come since something is played."""
        self._head: int | None = 0
        """The bytes of a head that is still incomplete after its first read; None behind a head."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        super().connection_made(transport)
        transport.set_write_buffer_limits(0)
        sock = transport.get_extra_info("socket")
        self.socket = socket.socket(sock.family, sock.type, sock.proto, sock.fileno())
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._await_client()

    def data_received(self, data: bytes) -> None:
        if self._lingers:
            return
        if self._head is not None:
            self._head += len(data)
        self._parse(data)
        if self._head is not None and self._head > MAX_HEAD and not self.transport.is_closing():
            self.send_400_response("Request head too large.")
        if self.listener is not None:
            self._behind += len(data)
            if self._behind < MAX_BEHIND:
                self.flow.resume_reading()
        self._await_client()

    def on_message_begin(self) -> None:
        self._head = 0
        self.url = b""
        self.headers = []

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name, value))

    def on_headers_complete(self) -> None:
        self._head = None
        parser = self.parser
        if (
            self._lingers
            or self.transport.is_closing()
            or (parser.should_upgrade() and parser.get_method() != b"CONNECT")
        ):
            return
        self.requests += 1
        version = parser.get_http_version()
        line = Line(
            self,
            parser.get_method().decode(),
            head.path(self.url),
            chunks=version == "1.1",
            stays=version != "1.0" and parser.should_keep_alive(),
        )
        exchange = self._house.exchange(line, self.headers)
        if exchange is None:
            self._begin_asgi()
            return
        self.headers = []  # for as long as the answer is played
        line.meet(exchange)
        before, self.cycle = self.cycle, line  # type: ignore[assignment]  # a cycle, for all that uvicorn asks of it
        if before is None or before.response_complete:
            line.begin()
        else:
            self.flow.pause_reading()
            self.pipeline.appendleft((line, None))  # type: ignore[arg-type]  # as above

    def on_body(self, body: bytes) -> None:
        if isinstance(self.cycle, Line):
            self.cycle.take(body)
        elif self.cycle is not None:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if isinstance(self.cycle, Line):
            if self.cycle.more_body and not self.cycle.response_complete:
                self.cycle.whole()
        elif self.cycle is not None:
            super().on_message_complete()

    def on_response_complete(self) -> None:
        """A response has ended, and the connection stays."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self.loop.call_soon(self._next)
        else:
            self._await_client()

    def pause_writing(self) -> None:
        super().pause_writing()
        if self.listener is not None:
            self.listener.paused()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self.listener is not None:
            self.listener.resumed()

    def connection_lost(self, exc: Exception | None) -> None:
        # Lines and requests that wait lead back here; without them no garbage is left for the collector, which looks
        # seldom.
        for line in (self.cycle, *(waiting for waiting, _ in self.pipeline)):
            if isinstance(line, Line):
                line.drop()
        self.pipeline.clear()
        if isinstance(self.cycle, Line):
            self.cycle = None
        super().connection_lost(exc)
        self.socket.detach()  # it is the transport that closes it
        self._patience.end()
        listener, self.listener = self.listener, None
        if listener is not None:
            listener.left()
        self.cycle = self.scope = None  # type: ignore[assignment]  # nothing comes any more

    def attend(self, listener: Listener) -> None:
        """A response is played. The connection is read, or it would not be noticed that the client leaves."""
        self.listener, self._behind = listener, 0
        self.flow.resume_reading()

    def keep(self, keeping: Keeping) -> None:
        """What holds from the end of the response on."""
        self.on_reuse = keeping.on_reuse
        if keeping.idle_timeout is not None:
            self.timeout_keep_alive = keeping.idle_timeout  # type: ignore[assignment]  # less than a second, too

    def linger(self) -> None:
        """FIN, and what the client is still sending is thrown away, or a reset would take the answer from it."""
        self._lingers = True
        self.flow.resume_reading()
        self._patience.begin(_LINGERS)
        self.transport.write_eof()

    def shutdown(self) -> None:
        """The server stops: what is still to come might never end, and never be read."""
        self.transport.abort()

    def abort(self, looks: int) -> None:
        """RST, once nothing is left to be written, or after so many looks."""
        if self.transport.get_write_buffer_size() and looks:
            self.loop.call_later(0.001, self.abort, looks - 1)
            return
        if not self.transport.is_closing():
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
            self.transport.abort()

    def _parse(self, data: bytes) -> None:
        """Has the parser tell what comes.

        Nothing is talked here but HTTP 1: a request that asks for more is taken as one that does not. The parser leaves
        its body alone, so it is given again what was asked, without the asking. Source: RFC 9110, section 7.8; the HTTP
        client of Java asks for HTTP 2 like this.
        """
        while data:
            try:
                self.parser.feed_data(data)
            except httptools.HttpParserUpgrade as upgrade:
                data = head.without_upgrade(self.parser.get_method(), self.url, self.headers) + data[upgrade.args[0] :]
                self.parser = httptools.HttpRequestParser(self)
                self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
            except httptools.HttpParserError:
                self.send_400_response("Invalid HTTP request received.")
                return
            else:
                return

    def _should_upgrade(self) -> bool:
        """Not what uvicorn answers, either."""
        return False

    def _begin_asgi(self) -> None:
        """Has uvicorn take the request whose head has come, as if it came now."""
        url, headers = self.url, self.headers
        super().on_message_begin()
        super().on_url(url)
        for name, value in headers:
            super().on_header(name, value)
        super().on_headers_complete()

    def _next(self) -> None:
        """The turn of a request that was sent before the one before it had its answer."""
        if not self.pipeline or self.transport.is_closing():
            return
        cycle, app = self.pipeline.pop()
        if isinstance(cycle, Line):
            cycle.begin()
        else:
            self._start_asgi_task(cycle, app)

    def _await_client(self) -> None:
        """Bounds the time for which nothing comes, while it is the client's turn."""
        if self._lingers:
            return
        if self.cycle is None or self.cycle.response_complete or self.cycle.more_body:
            self._patience.begin(self.timeout_keep_alive)
        else:
            self._patience.pause()
