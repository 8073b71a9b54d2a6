"""The headers of answers."""

import pytest

from understudy.api import headers
from understudy.api.moments import Moment, told

NOON = 1_767_268_800.0


def test_a_stream_carries_the_apis_headers_in_its_order() -> None:
    sent = headers.stream("req_1", NOON)
    assert [name for name, _ in sent] == [
        "date", "content-type", "transfer-encoding", "connection", "cache-control",
        "anthropic-ratelimit-output-tokens-limit", "anthropic-ratelimit-output-tokens-remaining",
        "anthropic-ratelimit-output-tokens-reset",
        "anthropic-ratelimit-requests-limit", "anthropic-ratelimit-requests-remaining",
        "anthropic-ratelimit-requests-reset",
        "anthropic-ratelimit-input-tokens-limit", "anthropic-ratelimit-input-tokens-remaining",
        "anthropic-ratelimit-input-tokens-reset",
        "anthropic-ratelimit-tokens-limit", "anthropic-ratelimit-tokens-remaining",
        "anthropic-ratelimit-tokens-reset",
        "request-id", "strict-transport-security", "anthropic-organization-id", "anthropic-workspace-id",
        "traceresponse", "server", "vary", "cf-cache-status", "x-robots-tag", "content-security-policy", "cf-ray",
    ]  # fmt: skip
    said = dict(sent)
    assert said["date"] == "Thu, 01 Jan 2026 12:00:00 GMT"
    assert said["content-type"] == "text/event-stream; charset=utf-8"
    assert said["anthropic-ratelimit-requests-reset"] == "2026-01-01T12:00:00Z"
    assert said["request-id"] == "req_1"


def test_tokens_are_the_sum_of_input_and_output_tokens() -> None:
    said = dict(headers.stream("req_1", NOON))
    for key in ("limit", "remaining"):
        parts = (int(said[f"anthropic-ratelimit-{kind}-tokens-{key}"]) for kind in ("input", "output"))
        assert int(said[f"anthropic-ratelimit-tokens-{key}"]) == sum(parts)


def test_a_plain_answer_has_a_length_and_no_cache_control() -> None:
    said = dict(headers.message("req_1", NOON, 12))
    assert (said["content-type"], said["content-length"]) == ("application/json", "12")
    assert "cache-control" not in said
    assert "transfer-encoding" not in said


def test_errors_carry_what_their_status_calls_for() -> None:
    bad, unknown, limited = (dict(headers.error(status, "req_1", NOON, 2, retry=False)) for status in (400, 401, 429))
    assert "anthropic-organization-id" in bad
    assert "anthropic-organization-id" not in unknown
    assert "anthropic-ratelimit-requests-limit" not in bad
    assert (limited["anthropic-ratelimit-requests-remaining"], limited["retry-after"]) == ("0", "1")
    assert bad["x-should-retry"] == "false"


def test_headers_are_replaced_in_place_added_at_the_end_and_removed_in_any_case() -> None:
    plain = (("date", "today"), ("server", "a"), ("x", "1"))
    changes = {"Server": "b", "X": None, "new": "2", "gone": None}
    assert headers.changed(plain, changes) == (("date", "today"), ("server", "b"), ("new", "2"))


def test_limits_are_reset_when_the_wait_is_over() -> None:
    limited = dict(headers.error(429, "req_1", NOON, 2, retry=True, wait=65))
    resets = {value for name, value in limited.items() if name.endswith("-reset")}
    assert (limited["retry-after"], resets) == ("65", {"2026-01-01T12:01:05Z"})


def test_a_star_removes_all_that_it_fits_but_what_is_named() -> None:
    plain = (("limit-a", "1"), ("limit-b", "2"), ("server", "a"))
    assert headers.changed(plain, {"limit-*": None, "Limit-B": "3"}) == (("limit-b", "3"), ("server", "a"))


@pytest.mark.parametrize("seconds", [1e30, -1e30])
def test_a_moment_beyond_all_years_is_told_as_the_last_or_the_first(seconds: float) -> None:
    date = told({"retry-after": Moment(seconds)}, NOON)["retry-after"]
    assert date in ("Fri, 31 Dec 9999 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT")


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("retry-after", "Thu, 01 Jan 2026 12:00:30 GMT"),
        ("date", "Thu, 01 Jan 2026 12:00:30 GMT"),
        ("anthropic-ratelimit-requests-reset", "2026-01-01T12:00:30Z"),
        ("anthropic-ratelimit-unified-reset", "1767268830"),
        ("anthropic-ratelimit-unified-5h-reset", "1767268830"),
    ],
)
def test_a_moment_is_told_in_the_spelling_of_its_header(name: str, spelled: str) -> None:
    assert told({name: Moment(30.0)}, NOON) == {name: spelled}
