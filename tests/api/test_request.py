"""What is read from a request."""

from typing import Any

import pytest

from understudy.api.request import Request

OK: dict[str, Any] = {
    "model": "claude-sonnet-4-5",
    "max_tokens": 10,
    "messages": [{"role": "user", "content": "Hello"}],
}


def request(headers: dict[str, str] | None = None, **body: Any) -> Request:
    return Request(OK | body, headers or {})


def test_the_scenario_suffix_is_taken_off_the_model() -> None:
    asked = request(model="claude-sonnet-4-5+hello")
    assert (asked.model, asked.model_id, asked.scenario) == (
        "claude-sonnet-4-5",
        "claude-sonnet-4-5-20250929",
        "hello",
    )
    assert asked.body["model"] == "claude-sonnet-4-5"
    assert request().scenario is None


def test_a_model_nobody_knows_keeps_its_name() -> None:
    assert request(model="my-private-model").model_id == "my-private-model"


CHAT: list[dict[str, Any]] = [
    {"role": "user", "content": "One"},
    {"role": "assistant", "content": [{"type": "tool_use", "id": "toolu_1", "name": "get", "input": {}}]},
    {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_1",
                                  "content": [{"type": "text", "text": "42"}]}]},
]  # fmt: skip


def test_a_turn_counts_assistant_messages_and_not_the_prefill() -> None:
    assert request(messages=CHAT[:1]).turn == 0
    assert request(messages=CHAT).turn == 1
    prefilled = request(messages=[*CHAT, {"role": "assistant", "content": "It"}])
    assert (prefilled.turn, prefilled.prefill, len(prefilled.asked)) == (1, True, 3)


def test_results_are_known_by_the_names_of_their_tools() -> None:
    asked = request(messages=CHAT)
    assert asked.tool_results == {"get": "42"}
    assert asked.tool_result_names == ("get",)
    assert asked.answers_tools
    assert not request(messages=CHAT[:2]).answers_tools


RESULT = CHAT[2]["content"][0]
GO_ON = {"type": "text", "text": "Go on"}


@pytest.mark.parametrize(
    ("messages", "begun"),
    [
        pytest.param(CHAT[:1], False, id="a question"),
        pytest.param(CHAT, True, id="results alone"),
        pytest.param([*CHAT[:2], {"role": "user", "content": [RESULT, GO_ON]}], False, id="results and words"),
        pytest.param([*CHAT, {"role": "user", "content": "Go on"}], False, id="words in a message of their own"),
        pytest.param([*CHAT, {"role": "system", "content": "Be brief."}], True, id="results, then the system"),
        pytest.param([*CHAT[:1], {"role": "system", "content": "Be brief."}], False, id="a question, then the system"),
        pytest.param([*CHAT[:1], {"role": "assistant", "content": "It"}], True, id="a prefill"),
    ],
)
def test_a_turn_has_begun_once_the_assistant_has_spoken_and_only_results_followed(
    messages: list[dict[str, Any]], begun: bool
) -> None:
    assert request(messages=messages).turn_has_begun is begun


def test_a_result_without_its_call_has_no_name() -> None:
    assert request(messages=CHAT[2:]).tool_result_names == ()


def test_the_last_user_text_is_the_last_that_has_any() -> None:
    assert request(messages=CHAT).last_user_text == "One"
    blocks = [{"type": "text", "text": "a"}, {"type": "image"}, {"type": "text", "text": "b"}]
    assert request(messages=[{"role": "user", "content": blocks}]).last_user_text == "a\nb"


def test_betas_are_read_with_and_without_spaces() -> None:
    assert request({"anthropic-beta": "a,b, c ,"}).betas == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("model", "config", "thinks", "display"),
    [
        ("claude-sonnet-4-5", None, False, "summarized"),
        ("claude-3-7-sonnet-20250219", {"type": "enabled", "budget_tokens": 1024}, True, "full"),
        ("claude-sonnet-5", None, True, "omitted"),
        ("claude-sonnet-5", {"type": "adaptive", "display": "summarized"}, True, "summarized"),
        ("claude-sonnet-5", {"type": "disabled"}, False, "omitted"),
        ("claude-fable-5", {"type": "disabled"}, True, "omitted"),
    ],
)
def test_thinking_follows_the_request_and_the_models_default(
    model: str, config: dict[str, Any] | None, thinks: bool, display: str
) -> None:
    asked = request(model=model, **({"thinking": config} if config else {}))
    assert (asked.thinks, asked.display) == (thinks, display)
