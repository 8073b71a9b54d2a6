"""How many requests of a session are in flight: what a `when` sees of it, and whom it counts."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from socket import socket

import pytest

from tests.support.messages import HEADERS, body, post, stream
from tests.support.raw import ask, connect

Play = Callable[..., str]

SCENARIOS = {
    "crowded": 'priority: 2\nwhen: {concurrent: ">2"}\nerror: rate_limit_error\n',
    "held": "priority: 1\nwhen: {last_user_text: Hold}\nreply: [{text: [Held, {stall: forever}]}]\n",
    "answered": "when: {concurrent: '<=2'}\nreply: [{text: Here.}]\n",
}
"""The third and every further request of a session at once is refused."""

HOLD = json.dumps(body(stream=True, messages=[{"role": "user", "content": "Hold"}])).encode()


@pytest.fixture
def url(play: Play) -> str:
    return play(**SCENARIOS)


@pytest.fixture
def held(url: str) -> Iterator[Callable[..., socket]]:
    """Sends a request whose response stays open until the connection it gives back is closed."""
    with ExitStack() as connections:

        def held(session: str = "") -> socket:
            connection = connections.enter_context(connect(url))
            hold(connection, session)
            came = b""
            while b"Held" not in came:
                came += connection.recv(65536)
            return connection

        yield held


def hold(connection: socket, session: str = "") -> None:
    """Asks for a response that stays open."""
    headers = {**HEADERS, "host": "x", "x-understudy-session": session, "content-length": str(len(HOLD))}
    fields = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    connection.sendall(f"POST /v1/messages HTTP/1.1\r\n{fields}\r\n".encode() + HOLD)


def test_a_request_counts_itself_and_those_of_its_session_that_are_in_flight(
    url: str, held: Callable[..., socket]
) -> None:
    held()
    assert stream(url).status == 200
    held()
    assert stream(url).status == 429


def test_a_client_that_leaves_is_no_longer_counted(url: str, held: Callable[..., socket]) -> None:
    held()
    held().close()
    assert stream(url).status == 200


def test_a_response_that_has_ended_is_not_counted_however_soon_the_next_comes(url: str) -> None:
    with connect(url) as connection:
        statuses = {
            ask(connection, f"{url}/v1/messages", json.dumps(body(stream=True)).encode(), HEADERS).status
            for _ in range(200)
        }
    assert statuses == {200}


def test_other_sessions_are_not_counted(url: str, held: Callable[..., socket]) -> None:
    held("theirs")
    held("theirs")
    assert stream(url).status == 200
    assert post(url, body(), headers={"x-understudy-session": "theirs"}).status == 429


def test_whoever_came_first_is_not_refused_when_all_come_at_once(url: str) -> None:
    """Six whole requests lie on their connections before the first is answered: two are let in."""
    with ExitStack() as connections:
        lines = [connections.enter_context(connect(url)) for _ in range(6)]
        for line in lines:
            hold(line)
        heads = [line.recv(12) for line in lines]
    assert sorted(heads) == [b"HTTP/1.1 200"] * 2 + [b"HTTP/1.1 429"] * 4


def test_a_fault_befalls_one_of_those_that_come_at_once(play: Play) -> None:
    url = play(
        unlucky="""
        turns:
          - when: {concurrent: 4}
            reply: [{text: [One, {wait: 100ms}, {reset: }]}]
          - reply: [{text: [One, {wait: 300ms}, " and all"]}]
        """
    )
    with ThreadPoolExecutor(4) as clients:
        endings = [came.ended for came in clients.map(lambda _: stream(url, "unlucky"), range(4))]
    assert sorted(endings) == ["finished", "finished", "finished", "reset"]
