"""What the page on extended thinking says of the edge of the context window."""

from typing import Any

import pytest

from tests.rules.cases import Json, ask, assistant, thinking, tool, tool_result, tool_use, user
from tests.support.messages import post

WINDOW = 200_000
MESSAGE = 3
THINKING_ON = 28
"""Tokens that a message, and the thinking of the model, cost beside what is said."""

ENABLED: Json = {"type": "enabled", "budget_tokens": 15_000}
CHECKED = ("claude-3-7-sonnet-20250219", "claude-sonnet-4-20250514", "claude-opus-4-20250514", "claude-opus-4-1")


def answer(url: str, tokens: int, model: str, *, betas: str | None = None, **members: Any) -> tuple[int, str]:
    """The status and the message of the answer to a prompt of so many tokens, with thinking on."""
    said = "four" * (tokens - MESSAGE - THINKING_ON)
    asked = ask(user(said), model=model, betas=betas, thinking=ENABLED, **{"max_tokens": 16_000, **members})
    sent = post(url, asked.body, headers=asked.headers)
    if sent.status == 200:
        return 200, ""
    assert sent.header("content-type") == "application/json"
    return sent.status, sent.json["error"]["message"]


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("model", CHECKED)
def test_rule_115_prompt_and_max_tokens_over_the_window_are_refused(stage: str, model: str, stream: bool) -> None:
    assert answer(stage, WINDOW - 16_000, model, stream=stream) == (200, "")
    assert answer(stage, WINDOW - 15_999, model, stream=stream) == (
        400,
        "input length and `max_tokens` exceed context limit: 184001 + 16000 > 200000,"
        " decrease input length or `max_tokens` and try again",
    )


def test_rule_115_a_prompt_over_the_window_is_refused_as_too_long(stage: str) -> None:
    assert answer(stage, WINDOW + 1, CHECKED[0]) == (400, "prompt is too long: 200001 tokens > 200000 maximum")


@pytest.mark.parametrize("model", ["claude-sonnet-4-5", "claude-haiku-4-5", "claude-opus-4-5"])
def test_rule_115_models_from_4_5_on_take_both_as_long_as_the_prompt_fits(stage: str, model: str) -> None:
    assert answer(stage, WINDOW, model) == (200, "")
    assert answer(stage, WINDOW + 1, model) == (400, "prompt is too long: 200001 tokens > 200000 maximum")


def test_rule_115_older_models_take_both_by_a_beta(stage: str) -> None:
    assert answer(stage, WINDOW, CHECKED[1], betas="model-context-window-exceeded-2025-08-26") == (200, "")


def test_rule_116_models_before_3_7_take_both_without_a_word(stage: str) -> None:
    asked = ask(user("four" * (WINDOW - MESSAGE)), model="claude-3-5-haiku-20241022", max_tokens=8_192)
    assert post(stage, asked.body, headers=asked.headers).status == 200


VAST = "four" * 110_000
"""110,000 tokens of thinking."""


def test_rule_117_at_the_edge_of_the_window_only_thinking_of_the_current_turn_counts(stage: str) -> None:
    model = CHECKED[1]
    finished = (
        user("Hi"),
        assistant(thinking(VAST, model), "Hello"),
        user("And?"),
        assistant(thinking(VAST, model), "Yes"),
    )
    loop = user("Look"), assistant(thinking(VAST, model), tool_use()), user(tool_result())
    members: Json = {"model": model, "thinking": ENABLED, "max_tokens": 16_000, "tools": [tool()]}

    def status(*messages: Json, max_tokens: int = 16_000) -> int:
        asked = ask(*messages, **{**members, "max_tokens": max_tokens})
        return post(stage, asked.body, headers=asked.headers).status

    assert status(*finished, user("Well?")) == 200
    assert status(*finished, *loop) == 200
    assert status(*loop, max_tokens=64_000) == 200
    assert status(*loop[:-1], user(tool_result(content="four" * 75_000))) == 400
    assert status(*finished, user("four" * 75_000)) == 200
