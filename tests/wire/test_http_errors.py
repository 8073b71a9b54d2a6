"""HTTP errors, as a socket sees them."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest

from tests.support.messages import stream

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
