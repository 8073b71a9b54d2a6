"""Answers that are given before the body of the request has come."""

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable

import pytest

from tests.support.messages import HEADERS, body, post
from tests.support.raw import ask, connect

Play = Callable[..., str]

PAGE = "<html><head><title>413 Request Entity Too Large</title></head></html>"
EARLY = f"""
error: {{status: 413, content_type: text/html, body: "{PAGE}", early: true}}
headers: {{server: nginx, connection: close}}
"""
PIECE = bytes(65536)


def head(length: int, **headers: str) -> bytes:
    """The head of a request that promises a body of so many bytes."""
    said = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"POST /v1/messages HTTP/1.1\r\nhost: x\r\n{said}content-length: {length}\r\n\r\n".encode()


def read(connection: socket.socket) -> bytes:
    """All that comes until FIN."""
    return b"".join(iter(lambda: connection.recv(65536), b""))


def test_the_answer_comes_while_the_body_is_still_to_be_sent(play: Play) -> None:
    url = play(early=EARLY)
    with connect(url) as connection:
        connection.sendall(head(1_000_000, x_understudy_scenario="early"))
        answer = read(connection)

    assert answer.startswith(b"HTTP/1.1 413 ")
    assert answer.endswith(PAGE.encode())


@pytest.mark.parametrize("accepts", ["gzip", "br"])
def test_the_answer_is_delivered_as_the_scenario_and_the_head_say(play: Play, accepts: str) -> None:
    url = play(early=f"wire: {{gzip: accepted}}\nfaults: [{{at: headers, do: {{wait: 50ms}}}}]\n{EARLY}")
    with connect(url) as connection:
        begun = time.monotonic()
        connection.sendall(head(1_000_000, x_understudy_scenario="early", accept_encoding=accepts))
        answer = read(connection)
        took = time.monotonic() - begun

    said, _, content = answer.partition(b"\r\n\r\n")
    assert (gzip.decompress(content) if accepts == "gzip" else content) == PAGE.encode()
    assert (b"content-encoding: gzip" in said) is (accepts == "gzip")
    assert took >= 0.05


def test_a_client_that_goes_on_sending_gets_the_whole_answer_and_no_reset(play: Play) -> None:
    url = play(early=EARLY)
    sent = []
    with connect(url) as connection:
        connection.settimeout(10)
        connection.sendall(head(40_000_000, x_understudy_scenario="early"))

        def send() -> None:
            for _ in range(400):
                connection.sendall(PIECE)
                sent.append(len(PIECE))

        sending = threading.Thread(target=send)
        sending.start()
        answer = read(connection)
        sending.join()

    assert answer.endswith(PAGE.encode())
    assert sum(sent) == 400 * 65536


def test_a_connection_that_stays_serves_the_next_request_behind_the_unread_body(play: Play) -> None:
    url = play(early="error: {type: rate_limit_error, early: true}", hello="reply: [{text: Hello}]")
    content = json.dumps(body(stream=True)).encode()
    with connect(url) as connection:
        answers = [
            ask(connection, f"{url}/scenario/{name}/v1/messages", content, HEADERS) for name in ("early", "hello")
        ]

    assert [answer.status for answer in answers] == [429, 200]


def test_a_client_that_asks_first_is_never_told_to_continue(play: Play) -> None:
    url = play(early=EARLY)
    with connect(url) as connection:
        connection.sendall(head(1_000_000, x_understudy_scenario="early", expect="100-continue"))

        assert read(connection).startswith(b"HTTP/1.1 413 ")


def test_an_early_answer_needs_no_valid_request(play: Play) -> None:
    url = play(early="error: {type: rate_limit_error, early: true}")

    answer = post(url, b"no JSON", scenario="early", headers={"x-api-key": None})

    assert (answer.status, answer.json["error"]["type"]) == (429, "rate_limit_error")


@pytest.mark.parametrize("scenario", ["late", None])
def test_all_others_wait_for_the_body(play: Play, scenario: str | None) -> None:
    url = play(late="when: {stream: true}\nerror: overloaded_error", early=EARLY)
    with connect(url) as connection:
        named = {"x_understudy_scenario": scenario} if scenario else {}
        connection.sendall(head(1_000_000, **named) + PIECE)
        connection.settimeout(0.2)
        with pytest.raises(TimeoutError):
            connection.recv(100)


def test_it_takes_as_long_as_its_pace_says(play: Play) -> None:
    url = play(early="pace: {headers: 100ms}\nerror: {type: rate_limit_error, early: true}")

    assert post(url, b"", scenario="early").ended_at >= 0.1


LIMITS = {
    "too_large": "priority: 5\nwhen: {body_bytes: '>1000'}\n" + EARLY,
    "team": "when: {header: {x-team: blue}, beta: b-1, retry_count: 0}\nerror: {type: permission_error, early: true}",
    "hello": "when: {model: '*'}\nreply: [{text: Hello}]",
}
TEAM = {"x_team": "blue", "anthropic_beta": "b-1", "x_stainless_retry_count": "0"}


@pytest.mark.parametrize(("length", "headers", "status"), [(1_000_000, {}, b"413"), (1000, TEAM, b"403")])
def test_a_when_that_the_head_meets_is_answered_early(
    play: Play, length: int, headers: dict[str, str], status: bytes
) -> None:
    with connect(play(**LIMITS)) as connection:
        connection.sendall(head(length, **headers))
        connection.settimeout(2)
        assert connection.recv(65536).startswith(b"HTTP/1.1 " + status)


def test_a_head_that_meets_no_such_when_waits_for_its_body(play: Play) -> None:
    url = play(**LIMITS)
    assert post(url, body()).json["content"][0]["text"] == "Hello"


@pytest.mark.parametrize("first", ["when: {stream: true}", "when: {concurrent: 1, header: {x-team: '*'}}"])
def test_a_scenario_that_comes_first_and_needs_the_body_has_all_wait(play: Play, first: str) -> None:
    url = play(first=f"priority: 9\n{first}\nreply: [{{text: First}}]", **LIMITS)
    with connect(url) as connection:
        connection.sendall(head(1_000_000, **TEAM))
        connection.settimeout(0.2)
        with pytest.raises(TimeoutError):
            connection.recv(100)


def test_one_that_comes_first_but_fails_by_the_head_has_nobody_wait(play: Play) -> None:
    url = play(first="priority: 9\nwhen: {stream: true, header: {x-team: '*'}}\nreply: [{text: First}]", **LIMITS)
    with connect(url) as connection:
        connection.sendall(head(1_000_000))
        connection.settimeout(2)
        assert connection.recv(65536).startswith(b"HTTP/1.1 413")


def test_a_when_that_needs_the_body_is_answered_once_that_has_come(play: Play) -> None:
    url = play(late="when: {stream: true}\nerror: {type: overloaded_error, early: true}")
    assert post(url, body(stream=True)).status == 529
