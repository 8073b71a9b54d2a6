"""How many streams of 20 events without waits are played in a second, beside another stand-in on the same core."""

import select
import socket
import statistics
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from .cost import BODY
from .houses import House, aimock, ours
from .processes import connect, post

CONNECTIONS: Final = 32
"""Each asks again as soon as it has its answer, so that the server always has something to do."""
REQUESTS: Final = 1_000
"""Requests of a round."""
ROUNDS: Final = 7
_END: Final = b"\r\n0\r\n\r\n"
WORDS: Final = [f"word number {number:02d}, " for number in range(14)]


def main() -> None:
    """Prints the streams of both in a second of their CPU, and in a second of time, and the medians of the ratios."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        houses = [running.enter_context(house(Path(folder), WORDS)) for house in (ours, aimock)]
        audiences = [_Audience(running, house) for house in houses]
        rounds = [[audience.rates() for audience in audiences] for _ in range(ROUNDS + 1)][1:]
    (own, own_time), (other, other_time) = (
        [statistics.median(rates) for rates in zip(*column, strict=True)] for column in zip(*rounds, strict=True)
    )
    ratio, in_time = (statistics.median(row[0][n] / row[1][n] for row in rounds) for n in (0, 1))
    print(
        f"others: {audiences[0].events} events a stream, validation on: {own:.0f} streams in a second of CPU "
        f"({own_time:.0f} in a second); aimock, {audiences[1].events} events: {other:.0f} ({other_time:.0f}); "
        f"ratio {ratio:.2f} ({in_time:.2f}), at least 2.00"
    )


class _Audience:
    """Clients of a house that keep their connections."""

    def __init__(self, running: ExitStack, house: House) -> None:
        self._house = house
        clients = [running.enter_context(connect(house.url)) for _ in range(CONNECTIONS)]
        self._clients = {client.fileno(): client for client in clients}
        clients[0].sendall(post("/v1/messages", BODY))
        self.events = _answer(clients[0]).count(b"event: ")

    def rates(self) -> tuple[float, float]:
        """Streams in a second of CPU and of time, in one round in which every client asks again when it has all."""
        request = post("/v1/messages", BODY)
        looks = select.epoll()
        for client in self._clients.values():
            looks.register(client, select.EPOLLIN)
        began, before = time.monotonic(), self._house.cpu()
        for client in self._clients.values():
            client.sendall(request)
        ended = 0
        while ended < REQUESTS:
            for number, _ in looks.poll():
                client = self._clients[number]
                if client.recv(65536).endswith(_END):
                    ended += 1
                    client.sendall(request)
        used, took = self._house.cpu() - before, time.monotonic() - began
        for client in self._clients.values():
            _answer(client)
        return ended / used, ended / took


def _answer(connection: socket.socket) -> bytes:
    received = b""
    while not received.endswith(_END):
        received += connection.recv(65536)
    return received


if __name__ == "__main__":
    main()
