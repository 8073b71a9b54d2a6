"""The page on extended thinking, rules 61 to 70, 81, 97, 143, 145 and 148 to 151: what goes with the parameter.

The numbers in the tests' names are those of the statements, in the page's order.
"""

from typing import Any

import pytest

from tests.support.messages import HELLO, WEATHER_TOOL, Json, body, plain, post, stream
from tests.support.raw import Exchange
from tests.support.sse import events

ANSWER = "multiplication-thinking"
"""A shipped scenario that thinks, then answers."""

INTERLEAVED = {"anthropic-beta": "interleaved-thinking-2025-05-14"}
NOT_BELOW = (
    "`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at"
    " https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size"
)


def enabled(budget: Any) -> Json:
    return {"type": "enabled", "budget_tokens": budget}


ENABLED = enabled(1024)


def asked(url: str, thinking: Json = ENABLED, headers: Json | None = None, **members: Any) -> Exchange:
    request = body(**{"max_tokens": 2048, "thinking": thinking, **members})
    return post(url, request, scenario=ANSWER, headers=headers)


def refusal(answer: Exchange) -> str:
    assert answer.status == 400, answer.text
    assert answer.json["error"]["type"] == "invalid_request_error"
    return str(answer.json["error"]["message"])


def types(answer: Exchange) -> list[str]:
    assert answer.status == 200, answer.text
    return [block["type"] for block in answer.json["content"]]


@pytest.mark.parametrize(
    "model",
    [
        "claude-sonnet-4-5-20250929",
        "claude-sonnet-4-20250514",
        "claude-3-7-sonnet-20250219",
        "claude-haiku-4-5-20251001",
        "claude-opus-4-1-20250805",
        "claude-opus-4-20250514",
    ],
)
def test_rule_61_the_models_of_the_page_think(base_url: str, model: str) -> None:
    answer = asked(base_url, model=model)

    assert types(answer) == ["thinking", "text"]
    assert answer.json["model"] == model


def test_rule_61_a_model_that_the_page_does_not_name_does_not_think(base_url: str) -> None:
    answer = asked(base_url, model="claude-3-5-haiku-20241022")

    assert refusal(answer) == "'claude-3-5-haiku-20241022' does not support thinking."


def test_rule_65_thinking_is_enabled_with_a_budget(base_url: str) -> None:
    literal = {
        "model": "claude-sonnet-4-5",
        "max_tokens": 16_000,
        "thinking": {"type": "enabled", "budget_tokens": 10_000},
        "messages": [
            {"role": "user", "content": "Are there an infinite number of prime numbers such that n mod 4 == 3?"}
        ],
    }

    assert types(post(base_url, literal, scenario=ANSWER)) == ["thinking", "text"]


@pytest.mark.parametrize(
    ("thinking", "words"),
    [
        ({"type": "enabled"}, "thinking.enabled.budget_tokens: Field required"),
        ({"budget_tokens": 1024}, "thinking.type: Field required"),
    ],
)
def test_rule_65_neither_the_type_nor_the_budget_is_left_out(base_url: str, thinking: Json, words: str) -> None:
    assert refusal(asked(base_url, thinking)) == words


def test_rule_65_an_unknown_type_is_refused(base_url: str) -> None:
    words = refusal(asked(base_url, {"type": "on", "budget_tokens": 1024}))

    assert words.startswith("thinking: Input tag 'on' found using 'type' does not match any of the expected tags:")


@pytest.mark.parametrize("budget", [2048, 2049])
def test_rule_69_the_budget_is_less_than_max_tokens(base_url: str, budget: int) -> None:
    assert refusal(asked(base_url, enabled(budget), max_tokens=2048)) == NOT_BELOW


def test_rule_69_one_less_is_enough(base_url: str) -> None:
    assert types(asked(base_url, enabled(2047), max_tokens=2048)) == ["thinking", "text"]


@pytest.mark.parametrize("budget", [20_000, 200_000])
def test_rule_70_with_interleaved_thinking_and_tools_the_budget_may_exceed_max_tokens(
    base_url: str, budget: int
) -> None:
    answer = asked(base_url, enabled(budget), INTERLEAVED, max_tokens=4096, tools=[WEATHER_TOOL])

    assert types(answer) == ["thinking", "text"]


@pytest.mark.parametrize(
    ("headers", "members"),
    [
        pytest.param(None, {"tools": [WEATHER_TOOL]}, id="without the header"),
        pytest.param(INTERLEAVED, {}, id="without tools"),
        pytest.param(
            INTERLEAVED, {"tools": [WEATHER_TOOL], "model": "claude-3-7-sonnet-20250219"}, id="on another model"
        ),
    ],
)
def test_rule_70_otherwise_it_may_not(base_url: str, headers: Json | None, members: Json) -> None:
    assert refusal(asked(base_url, enabled(20_000), headers, max_tokens=4096, **members)) == NOT_BELOW


def test_rule_70_the_limit_is_the_context_window_then(base_url: str) -> None:
    answer = asked(base_url, enabled(200_001), INTERLEAVED, max_tokens=4096, tools=[WEATHER_TOOL])

    assert refusal(answer) == "thinking.enabled.budget_tokens: Input should be less than or equal to 200000"


@pytest.mark.parametrize("choice", [{"type": "any"}, {"type": "tool", "name": "get_weather"}])
def test_rule_81_thinking_does_not_go_with_a_forced_tool(base_url: str, choice: Json) -> None:
    answer = asked(base_url, tools=[WEATHER_TOOL], tool_choice=choice)

    assert refusal(answer) == "Thinking may not be enabled when tool_choice forces tool use."


@pytest.mark.parametrize("choice", [{"type": "auto"}, {"type": "none"}, None])
def test_rule_81_thinking_goes_with_a_free_choice_of_tools(base_url: str, choice: Json | None) -> None:
    assert types(asked(base_url, tools=[WEATHER_TOOL], tool_choice=choice)) == ["thinking", "text"]


def test_rule_97_the_budget_of_interleaved_thinking_is_that_of_the_whole_turn(base_url: str) -> None:
    """Each round may think up to `max_tokens`; the budget that the rounds share is more than that."""
    messages: list[Json] = list(HELLO["messages"])
    thought = []
    for _ in range(3):
        request = body(max_tokens=1500, messages=messages, tools=[WEATHER_TOOL], thinking=enabled(4000))
        answer = post(base_url, request, scenario="interleaved-thinking", headers=INTERLEAVED)
        thought.append(types(answer)[0])
        calls = [block for block in answer.json["content"] if block["type"] == "tool_use"]
        results = [{"type": "tool_result", "tool_use_id": call["id"], "content": "7500"} for call in calls]
        messages = [*messages, {"role": "assistant", "content": answer.json["content"]}]
        messages = [*messages, {"role": "user", "content": results}]

    assert thought == ["thinking", "thinking", "thinking"]


@pytest.mark.parametrize(
    ("budget", "words"),
    [
        (1023, "Input should be greater than or equal to 1024"),
        (0, "Input should be greater than or equal to 1024"),
        (-1, "Input should be greater than or equal to 1024"),
        (1.5, "Input should be a valid integer"),
        ("2000", "Input should be a valid integer"),
    ],
)
def test_rule_143_the_budget_is_at_least_1024(base_url: str, budget: Any, words: str) -> None:
    assert refusal(asked(base_url, enabled(budget))) == f"thinking.enabled.budget_tokens: {words}"


def test_rule_143_that_is_looked_at_before_the_model_and_max_tokens(base_url: str) -> None:
    words = "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024"

    assert refusal(asked(base_url, enabled(512), model="claude-opus-5")) == words
    assert refusal(asked(base_url, enabled(512), max_tokens=100)) == words


def test_rule_143_a_budget_of_1024_will_do(base_url: str) -> None:
    assert types(asked(base_url, enabled(1024), max_tokens=1025)) == ["thinking", "text"]


def test_rule_145_a_budget_above_32k_is_accepted_in_a_stream(base_url: str) -> None:
    played = stream(base_url, ANSWER, thinking=enabled(40_000), max_tokens=64_000)

    assert played.status == 200, played.text
    assert events(played.body)[-1]["type"] == "message_stop"


SAMPLING = " Please consult our documentation at "


@pytest.mark.parametrize("temperature", [0, 0.5])
def test_rule_148_thinking_does_not_go_with_another_temperature(base_url: str, temperature: float) -> None:
    words, _ = refusal(asked(base_url, temperature=temperature)).split(SAMPLING)

    assert words == "`temperature` may only be set to 1 when thinking is enabled."


@pytest.mark.parametrize("temperature", [1, 1.0, None])
def test_rule_148_a_temperature_of_1_is_none(base_url: str, temperature: float | None) -> None:
    assert types(asked(base_url, temperature=temperature)) == ["thinking", "text"]


def test_rule_149_thinking_does_not_go_with_top_k(base_url: str) -> None:
    words, _ = refusal(asked(base_url, top_k=5)).split(SAMPLING)

    assert words == "`top_k` must be unset when thinking is enabled."


def test_rule_150_thinking_does_not_go_with_a_forced_tool_on_any_model_of_the_page(base_url: str) -> None:
    for model in ("claude-3-7-sonnet-20250219", "claude-opus-4-1", "claude-haiku-4-5"):
        answer = asked(base_url, model=model, tools=[WEATHER_TOOL], tool_choice={"type": "any"})

        assert refusal(answer) == "Thinking may not be enabled when tool_choice forces tool use."


def test_rule_150_without_thinking_a_tool_can_be_forced(base_url: str) -> None:
    answer = plain(base_url, "tool-loop", tools=[WEATHER_TOOL], tool_choice={"type": "any"})

    assert answer.status == 200, answer.text


@pytest.mark.parametrize(
    ("top_p", "words"),
    [
        (0.94, "`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled."),
        (1.01, "top_p: range: 0..1"),
    ],
)
def test_rule_151_with_thinking_top_p_is_between_0_95_and_1(base_url: str, top_p: float, words: str) -> None:
    assert refusal(asked(base_url, top_p=top_p)) == words


@pytest.mark.parametrize("top_p", [0.95, 1.0])
def test_rule_151_the_ends_are_within(base_url: str, top_p: float) -> None:
    assert types(asked(base_url, top_p=top_p)) == ["thinking", "text"]
