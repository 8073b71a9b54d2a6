"""What a prompt is charged on a server: by session, by the clock, and only where it was read."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.messages import Json, body, post, stream
from tests.support.sse import events
from understudy.app import create_app
from understudy.library import Library
from understudy.server import serve

Play = Callable[..., str]

SYSTEM: list[Json] = [{"type": "text", "text": "word " * 900, "cache_control": {"type": "ephemeral"}}]
"""A system prompt of 1,125 tokens, marked."""
CACHED, TOKENS = body(system=SYSTEM), 1_125


def charged(usage: Json) -> tuple[int, int, int]:
    """The rest of the prompt, what was read and what was written."""
    return usage["input_tokens"], usage["cache_read_input_tokens"], usage["cache_creation_input_tokens"]


def asked(url: str, request: Json = CACHED, scenario: str = "echo", **headers: str) -> tuple[int, int, int]:
    return charged(post(url, request, scenario=scenario, headers=headers).json["usage"])


WRITTEN, READ = (8, 0, TOKENS), (8, TOKENS, 0)


def test_a_prompt_is_written_and_then_read(base_url: str) -> None:
    assert [asked(base_url) for _ in range(3)] == [WRITTEN, READ, READ]


def test_sessions_share_no_prompts(base_url: str) -> None:
    assert [asked(base_url), asked(f"{base_url}-other"), asked(base_url)] == [WRITTEN, WRITTEN, READ]


def test_any_scenario_of_a_session_reads_what_another_wrote(base_url: str) -> None:
    assert [asked(base_url), asked(base_url, scenario="long-answer")] == [WRITTEN, READ]


def test_a_stream_tells_it_at_its_start_and_at_its_end(base_url: str) -> None:
    asked(base_url)
    sent = events(stream(base_url, "echo", system=SYSTEM).body)
    (start,) = [event["message"]["usage"] for event in sent if event["type"] == "message_start"]
    (delta,) = [event["usage"] for event in sent if event["type"] == "message_delta"]
    assert charged(start) == charged(delta) == READ
    assert start["cache_creation"] == {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0}


def test_a_request_that_meets_an_http_error_writes_nothing(base_url: str) -> None:
    statuses = [post(base_url, CACHED, scenario="flaky").status for _ in range(2)]
    assert statuses == [529, 529]
    assert asked(base_url, scenario="flaky") == WRITTEN


def test_a_request_that_is_refused_writes_nothing(base_url: str) -> None:
    assert post(base_url, {**CACHED, "temperature": 7}).status == 400
    assert asked(base_url) == WRITTEN


def test_a_stream_that_ends_with_an_error_has_written(base_url: str) -> None:
    assert stream(base_url, "overloaded-mid-stream", system=SYSTEM).status == 200
    assert asked(base_url) == READ


def test_a_request_for_no_tokens_at_all_warms_the_cache(base_url: str) -> None:
    warming = post(base_url, {**CACHED, "max_tokens": 0}, scenario="echo").json
    assert (warming["content"], warming["stop_reason"], charged(warming["usage"])) == ([], "max_tokens", WRITTEN)
    assert asked(base_url) == READ


def test_what_is_written_lives_by_the_clock_of_the_server() -> None:
    times = {"now": 0.0}
    with serve(create_app(Library.load([]), clock=lambda: times["now"])) as running:
        charges = []
        for times["now"] in (0.0, 299.0, 598.0, 898.0):
            charges.append(asked(running.url))
    assert charges == [WRITTEN, READ, READ, WRITTEN]


def test_what_a_scenario_says_of_usage_wins(base_url: str) -> None:
    asked(base_url)
    assert asked(base_url, scenario="usage-cached") == (21, 18_432, 2_048)


JUNK: list[Any] = [
    {"cache_control": "yes"},
    {"cache_control": {"type": "forever", "ttl": 5}},
    {"system": [{"cache_control": 5}, {"type": "text", "text": 7, "cache_control": {}}]},
    {"tools": [{"cache_control": True}, {"name": 5, "cache_control": {"type": "ephemeral", "ttl": []}}]},
    {
        "messages": [
            {"role": "user", "content": [{"type": "tool_result", "content": [3, {"cache_control": 3}, ["x"]]}]},
            {"role": "user", "content": [{"type": "document", "citations": [], "source": {"content": [[{}]]}}]},
            {"role": "assistant", "content": [{"type": "text", "cache_control": {"type": "ephemeral"}}]},
        ]
    },
]


@pytest.mark.parametrize("members", JUNK, ids=lambda members: "+".join(members))
def test_markers_of_any_shape_are_played_where_nothing_is_checked(base_url: str, members: Json) -> None:
    for _ in range(2):
        answer = post(base_url, {**CACHED, **members}, scenario="hello", headers={"x-understudy-validate": "off"})
        assert answer.status == 200
