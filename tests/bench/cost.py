"""What a stream of 40 events without waits costs, beside a bare Starlette `Response` of the same bytes."""

import json
import socket
import statistics
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from .processes import connect, cpu, post, started

CONNECTIONS: Final = 8
REQUESTS: Final = 250
"""Requests of a round on each connection."""
ROUNDS: Final = 9
DELTAS: Final = 34
SCENARIO: Final = "description: 40 events\nwhen: {last_user_text: Hello}\nreply:\n  - text:\n" + "".join(
    f"      - 'word number {number} '\n" for number in range(DELTAS)
)
BODY: Final = json.dumps(
    {
        "model": "claude-sonnet-4-5",
        "max_tokens": 1024,
        "stream": True,
        "messages": [{"role": "user", "content": "Hello"}],
    }
).encode()


def main() -> None:
    """Prints the CPU of each server in microseconds a stream, and its median ratio to the bare one."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        (Path(folder) / "forty.yaml").write_text(SCENARIO)
        whole = running.enter_context(started("-m", "understudy.cli", "serve", folder, "--port", "0"))
        body = Path(folder) / "body"
        body.write_bytes(_stream(whole[1]))
        bare, stage = (
            running.enter_context(started("-m", "tests.bench.bare", kind, str(body)))
            for kind in ("response", "performance")
        )
        servers = [_Server(running, *server) for server in (bare, stage, whole)]
        rounds = [[server.spent() for server in servers] for _ in range(ROUNDS + 1)][1:]
    print(_report(rounds))


def _report(rounds: Sequence[Sequence[float]]) -> str:
    bare, stage, whole = (statistics.median(column) for column in zip(*rounds, strict=True))
    stage_ratio, whole_ratio = (statistics.median(row[n] / row[0] for row in rounds) for n in (1, 2))
    return (
        f"cost: a bare Response {bare:.0f} µs of CPU; the same bytes as a performance {stage:.0f} µs, "
        f"ratio {stage_ratio:.2f} (at most 1.30); as a scenario {whole:.0f} µs, ratio {whole_ratio:.2f} (at most 2.50)"
    )


def _stream(url: str) -> bytes:
    """The bytes of our stream, without the head and the chunk around them."""
    with connect(url) as connection:
        connection.sendall(post("/v1/messages", BODY))
        received = _answer(connection)
    return received.partition(b"\r\n\r\n")[2].partition(b"\r\n")[2].removesuffix(b"\r\n0\r\n\r\n")


def _answer(connection: socket.socket) -> bytes:
    received = b""
    while not received.endswith((b"\r\n0\r\n\r\n", b"}\n\n")):
        received += connection.recv(65536)
    return received


class _Server:
    """A server process, and clients that keep their connections."""

    def __init__(self, running: ExitStack, pid: int, url: str) -> None:
        self._pid = pid
        self._clients = [running.enter_context(connect(url)) for _ in range(CONNECTIONS)]

    def spent(self) -> float:
        """Microseconds of CPU a request, in one round."""
        request = post("/v1/messages", BODY)
        before = cpu(self._pid)
        for _ in range(REQUESTS):
            for client in self._clients:
                client.sendall(request)
            for client in self._clients:
                _answer(client)
        return (cpu(self._pid) - before) / (REQUESTS * CONNECTIONS) * 1e6


if __name__ == "__main__":
    main()
