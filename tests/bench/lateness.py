"""How late events are with many streams at once, and what a stream takes of memory."""

import argparse
import re
import select
import socket
import struct
import tempfile
import time
from pathlib import Path

from .cost import BODY
from .processes import connect, cpu, memory, post, started

GAP = 1 / 30
"""Seconds between events."""
FIRST = 0.5
"""Seconds before the first."""
ARRIVALS = 3.0
"""Seconds over which the requests are spread: what is measured is a house full of streams, not a rush at its door."""
SETTLING = 0.5
"""Seconds in which the server accepts the connections."""
_TIMESTAMPS = 35
"""SO_TIMESTAMPNS: the kernel notes when bytes came, so a client that is slow to look does not count."""
_DUE = re.compile(rb"<(\d+\.\d+)>")


def main() -> None:
    """Prints the lateness of events in milliseconds, the server's CPU and the memory of a stream."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=10)
    arguments, _ = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "steady.yaml").write_text(_scenario(arguments.seconds))
        with started("-m", "understudy.cli", "serve", folder, "--port", "0") as (pid, url):
            _Audience(url, 1).watch(pid)
            audience = _Audience(url, arguments.streams)
            audience.watch(pid)
    print(audience.report())


def _scenario(seconds: float) -> str:
    """Each delta says when it is due, in seconds after the first event."""
    events = int(seconds / GAP)
    deltas = "".join(f"      - '<{number * GAP:.4f}>'\n" for number in range(2, events))
    return (
        f"when: {{last_user_text: Hello}}\npace: {{between_events: {GAP}, first_event: {FIRST}, ping: none}}\n"
        f"reply:\n  - text:\n{deltas}"
    )


class _Audience:
    """Clients of one stream each."""

    def __init__(self, url: str, size: int) -> None:
        self._clients = {client.fileno(): client for client in (connect(url) for _ in range(size))}
        self._sent: dict[int, float] = {}
        self._lateness: list[float] = []
        self._cpu = self._memory = 0.0

    def watch(self, pid: int) -> None:
        """Asks for every stream and reads it to its end."""
        time.sleep(SETTLING)
        looks = select.epoll()
        for number, client in self._clients.items():
            client.setsockopt(socket.SOL_SOCKET, _TIMESTAMPS, 1)
            looks.register(number, select.EPOLLIN)
        before, used, began = memory(pid), cpu(pid), time.monotonic()
        waiting = list(self._clients)
        playing = len(waiting)
        while playing:
            while waiting and time.monotonic() - began > ARRIVALS * len(self._sent) / len(self._clients):
                self._ask(waiting.pop())
                if not waiting:
                    self._memory = memory(pid) - before
            for number, _ in looks.poll(0.001 if waiting else 1):
                if self._read(number):
                    looks.unregister(number)
                    playing -= 1
        self._cpu = (cpu(pid) - used) / (time.monotonic() - began)
        for client in self._clients.values():
            client.close()

    def _ask(self, number: int) -> None:
        self._sent[number] = time.time()
        self._clients[number].sendall(post("/v1/messages", BODY))

    def _read(self, number: int) -> bool:
        """Notes how late the last event of a read is, and says whether it was the last of the stream."""
        data, notes, _, _ = self._clients[number].recvmsg(1 << 16, 64)
        dues = _DUE.findall(data)
        if dues and data.endswith(b"}\n\n\r\n"):
            seconds, nanoseconds = struct.unpack("qq", notes[0][2])
            came = seconds + nanoseconds / 1e9
            self._lateness.append((came - self._sent[number] - FIRST - float(dues[-1])) * 1000)
        return not data or data.endswith(b"\r\n0\r\n\r\n")

    def report(self) -> str:
        late, streams = sorted(self._lateness), len(self._clients)
        median, most = (late[int(len(late) * share)] for share in (0.5, 0.99))
        return (
            f"lateness: {streams} streams, {len(late)} events: median {median:.1f} ms, p99 {most:.1f} ms "
            f"(at most 8.0), worst {late[-1]:.1f} ms, earliest {late[0]:.1f} ms; CPU {self._cpu:.0%}; "
            f"memory {self._memory / streams / 1000:.1f} KB a stream (at most 20.0)"
        )


if __name__ == "__main__":
    main()
