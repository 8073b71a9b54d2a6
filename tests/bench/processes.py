"""Server processes on the first core, and what they use."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

SERVER_CORE, LOAD_CORE = {0}, {1}


@contextmanager
def started(*command: str) -> Iterator[tuple[int, str]]:
    """A server whose first line of output ends in its URL: its process id and that URL."""
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True)
    try:
        os.sched_setaffinity(process.pid, SERVER_CORE)
        os.sched_setaffinity(0, LOAD_CORE)
        assert process.stdout
        yield process.pid, process.stdout.readline().split()[-1]
    finally:
        process.terminate()
        process.wait()


def cpu(pid: int) -> float:
    """Seconds of CPU that the threads of a process have used."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def memory(pid: int) -> int:
    """Bytes of a process that are in memory."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE")


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
