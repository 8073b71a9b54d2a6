"""The page on extended thinking, rules 95, 96, 99, 100 and 137: where a model thinks between the calls of tools.

The numbers in the tests' names are those of the statements, in the page's order.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.messages import Json, post

Play = Callable[..., str]

HEADER = {"anthropic-beta": "interleaved-thinking-2025-05-14"}

SONNET_3_7 = "claude-3-7-sonnet-20250219"
HAIKU_4_5 = "claude-haiku-4-5-20251001"
INTERLEAVING = (
    "claude-sonnet-4-5-20250929",
    "claude-opus-4-5-20251101",
    "claude-opus-4-1-20250805",
    "claude-opus-4-20250514",
    "claude-sonnet-4-20250514",
)

TOOLS = [
    {"name": name, "input_schema": {"type": "object", "properties": {argument: {"type": "string"}}}}
    for name, argument in (("calculator", "expression"), ("database_query", "query"))
]
ASKED: Json = {
    "model": "claude-sonnet-4-5",
    "max_tokens": 8_000,
    "thinking": {"type": "enabled", "budget_tokens": 4_000},
    "tools": TOOLS,
}
RESULTS = {"calculator": "7500", "database_query": "5200"}

SUMMARISED = """
turns:
  - reply:
      - thinking: {full: I had better calculate first., summary: Calculate.}
      - tool_use: calculator
        input: {expression: 150 * 50}
  - reply:
      - thinking: {full: Now I need to look up the average., summary: Look up.}
      - text: It is 7500.
"""


ENABLED = {"type": "enabled", "budget_tokens": 1024}
ADAPTIVE = {"type": "adaptive"}


def sent(url: str, scenario: str, messages: list[Json], headers: dict[str, str], **members: Any) -> Json:
    asked = {**ASKED, **members, "messages": messages}
    answer = post(url, asked, scenario=scenario, headers=headers)
    assert answer.status == 200, answer.text
    message: Json = answer.json
    return message


def loop(
    url: str, headers: dict[str, str], scenario: str = "interleaved-thinking", **members: Any
) -> tuple[list[Json], list[Json]]:
    """The replies of a whole tool loop, everything sent back as it came; and the conversation they make."""
    messages: list[Json] = [{"role": "user", "content": "Is 150 units at $50 more than the average month?"}]
    replies: list[Json] = []
    while not replies or replies[-1]["stop_reason"] == "tool_use":
        replies.append(sent(url, scenario, messages, headers, **members))
        content = replies[-1]["content"]
        messages.append({"role": "assistant", "content": content})
        results = [
            {"type": "tool_result", "tool_use_id": block["id"], "content": RESULTS[block["name"]]}
            for block in content
            if block["type"] == "tool_use"
        ]
        messages += [{"role": "user", "content": results}] if results else []
    return replies, messages


def types(replies: list[Json]) -> list[list[str]]:
    return [[block["type"] for block in reply["content"]] for reply in replies]


ONCE = [["thinking", "tool_use"], ["tool_use"], ["text"]]
EVERY_TIME = [["thinking", "tool_use"], ["thinking", "tool_use"], ["thinking", "text"]]


@pytest.mark.parametrize("model", INTERLEAVING)
def test_rule_95_with_the_header_a_model_thinks_again_after_the_result_of_a_tool(base_url: str, model: str) -> None:
    assert types(loop(base_url, HEADER, model=model)[0])[1] == ["thinking", "tool_use"]
    assert types(loop(base_url, {}, model=model)[0])[1] == ["tool_use"]


@pytest.mark.parametrize("together", [False, True], ids=["after the answer", "with the result"])
def test_rule_95_without_the_header_it_thinks_again_with_the_next_word_of_the_user(play: Play, together: bool) -> None:
    url = play(loop="reply: [{thinking: Hm.}, {tool_use: calculator, input: {expression: 1 + 1}}]")
    asked: list[Json] = [{"role": "user", "content": "One and one?"}]
    first = sent(url, "loop", asked, {})
    result = {"type": "tool_result", "tool_use_id": first["content"][-1]["id"], "content": "2"}
    word = {"type": "text", "text": "And two and two?"}
    results = [result, word] if together else [result]
    asked += [{"role": "assistant", "content": first["content"]}, {"role": "user", "content": results}]
    second = sent(url, "loop", asked, {})

    assert types([first, second]) == [["thinking", "tool_use"], ["thinking", "tool_use"] if together else ["tool_use"]]


def test_rule_96_it_reasons_between_the_calls_of_a_chain(base_url: str) -> None:
    replies, messages = loop(base_url, HEADER)

    assert types(replies) == EVERY_TIME
    assert [reply["stop_reason"] for reply in replies] == ["tool_use", "tool_use", "end_turn"]
    assert replies[1]["content"][0]["thinking"] == (
        "The calculator says 7500. To judge that I need the monthly average."
    )
    assert replies[2]["content"][-1]["text"] == "This month brings 7500 dollars; the average month brought 5200."
    signatures = [block["signature"] for reply in replies for block in reply["content"] if "signature" in block]
    assert len(set(signatures)) == 3
    assert len(messages) == 6


def test_rule_96_without_the_header_the_same_chain_is_reasoned_about_once(base_url: str) -> None:
    assert types(loop(base_url, {})[0]) == ONCE


@pytest.mark.parametrize("model", [SONNET_3_7, HAIKU_4_5])
def test_rule_99_models_without_interleaving_think_only_at_the_start(base_url: str, model: str) -> None:
    assert types(loop(base_url, HEADER, model=model)[0]) == ONCE


@pytest.mark.parametrize("model", [SONNET_3_7, HAIKU_4_5, "claude-3-5-haiku-20241022", "claude-opus-4-6"])
def test_rule_100_the_header_is_accepted_without_effect_where_it_is_not_supported(stage: str, model: str) -> None:
    thinking: Json = {"type": "disabled"} if "3-5" in model else {"type": "enabled", "budget_tokens": 1024}

    def played(session: str, headers: dict[str, str]) -> list[Json]:
        replies, _ = loop(f"{stage}/session/{model}-{session}", headers, model=model, thinking=thinking)
        return [without_ids(reply) for reply in replies]

    assert played("with", HEADER) == played("without", {})


def without_ids(reply: Json) -> Json:
    content = [{key: value for key, value in block.items() if key != "id"} for block in reply["content"]]
    return {**{key: value for key, value in reply.items() if key != "id"}, "content": content}


def test_rule_100_the_header_is_accepted_without_thinking_and_without_tools(base_url: str) -> None:
    messages: list[Json] = [{"role": "user", "content": "Hello"}]

    reply = sent(base_url, "hello", messages, HEADER, thinking={"type": "disabled"}, tools=[], model=SONNET_3_7)
    assert types([reply]) == [["text"]]


@pytest.mark.parametrize(
    ("model", "headers", "shown"),
    [
        pytest.param(SONNET_3_7, {}, ["I had better calculate first."], id="3.7"),
        pytest.param(SONNET_3_7, HEADER, ["I had better calculate first."], id="3.7 with the header"),
        pytest.param("claude-sonnet-4-20250514", {}, ["Calculate."], id="4"),
        pytest.param("claude-sonnet-4-20250514", HEADER, ["Calculate.", "Look up."], id="4 with the header"),
    ],
)
def test_rule_137_models_differ_in_what_they_show_and_in_whether_they_interleave(
    play: Play, model: str, headers: dict[str, str], shown: list[str]
) -> None:
    replies, _ = loop(play(told=SUMMARISED), headers, "told", model=model)

    assert [block["thinking"] for reply in replies for block in reply["content"] if "thinking" in block] == shown


@pytest.mark.parametrize(
    ("model", "thinking", "shown", "edited"),
    [
        pytest.param(SONNET_3_7, ENABLED, "I had better calculate first.", 400, id="in full"),
        pytest.param("claude-sonnet-4-5", {**ENABLED, "display": "summarized"}, "Calculate.", 400, id="summarised"),
        pytest.param("claude-sonnet-4-5", {**ENABLED, "display": "omitted"}, "", 200, id="omitted"),
        pytest.param("claude-sonnet-5", {**ADAPTIVE, "display": "summarized"}, "Calculate.", 400, id="summarised on 5"),
        pytest.param("claude-sonnet-5", ADAPTIVE, "", 200, id="omitted on 5"),
    ],
)
def test_rule_137_thinking_is_known_again_as_it_was_shown_and_an_edit_is_found_out_where_it_was(
    play: Play, model: str, thinking: Json, shown: str, edited: int
) -> None:
    url = play(told=SUMMARISED)
    _, messages = loop(url, HEADER, "told", model=model, thinking=thinking)
    question, (thought, call), result = messages[0], messages[1]["content"], messages[2]
    changed = {"role": "assistant", "content": [{**thought, "thinking": "I was told to."}, call]}
    asked = {**ASKED, "model": model, "thinking": thinking, "messages": [question, changed, result]}

    assert thought["thinking"] == shown
    assert post(url, asked, scenario="told", headers=HEADER).status == edited
