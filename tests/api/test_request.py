"""What a body must hold to be a request, and what is read from it."""

import json
from typing import Any

import pytest

from understudy.api.errors import Refusal
from understudy.api.request import Request, read

OK: dict[str, Any] = {
    "model": "claude-sonnet-4-5",
    "max_tokens": 10,
    "messages": [{"role": "user", "content": "Hello"}],
}
TOOL: dict[str, Any] = {"name": "get", "input_schema": {"type": "object"}}


def refused(body: bytes | object) -> str:
    outcome = read(body if isinstance(body, bytes) else json.dumps(body).encode(), {})
    assert isinstance(outcome, Refusal), outcome
    assert outcome.type == "invalid_request_error"
    return outcome.message


def assistant(*blocks: dict[str, Any]) -> dict[str, Any]:
    return OK | {"messages": [{"role": "assistant", "content": list(blocks)}]}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "The request body is not valid JSON: Input is a zero-length, empty document: line 1 column 1 (char 0)"),
        (b'{"model": "x"', "The request body is not valid JSON: unexpected end of data: line 1 column 14 (char 13)"),
        (
            b'{"a": "\\ud800"}',
            "The request body is not valid JSON: no low surrogate in string: line 1 column 8 (char 7)",
        ),
        ([], "Input should be an object"),
        ({}, "model: Field required"),
        ({"model": "x"}, "messages: Field required"),
        ({"model": "x", "messages": OK["messages"]}, "max_tokens: Field required"),
        (OK | {"model": 5}, "model: Input should be a valid string"),
        (OK | {"model": ""}, "model: String should have at least 1 character"),
        (OK | {"messages": []}, "messages: at least one message is required"),
        (OK | {"messages": "Hello"}, "messages: Input should be a valid list"),
        (OK | {"messages": ["Hello"]}, "messages.0: Input should be an object"),
        (OK | {"messages": [{"role": "user"}]}, "messages.0.content: Field required"),
        (OK | {"messages": [{"role": "user", "content": {}}]}, "messages.0.content: Input should be a valid list"),
        (OK | {"messages": [{"role": "user", "content": [{}]}]}, "messages.0.content.0.type: Field required"),
        (OK | {"max_tokens": "10"}, "max_tokens: Input should be a valid integer"),
        (OK | {"max_tokens": 1.5}, "max_tokens: Input should be a valid integer"),
        (OK | {"max_tokens": -1}, "max_tokens: Input should be greater than or equal to 0"),
        (OK | {"stream": "yes"}, "stream: Input should be a valid boolean"),
        (OK | {"tools": [{"input_schema": {"type": "object"}}]}, "tools.0.custom.name: Field required"),
        (OK | {"tools": [{"name": "get"}]}, "tools.0.custom.input_schema: Field required"),
        (OK | {"tools": [{"name": "get", "input_schema": {}}]}, "tools.0.custom.input_schema.type: Field required"),
        (OK | {"tools": [{"name": "get", "input_schema": {"type": "string"}}]},
         "tools.0.custom.input_schema.type: Input should be 'object'"),
        (OK | {"tools": [{"type": "web_search_20250305", "name": "search"}]},
         "tools.0.web_search_20250305.name: Input should be 'web_search'"),
        (assistant({"type": "tool_use", "id": "toolu_1", "name": "get"}),
         "messages.0.content.0.tool_use.input: Field required"),
        (assistant({"type": "tool_use", "id": "toolu_1", "name": "get", "input": '{"a": '}),
         "messages.0.content.0.tool_use.input: Input should be an object"),
        (assistant({"type": "thinking", "thinking": "Hm"}), "messages.0.content.0.thinking.signature: Field required"),
        (assistant({"type": "redacted_thinking"}), "messages.0.content.0.redacted_thinking.data: Field required"),
    ],
)  # fmt: skip
def test_the_first_mistake_is_answered_in_the_apis_words(body: bytes | object, message: str) -> None:
    assert refused(body) == message


def test_nan_is_no_json() -> None:
    message = refused(b'{"a": NaN}')
    assert message.startswith("The request body is not valid JSON: unexpected character")
    assert message.endswith(": line 1 column 7 (char 6)")


def test_the_order_of_the_checks_is_the_apis_and_not_the_bodys() -> None:
    body = {"stream": 1, "max_tokens": "x", "messages": [], "tools": [{}], "model": 5}
    seen = []
    for key, value in {"model": "x", "tools": [TOOL], "messages": OK["messages"], "max_tokens": 1}.items():
        seen.append(refused(body).partition(".")[0].partition(":")[0])
        body[key] = value
    assert [*seen, refused(body).partition(":")[0]] == ["model", "tools", "messages", "max_tokens", "stream"]


@pytest.mark.parametrize("body", [
    OK | {"tools": [TOOL, {"type": "custom", **TOOL}, {"type": "future_tool_20300101", "x": 1}]},
    OK | {"system": [{"type": "text", "text": "Be brief."}], "unknown": 1, "stream": None},
    OK | {"messages": [{"role": "user", "content": [{"type": "future_block"}]}]},
])  # fmt: skip
def test_what_is_not_known_to_be_wrong_is_let_pass(body: dict[str, Any]) -> None:
    assert isinstance(read(json.dumps(body).encode(), {}), Request)


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


CHAT = [
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
