"""The conditions of a `when`."""

from typing import Any

import pytest

from understudy.scenario.conditions import compiled
from understudy.scenario.when import When

from .asking import ANSWERED, CALLED, HELLO, TOOL, ask

PREFILL = {"role": "assistant", "content": "Sure"}

HOLDING: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"model": "claude-sonnet-4-5"}, {}),
    ({"model": "claude-sonnet-4-5-*"}, {}),
    ({"model": "*sonnet*"}, {}),
    ({"model": "claude-[x]*"}, {"model": "claude-[x]-1"}),
    ({"stream": False}, {}),
    ({"stream": True}, {"stream": True}),
    ({"turn": 0}, {}),
    ({"turn": 1}, {"messages": [HELLO, CALLED, ANSWERED]}),
    ({"turn": 0}, {"messages": [HELLO, PREFILL]}),
    ({"last_user_text": "lo th"}, {}),
    ({"last_user_text": "/^hello\\b/i"}, {}),
    ({"system": "terse"}, {"system": [{"type": "text", "text": "Be terse."}]}),
    ({"tool": "get_weather"}, {"tools": [TOOL]}),
    ({"tool_choice": "any"}, {"tool_choice": {"type": "any"}}),
    ({"tool_result": "get_weather"}, {"messages": [HELLO, CALLED, ANSWERED]}),
    ({"thinking": "absent"}, {}),
    ({"thinking": "enabled"}, {"thinking": {"type": "enabled", "budget_tokens": 1024}}),
    ({"beta": "b-2"}, {"headers": {"anthropic-beta": "b-1, b-2"}}),
    ({"header": {"X-Team": "bl*"}}, {"headers": {"x-team": "blue"}}),
    ({"prefill": True}, {"messages": [HELLO, PREFILL]}),
    ({"concurrent": 1}, {}),
    ({"concurrent": 4}, {"concurrent": 4}),
    ({"concurrent": ">3"}, {"concurrent": 4}),
    ({"concurrent": ">=3"}, {"concurrent": 3}),
    ({"concurrent": "<2"}, {}),
    ({"concurrent": "<= 2"}, {"concurrent": 2}),
    ({"body_bytes": ">1000"}, {"headers": {"content-length": "1001"}}),
    ({"body_bytes": 0}, {"headers": {"content-length": "0"}}),
    ({"input_tokens": "<10"}, {}),
    ({"input_tokens": ">100"}, {"system": "terse " * 100}),
    ({"retry_count": 0}, {"headers": {"x-stainless-retry-count": "0"}}),
    ({"retry_count": ">0"}, {"headers": {"x-stainless-retry-count": "2"}}),
    ({"body": {"max_tokens": 100}}, {}),
    ({"body": {"messages.0.content": "Hello there", "metadata.user_id": None}}, {}),
    ({"body": {"metadata": {"user_id": "u"}}}, {"metadata": {"user_id": "u"}}),
    ({"body": {"temperature": None}}, {"temperature": None}),
]

FAILING: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"model": "claude-sonnet"}, {}),
    ({"model": "CLAUDE*"}, {}),
    ({"stream": True}, {}),
    ({"turn": 1}, {}),
    ({"last_user_text": "hello"}, {}),
    ({"last_user_text": "/^there/"}, {}),
    ({"system": "terse"}, {}),
    ({"tool": "get"}, {"tools": [TOOL]}),
    ({"tool_choice": "auto"}, {}),
    ({"tool_result": "get_weather"}, {"messages": [HELLO, CALLED, ANSWERED, PREFILL, HELLO]}),
    ({"thinking": "disabled"}, {}),
    ({"beta": "b"}, {"headers": {"anthropic-beta": "b-1"}}),
    ({"header": {"x-team": "*"}}, {}),
    ({"prefill": True}, {}),
    ({"concurrent": 2}, {}),
    ({"concurrent": ">3"}, {"concurrent": 3}),
    ({"concurrent": ">=3"}, {"concurrent": 2}),
    ({"concurrent": "<2"}, {"concurrent": 2}),
    ({"concurrent": "<=2"}, {"concurrent": 3}),
    ({"body_bytes": ">1000"}, {"headers": {"content-length": "1000"}}),
    ({"body_bytes": ">=0"}, {}),
    ({"body_bytes": ">=0"}, {"headers": {"content-length": "long"}}),
    ({"input_tokens": ">100"}, {}),
    ({"retry_count": 0}, {}),
    ({"retry_count": "<9"}, {}),
    ({"retry_count": "<9"}, {"headers": {"x-stainless-retry-count": "many"}}),
    ({"retry_count": ">0"}, {"headers": {"x-stainless-retry-count": "0"}}),
    ({"body": {"max_tokens": 101}}, {}),
    ({"body": {"messages.1.content": "Hello there"}}, {}),
    ({"body": {"messages.-1.role": "user"}}, {}),
    ({"body": {"stream": 1}}, {"stream": True}),
    ({"body": {"temperature": None}}, {"temperature": 0}),
]


def holds(when: dict[str, Any], request: dict[str, Any]) -> bool:
    return all(condition.holds(ask(**request)) for condition in compiled(When.model_validate(when)))


@pytest.mark.parametrize(("when", "request_"), HOLDING, ids=lambda value: str(value)[:50])
def test_a_condition_holds(when: dict[str, Any], request_: dict[str, Any]) -> None:
    assert holds(when, request_)


@pytest.mark.parametrize(("when", "request_"), FAILING, ids=lambda value: str(value)[:50])
def test_a_condition_does_not_hold(when: dict[str, Any], request_: dict[str, Any]) -> None:
    assert not holds(when, request_)


def test_every_condition_of_the_language_is_tried_both_ways() -> None:
    assert {key for when, _ in HOLDING for key in when} == set(When.model_fields)
    assert {key for when, _ in FAILING for key in when} == set(When.model_fields)


def test_each_entry_of_header_and_body_is_a_condition() -> None:
    when = When(turn=0, header={"a": "1", "b": "2"}, body={"c": 3, "d": 4, "e": 5})

    assert [condition.name for condition in compiled(when)] == [
        "turn", "header a", "header b", "body c", "body d", "body e"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("when", "request_", "difference"),
    [
        (
            {"model": "gpt*"},
            {},
            '`model` wants "gpt*", got "claude-sonnet-4-5", "claude-sonnet-4-5-20250929"',
        ),
        ({"stream": True}, {}, "`stream` wants true, got false"),
        ({"last_user_text": "/bye/i"}, {}, '`last_user_text` wants /bye/i, got "Hello there"'),
        ({"tool": "a"}, {"tools": [TOOL]}, '`tool` wants "a", got "get_weather"'),
        ({"tool": "a"}, {}, '`tool` wants "a", got none'),
        ({"tool_choice": "any"}, {}, '`tool_choice` wants "any", got null'),
        ({"header": {"X-Team": "blue"}}, {}, '`header x-team` wants "blue", got null'),
        (
            {"header": {"x-api-key": "b"}},
            {"headers": {"x-api-key": "sk-1"}},
            '`header x-api-key` wants "b", got a secret',
        ),
        ({"concurrent": ">3"}, {"concurrent": 2}, "`concurrent` wants >3, got 2"),
        ({"retry_count": 1}, {}, "`retry_count` wants 1, got null"),
        ({"body": {"metadata.user_id": "u"}}, {}, '`body metadata.user_id` wants "u", got null'),
        ({"system": "x"}, {"system": "y" * 100}, '`system` wants "x", got "' + "y" * 78 + "…"),
    ],
)
def test_a_difference_tells_what_is_wanted_and_what_came(
    when: dict[str, Any], request_: dict[str, Any], difference: str
) -> None:
    (condition,) = compiled(When.model_validate(when))

    assert str(condition.difference(ask(**request_))) == difference
