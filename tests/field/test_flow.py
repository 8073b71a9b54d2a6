"""Trouble of time and of connections: what comes when, what is kept open, and what a client leaves behind."""

from typing import Any

import pytest

from tests.support.messages import HEADERS, body, post
from tests.support.raw import ask, connect, exchange

from .playing import attempt, attempts, joined

HELLO = b'{"model":"claude-sonnet-4-5","max_tokens":64,"stream":true,"messages":[{"role":"user","content":"Hello"}]}'


Json = dict[str, Any]


def journal(base_url: str) -> list[Json]:
    """What the server has noted of a test's session."""
    stage, _, session = base_url.partition("/session/")
    told = exchange(f"{stage}/_understudy/journal?session={session}", b"", {}, method="GET")
    entries: list[Json] = told.json["entries"]
    return entries


def test_two_hundred_megabytes_come_only_as_fast_as_they_are_read(base_url: str) -> None:
    lines = ["POST /v1/messages HTTP/1.1", "host: understudy", f"content-length: {len(HELLO)}", "", ""]
    headers = {**HEADERS, "x-understudy-scenario": "backpressure", "x-understudy-session": base_url.rpartition("/")[2]}
    lines[2:2] = [f"{name}: {value}" for name, value in headers.items()]
    with connect(base_url) as connection:
        connection.sendall("\r\n".join(lines).encode() + HELLO)
        read = 0
        while read < 3_000_000 and (data := connection.recv(65_536)):
            read += len(data)
        (noted,) = journal(base_url)
    assert 3_000_000 <= noted["bytes"] < 30_000_000
    assert noted["ended"] is None


def test_a_silent_stream_says_that_it_is_alive(base_url: str) -> None:
    came = attempt(base_url, "alive-but-slow")
    pings = [chunk.at for chunk in came.chunks if b"event: ping\n" in chunk.data]
    assert len(pings) >= 8
    assert came.ended_at >= 0.59


def test_nothing_but_pings_comes_any_more(base_url: str) -> None:
    came = post(base_url, body(stream=True), scenario="only-pings", patience=0.8)
    assert came.ended == "open"
    assert joined(came) == "One moment"
    later = [chunk.data for chunk in came.chunks[1:]]
    assert len(later) >= 5
    assert set(later) == {b'event: ping\ndata: {"type": "ping"}\n\n'}


def test_nothing_comes_for_a_while_not_even_the_status_line_then_not_even_a_byte(base_url: str) -> None:
    line, event, nothing, prompt = attempts(base_url, "slow-first-byte", 4)
    assert line.chunks[0].at >= 0.29
    assert event.chunks[0].at >= 0.29
    assert (nothing.raw, nothing.ended) == (b"", "fin")
    assert nothing.ended_at >= 0.29
    assert prompt.ended == "finished"


def test_a_slow_text_is_left_and_the_journal_says_where(base_url: str) -> None:
    came = attempt(base_url, "client-abort")
    words = joined(came).count("word ")
    assert 1 <= words <= 10
    assert came.ended == "open"
    (noted,) = journal(base_url)
    assert noted["ended"] in ("left", None)  # the server may not yet have heard of it
    assert noted["events"] >= words + 3


def test_the_body_stays_open_behind_the_end(base_url: str) -> None:
    came = attempt(base_url, "no-eof-after-stop")
    assert came.ended == "open"
    assert not came.raw.endswith(b"0\r\n\r\n")


def test_a_connection_is_closed_when_it_is_used_again(base_url: str) -> None:
    url = base_url + "/v1/messages"
    headers = {**HEADERS, "x-understudy-scenario": "keepalive-stale"}
    with connect(url) as connection:
        first, second = ask(connection, url, HELLO, headers), ask(connection, url, HELLO, headers)
    assert (first.status, first.ended) == (200, "finished")
    assert second.raw == b""
    assert second.ended in ("fin", "reset")
    with connect(url) as another:
        assert ask(another, url, HELLO, headers).status == 200


@pytest.mark.parametrize("name", ["clean-eof-early", "error-event-mid"])
def test_a_connection_lives_on_behind_a_body_that_ended_too_early(base_url: str, name: str) -> None:
    url = base_url + "/v1/messages"
    headers = {**HEADERS, "x-understudy-scenario": name}
    with connect(url) as connection:
        played = [ask(connection, url, HELLO, headers) for _ in range(2)]
    assert [came.ended for came in played] == ["finished", "finished"]


def test_a_text_that_was_cut_off_goes_on_from_what_has_come(base_url: str) -> None:
    asked = body(stream=True)
    cut = post(base_url, asked, scenario="resume-after-partial")
    asked["messages"] = [*asked["messages"], {"role": "assistant", "content": joined(cut)}]
    assert joined(post(base_url, asked, scenario="resume-after-partial")) == " before it had been lit."
