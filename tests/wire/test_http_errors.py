"""HTTP errors, as a socket sees them."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest

from tests.support.messages import HEADERS, body, post, stream
from tests.support.raw import connect

Play = Callable[..., str]

WAITS = [
    ("{}", "1", 1),
    ('{retry-after: "62291"}', "62291", 62_291),
    ('{retry-after: "0"}', "0", 0),
    ('{retry-after: "62291000"}', "62291000", 62_291_000),
    ("{retry-after: null}", None, 1),
    ("{retry-after: soon}", "soon", 1),
    ('{retry-after-ms: "1500"}', "1", 1),
]


@pytest.mark.parametrize(("said", "retry_after", "wait"), WAITS, ids=[said for said, _, _ in WAITS])
def test_a_limit_is_reset_when_retry_after_says(play: Play, said: str, retry_after: str | None, wait: int) -> None:
    answer = stream(play(limited=f"error: rate_limit_error\nheaders: {said}"), "limited")

    date, reset = (answer.header(name) for name in ("date", "anthropic-ratelimit-tokens-reset"))
    assert date
    assert reset
    assert (answer.status, answer.header("retry-after"), answer.header("x-should-retry")) == (429, retry_after, "true")
    assert 0 <= (datetime.fromisoformat(reset) - parsedate_to_datetime(date)).total_seconds() - wait <= 1


def test_a_moment_is_told_in_the_spelling_of_its_header(play: Play) -> None:
    answer = stream(
        play(
            limited="""
              error: rate_limit_error
              headers:
                retry-after: now+30s
                "anthropic-ratelimit-*": null
                anthropic-ratelimit-unified-status: rejected
                anthropic-ratelimit-unified-reset: now+30s
                x-should-retry: "false"
            """
        ),
        "limited",
    )

    date, retry_after = (parsedate_to_datetime(answer.header(name) or "") for name in ("date", "retry-after"))
    assert (retry_after - date).total_seconds() == 30
    assert {name: value for name, value in answer.headers if "ratelimit" in name} == {
        "anthropic-ratelimit-unified-status": "rejected",
        "anthropic-ratelimit-unified-reset": str(int(datetime.timestamp(retry_after.astimezone(UTC)))),
    }
    assert answer.header("x-should-retry") == "false"


def test_a_star_removes_every_header_it_fits(play: Play) -> None:
    answer = stream(play(bare='error: rate_limit_error\nheaders: {"*": null, content-type: text/plain}'), "bare")

    assert answer.status == 429
    assert [name for name, _ in answer.headers] == ["content-type", "transfer-encoding"]
    assert answer.json["error"]["type"] == "rate_limit_error"


LENGTHS = [
    ('content-length: "20"', True, "20", None),
    ('content-length: "20"', False, "20", None),
    ("transfer-encoding: chunked", False, None, "chunked"),
    ("content-length: null", False, None, "chunked"),
    ('transfer-encoding: identity, content-length: "20"', False, "20", "identity"),
]


@pytest.mark.parametrize(("said", "streams", "length", "encoding"), LENGTHS)
def test_a_head_says_in_one_way_where_the_body_ends(
    play: Play, said: str, streams: bool, length: str | None, encoding: str | None
) -> None:
    url = play(told=f"headers: {{{said}}}\nreply: [{{text: Hello}}]")
    answer = post(url, body(stream=streams), scenario="told", patience=0.3)
    assert (answer.header("content-length"), answer.header("transfer-encoding")) == (length, encoding)


def test_a_client_waits_for_a_body_that_is_said_to_be_longer(play: Play) -> None:
    url = play(long='headers: {content-length: "100000"}\nreply: [{text: Hello}]')
    assert post(url, body(), scenario="long", patience=0.3).ended == "open"
    assert stream(url, "long", patience=0.3).ended == "open"


def test_a_client_sees_only_the_beginning_of_a_body_that_is_said_to_be_shorter(play: Play) -> None:
    answer = stream(play(short='headers: {content-length: "20"}\nreply: [{text: Hello}]'), "short")
    assert (answer.body, answer.ended) == (b"event: message_start", "finished")
    assert answer.raw.endswith(b"\n\n") or answer.unfinished


def test_the_words_of_an_error_may_name_something_of_the_request(play: Play) -> None:
    url = play(
        long="""
          error:
            type: invalid_request_error
            message: "prompt is too long: {{ input_tokens }} tokens > 200000 maximum, attempt {{ attempt }}"
        """
    )
    answers = [post(url, body(system="Be brief. " * 40), scenario="long") for _ in range(2)]
    assert [answer.json["error"] for answer in answers] == [
        {
            "type": "invalid_request_error",
            "message": f"prompt is too long: 108 tokens > 200000 maximum, attempt {attempt}",
        }
        for attempt in (1, 2)
    ]


@pytest.mark.parametrize(
    ("details", "told"), [("omit", {}), ("null", {"details": None}), ("{a: 1}", {"details": {"a": 1}})]
)
def test_an_error_has_the_details_it_is_told(play: Play, details: str, told: dict[str, object]) -> None:
    url = play(told=f"error: {{type: api_error, message: Ouch, details: {details}}}")
    assert stream(url, "told").json["error"] == {"type": "api_error", "message": "Ouch"} | told


@pytest.mark.parametrize("streams", [True, False])
def test_a_body_may_end_with_its_connection_alone(play: Play, streams: bool) -> None:
    url = play(
        bare="headers: {transfer-encoding: null, content-length: null, connection: close}\nreply: [{text: Hello}]"
    )
    asked = json.dumps(body(stream=streams)).encode()
    fields = {**HEADERS, "host": "x", "x-understudy-scenario": "bare", "content-length": str(len(asked))}
    with connect(url) as connection:
        lines = [f"{name}: {value}" for name, value in fields.items()]
        connection.sendall("\r\n".join(["POST /v1/messages HTTP/1.1", *lines, "", ""]).encode() + asked)
        said, _, content = b"".join(iter(lambda: connection.recv(65536), b"")).partition(b"\r\n\r\n")
    assert not {b"transfer-encoding", b"content-length"} & {line.partition(b":")[0] for line in said.splitlines()}
    assert content.startswith(b"event: message_start\n" if streams else b'{"model":')
    assert content.endswith(b"}\n\n" if streams else b"}")
