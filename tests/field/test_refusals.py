"""Trouble before a stream: errors of HTTP, what their headers say, and what a next request must bring."""

import json
import re
from typing import Any

import pytest

from tests.support.messages import body, post
from tests.support.raw import Exchange

from .playing import THINKING, Json, attempts

WEATHER = {"name": "get_weather", "input_schema": {"type": "object"}}
TIME = {"name": "get_time", "input_schema": {"type": "object"}}

STATUSES = [
    ("status-by-attempt", [
        (500, "api_error", "Internal server error"),
        (529, "overloaded_error", "Overloaded"),
        (504, "timeout_error", "Request timed out"),
    ]),
    ("request-too-big", [
        (413, "request_too_large", "Request exceeds the maximum size"),
        None,
        (400, "invalid_request_error", "prompt is too long: 219898 tokens > 200000 maximum"),
        (400, "invalid_request_error", "The request body is not valid JSON: unexpected end of data"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "refusals"), STATUSES, ids=[name for name, _ in STATUSES])
def test_every_attempt_is_refused_in_another_way(
    base_url: str, name: str, refusals: list[tuple[int, str, str] | None]
) -> None:
    played = attempts(base_url, name, len(refusals))
    assert [_told(came) if said else None for came, said in zip(played, refusals, strict=True)] == refusals


def _told(came: Exchange) -> tuple[int, str, str]:
    return came.status, came.json["error"]["type"], came.json["error"]["message"]


def test_a_proxy_refuses_a_body_with_a_page_and_closes(base_url: str) -> None:
    _, page = attempts(base_url, "request-too-big", 2)
    assert (page.status, page.header("content-type"), page.header("connection")) == (413, "text/html", "close")
    assert b"<center>nginx</center>" in page.body


def test_a_proxy_answers_with_a_page_in_place_of_the_api(base_url: str) -> None:
    (came,) = attempts(base_url, "html-error", 1)
    assert (came.status, came.header("content-type"), came.header("request-id")) == (502, "text/html", None)
    assert came.body.startswith(b"<html>\n")


RETRIES = [
    ("1", "true"),
    (r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", "true"),
    ("287441", "true"),
    (None, "false"),
    (None, None),
]


def test_when_to_come_again_is_said_in_five_ways(base_url: str) -> None:
    played = attempts(base_url, "retry-after", len(RETRIES))
    for came, (wait, retry) in zip(played, RETRIES, strict=True):
        said = came.header("retry-after")
        assert re.fullmatch(wait, said) if wait and said else wait is said
        assert came.header("x-should-retry") == retry
    assert played[0].header("anthropic-ratelimit-requests-remaining") is not None
    assert played[2].header("anthropic-ratelimit-unified-status") == "rejected"
    assert [name for name, _ in played[4].headers if name.startswith("anthropic-")] == []
    assert played[4].json["error"]["message"] == "Error"


def test_counting_is_refused_where_messages_are_answered(base_url: str) -> None:
    counted = body(max_tokens=None)
    for _ in range(2):
        refused = post(base_url, counted, scenario="count-tokens", path="/v1/messages/count_tokens")
        assert (refused.status, refused.json["error"]["type"]) == (429, "rate_limit_error")
    assert post(base_url, body(), scenario="count-tokens").status == 200


def thought(base_url: str, scenario: str, tools: list[Json], **members: Any) -> list[Json]:
    """The content of a first turn."""
    asked = body(tools=tools, **members)
    content: list[Json] = post(base_url, asked, scenario=scenario).json["content"]
    return content


def answered(base_url: str, scenario: str, content: list[Json], tools: list[Json], **members: Any) -> Exchange:
    """What comes of the results of all tools that a first turn called."""
    results = [
        {"type": "tool_result", "tool_use_id": block["id"], "content": "15 degrees"}
        for block in content
        if block["type"] == "tool_use"
    ]
    turns = [
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": content},
        {"role": "user", "content": results},
    ]
    return post(base_url, body(messages=turns, tools=tools, **members), scenario=scenario)


MODIFIED = "messages.1.content.0: `thinking` or `redacted_thinking` blocks in the latest assistant message cannot be"
FORGED = "messages.1.content.0: Invalid `signature` in `thinking` block"
MISSING = "messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`."


def edited(content: list[Json], **members: str) -> list[Json]:
    return [{**content[0], **members}, *content[1:]]


REPLAYS = [
    ("left out", lambda content: content[1:], MISSING),
    ("edited", lambda content: edited(content, thinking="I know."), MODIFIED),
    ("forged", lambda content: edited(content, signature="RXhhbXBsZQ=="), FORGED),
]


@pytest.mark.parametrize(("replay", "message"), [row[1:] for row in REPLAYS], ids=[row[0] for row in REPLAYS])
def test_thinking_that_does_not_come_back_as_it_was_is_refused(base_url: str, replay: Any, message: str) -> None:
    content = thought(base_url, "strict-thinking-replay", [WEATHER], **THINKING)
    refused = answered(base_url, "strict-thinking-replay", replay(content), [WEATHER], **THINKING)
    assert refused.status == 400
    assert refused.json["error"]["message"].startswith(message)


def test_thinking_that_comes_back_as_it_was_is_let_in(base_url: str) -> None:
    content = thought(base_url, "strict-thinking-replay", [WEATHER], **THINKING)
    came = answered(base_url, "strict-thinking-replay", content, [WEATHER], **THINKING)
    assert came.json["content"][0]["text"] == "It is 15 degrees."


def test_empty_texts_that_come_back_are_refused(base_url: str) -> None:
    content = thought(base_url, "empty-text-block", [TIME])
    refused = answered(base_url, "empty-text-block", content, [TIME])
    assert (refused.status, refused.json["error"]["message"]) == (
        400,
        "messages: text content blocks must be non-empty",
    )


def test_three_calls_need_three_results(base_url: str) -> None:
    content = thought(base_url, "parallel-tools", [WEATHER, TIME])
    assert answered(base_url, "parallel-tools", content, [WEATHER, TIME]).status == 200
    turns = [
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": content},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": content[0]["id"], "content": "warm"}]},
    ]
    refused = post(base_url, body(messages=turns, tools=[WEATHER, TIME]), scenario="parallel-tools")
    assert "`tool_use` ids were found without `tool_result` blocks immediately after" in json.dumps(refused.json)
