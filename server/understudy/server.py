"""The server: sockets, start and stop."""

import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import uvicorn

from . import garbage
from .connection import Connection
from .errors import UnderstudyError
from .outlet import House
from .scheduler import LoopClock, Scheduler

KEEP_ALIVE: Final = 420
"""Seconds for which a connection is kept while nothing comes from a client that has more to say.

The API's edge keeps an idle connection for 400: what a client does not meet there, it shall not meet here unasked.
"""
_BACKLOG: Final = 4096
_MOST_SOCKETS: Final = 65_536
_START: Final = 10.0
"""Seconds a server in a thread may take to start or to stop."""


class AddressError(UnderstudyError):
    """An address that cannot be listened on."""


def bind(host: str, port: int) -> socket.socket:
    """A socket that is bound and listens; early clients queue. Port 0 takes a free one.

    Raises AddressError, in one line, where that cannot be.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise AddressError(f"host {host!r} is unknown: expected an address such as 127.0.0.1 or localhost") from None
    # The protocol is named, or asyncio would not know that this is TCP and would leave Nagle's delay on.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        reason = error.strerror or str(error)
        raise AddressError(
            f"cannot listen on {host} port {port}: {reason}; choose another with --port, or --port 0 for a free one"
        ) from None
    return listener


def url(listener: socket.socket) -> str:
    """The base URL of a bound socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if listener.family == socket.AF_INET6 else f"http://{host}:{port}"


def run(house: House, listener: socket.socket, *, on_ready: Callable[[str], None]) -> None:
    """Serves until Ctrl-C or SIGTERM, which end open streams at once. The process is the server's alone."""
    garbage.begin()
    _allow_connections()
    _Server(house, lambda: on_ready(url(listener)), is_alone=True).run([listener])


def _allow_connections() -> None:
    """As many open sockets as the system lets a process have by itself: shells often allow no more than 1,024."""
    if sys.platform == "win32":
        return  # no such limit
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _MOST_SOCKETS if hard == resource.RLIM_INFINITY else min(hard, _MOST_SOCKETS)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs in a thread of its own."""

    url: str
    port: int


@contextmanager
def serve(house: House, host: str = "127.0.0.1", port: int = 0) -> Iterator[Running]:
    """Serves in a thread while the block runs. Raises AddressError; nothing is left behind."""
    listener = bind(host, port)
    ready = threading.Event()
    server = _Server(house, ready.set)
    running = Running(url(listener), listener.getsockname()[1])
    thread = threading.Thread(target=server.run, args=([listener],), name=running.url, daemon=True)
    thread.start()
    try:
        if not ready.wait(_START):
            raise UnderstudyError(f"the server on {running.url} did not start within {_START:.0f} s")
        yield running
    finally:
        server.should_exit = True
        thread.join(_START)
        listener.close()


class _Server(uvicorn.Server):
    """uvicorn, set up for streams that hang on purpose."""

    def __init__(self, house: House, on_ready: Callable[[], None], *, is_alone: bool = False) -> None:
        """``is_alone``: the process is this server's, and so is its garbage."""
        self._scheduler = Scheduler(LoopClock())
        super().__init__(
            uvicorn.Config(
                house.control,
                interface="asgi3",
                http=partial(Connection, scheduler=self._scheduler, house=house),  # type: ignore[arg-type]  # makes one
                loop="auto",
                ws="none",
                lifespan="off",
                access_log=False,
                log_config=None,  # or every handler of the process would be closed
                log_level="error",
                proxy_headers=False,
                server_header=False,
                date_header=False,
                timeout_keep_alive=KEEP_ALIVE,
                timeout_graceful_shutdown=1,
                backlog=_BACKLOG,
            )
        )
        self._on_ready = on_ready
        self._is_alone = is_alone

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()

    async def on_tick(self, counter: int) -> bool:
        if self._is_alone:
            garbage.look(busy=self._scheduler.busy)
        return await super().on_tick(counter)

    def handle_exit(self, sig: int, frame: Any) -> None:  # noqa: ARG002  # uvicorn's signature
        """A signal is a proper end: the exit code says so."""
        self.should_exit = True
