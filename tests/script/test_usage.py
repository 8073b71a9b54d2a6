"""Usage tells what the prompt was charged, at the start and at the end, for each request anew."""

from typing import Any

import pytest

from understudy import script
from understudy.api.tokens import InputTokens
from understudy.scenario.acts import Act, Reply
from understudy.scenario.document import Scenario

from .playing import IDS, Event, events, message, play, request

CACHED = InputTokens(rest=5, read=20, created_5m=300, created_1h=4_000)
CONTEXT_MANAGEMENT = "context-management-2025-06-27"
SEARCH: list[dict[str, Any]] = [
    {"server_tool_use": "web_search", "id": "srvtoolu_1", "input": {"query": "news"}},
    {"web_search_tool_result": [{"title": "a", "url": "b", "page_age": None, "encrypted_content": "c"}]},
    {"text": "Found."},
]


def written(reply: object, body: dict[str, Any] | None = None, *, betas: str = "") -> script.Script:
    said = Scenario.model_validate({"reply": reply}).reply
    assert isinstance(said, tuple)
    return script.write(Act(Reply(said)), request(body, betas=betas), lambda name: name, "seed", 1.0)


def usage(reply: object, prompt: InputTokens, *, betas: str = "") -> tuple[Event, Event]:
    """The usage of `message_start` and of `message_delta`."""
    sent = events(written(reply, betas=betas).perform(script.Filling(IDS, prompt), now=0.0))
    start, delta = (
        next(event for event in sent if event["type"] == type_) for type_ in ("message_start", "message_delta")
    )
    return start["message"]["usage"], delta["usage"]


def counts(usage: Event) -> dict[str, int]:
    return {name.removesuffix("_input_tokens"): value for name, value in usage.items() if "input_tokens" in name}


def test_the_start_and_the_end_tell_what_was_read_and_created() -> None:
    start, delta = usage([{"text": "Hello"}], CACHED)
    assert counts(start) == {"input_tokens": 5, "cache_creation": 4_300, "cache_read": 20}
    assert start["cache_creation"] == {"ephemeral_5m_input_tokens": 300, "ephemeral_1h_input_tokens": 4_000}
    assert counts(delta) == {"input_tokens": 5, "cache_creation": 4_300, "cache_read": 20}
    assert "cache_creation" not in delta


def test_one_script_tells_every_request_its_own_counts() -> None:
    hello = written([{"text": "Hello"}])
    performances = [hello.perform(script.Filling(IDS, prompt), 0.0) for prompt in (CACHED, InputTokens(7), CACHED)]
    starts = [events(performance)[0]["message"]["usage"]["input_tokens"] for performance in performances]
    assert starts == [5, 7, 5]


def test_a_plain_answer_tells_the_same() -> None:
    performance = written([{"text": "Hello"}], {"stream": False}).perform(script.Filling(IDS, CACHED), now=0.0)
    told = message(performance)["usage"]
    assert counts(told) == {"input_tokens": 5, "cache_creation": 4_300, "cache_read": 20}
    assert told["cache_creation"] == {"ephemeral_5m_input_tokens": 300, "ephemeral_1h_input_tokens": 4_000}


def test_an_iteration_tells_the_same_and_by_lifetime() -> None:
    _, delta = usage([{"text": "Hello"}], CACHED, betas=CONTEXT_MANAGEMENT)
    (iteration,) = delta["iterations"]
    assert counts(iteration) == {"input_tokens": 5, "cache_read": 20, "cache_creation": 4_300}
    assert iteration["cache_creation"] == {"ephemeral_5m_input_tokens": 300, "ephemeral_1h_input_tokens": 4_000}


@pytest.mark.parametrize(
    ("prompt", "before", "after"),
    [
        (InputTokens(rest=5), (5, 0), (28, 0)),
        (InputTokens(rest=5, created_5m=300, caches_from=100), (5, 300), (5, 323)),
        (InputTokens(rest=5, caches_from=28), (5, 0), (5, 23)),
        (InputTokens(rest=5, caches_from=29), (5, 0), (28, 0)),
    ],
)
def test_what_a_server_tool_brings_in_is_told_at_the_end(
    prompt: InputTokens, before: tuple[int, int], after: tuple[int, int]
) -> None:
    told = [(each["input_tokens"], each["cache_creation_input_tokens"]) for each in usage(SEARCH, prompt)]
    assert told == [before, after]


def test_what_a_scenario_says_wins() -> None:
    sent = events(play([{"text": "Hello"}], usage_start={"cache_read_input_tokens": 9, "input_tokens": "omit"}))
    assert counts(sent[0]["message"]["usage"]) == {"cache_creation": 0, "cache_read": 9}
