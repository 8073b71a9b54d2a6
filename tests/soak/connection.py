"""One connection to a server, for a client that shares an event loop with hundreds of others."""

import asyncio
import socket
import struct
import time
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

_TIMESTAMPS: Final = 35
"""SO_TIMESTAMPNS: the kernel notes when bytes came, so a client that is slow to look does not count."""
_LINGER_NOT: Final = struct.pack("ii", 1, 0)
_READ: Final = 1 << 16


class CutError(Exception):
    """The connection ended before the answer did; the text says after what."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole response; ``seconds`` from the sending of the request to the coming of its last byte."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    seconds: float

    def header(self, name: str) -> str | None:
        """The first value of a header, by its lower-case name."""
        return next((value for key, value in self.headers if key == name), None)


class Connection:
    """Has to be ended by `leave`."""

    def __init__(self, buffer: int | None) -> None:
        """``buffer`` is how many bytes the kernel should hold for a client that does not read; None leaves it alone."""
        self._socket = socket.socket()
        self._socket.setblocking(False)
        self._socket.setsockopt(socket.SOL_SOCKET, _TIMESTAMPS, 1)
        if buffer is not None:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self._unread = bytearray()
        self._came = 0.0

    @classmethod
    async def to(cls, url: str, buffer: int | None = None) -> "Connection":
        """A connection that has been made."""
        place, connection = urlsplit(url), cls(buffer)
        try:
            await asyncio.get_running_loop().sock_connect(connection._socket, (place.hostname, place.port))
        except BaseException:
            connection.leave()
            raise
        connection._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def leave(self, *, reset: bool = False) -> None:
        """FIN or RST; where bytes have come that were not read, the kernel makes a reset of either."""
        if reset:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
        self._socket.close()

    def half_close(self) -> None:
        """FIN; what comes can still be read."""
        self._socket.shutdown(socket.SHUT_WR)

    async def send(self, data: bytes) -> None:
        await asyncio.get_running_loop().sock_sendall(self._socket, data)

    async def receive(self, count: int = _READ) -> bytes:
        """What has come, as soon as there is something; nothing once the server has closed."""
        await asyncio.sleep(0)  # or who always finds something would keep all others waiting
        while True:
            try:
                data, notes, _, _ = self._socket.recvmsg(count, 64)
            except BlockingIOError:
                await self._readable()
                continue
            if notes:
                seconds, nanoseconds = struct.unpack("qq", notes[0][2])
                self._came = seconds + nanoseconds / 1e9
            else:
                self._came = time.time()  # the kernel begins to take notes a moment after it is asked to
            return data

    async def ask(self, request: bytes) -> Answer:
        """The answer to a request. Raises CutError where the connection ends first."""
        began = time.time()
        try:
            await self.send(request)
            status, *fields = (await self._line(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = tuple((name.lower(), value) for name, _, value in (field.partition(": ") for field in fields))
            length = next((int(value) for name, value in headers if name == "content-length"), None)
            body = await self._chunks() if length is None else await self._counted(length)
        except ConnectionError as error:
            raise CutError(type(error).__name__) from None
        return Answer(int(status.split()[1]), headers, body, self._came - began)

    async def _chunks(self) -> bytes:
        """The body that the chunks hold."""
        body = bytearray()
        while size := int(await self._line(b"\r\n"), 16):
            body += (await self._counted(size + 2))[:size]
        await self._counted(2)
        return bytes(body)

    async def _line(self, mark: bytes) -> bytes:
        """What comes before a mark; both are taken."""
        while (end := self._unread.find(mark)) < 0:
            await self._more()
        return self._taken(end + len(mark)).removesuffix(mark)

    async def _counted(self, length: int) -> bytes:
        while len(self._unread) < length:
            await self._more()
        return self._taken(length)

    def _taken(self, length: int) -> bytes:
        taken = bytes(self._unread[:length])
        del self._unread[:length]
        return taken

    async def _more(self) -> None:
        data = await self.receive()
        if not data:
            raise CutError(f"FIN after {bytes(self._unread[-60:])!r}")
        self._unread += data

    async def _readable(self) -> None:
        loop, number = asyncio.get_running_loop(), self._socket.fileno()
        ready: asyncio.Future[None] = loop.create_future()
        loop.add_reader(number, _resolve, ready)
        try:
            await ready
        finally:
            loop.remove_reader(number)


def _resolve(ready: "asyncio.Future[None]") -> None:
    if not ready.done():
        ready.set_result(None)
