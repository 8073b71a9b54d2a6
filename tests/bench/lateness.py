"""How late events are with many streams at once, and what a stream takes of memory."""

import argparse
import re
import select
import socket
import struct
import tempfile
import time
from array import array
from pathlib import Path
from typing import Final, NamedTuple

from .cost import BODY
from .houses import House, aimock, ours
from .processes import connect, post


class Load(NamedTuple):
    """So many streams of so many events a second; ``limit`` is for the 99th percentile, in milliseconds."""

    streams: int
    rate: int
    limit: float


LOADS: Final = (Load(1_000, 30, 5.0), Load(5_000, 10, 12.0), Load(10_000, 5, 30.0))
SECONDS: Final = 10.0
"""For how long it is looked at, once all streams have begun."""
ARRIVALS: Final = 0.002
"""Seconds between two requests: what is measured is a house full of streams, not a rush at its door."""
LOOKS: Final = 0.003
"""Seconds between two looks at what came: a client that is woken for every event costs the server as much again."""
SETTLING: Final = 0.5
"""Seconds in which the server accepts the connections."""
MEMORY: Final = 16.0
"""Kilobytes that a stream may take."""
_TIMESTAMPS: Final = 35
"""SO_TIMESTAMPNS: the kernel notes when bytes came, so a client that is slow to look does not count."""
_DUE: Final = re.compile(rb"<(\d+\.\d+)>")


def main() -> None:
    """Prints for each load the lateness of events in milliseconds, the server's CPU and the memory of a stream."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--others", action="store_true", help="also measure aimock, which npm fetches")
    arguments, _ = parser.parse_known_args()
    for load in LOADS:
        for house in (ours, aimock) if arguments.others else (ours,):
            with tempfile.TemporaryDirectory() as folder:
                gap = 1 / load.rate
                seconds = load.streams * ARRIVALS + SECONDS
                words = [f"<{number * gap:09.4f}>" for number in range(2, int(seconds * load.rate))]
                with house(Path(folder), words, gap) as running:
                    _Audience(running, 1).watch()
                    audience = _Audience(running, load.streams)
                    audience.watch()
                    print(audience.report(load), flush=True)


class _Audience:
    """Clients of one stream each."""

    def __init__(self, house: House, size: int) -> None:
        self._house = house
        self._clients = {client.fileno(): client for client in (connect(house.url) for _ in range(size))}
        self._asked: dict[int, float] = {}
        self._came, self._delays = array("d"), array("d")
        """When events came, and how long after they had been due if their stream had begun when it was asked for."""
        self._ended = 0.0
        """When the first stream had ended."""
        self._cpu = self._memory = 0.0

    def watch(self) -> None:
        """Asks for every stream and reads it to its end."""
        time.sleep(SETTLING)
        looks = select.epoll()
        for number, client in self._clients.items():
            client.setsockopt(socket.SOL_SOCKET, _TIMESTAMPS, 1)
            looks.register(number, select.EPOLLIN)
        before, began = self._house.memory(), time.monotonic()
        waiting = list(self._clients)
        playing, used = len(waiting), 0.0
        while playing:
            while waiting and time.monotonic() - began > ARRIVALS * len(self._asked):
                self._ask(waiting.pop())
                if not waiting:
                    self._memory, used, full = self._house.memory() - before, self._house.cpu(), time.monotonic()
            time.sleep(ARRIVALS if waiting else LOOKS)
            for number, _ in looks.poll(0):
                if self._read(number):
                    if not self._ended:
                        self._ended = time.time()
                        self._cpu = (self._house.cpu() - used) / (time.monotonic() - full) if not waiting else 0.0
                    looks.unregister(number)
                    playing -= 1
        for client in self._clients.values():
            client.close()

    def _ask(self, number: int) -> None:
        self._asked[number] = time.time()
        self._clients[number].sendall(post(self._house.path, BODY))
        self._clients[number].setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)

    def _read(self, number: int) -> bool:
        """Notes when the last event of a read came, and says whether it was the last of the stream."""
        data, notes, _, _ = self._clients[number].recvmsg(1 << 16, 64)
        dues = _DUE.findall(data)
        if dues and data.endswith(b"}\n\n\r\n"):
            seconds, nanoseconds = struct.unpack("qq", notes[0][2])
            came = seconds + nanoseconds / 1e9
            self._came.append(came)
            self._delays.append(came - self._asked[number] - float(dues[-1]))
        return not data or data.endswith(b"\r\n0\r\n\r\n")

    def report(self, load: Load) -> str:
        """Of the time in which all streams were played. Where no beginning can be said, the earliest event counts."""
        full = max(self._asked.values()) + 1
        seen = [delay for came, delay in zip(self._came, self._delays, strict=True) if full < came < self._ended]
        first = min(seen) if self._house.first is None else self._house.first
        late = sorted((delay - first) * 1000 for delay in seen)
        median, most = (late[int(len(late) * share)] for share in (0.5, 0.99))
        return (
            f"lateness: {self._house.name}, {load.streams:,} streams of {load.rate} events a second, {len(late):,} "
            f"of them seen: median {median:.1f} ms, p99 {most:.1f} ms (at most {load.limit:.1f}), "
            f"worst {late[-1]:.1f} ms, earliest {late[0]:.1f} ms; CPU {self._cpu:.0%}; "
            f"memory {self._memory / load.streams / 1000:.1f} KB a stream (at most {MEMORY:.1f})"
        )


if __name__ == "__main__":
    main()
