"""The connection: uvicorn's, with lines for the player. All that touches what uvicorn does not promise is here."""

import asyncio
import os
import socket
import struct
from itertools import count
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from .line import Line
from .outlet import EXTENSION, Listener
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
    """uvicorn's connection, which hands out a line with every request."""

    __slots__ = (
        "_attended",
        "_behind",
        "_head",
        "_lingers",
        "_socket",
        "listener",
        "number",
        "on_reuse",
        "requests",
        "scheduler",
    )

    def __init__(self, *args: Any, scheduler: Scheduler, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scheduler = scheduler
        self.listener: Listener | None = None
        self.number = next(_numbers)
        self.requests = 0
        """How many have come on it."""
        self.on_reuse: Reuse = "answer"
        self._socket = -1
        """Its file descriptor, while the transport is open; -1 where a socket has none."""
        self._lingers = False
        self._attended: RequestResponseCycle | None = None
        """The request whose response is being played."""
        self._behind = 0
        """The bytes that have come since that began."""
        self._head: int | None = 0
        """The bytes of a head that is still incomplete after its first read; None behind a head."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        super().connection_made(transport)
        sock = transport.get_extra_info("socket")
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = sock.fileno() if os.name == "posix" else -1
        self._await_client()

    def data_received(self, data: bytes) -> None:
        if self._lingers:
            return
        if self._head is not None:
            self._head += len(data)
        super().data_received(data)
        if self._head is not None and self._head > MAX_HEAD and not self.transport.is_closing():
            self.send_400_response("Request head too large.")
        if self.listener is not None:
            self._behind += len(data)
            if self._behind < MAX_BEHIND:
                self.flow.resume_reading()
        self._await_client()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head = 0

    def on_headers_complete(self) -> None:
        self._head = None
        before = self.cycle
        super().on_headers_complete()
        if self.cycle is not before:
            self.requests += 1
            extensions: dict[str, Any] = {EXTENSION: Line(self, self.cycle)}
            self.scope["extensions"] = extensions

    def pause_writing(self) -> None:
        super().pause_writing()
        if self.listener is not None:
            self.listener.paused()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self.listener is not None:
            self.listener.resumed()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._attended is not None:
            self._attended.disconnected = True
        super().connection_lost(exc)
        self._unset_keepalive_if_required()
        listener, self.listener = self.listener, None
        if listener is not None:
            listener.left()
        # Each of these leads back here; without them no garbage is left for the collector, which looks seldom.
        for waiting, _ in self.pipeline:
            waiting.scope.pop("extensions", None)
        self.cycle = self.scope = self._attended = None  # type: ignore[assignment]  # nothing comes any more
        self.pipeline.clear()

    def attend(self, listener: Listener, cycle: RequestResponseCycle) -> None:
        """A response is played, which need not be to the latest request: a client may send another before its end.

        The connection is read, or it would not be noticed that the client leaves.
        """
        self.listener, self._attended, self._behind = listener, cycle, 0
        self.flow.resume_reading()

    @property
    def unsent(self) -> int:
        """The bytes that wait for the client to read."""
        return self.transport.get_write_buffer_size()

    def write(self, data: bytes) -> None:
        """Sends what the socket takes at once, without the loop's round; the transport holds the rest."""
        transport, sent = self.transport, 0
        if not transport.get_write_buffer_size() and not transport.is_closing():
            try:
                sent = os.write(self._socket, data)
            except OSError:
                sent = 0  # it is full or broken, and the transport knows what to do
        if sent < len(data):
            transport.write(data[sent:])

    def keep(self, keeping: Keeping) -> None:
        """What holds from the end of the response on."""
        self.on_reuse = keeping.on_reuse
        if keeping.idle_timeout is not None:
            self.timeout_keep_alive = keeping.idle_timeout  # type: ignore[assignment]  # less than a second, too

    def linger(self) -> None:
        """FIN, and what the client is still sending is thrown away, or a reset would take the answer from it."""
        self._lingers = True
        self.flow.resume_reading()
        self._unset_keepalive_if_required()
        self.timeout_keep_alive_task = self.loop.call_later(_LINGERS, self.timeout_keep_alive_handler)
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
            sock = self.transport.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
            self.transport.abort()

    def _await_client(self) -> None:
        """Bounds the time for which nothing comes, while it is the client's turn."""
        if self.cycle is None or self.cycle.response_complete or self.cycle.more_body:
            self._unset_keepalive_if_required()
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )
