"""A client that is ahead of its answer is seen to leave, as every other is."""

import logging
import socket
import time
from collections.abc import Callable

import pytest

from tests.support.messages import HELLO, body
from tests.support.raw import connect, exchange

from .asking import Asking
from .soak import SCENARIOS

SILENT = Asking("silent", HELLO).written()
LARGE = Asking("silent", body(system="The tide comes in twice a day. " * 10_000)).written()
PATIENCE = 5.0


@pytest.fixture
def silent(play: Callable[..., str]) -> str:
    """A server that never says anything."""
    return play(silent=(SCENARIOS / "silent.yaml").read_text())


def ended(url: str, count: int) -> list[str | None]:
    """How the answers have ended, as the journal tells once there are so many and none is still being played."""
    until = time.monotonic() + PATIENCE
    while True:
        entries = exchange(f"{url}/_understudy/journal", b"", {}, method="GET").json["entries"]
        seen = [entry["ended"] for entry in entries]
        if (len(seen) == count and None not in seen) or time.monotonic() > until:
            return seen


def begun(url: str, connection: socket.socket, request: bytes) -> None:
    """Sends a request, and waits until the journal has it."""
    connection.sendall(request)
    until = time.monotonic() + PATIENCE
    while not exchange(f"{url}/_understudy/journal", b"", {}, method="GET").json["entries"]:
        assert time.monotonic() < until, "the request never came"


@pytest.mark.parametrize(
    ("first", "more"),
    [(SILENT, SILENT), (SILENT, LARGE), (LARGE, b"")],
    ids=["another request", "another large request", "a large request"],
)
def test_a_client_that_leaves_silence_is_noticed(
    silent: str, caplog: pytest.LogCaptureFixture, first: bytes, more: bytes
) -> None:
    with caplog.at_level(logging.ERROR), connect(silent) as connection:
        begun(silent, connection, first)
        connection.sendall(more)
        connection.shutdown(socket.SHUT_RDWR)
        assert ended(silent, 1) == ["left"]
    assert caplog.text == ""
