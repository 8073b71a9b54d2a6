"""`POST /v1/messages/count_tokens` counts what a message of the same body would be charged, or what is said."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.messages import HEADERS, HELLO, WEATHER_TOOL, Json, body, post, stream
from tests.support.raw import Exchange, exchange
from understudy.admission import Policy
from understudy.app import create_app
from understudy.library import Library
from understudy.server import serve

Play = Callable[..., str]

PATH = "/v1/messages/count_tokens"
LONG = "word " * 900
"""4,500 bytes: 1,125 tokens."""


def count(url: str, *, scenario: str | None = None, headers: dict[str, str] | None = None, **members: Any) -> Exchange:
    """The answer to a request to count what ``body`` asks with these members."""
    asked = {name: value for name, value in body(**members).items() if name not in ("max_tokens", "stream")}
    return post(url, asked, scenario=scenario, headers=headers, path=PATH)


def test_a_count_is_a_number_and_nothing_else(base_url: str) -> None:
    answer = count(base_url)
    assert (answer.status, answer.text) == (200, '{"input_tokens":5}')
    assert answer.header("content-type") == "application/json"


def test_a_count_has_the_headers_of_a_message_without_rate_limits(base_url: str) -> None:
    counted = count(base_url)
    names = [name for name, _ in counted.headers]
    message = [name for name, _ in post(base_url, HELLO).headers if not name.startswith("anthropic-ratelimit")]
    assert names == message
    assert (counted.header("request-id") or "").startswith("req_")


@pytest.mark.parametrize("prefix", ["", "/session/s1", "/scenario/hello", "/session/s1/scenario/hello"])
def test_every_way_to_messages_leads_to_counting_too(stage: str, prefix: str) -> None:
    assert count(stage + prefix).json == {"input_tokens": 5}


ASKED: list[Json] = [
    {},
    {"system": "Be kind."},
    {"tools": [WEATHER_TOOL]},
    {"tools": [WEATHER_TOOL], "tool_choice": {"type": "any"}},
    {"thinking": {"type": "enabled", "budget_tokens": 1_024}, "max_tokens": 2_048},
    {"model": "claude-sonnet-5"},
    {"model": "claude-sonnet-5", "thinking": {"type": "disabled"}},
    {"messages": [{"role": "user", "content": LONG}], "cache_control": {"type": "ephemeral"}},
    {"system": [{"type": "text", "text": LONG, "cache_control": {"type": "ephemeral", "ttl": "1h"}}]},
]


@pytest.mark.parametrize("members", ASKED)
def test_a_count_is_what_a_message_of_the_same_body_is_charged(base_url: str, members: Json) -> None:
    counted = count(base_url, **members).json["input_tokens"]
    for _ in range(2):
        usage = post(base_url, body(**members), scenario="echo").json["usage"]
        charged = usage["input_tokens"], usage["cache_creation_input_tokens"], usage["cache_read_input_tokens"]
        assert sum(charged) == counted


def test_counting_writes_nothing_to_the_cache(base_url: str) -> None:
    asked: Json = {"messages": [{"role": "user", "content": LONG}], "cache_control": {"type": "ephemeral"}}
    count(base_url, **asked)
    usage = post(base_url, body(**asked), scenario="echo").json["usage"]
    assert (usage["cache_read_input_tokens"], usage["cache_creation_input_tokens"]) == (0, 1_125)


def test_counting_is_no_attempt(base_url: str) -> None:
    count(base_url, scenario="flaky")
    count(base_url, scenario="flaky")
    assert post(base_url, HELLO, scenario="flaky").status == 529


def test_with_context_management_the_count_before_it_is_told(base_url: str) -> None:
    headers = {"anthropic-beta": "context-management-2025-06-27"}
    edits = {"edits": [{"type": "clear_tool_uses_20250919"}]}
    answer = count(base_url, headers=headers, context_management=edits)
    assert answer.json == {"input_tokens": 5, "context_management": {"original_input_tokens": 5}}


@pytest.mark.parametrize(
    ("members", "status", "message"),
    [
        ({"model": "claude-sonnet-9"}, 404, "model: claude-sonnet-9"),
        ({"messages": None}, 400, "messages: Field required"),
        ({"temperature": 1}, 400, "temperature: Extra inputs are not permitted"),
        ({"metadata": {"user_id": "u"}}, 400, "metadata: Extra inputs are not permitted"),
        ({"stop_sequences": []}, 400, "stop_sequences: Extra inputs are not permitted"),
    ],
)
def test_counting_refuses_what_it_does_not_take(base_url: str, members: Json, status: int, message: str) -> None:
    answer = count(base_url, **members)
    assert (answer.status, answer.json["error"]["message"]) == (status, message)


@pytest.mark.parametrize("member", ["max_tokens", "stream"])
def test_counting_takes_no_member_that_only_a_reply_needs(base_url: str, member: str) -> None:
    asked = body(stream=False)
    del asked["stream" if member == "max_tokens" else "max_tokens"]
    answer = post(base_url, asked, path=PATH)
    assert (answer.status, answer.json["error"]["message"]) == (400, f"{member}: Extra inputs are not permitted")


def test_counting_wants_a_key(base_url: str) -> None:
    asked = {name: value for name, value in HELLO.items() if name != "max_tokens"}
    assert post(base_url, asked, headers={"x-api-key": None}, path=PATH).status == 401


def test_counting_is_posted(base_url: str) -> None:
    answer = exchange(base_url + PATH, b"", HEADERS, method="GET")
    assert (answer.status, answer.json["error"]["message"]) == (405, "Method Not Allowed")


def test_a_finding_is_told_where_requests_are_only_looked_at() -> None:
    with serve(create_app(Library.load([]), policy=Policy(strictness="warn"))) as running:
        answer = count(running.url, model="claude-sonnet-9")
    assert (answer.json, answer.header("x-understudy-rule")) == ({"input_tokens": 5}, "model")


SAID = """
count_tokens: 1234
reply: [{text: Hello}]
"""
FAILING = """
when: {last_user_text: Hello}
count_tokens: {error: overloaded_error}
reply: [{text: Hello}]
"""
IN_FULL = """
count_tokens: {error: {type: rate_limit_error, message: Count less.}}
reply: [{text: Hello}]
"""


def test_a_scenario_may_say_the_count(play: Play) -> None:
    url = play(said=SAID)
    assert count(url, scenario="said").json == {"input_tokens": 1234}
    assert count(f"{url}/scenario/said", system="Be kind.").json == {"input_tokens": 1234}
    assert count(url, model="claude-sonnet-4-5+said").json == {"input_tokens": 1234}
    assert stream(url, "said").status == 200


def test_a_scenario_may_fail_to_count(play: Play) -> None:
    url = play(failing=FAILING, full=IN_FULL)
    failed, limited = count(url), count(url, scenario="full")
    assert (failed.status, failed.json["error"]) == (529, {"type": "overloaded_error", "message": "Overloaded"})
    assert (limited.status, limited.json["error"]) == (429, {"type": "rate_limit_error", "message": "Count less."})
    assert limited.header("retry-after") == "1"
    assert post(url, HELLO).status == 200


SLOW = """
pace: {headers: 5s}
count_tokens: {pace: {headers: 100ms}, headers: {x-count: made}}
reply: [{text: Hello}]
"""
TOLD = """
count_tokens: {tokens: 7, headers: {request-id: null}}
reply: [{text: Hello}]
"""
LIMITED = """
count_tokens: {error: rate_limit_error, headers: {retry-after: "3"}, pace: {headers: 50ms}}
reply: [{text: Hello}]
"""


def test_a_count_has_a_pace_and_headers_of_its_own(play: Play) -> None:
    url = play(slow=SLOW, told=TOLD, limited=LIMITED)
    slow, told, limited = (count(url, scenario=name) for name in ("slow", "told", "limited"))
    assert (slow.json, slow.header("x-count")) == ({"input_tokens": 5}, "made")
    assert 0.1 <= slow.ended_at < 4
    assert (told.json, told.header("request-id")) == ({"input_tokens": 7}, None)
    assert (limited.status, limited.header("retry-after")) == (429, "3")
    assert limited.ended_at >= 0.05


def test_each_request_has_the_count_of_its_own_prompt(play: Play) -> None:
    url = play(slow=SLOW)
    counts = [count(url, scenario="slow", system=text).json["input_tokens"] for text in ("Be kind.", "Be kind. " * 9)]
    assert counts[0] < counts[1]


def test_a_request_that_no_scenario_answers_is_counted(play: Play) -> None:
    assert count(play(failing=FAILING), messages=[{"role": "user", "content": "Bye"}]).json == {"input_tokens": 4}


def test_an_unknown_scenario_is_told(play: Play) -> None:
    answer = count(play(said=SAID), scenario="sad")
    assert answer.status == 404
    assert answer.json["error"]["message"] == "There is no scenario `sad`: did you mean `said`?"


def test_the_journal_has_it(base_url: str) -> None:
    answer = count(base_url, scenario="count-near-limit")
    stage, _, session = base_url.partition("/session/")
    entries = exchange(f"{stage}/_understudy/journal?session={session}", b"", {}, method="GET").json["entries"]
    assert [(entry["path"].endswith(PATH), entry["scenario"], entry["request_id"]) for entry in entries] == [
        (True, "count-near-limit", answer.header("request-id"))
    ]
