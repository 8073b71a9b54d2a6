"""What the journal says of what was sent."""

import json
import socket
import struct
import time
from collections.abc import Callable
from typing import Any
from urllib.request import urlopen

import pytest

from tests.support.messages import HEADERS, body, post, stream
from tests.support.raw import ask, connect
from tests.support.sse import events

Play = Callable[..., str]
Json = dict[str, Any]

HELLO = "reply: [{text: [Hel, lo]}]"
FLOOD = "honour_limits: false\nreply: [{text: {repeat: bla, times: forever}}]"


def journal(url: str) -> list[Json]:
    with urlopen(f"{url}/_understudy/journal") as answer:
        entries: list[Json] = json.load(answer)["entries"]
    return entries


def ended(url: str) -> Json:
    """The only entry, once it is over."""
    deadline = time.monotonic() + 5
    while True:
        (entry,) = journal(url)
        if entry["ended"] or time.monotonic() > deadline:
            return entry
        time.sleep(0.01)


def request(scenario: str) -> bytes:
    content = json.dumps(body(stream=True)).encode()
    lines = ["POST /v1/messages HTTP/1.1", "host: x", f"x-understudy-scenario: {scenario}"]
    lines += [f"{name}: {value}" for name, value in HEADERS.items()]
    return "\r\n".join([*lines, f"content-length: {len(content)}", "", ""]).encode() + content


@pytest.mark.parametrize(
    ("reply", "how"),
    [
        (HELLO, "finished"),
        ("reply: [{text: [Hel, {close: }]}]", "closed"),
        ("reply: [{text: [Hel, {reset: }]}]", "reset"),
        ("reply: [{text: [Hel, {close: inside_chunk}]}]", "closed"),
        ("reply: [{text: Hello}]\nwire: {gzip: always}", "finished"),
        ("reply: [{text: Hello}]\nwire: {eol: crlf, comments_every: 1ms}\npace: {between_events: 5ms}", "finished"),
        ("error: overloaded_error", "finished"),
    ],
)
def test_it_says_how_an_answer_ended_and_how_much_of_it_was_sent(play: Play, reply: str, how: str) -> None:
    url = play(answer=reply)

    seen = stream(url, "answer")

    entry = ended(url)
    sent = 0 if seen.status != 200 else sum(seen.body.count(mark) for mark in (b"\n\n", b"\r\n\r\ne"))
    assert (entry["ended"], entry["bytes"]) == (how, len(seen.raw))
    assert 0 <= entry["after"] < 5
    if "wire" not in reply:
        assert entry["events"] == sent


def test_compressed_events_are_counted_too(play: Play) -> None:
    url = play(plain=HELLO, packed=f"{HELLO}\nwire: {{gzip: always}}", spelled=f"{HELLO}\nwire: {{eol: cr}}")
    count = len(events(stream(url, "plain").body))
    stream(url, "packed")
    stream(url, "spelled")

    assert [entry["events"] for entry in journal(url)] == [count] * 3


@pytest.mark.parametrize("leave", ["fin", "reset"])
def test_it_says_where_and_when_the_client_left(play: Play, leave: str) -> None:
    url = play(slow="pace: {between_events: 20ms}\nreply: [{text: {repeat: ho, times: 500}}]")
    with connect(url) as connection:
        connection.sendall(request("slow"))
        received = b""
        while received.count(b"content_block_delta\n") < 5:
            received += connection.recv(65536)
        if leave == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    entry = ended(url)
    assert entry["ended"] == "left"
    assert received.count(b"event: ") <= entry["events"] <= received.count(b"event: ") + 2
    assert 0 <= entry["bytes"] - len(received) < 400
    assert 0.1 < entry["after"] < 5


def test_it_says_how_much_a_client_that_does_not_read_has_accepted(play: Play) -> None:
    url = play(flood=FLOOD)
    with connect(url) as connection:
        connection.sendall(request("flood"))
        before, accepted = -1, 0
        while accepted != before or not accepted:
            time.sleep(0.1)
            before, accepted = accepted, journal(url)[0]["bytes"]
        assert journal(url)[0]["ended"] is None
        received = 0
        while received < accepted:
            received += len(connection.recv(65536))

    entry = ended(url)
    assert entry["ended"] == "left"
    assert entry["bytes"] >= accepted > 100_000


def test_it_tells_connections_and_their_requests_apart(play: Play) -> None:
    url = play(once=f"connection: {{on_reuse: close}}\n{HELLO}", hello=HELLO)
    content = json.dumps(body(stream=True)).encode()
    with connect(url) as first, connect(url) as second:
        for connection, name in ((first, "hello"), (first, "once"), (second, "hello"), (first, "hello")):
            headers = {**HEADERS, "x-stainless-retry-count": "2"}
            ask(connection, f"{url}/scenario/{name}/v1/messages", content, headers, patience=1)

    entries = journal(url)
    one, two = (entries[number]["connection"] for number in (0, 2))
    assert one != two
    assert [(entry["connection"], entry["request"]) for entry in entries] == [(one, 1), (one, 2), (two, 1), (one, 3)]
    assert [entry["ended"] for entry in entries] == ["finished", "finished", "finished", "closed"]
    assert (entries[3]["status"], entries[3]["bytes"], entries[3]["scenario"]) == (None, 0, None)
    assert {entry["retry_count"] for entry in entries} == {2}


def test_an_early_answer_is_noted_as_well(play: Play) -> None:
    url = play(early="error: {type: rate_limit_error, early: true}")

    seen = post(url, b"", scenario="early")

    entry = ended(url)
    assert (entry["scenario"], entry["status"], entry["bytes"]) == ("early", 429, len(seen.raw))
