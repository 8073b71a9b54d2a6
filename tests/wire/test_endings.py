"""The ways a connection ends, as a socket sees them."""

from collections.abc import Callable

import pytest

from tests.support.messages import HEADERS, body, post, stream
from tests.support.raw import ask, connect
from tests.support.sse import events, types

Play = Callable[..., str]

ENDINGS = [
    ("end: ", "finished"),
    ("close: ", "fin"),
    ("reset: ", "reset"),
    ("stall: forever", "open"),
]


@pytest.mark.parametrize(("directive", "ended"), ENDINGS, ids=[directive for directive, _ in ENDINGS])
def test_a_stream_ends_as_its_directive_says(play: Play, directive: str, ended: str) -> None:
    url = play(ending=f"reply: [{{text: [half an ans, {{{directive}}}]}}]")

    played = stream(url, "ending", patience=1.0)

    assert played.ended == ended
    assert types(played.body) == ["message_start", "content_block_start", "ping", "content_block_delta"]
    assert events(played.body)[-1]["delta"]["text"] == "half an ans"


def test_a_chunk_can_promise_more_than_comes(play: Play) -> None:
    url = play(ending="reply: [{text: [half an ans, {close: inside_chunk}]}]")

    played = stream(url, "ending")

    assert played.ended == "fin"
    assert b"half an ans" in played.body + played.unfinished
    assert played.unfinished


@pytest.mark.parametrize(("directive", "ended"), ENDINGS[1:], ids=[directive for directive, _ in ENDINGS[1:]])
def test_a_plain_answer_ends_before_its_first_byte(play: Play, directive: str, ended: str) -> None:
    url = play(ending=f"reply: [{{text: [half an ans, {{{directive}}}]}}]")

    played = post(url, body(), scenario="ending", patience=0.5)

    assert played.ended == ended
    assert played.raw == b""


def test_a_connection_serves_one_request_after_the_other(play: Play) -> None:
    url = play(hello="reply:\n  - text: Hello!") + "/v1/messages"
    headers = {**HEADERS, "x-understudy-scenario": "hello"}
    content = b'{"model":"claude-sonnet-4-5","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"Hi"}]}'

    with connect(url) as connection:
        answers = [ask(connection, url, content, headers) for _ in range(3)]

    assert [answer.status for answer in answers] == [200, 200, 200]
    assert [types(answer.body)[-1] for answer in answers] == ["message_stop"] * 3
