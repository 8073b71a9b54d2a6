"""How many streams another stand-in plays in a second of CPU beside ours, from the same words, on the same core."""

import json
import os
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from .cost import BODY
from .processes import LOAD_CORE, SERVER_CORE, connect, cpu, post, started

AIMOCK: Final = ("npx", "--yes", "--package", "@copilotkit/aimock@1.43.0", "llmock")
"""The stand-in that is compared; https://www.npmjs.com/package/@copilotkit/aimock"""
CONNECTIONS: Final = 8
REQUESTS: Final = 100
"""Requests of a round on each connection."""
ROUNDS: Final = 7
WORDS: Final = [f"word number {number:02d}, " for number in range(14)]
SCENARIO: Final = "description: 20 events\nwhen: {last_user_text: Hello}\nreply:\n  - text:\n" + "".join(
    f"      - '{word}'\n" for word in WORDS
)


def main() -> None:
    """Prints the streams of both in a second of CPU, and the median of the rounds' ratios."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        (Path(folder) / "twenty.yaml").write_text(SCENARIO)
        ours = running.enter_context(started("-m", "understudy.cli", "serve", folder, "--port", "0"))
        theirs = running.enter_context(_aimock(Path(folder)))
        houses = [_House(running, *server) for server in (ours, theirs)]
        rounds = [[house.rate() for house in houses] for _ in range(ROUNDS + 1)][1:]
    own, other = (statistics.median(column) for column in zip(*rounds, strict=True))
    ratio = statistics.median(row[0] / row[1] for row in rounds)
    print(
        f"others: {houses[0].events} events a stream, validation on: {own:.0f} streams in a second of CPU; "
        f"aimock, {houses[1].events} events: {other:.0f}; ratio {ratio:.2f} (at least 2.00)"
    )


@contextmanager
def _aimock(folder: Path) -> Iterator[tuple[int, str]]:
    """aimock on a free port, its process and its URL, with the same words in the same deltas."""
    fixture = {"match": {"userMessage": "Hello"}, "response": {"content": "".join(WORDS)}}
    (folder / "fixtures.json").write_text(json.dumps({"fixtures": [fixture]}))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ("-p", str(port), "-f", str(folder / "fixtures.json"), "-c", str(len(WORDS[0])), "--log-level", "silent")
    process = subprocess.Popen([*AIMOCK, *options], start_new_session=True)
    try:
        _await(port)
        for pid in _tree(process.pid):
            for task in Path(f"/proc/{pid}/task").iterdir():
                os.sched_setaffinity(int(task.name), SERVER_CORE)
        os.sched_setaffinity(0, LOAD_CORE)
        yield process.pid, f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, 15)
        process.wait()


def _await(port: int) -> None:
    """Waits until something listens, for up to a minute: the package may have to be fetched."""
    until = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


def _tree(pid: int) -> Iterator[int]:
    """A process and those it has started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _tree(int(child))


class _House:
    """A server, and clients that keep their connections."""

    def __init__(self, running: ExitStack, pid: int, url: str) -> None:
        self._pids = list(_tree(pid))
        self._clients = [running.enter_context(connect(url)) for _ in range(CONNECTIONS)]
        self._clients[0].sendall(post("/v1/messages", BODY))
        self.events = _answer(self._clients[0]).count(b"event: ")

    def rate(self) -> float:
        """Streams in a second of CPU, in one round in which every client asks again when it has the whole."""
        request = post("/v1/messages", BODY)
        before = sum(map(cpu, self._pids))
        for _ in range(REQUESTS):
            for client in self._clients:
                client.sendall(request)
            for client in self._clients:
                _answer(client)
        return REQUESTS * CONNECTIONS / (sum(map(cpu, self._pids)) - before)


def _answer(connection: socket.socket) -> bytes:
    received = b""
    while not received.endswith(b"0\r\n\r\n"):
        received += connection.recv(65536)
    return received


if __name__ == "__main__":
    main()
