"""The page on extended thinking, rules 114 to 118, 138, 144, 146 and 147: what thinking costs of tokens and time.

The numbers in the tests' names are those of the statements, in the page's order.
"""

from collections.abc import Callable
from typing import Any

import anthropic
import pytest

from tests.support.folding import folded
from tests.support.messages import HELLO, Json, plain, stream
from tests.support.raw import exchange
from tests.support.sse import without_pings

Play = Callable[..., str]

LEAST = {"type": "enabled", "budget_tokens": 1024}
"""The smallest budget there is."""

ANSWER = "There are 168 primes below 1,000; the largest is 997."
"""53 bytes: 14 tokens, after 3,000 of thinking."""


def told(url: str, scenario: str, **members: Any) -> tuple[Json, Json]:
    """The Message that a request with thinking gets, plain and streamed."""
    asked = {"thinking": LEAST, "max_tokens": 4_000, **members}
    whole, pieces = plain(url, scenario, **asked), stream(url, scenario, **asked)
    assert (whole.status, pieces.status) == (200, 200), whole.text
    return whole.json, folded(without_pings(pieces.body))


def counted(message: Json) -> tuple[int, int]:
    """The tokens of a message, and those of its thinking."""
    usage = message["usage"]
    return usage["output_tokens"], usage["output_tokens_details"]["thinking_tokens"]


@pytest.mark.parametrize(
    ("max_tokens", "tokens", "text"),
    [
        pytest.param(1_025, (1_025, 1_025), None, id="within the thinking"),
        pytest.param(2_999, (2_999, 2_999), None, id="one token short of it"),
        pytest.param(3_000, (3_000, 3_000), None, id="right behind the thinking"),
        pytest.param(3_005, (3_005, 3_000), ANSWER[:20], id="within the text"),
        pytest.param(3_014, (3_014, 3_000), ANSWER, id="just enough"),
        pytest.param(16_000, (3_014, 3_000), ANSWER, id="more than enough"),
    ],
)
@pytest.mark.parametrize("model", ["claude-3-7-sonnet-20250219", "claude-sonnet-4-20250514", "claude-sonnet-4-5"])
def test_rule_114_thinking_and_text_together_never_exceed_max_tokens(
    base_url: str, model: str, max_tokens: int, tokens: tuple[int, int], text: str | None
) -> None:
    for message in told(base_url, "thinking-over-budget", model=model, max_tokens=max_tokens):
        assert counted(message) == tokens
        assert message["stop_reason"] == ("end_turn" if text == ANSWER else "max_tokens")
        assert [block.get("text") for block in message["content"]] == [None, *([text] if text else [])]


@pytest.mark.parametrize("display", ["summarized", "omitted"])
def test_rule_114_what_is_not_shown_of_the_thinking_counts_as_well(play: Play, display: str) -> None:
    url = play(told=f"reply: [{{thinking: {{full: {'a' * 8_000}, summary: {'b' * 80}}}}}, {{text: Done.}}]")

    for message in told(url, "told", thinking={**LEAST, "display": display}, max_tokens=1_500):
        assert counted(message) == (1_500, 1_500)
        assert message["stop_reason"] == "max_tokens"
        assert [block["thinking"] for block in message["content"]] == ["b" * 60 if display == "summarized" else ""]


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        pytest.param("claude-3-5-haiku-20241022", "max_tokens", id="silently before 3.7"),
        pytest.param("claude-sonnet-4-5", "model_context_window_exceeded", id="and from 4.5 on with a reason"),
    ],
)
def test_rule_116_a_reply_that_would_leave_the_window_is_shortened(play: Play, model: str, reason: str) -> None:
    url = play(told=f"reply: [{{text: {'b' * 400}}}]")

    def reply(prompt: int) -> Json:
        messages = [{"role": "user", "content": "four" * (prompt - 3)}]
        answer = plain(url, "told", model=model, messages=messages, max_tokens=8_000)
        assert answer.status == 200, answer.text
        message: Json = answer.json
        return message

    assert [(len(came["content"][0]["text"]), came["stop_reason"]) for came in map(reply, (10, 199_950, 199_900))] == [
        (400, "end_turn"),
        (200, reason),
        (400, "end_turn"),
    ]


def test_rule_118_thinking_counts_towards_max_tokens(play: Play) -> None:
    url = play(told=f"reply: [{{thinking: {'a' * 4_000}}}, {{text: {'b' * 400}}}]")

    for message in told(url, "told", max_tokens=1_050):
        assert counted(message) == (1_050, 1_000)
        assert message["content"][1]["text"] == "b" * 200


@pytest.mark.parametrize("display", ["summarized", "omitted"])
@pytest.mark.parametrize("scenario", ["improv", "thinking-summarised", "thinking-then-tool", "redacted-first"])
def test_rule_138_thinking_is_charged_as_output(base_url: str, scenario: str, display: str) -> None:
    for message in told(base_url, scenario, thinking={**LEAST, "display": display}):
        output, thinking = counted(message)
        assert output > thinking > 0


def test_rule_144_the_budget_is_a_target_and_may_be_exceeded(base_url: str) -> None:
    for message in told(base_url, "thinking-over-budget"):
        assert counted(message)[1] == 3_000 > LEAST["budget_tokens"]  # type: ignore[operator]  # a number
        assert message["stop_reason"] == "end_turn"


def asked_for(url: str) -> int:
    """How many requests a server has seen."""
    return len(exchange(f"{url}/_understudy/journal", b"", {}, method="GET").json["entries"])


PATIENT: Json = {**HELLO, "model": "claude-haiku-4-5", "thinking": LEAST}


def test_rule_146_without_a_stream_the_sdk_asks_for_no_more_than_21_333_tokens(play: Play) -> None:
    url = play(hello="reply: [{thinking: Hm.}, {text: Hello}]")

    with anthropic.Anthropic(base_url=f"{url}/scenario/hello", api_key="sk-ant-test", max_retries=0) as client:
        with pytest.raises(ValueError, match="Streaming is required"):
            client.messages.create(**{**PATIENT, "max_tokens": 21_334})
        assert asked_for(url) == 0

        reply = client.messages.create(**{**PATIENT, "max_tokens": 21_333})
        assert [block.type for block in reply.content] == ["thinking", "text"]
        assert asked_for(url) == 1


def test_rule_146_in_a_stream_it_may_ask_for_more(play: Play) -> None:
    url = play(hello="reply: [{thinking: Hm.}, {text: Hello}]")

    with (
        anthropic.Anthropic(base_url=f"{url}/scenario/hello", api_key="sk-ant-test", max_retries=0) as client,
        client.messages.stream(**{**PATIENT, "max_tokens": 64_000}) as stream_,
    ):
        assert [block.type for block in stream_.get_final_message().content] == ["thinking", "text"]
    assert asked_for(url) == 1


def test_rule_146_the_server_itself_answers_either_way(base_url: str) -> None:
    for message in told(base_url, "improv", max_tokens=64_000):
        assert [block["type"] for block in message["content"]] == ["thinking", "text"]


@pytest.mark.parametrize("display", ["summarized", "omitted"])
def test_rule_147_the_text_comes_later_for_all_of_the_thinking(play: Play, display: str) -> None:
    url = play(
        slow=f"""
pace: {{tokens_per_second: 4000}}
reply:
  - thinking: {{full: {"a" * 4_000}, summary: Hm.}}
  - text: [Done.]
"""
    )

    def text_at(thinking: Json) -> float:
        played = stream(url, "slow", thinking=thinking, max_tokens=4_000)
        return next(chunk.at for chunk in played.chunks if b"text_delta" in chunk.data)

    assert text_at({**LEAST, "display": display}) >= 0.25 > text_at({"type": "disabled"})
