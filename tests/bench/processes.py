"""Server processes on the first core, and what they use."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

SERVER_CORE, LOAD_CORE = {0}, {1}


@contextmanager
def started(*command: str, errors: IO[str] | None = None, pinned: bool = True) -> Iterator[tuple[int, str]]:
    """A server whose first line of output ends in its URL: its process id and that URL.

    ``errors`` takes its standard error. Where it is not ``pinned``, no process is bound to a core.
    """
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, stderr=errors, text=True)
    try:
        if pinned:
            os.sched_setaffinity(process.pid, SERVER_CORE)
            os.sched_setaffinity(0, LOAD_CORE)
        assert process.stdout
        yield process.pid, process.stdout.readline().split()[-1]
    finally:
        process.terminate()
        process.communicate()


def cpu(pid: int) -> float:
    """Seconds of CPU that the threads of a process have used."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def memory(pid: int) -> int:
    """Bytes of a process that are in memory."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE")


def sockets(pid: int) -> int:
    """How many sockets a process has open."""
    return sum(_is_socket(link) for link in Path(f"/proc/{pid}/fd").iterdir())


def _is_socket(link: Path) -> bool:
    """One that is closed while one looks is none."""
    with suppress(FileNotFoundError):
        return str(link.readlink()).startswith("socket:")
    return False


def connect(url: str) -> socket.socket:
    place = urlsplit(url)
    connection = socket.create_connection((place.hostname, place.port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def post(path: str, body: bytes) -> bytes:
    """A request as the API's clients send it."""
    head = (
        f"POST {path} HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\nanthropic-version: 2023-06-01\r\n"
        f"content-type: application/json\r\naccept: application/json\r\nuser-agent: bench\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
