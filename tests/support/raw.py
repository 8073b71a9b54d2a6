"""A raw HTTP/1.1 client: it sees every chunk, when it came and how the connection ended."""

import json
import socket
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

Ending = Literal["finished", "fin", "reset", "open"]


@dataclass(frozen=True)
class Chunk:
    """One HTTP chunk; ``at`` counts seconds from the sending of the request to the chunk's last byte."""

    data: bytes
    at: float


@dataclass(frozen=True)
class Exchange:
    """One response as it came.

    ``ended`` is ``finished`` where the body ended as HTTP says, ``fin`` and ``reset`` where the connection went
    first, ``open`` where nothing more came in the client's patience. ``unfinished`` holds the bytes of a chunk that
    promised more; ``raw`` all that came, as it came.
    """

    status_line: str
    headers: tuple[tuple[str, str], ...]
    chunks: tuple[Chunk, ...]
    ended: Ending
    ended_at: float
    unfinished: bytes
    raw: bytes

    @property
    def status(self) -> int:
        return int(self.status_line.split()[1])

    @property
    def body(self) -> bytes:
        return b"".join(chunk.data for chunk in self.chunks)

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def header(self, name: str) -> str | None:
        """The only value of a header, or None."""
        values = [value for key, value in self.headers if key.lower() == name]
        assert len(values) <= 1, f"{name} was sent {len(values)} times"
        return values[0] if values else None


def exchange(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    method: str = "POST",
    patience: float = 5.0,
) -> Exchange:
    """Send one request on a connection of its own and read what comes until the response or the patience ends."""
    with connect(url) as connection:
        return ask(connection, url, body, headers, method=method, patience=patience)


def connect(url: str) -> socket.socket:
    """A connection to the server of a URL; the caller closes it."""
    place = urlsplit(url)
    assert place.hostname
    assert place.port
    connection = socket.create_connection((place.hostname, place.port), timeout=5)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def ask(
    connection: socket.socket,
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    method: str = "POST",
    patience: float = 5.0,
) -> Exchange:
    """Send one request on an open connection and read its response."""
    place = urlsplit(url)
    target = place.path + (f"?{place.query}" if place.query else "")
    lines = [f"{method} {target} HTTP/1.1", f"host: {place.netloc}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += [f"content-length: {len(body)}", "", ""]
    sent = time.monotonic()
    connection.sendall("\r\n".join(lines).encode() + body)
    return _Reading(connection, sent, patience).exchange()


class _Reading:
    """The reading of one response from a socket."""

    def __init__(self, connection: socket.socket, sent: float, patience: float) -> None:
        self._connection = connection
        self._sent = sent
        self._deadline = sent + patience
        self._buffer = b""
        self._ended: Ending | None = None
        self._last_read = 0.0
        self._raw = bytearray()

    def exchange(self) -> Exchange:
        head = self._until(b"\r\n\r\n")
        if head is None:
            return self._whole("", (), ())
        status_line, *fields = head.decode("latin-1").split("\r\n")
        headers = tuple((name, value.strip()) for name, _, value in (field.partition(":") for field in fields))
        chunks = tuple(self._body({name.lower(): value for name, value in headers}))
        return self._whole(status_line, headers, chunks)

    def _whole(self, status_line: str, headers: tuple[tuple[str, str], ...], chunks: tuple[Chunk, ...]) -> Exchange:
        ended = self._ended or "finished"
        return Exchange(status_line, headers, chunks, ended, self._last_read, self._buffer, bytes(self._raw))

    def _body(self, headers: Mapping[str, str]) -> Iterator[Chunk]:
        if headers.get("transfer-encoding") == "chunked":
            return self._chunks()
        return self._counted(int(headers.get("content-length", "0")))

    def _counted(self, length: int) -> Iterator[Chunk]:
        if length and (data := self._exactly(length)) is not None:
            yield Chunk(data, self._last_read)

    def _chunks(self) -> Iterator[Chunk]:
        while (size := self._until(b"\r\n")) is not None:
            data = self._exactly(int(size, 16) + 2)
            if data is None:
                return
            assert data.endswith(b"\r\n"), "a chunk ends with CRLF"
            if size == b"0":
                return
            yield Chunk(data[:-2], self._last_read)

    def _until(self, mark: bytes) -> bytes | None:
        while mark not in self._buffer:
            if not self._read():
                return None
        found, _, self._buffer = self._buffer.partition(mark)
        return found

    def _exactly(self, count: int) -> bytes | None:
        while len(self._buffer) < count:
            if not self._read():
                return None
        found, self._buffer = self._buffer[:count], self._buffer[count:]
        return found

    def _patiently(self) -> bytes:
        """What comes next. Silence counts only where the server has had the time to answer another meanwhile."""
        left = self._deadline - time.monotonic()
        if left <= 0 and self._raw:
            raise TimeoutError
        self._connection.settimeout(max(left, 0.001))
        try:
            return self._connection.recv(65536)
        except TimeoutError:
            if self._raw:
                raise
        self._wait_for_another()
        self._connection.settimeout(0.001)
        return self._connection.recv(65536)

    def _wait_for_another(self) -> None:
        host, port = self._connection.getpeername()[:2]
        with socket.create_connection((host, port), timeout=20) as another:
            another.sendall(b"GET /_understudy/health HTTP/1.1\r\nhost: another\r\nconnection: close\r\n\r\n")
            another.recv(1)

    def _read(self) -> bool:
        """Take what comes next; False once nothing more comes."""
        try:
            data = self._patiently()
        except TimeoutError:
            self._ended = "open"
            return False
        except ConnectionResetError:
            data, self._ended = b"", "reset"
        self._last_read = time.monotonic() - self._sent
        if not data:
            self._ended = self._ended or "fin"
            return False
        self._buffer += data
        self._raw += data
        return True
