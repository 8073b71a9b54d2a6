"""What is left of a body that has not the API's shape has it, and is as much as can be."""

from typing import Any

import pytest

from understudy.api.betas import BETAS
from understudy.api.mending import mended
from understudy.api.schema import OLD_VERSION, Terms, mistake

HI = {"role": "user", "content": "Hi"}
TEXT = {"type": "text", "text": "Hi"}
WHOLE = {"model": "claude-haiku-4-5", "max_tokens": 100, "messages": [HI]}

LEFT: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"temperature": "hot", "stream": "yes", "unknown": 1}, {}),
    ({"max_tokens": None}, {"max_tokens": ...}),
    ({"system": [TEXT, {"type": "text"}, 7]}, {"system": [TEXT]}),
    ({"tools": [{}, {"name": "a", "input_schema": {"type": "object"}}]},
     {"tools": [{"name": "a", "input_schema": {"type": "object"}}]}),
    ({"tools": [{"name": ["a"], "input_schema": {"type": "object"}}], "thinking": {"type": "odd"}}, {"tools": []}),
    ({"messages": [HI, "Hi", {"content": "Hi"}, {"role": 1}]}, {"messages": [HI]}),
    ({"messages": [{"role": "user"}]}, {"messages": [{"role": "user", "content": []}]}),
    ({"messages": [{"role": "user", "content": [TEXT, {"type": "text", "text": {"text": 1}}, {"type": "odd"}]}]},
     {"messages": [{"role": "user", "content": [TEXT]}]}),
    ({"messages": [{"role": "user", "content": [{**TEXT, "cache_control": {"type": "eternal"}}]}]},
     {"messages": [{"role": "user", "content": [TEXT]}]}),
    ({"context_management": {"edits": []}, "speed": "fast"},
     {"context_management": {"edits": []}, "speed": "fast"}),
]  # fmt: skip


@pytest.mark.parametrize(("members", "left"), LEFT)
def test_what_cannot_be_read_is_taken_away_and_nothing_else(members: dict[str, Any], left: dict[str, Any]) -> None:
    expected = {**WHOLE, **left}

    assert mended({**WHOLE, **members}) == {name: value for name, value in expected.items() if value is not ...}


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "Hi",
        {},
        {"model": "claude-haiku-4-5"},
        {"messages": [HI]},
        {**WHOLE, "model": 1},
        {**WHOLE, "messages": []},
        {**WHOLE, "messages": [1, 2, 3]},
        {**WHOLE, "messages": [1] * 1_000 + [HI]},
    ],
)
def test_nothing_is_left_without_a_model_or_messages_or_where_too_much_is_broken(body: Any) -> None:
    assert mended(body) is None


def test_what_is_left_has_the_api_s_shape() -> None:
    broken = {
        **WHOLE,
        "max_tokens": 1,
        "metadata": 1,
        "tools": [1, {"type": "bash_20250124", "name": "shell"}, {"type": "odd"}],
        "messages": [{"role": "user", "content": [1, {"type": "image", "source": {"type": "file"}}, TEXT]}, HI],
    }

    left = mended(broken)

    assert left == {**WHOLE, "max_tokens": 1, "tools": [], "messages": [{"role": "user", "content": [TEXT]}, HI]}
    assert mistake(left, Terms(OLD_VERSION, BETAS)) is None


def test_a_body_for_counting_is_mended_as_one() -> None:
    body = {"model": "claude-haiku-4-5", "messages": [HI]}

    assert mended({**body, "max_tokens": 100, "system": 1}, "count_tokens") == body
