"""What the model sees of a request costs what its parts cost, and no more than the model sees."""

from typing import Any

import pytest

from understudy.api.context import Piece, count_prompt, messages_seen, prompt
from understudy.api.mending import mended
from understudy.api.request import Request
from understudy.api.tokens import count_content

THINKING = {"type": "enabled", "budget_tokens": 2_000}
ADAPTIVE = {"type": "adaptive"}


def asking(*content: object, model: str = "claude-sonnet-4-5", **members: object) -> Request:
    """A request whose messages are the user's and the assistant's by turns."""
    roles = ("user", "assistant")
    messages = [{"role": roles[number % 2], "content": item} for number, item in enumerate(content)]
    return Request({"model": model, "max_tokens": 1_000, "messages": messages, **members}, {})


def text(said: str) -> dict[str, Any]:
    return {"type": "text", "text": said}


def thought(said: str) -> dict[str, Any]:
    return {"type": "thinking", "thinking": said, "signature": ""}


def redacted(data: str) -> dict[str, Any]:
    return {"type": "redacted_thinking", "data": data}


def call(number: int) -> dict[str, Any]:
    return {"type": "tool_use", "id": f"toolu_{number}", "name": "get_weather", "input": {}}


def result(number: int) -> dict[str, Any]:
    return {"type": "tool_result", "tool_use_id": f"toolu_{number}", "content": "18 degrees"}


def contents(request: Request) -> list[object]:
    return [message.get("content") for message in messages_seen(request)]


FINISHED = ("Hi", [thought("Hm."), redacted("abcd"), text("Hello.")], "And now?")
LOOP = ("Weather?", [thought("Look."), call(1)], [result(1)], [thought("Again."), call(2)], [result(2)])
LAST_TURN = "claude-3-7-sonnet-latest", "claude-sonnet-4-0", "claude-opus-4-1", "claude-sonnet-4-5", "claude-haiku-4-5"
ALL_TURNS = "claude-opus-4-5", "claude-sonnet-4-6", "claude-opus-4-8", "claude-fable-5", "claude-opus-5-5"


def thinking_of(model: str) -> dict[str, Any]:
    return THINKING if model in (*LAST_TURN, "claude-opus-4-5") else ADAPTIVE


@pytest.mark.parametrize("model", LAST_TURN)
def test_thinking_of_a_finished_turn_is_not_seen(model: str) -> None:
    request = asking(*FINISHED, model=model, thinking=thinking_of(model))
    assert contents(request) == ["Hi", [text("Hello.")], "And now?"]


@pytest.mark.parametrize("model", ALL_TURNS)
def test_newer_models_see_the_thinking_of_all_turns(model: str) -> None:
    assert contents(asking(*FINISHED, model=model, thinking=thinking_of(model))) == [*FINISHED]


@pytest.mark.parametrize("model", [*LAST_TURN, *ALL_TURNS])
def test_thinking_of_a_tool_loop_that_goes_on_is_seen(model: str) -> None:
    assert contents(asking(*LOOP, model=model, thinking=thinking_of(model))) == [*LOOP]


@pytest.mark.parametrize(
    "last",
    ["And now?", [text("And now?")], [result(2), text("And now?")]],
    ids=["a string", "a text block", "a text after results"],
)
def test_a_user_message_that_is_not_results_alone_ends_the_turn(last: object) -> None:
    request = asking(*LOOP[:-1], last, thinking=THINKING)
    assert contents(request) == ["Weather?", [call(1)], [result(1)], [call(2)], last]


def test_only_the_thinking_before_the_end_of_a_turn_is_left_out() -> None:
    again = "And now?", [thought("Once more."), call(3)], [result(3)]
    request = asking(*LOOP, [text("It is warm.")], *again, thinking=THINKING)
    seen = "Weather?", [call(1)], [result(1)], [call(2)], [result(2)], [text("It is warm.")]
    assert contents(request) == [*seen, *again]


@pytest.mark.parametrize("model", ["claude-sonnet-4-5", "claude-opus-4-8", "claude-sonnet-5"])
def test_with_thinking_off_no_thinking_is_seen(model: str) -> None:
    request = asking(*FINISHED, model=model, thinking={"type": "disabled"})
    assert contents(request) == ["Hi", [text("Hello.")], "And now?"]


@pytest.mark.parametrize(("model", "seen"), [("claude-opus-4-8", 1), ("claude-sonnet-5", 3), ("claude-fable-5", 3)])
def test_without_the_parameter_a_model_thinks_as_it_does_by_default(model: str, seen: int) -> None:
    content = contents(asking(*FINISHED, model=model))[1]
    assert isinstance(content, list)
    assert len(content) == seen


def test_a_message_of_nothing_but_unseen_thinking_is_not_seen() -> None:
    assert contents(asking("Hi", [thought("Hm.")], "And now?", thinking=THINKING)) == ["Hi", "And now?"]


def test_messages_that_lose_nothing_are_the_very_same() -> None:
    request = asking(*FINISHED, thinking=THINKING)
    seen = messages_seen(request)
    assert seen[0] is request.messages[0]
    assert seen[2] is request.messages[2]
    assert messages_seen(asking(*LOOP, thinking=THINKING)) == asking(*LOOP, thinking=THINKING).messages


def test_thinking_that_is_not_seen_stays_in_the_request() -> None:
    request = asking(*FINISHED, thinking=THINKING)
    messages_seen(request)
    assert request.messages[1]["content"] == FINISHED[1]


def test_nothing_before_the_last_compaction_is_seen() -> None:
    summary = {"type": "compaction", "content": "They said hello."}
    failed = {"type": "compaction", "content": None}
    request = asking("Hi", [text("Hello.")], "More", [text("Well."), summary, text("Go on.")], "Now?", [failed], "Now!")
    assert contents(request) == [[summary, text("Go on.")], "Now?", [failed], "Now!"]


SYSTEM_TEXT = [{"type": "text", "text": "Be kind."}]
TOOL = {"name": "a", "input_schema": {"type": "object"}}
FORMAT = {"type": "json_schema", "schema": {"type": "object"}}


@pytest.mark.parametrize(
    ("request_", "tokens"),
    [
        (asking("Hello"), 5),
        (asking([text("Hello")]), 5),
        (asking("Hello", "Hello"), 10),
        (asking("Hello", system="Be kind."), 10),
        (asking("Hello", system=SYSTEM_TEXT), 10),
        (asking("Hello", system=""), 5),
        (asking("Hello", system=[]), 5),
        (asking("Hello", tools=[]), 5),
        (asking("Hello", tools=[TOOL]), 363),
        (asking("Hello", tools=[TOOL, TOOL]), 375),
        (asking("Hello", tools=[TOOL, TOOL | {"defer_loading": True}]), 363),
        (asking("Hello", tools=[TOOL], tool_choice={"type": "none"}), 363),
        (asking("Hello", tools=[TOOL], tool_choice={"type": "any"}), 330),
        (asking("Hello", tools=[TOOL], tool_choice={"type": "tool", "name": "a"}), 330),
        (asking("Hello", output_config={"format": FORMAT}), 18),
        (asking("Hello", output_format=FORMAT), 18),
        (asking("Hello", thinking=THINKING), 33),
        (asking("Hello", thinking={"type": "disabled"}), 5),
        (asking("Hello", thinking=ADAPTIVE, model="claude-opus-4-8"), 33),
        (asking("Hello", model="claude-opus-4-8"), 5),
        (asking("Hello", model="claude-sonnet-5"), 33),
        (asking("Hello", model="claude-sonnet-5", thinking={"type": "disabled"}), 5),
        (asking("Hello", model="claude-sonnet-5-5", thinking={"type": "between_tools"}), 33),
        (asking("Hello", model="claude-fable-5"), 33),
    ],
)
def test_a_prompt_costs_the_sum_of_its_parts(request_: Request, tokens: int) -> None:
    assert count_prompt(request_) == tokens


def test_a_block_more_costs_that_block_more() -> None:
    blocks = [text("Hello"), result(1), {"type": "image", "source": {}}]
    assert count_prompt(asking(blocks)) == 3 + sum(count_content(block) for block in blocks)


def test_thinking_that_is_not_seen_costs_nothing() -> None:
    without = asking("Hi", [text("Hello.")], "And now?", thinking=THINKING)
    assert count_prompt(asking(*FINISHED, thinking=THINKING)) == count_prompt(without)


def test_thinking_that_is_seen_costs_what_it_is() -> None:
    without = "Weather?", [call(1)], [result(1)], [call(2)], [result(2)]
    assert count_prompt(asking(*LOOP, thinking=THINKING)) - count_prompt(asking(*without, thinking=THINKING)) == 4


def test_the_pieces_come_in_the_order_in_which_prefixes_are_cached() -> None:
    request = asking("Hello", tools=[TOOL], system="Be kind.", thinking=THINKING)
    assert list(prompt(request)) == [
        Piece("tools", TOOL, 12),
        Piece("system", text("Be kind."), 2),
        Piece("system", None, 3),
        Piece("messages", None, 374),
        Piece("messages", text("Hello"), 2, "user"),
        Piece("messages", None, 3),
    ]


@pytest.mark.parametrize(
    "body",
    [
        {"messages": [{"role": "user"}]},
        {"messages": [{"role": "user", "content": [None, 5, "text", [], {}]}]},
        {"messages": [{"role": "system"}, {"role": "user", "content": ""}]},
        {"messages": [{"role": "assistant", "content": [{"type": "thinking"}]}, {"role": "user", "content": "Hi"}]},
        {"messages": [{"role": "user", "content": [{"type": "tool_result", "content": [[3]]}]}]},
        {"system": [{}], "tools": [{}], "tool_choice": {"type": ""}, "messages": [{"role": "user", "content": "Hi"}]},
        {"output_config": {"format": 3}, "messages": [{"role": "user", "content": "Hi"}]},
    ],
)
def test_a_mended_request_has_a_prompt(body: dict[str, Any]) -> None:
    whole = mended({"model": "claude-sonnet-4-5", **body})
    assert whole is not None
    assert count_prompt(Request(whole, {})) >= 1
