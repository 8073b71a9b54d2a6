"""The page on extended thinking, rules 62 to 68 and 71 to 80: what a reply with thinking is, in full or summarised.

The numbers in the tests' names are those of the statements, in the page's order.
"""

from collections.abc import Callable
from statistics import median
from typing import Any

import pytest

from tests.support.folding import folded
from tests.support.messages import Json, plain, stream
from tests.support.shapes import keys
from tests.support.sse import events, without_pings

Play = Callable[..., str]

SONNET_3_7 = "claude-3-7-sonnet-20250219"
CLAUDE_4 = (
    "claude-sonnet-4-5-20250929",
    "claude-sonnet-4-20250514",
    "claude-haiku-4-5-20251001",
    "claude-opus-4-1-20250805",
    "claude-opus-4-20250514",
)

FULL = "First I take 27 times 400, which is 10,800. Then 27 times 53, which is 1,431. The sum is 12,231."
"""96 bytes: 24 tokens."""
SUMMARY = "First I take 27 times 400, then the rest."
ANSWER = "It is 12,231."
"""13 bytes: 4 tokens."""

TOLD = f"""
reply:
  - thinking: {{full: "{FULL}", summary: "{SUMMARY}"}}
  - text: {ANSWER}
"""

PRIMES: Json = {
    "max_tokens": 16_000,
    "thinking": {"type": "enabled", "budget_tokens": 10_000},
    "messages": [{"role": "user", "content": "Are there an infinite number of prime numbers such that n mod 4 == 3?"}],
}
"""The page's own request."""


def told(url: str, scenario: str | None = "told", **members: Any) -> Json:
    """The Message that a request with thinking gets."""
    answer = plain(url, scenario, **{**PRIMES, **members})
    assert answer.status == 200, answer.text
    message: Json = answer.json
    return message


def streamed(url: str, scenario: str | None = "told", **members: Any) -> list[Json]:
    """The events that it gets, pings left out."""
    answer = stream(url, scenario, **{**PRIMES, **members})
    assert answer.status == 200, answer.text
    return without_pings(answer.body)


def thinking_tokens(message: Json) -> int:
    tokens: int = message["usage"]["output_tokens_details"]["thinking_tokens"]
    return tokens


@pytest.mark.parametrize("model", CLAUDE_4)
def test_rule_62_claude_4_answers_in_the_shapes_of_3_7(play: Play, model: str) -> None:
    url = play(told=TOLD)

    assert set(keys(streamed(url, model=model))) == set(keys(streamed(url, model=SONNET_3_7)))
    assert keys([told(url, model=model)]) == keys([told(url, model=SONNET_3_7)])


@pytest.mark.parametrize("model", [SONNET_3_7, *CLAUDE_4])
@pytest.mark.parametrize("scenario", ["improv", "thinking-summarised", "thinking-chunky"])
def test_rule_63_thinking_comes_before_the_text(base_url: str, scenario: str, model: str) -> None:
    started = [
        event["content_block"]["type"]
        for event in streamed(base_url, scenario, model=model)
        if event["type"] == "content_block_start"
    ]

    assert started == ["thinking", "text"]
    assert [block["type"] for block in told(base_url, scenario, model=model)["content"]] == started


@pytest.mark.parametrize("model", [SONNET_3_7, *CLAUDE_4])
def test_rule_64_a_thinking_block_has_a_thinking_and_a_signature(play: Play, model: str) -> None:
    block = told(play(told=TOLD), model=model)["content"][0]

    assert list(block) == ["type", "thinking", "signature"]
    assert block["thinking"].startswith("First I take 27 times 400")
    assert len(block["signature"]) > 100


@pytest.mark.parametrize(
    "scenario", [None, "thinking-then-tool", "interleaved-thinking", "redacted-first", "thinking-chunky"]
)
def test_rule_66_thinking_stays_within_the_budget_unless_a_scenario_says_more(
    base_url: str, scenario: str | None
) -> None:
    message = told(base_url, scenario, thinking={"type": "enabled", "budget_tokens": 1024})

    assert 0 < thinking_tokens(message) <= 1024


def test_rule_67_what_counts_is_the_full_thinking_and_not_its_summary(base_url: str) -> None:
    message = told(base_url, "thinking-summarised")

    assert 475 < len(message["content"][0]["thinking"]) <= 480
    assert thinking_tokens(message) == 900


def test_rule_68_thinking_takes_what_it_needs_and_not_the_whole_budget(base_url: str) -> None:
    spent = [
        thinking_tokens(told(base_url, None, messages=[{"role": "user", "content": said}]))
        for said in ("Hello", "Hello, and a longer question than that one.")
    ]

    assert 0 < spent[0] < spent[1] < 10_000


@pytest.mark.parametrize("model", CLAUDE_4)
def test_rule_71_claude_4_shows_a_summary(play: Play, model: str) -> None:
    url = play(told=TOLD)

    assert told(url, model=model)["content"][0]["thinking"] == SUMMARY
    assert folded(streamed(url, model=model))["content"][0]["thinking"] == SUMMARY


@pytest.mark.parametrize("model", [SONNET_3_7, *CLAUDE_4])
def test_rule_72_the_full_thinking_is_charged(play: Play, model: str) -> None:
    url = play(told=TOLD)

    assert told(url, model=model)["usage"]["output_tokens"] == 24 + 4
    assert streamed(url, model=model)[-2]["usage"]["output_tokens"] == 24 + 4


def test_rule_73_more_is_charged_than_can_be_seen(base_url: str) -> None:
    message = told(base_url, "thinking-summarised")
    seen = sum(len(block.get("thinking") or block["text"]) for block in message["content"])

    assert message["usage"]["output_tokens"] == 900 + 12
    assert seen < 4 * 135


def test_rule_74_3_7_shows_the_full_thinking(play: Play) -> None:
    url = play(told=TOLD)

    assert told(url, model=SONNET_3_7)["content"][0]["thinking"] == FULL
    assert folded(streamed(url, model=SONNET_3_7))["content"][0]["thinking"] == FULL


def test_rule_76_a_summary_costs_nothing_however_long(play: Play) -> None:
    summaries = {"none": "''", "short": "So.", "long": f"'{'So it is. ' * 100}'"}
    url = play(**{name: f"reply: [{{thinking: {{full: Hm, summary: {said}}}}}]" for name, said in summaries.items()})
    messages = [told(url, name) for name in summaries]

    assert [len(message["content"][0]["thinking"]) for message in messages] == [0, 3, 1_000]
    assert [message["usage"]["output_tokens"] for message in messages] == [1, 1, 1]


def test_rule_77_thinking_is_streamed_in_thinking_deltas(base_url: str) -> None:
    came = streamed(base_url, None)
    deltas = [event["delta"] for event in came if event.get("delta", {}).get("type") == "thinking_delta"]

    assert "".join(delta["thinking"] for delta in deltas) == (
        "The user says: Are there an infinite number of prime numbers such that n mod 4 == 3?\n"
        "I will answer with the same words."
    )


def test_rule_78_the_pages_stream_is_played_with_the_usage_it_leaves_out(base_url: str) -> None:
    question = [{"role": "user", "content": "What is 27 * 453?"}]
    came = events(stream(base_url, model="claude-sonnet-4-5", **{**PRIMES, "messages": question}).body)
    start, block_start, *deltas = [event for event in came if event.get("index", 0) == 0]

    assert list(start["message"]["usage"]) == ["input_tokens", "output_tokens"]
    assert block_start["content_block"] == {"type": "thinking", "thinking": ""}
    assert [event["delta"]["type"] for event in deltas[:7]] == ["thinking_delta"] * 6 + ["signature_delta"]
    assert [event["type"] for event in came[9:]] == [
        "content_block_stop",
        "content_block_start",
        "content_block_delta",
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]
    assert came[11]["delta"] == {"type": "text_delta", "text": "27 * 453 = 12,231"}


@pytest.mark.parametrize("scenario", [None, "multiplication-thinking"])
def test_rule_79_a_message_names_the_dated_model_where_the_page_names_the_alias(
    base_url: str, scenario: str | None
) -> None:
    start = streamed(base_url, scenario, model="claude-sonnet-4-5")[0]

    assert start["message"]["model"] == "claude-sonnet-4-5-20250929"


def test_rule_80_thinking_may_come_in_chunks_of_very_different_sizes(base_url: str) -> None:
    came = streamed(base_url, "thinking-chunky")
    sizes = [len(event["delta"]["thinking"]) for event in came if "thinking" in event.get("delta", {})]

    assert max(sizes) >= 10 * median(sizes)
    assert folded(came)["content"] == told(base_url, "thinking-chunky")["content"]
