"""What becomes of a connection once it has served a request."""

import json
import time
from collections.abc import Callable

import pytest

from tests.support.messages import HEADERS, body
from tests.support.raw import Exchange, ask, connect

Play = Callable[..., str]

CONTENT = json.dumps(body(stream=True)).encode()


def asked(play: Play, connection: str, patience: float = 0.3) -> list[Exchange]:
    """The exchanges of two requests on one connection, the second of another scenario."""
    url = play(first=f"connection: {connection}\nreply: [{{text: Hello}}]", other="reply: [{text: Again}]")
    with connect(url) as socket:
        return [
            ask(socket, f"{url}/scenario/{name}/v1/messages", CONTENT, HEADERS, patience=patience)
            for name in ("first", "other")
        ]


@pytest.mark.parametrize(("said", "ended"), [("close", "fin"), ("reset", "reset"), ("silence", "open")])
def test_a_later_request_on_the_same_connection_gets_what_the_scenario_says(play: Play, said: str, ended: str) -> None:
    first, second = asked(play, f"{{on_reuse: {said}}}")

    assert (first.status, first.ended, first.header("connection")) == (200, "finished", "keep-alive")
    assert (second.raw, second.ended) == (b"", ended)


def test_a_connection_serves_on_where_the_scenario_says_nothing_of_reuse(play: Play) -> None:
    assert [answer.ended for answer in asked(play, "{idle_timeout: 1m}")] == ["finished", "finished"]


def test_new_connections_work_while_an_old_one_is_silent(play: Play) -> None:
    url = play(first="connection: {on_reuse: silence}\nreply: [{text: Hello}]") + "/scenario/first/v1/messages"
    with connect(url) as old, connect(url) as new:
        ask(old, url, CONTENT, HEADERS)

        assert ask(old, url, CONTENT, HEADERS, patience=0.1).ended == "open"
        assert ask(new, url, CONTENT, HEADERS).ended == "finished"


def test_an_idle_connection_is_closed_after_the_time_that_is_said(play: Play) -> None:
    url = play(first="connection: {idle_timeout: 100ms}\nreply: [{text: Hello}]") + "/scenario/first/v1/messages"
    with connect(url) as connection:
        asked = time.monotonic()
        answer = ask(connection, url, CONTENT, HEADERS)
        rest = connection.recv(100)

    assert (answer.header("connection"), rest) == ("keep-alive", b"")
    assert 0.1 <= time.monotonic() - asked < 5


def test_a_response_can_announce_that_its_connection_ends(play: Play) -> None:
    url = play(last="headers: {connection: close}\nreply: [{text: Hello}]") + "/scenario/last/v1/messages"
    with connect(url) as connection:
        answer = ask(connection, url, CONTENT, HEADERS)

        assert (answer.header("connection"), answer.ended, connection.recv(100)) == ("close", "finished", b"")


def test_the_body_can_stay_open_behind_message_stop(play: Play) -> None:
    url = play(held="reply: [{text: Hello}, {hold: 1h}]") + "/scenario/held/v1/messages"
    with connect(url) as connection:
        answer = ask(connection, url, CONTENT, HEADERS, patience=0.3)

    assert answer.text.rstrip().endswith("}")
    assert "event: message_stop\n" in answer.text
    assert answer.ended == "open"
