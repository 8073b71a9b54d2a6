"""How many streams of 20 events without waits are played in a second, beside other stand-ins on the same core."""

import select
import socket
import statistics
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from .cost import BODY
from .houses import OTHERS, House, ours
from .processes import connect, post

CONNECTIONS: Final = 32
"""Each asks again as soon as it has its answer, so that the server always has something to do."""
REQUESTS: Final = 1_000
SECONDS: Final = 1.0
"""A round ends after so many requests, or so much time."""
ROUNDS: Final = 7
_END: Final = b"\r\n0\r\n\r\n"
WORDS: Final = [f"word-number-{number:02d}, " for number in range(14)]


LIMIT: Final = 2.0
"""At least so many times what aimock plays."""


def main() -> None:
    """Prints for each house the streams in a second of its CPU, and of time, and how many times that ours plays."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        houses = [running.enter_context(house(Path(folder), WORDS)) for house in (ours, *OTHERS)]
        audiences = [_Audience(running, house) for house in houses]
        rounds = [[audience.rates() for audience in audiences] for _ in range(ROUNDS + 1)][1:]
    for number, (house, audience) in enumerate(zip(houses, audiences, strict=True)):
        of_cpu, of_time = (statistics.median(row[number][which] for row in rounds) for which in (0, 1))
        ratio, in_time = (statistics.median(row[0][which] / row[number][which] for row in rounds) for which in (0, 1))
        beside = f"; ours are {ratio:.2f} ({in_time:.2f}) times as many" if number else ""
        least = f", at least {LIMIT:.2f}" if house.name == "aimock" else ""
        print(
            f"others: {house.name}, {audience.events} events a stream: {of_cpu:.0f} streams in a second of CPU "
            f"({of_time:.0f} in a second){beside}{least}"
        )


class _Audience:
    """Clients of a house that keep their connections."""

    def __init__(self, running: ExitStack, house: House) -> None:
        self._house = house
        clients = [running.enter_context(connect(house.url)) for _ in range(CONNECTIONS)]
        self._clients = {client.fileno(): client for client in clients}
        clients[0].sendall(post(house.path, BODY))
        self.events = _answer(clients[0]).count(b"event: ")

    def rates(self) -> tuple[float, float]:
        """Streams in a second of CPU and of time, in one round in which every client asks again when it has all."""
        request = post(self._house.path, BODY)
        looks = select.epoll()
        for client in self._clients.values():
            looks.register(client, select.EPOLLIN)
        began, before = time.monotonic(), self._house.cpu()
        for client in self._clients.values():
            client.sendall(request)
        ended, tails = 0, dict.fromkeys(self._clients, b"")
        while ended < REQUESTS and time.monotonic() < began + SECONDS:
            for number, _ in looks.poll(SECONDS):
                client = self._clients[number]
                tails[number] = (tails[number] + client.recv(65536))[-len(_END) :]
                if tails[number] == _END:
                    ended += 1
                    client.sendall(request)
        looks.close()
        used, took = self._house.cpu() - before, time.monotonic() - began
        for number, client in self._clients.items():
            _answer(client, tails[number])
        return ended / used, ended / took


def _answer(connection: socket.socket, received: bytes = b"") -> bytes:
    """What comes up to the end of an answer of which something may have come before."""
    if received == _END:
        received = b""
    while not received.endswith(_END):
        received += connection.recv(65536)
    return received


if __name__ == "__main__":
    main()
