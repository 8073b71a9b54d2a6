"""The page on extended thinking, rules 82 to 94, 105, 124, 125, 135, 152 and 155: thinking that is sent back.

A tool loop is one turn of the assistant. The numbers in the tests' names are those of the statements.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.support.messages import HELLO, WEATHER_TOOL, Json, body, post
from tests.support.raw import Exchange
from understudy.app import create_app
from understudy.library import Library
from understudy.server import serve

SONNET = "claude-sonnet-4-5"
ENABLED: Json = {"type": "enabled", "budget_tokens": 1024}
DISABLED: Json = {"type": "disabled"}
INTERLEAVED = {"anthropic-beta": "interleaved-thinking-2025-05-14"}

SCENARIOS = {
    "thinks": """
turns:
  - reply:
      - thinking: The user wants the weather, and I have a tool for that.
      - tool_use: get_weather
        input: {location: Paris}
  - reply:
      - text: It is sunny.
  - reply:
      - thinking: Tomorrow I cannot know.
      - text: Who knows.
""",
    "thinks-twice": """
turns:
  - reply:
      - thinking: The user wants the weather.
      - thinking: I have a tool for that.
      - tool_use: get_weather
        input: {location: Paris}
  - reply:
      - text: It is sunny.
""",
    "redacted": """
turns:
  - reply:
      - thinking: The user wants the weather.
      - redacted_thinking: auto
      - text: Let me see.
      - tool_use: get_weather
        input: {location: Paris}
  - reply:
      - text: It is sunny.
""",
    "redacted-first": """
turns:
  - reply:
      - redacted_thinking: auto
      - tool_use: get_weather
        input: {location: Paris}
  - reply:
      - text: It is sunny.
""",
    "two-rounds": """
turns:
  - reply:
      - thinking: The user wants the weather.
      - tool_use: get_weather
        input: {location: Paris}
  - reply:
      - thinking: One more.
      - tool_use: get_weather
        input: {location: Lyon}
  - reply:
      - text: It is sunny.
""",
    "two-calls": """
turns:
  - reply:
      - thinking: First Paris.
      - tool_use: get_weather
        input: {location: Paris}
      - thinking: Then Lyon.
      - tool_use: get_weather
        input: {location: Lyon}
  - reply:
      - text: It is sunny.
""",
    "written": """
turns:
  - reply:
      - thinking: The user wants the weather.
        signature: written-by-hand
      - thinking: I have a tool for that.
      - tool_use: get_weather
        input: {location: Paris}
  - reply:
      - text: It is sunny.
""",
    "chat": """
turns:
  - reply:
      - thinking: A greeting.
      - text: Hello!
  - reply:
      - thinking: Another one.
      - text: Hello again!
""",
}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the scenarios above."""
    folder = tmp_path_factory.mktemp("scenarios")
    for name, text in SCENARIOS.items():
        (folder / f"{name}.yaml").write_text(text)
    with serve(create_app(Library.load([folder]))) as running:
        yield running.url


class Talk:
    """A conversation with one scenario; what it says goes back as it came, or as it is changed before."""

    def __init__(self, url: str, scenario: str, **members: Any) -> None:
        self.url = url
        self.scenario = scenario
        self.members: Json = {"max_tokens": 2048, "tools": [WEATHER_TOOL], "thinking": ENABLED, **members}
        self.messages: list[Json] = [{"role": "user", "content": "What's the weather in Paris?"}]

    def send(self, headers: Json | None = None, **members: Any) -> Exchange:
        request = body(**{"messages": self.messages, **self.members, **members})
        return post(self.url, request, scenario=self.scenario, headers=headers)

    def hear(self, **members: Any) -> "Talk":
        """Asks, and adds the answer."""
        answer = self.send(**members)
        assert answer.status == 200, answer.text
        return self.says("assistant", answer.json["content"])

    def says(self, role: str, content: Any) -> "Talk":
        self.messages = [*self.messages, {"role": role, "content": content}]
        return self

    def results(self) -> "Talk":
        """Adds the results of the calls in the last message."""
        calls = [block["id"] for block in self.messages[-1]["content"] if block["type"] == "tool_use"]
        return self.says("user", [{"type": "tool_result", "tool_use_id": id_, "content": "20°C"} for id_ in calls])

    def said(self, number: int = 1) -> list[str]:
        """The types of the blocks of a message."""
        return [block["type"] for block in self.messages[number]["content"]]

    def changed(self, number: int, change: Callable[[list[Json]], list[Json]]) -> "Talk":
        """The content of a message, another one."""
        message = self.messages[number]
        self.messages = [
            *self.messages[:number],
            {**message, "content": change(message["content"])},
            *self.messages[number + 1 :],
        ]
        return self


def called(url: str, scenario: str = "thinks", **members: Any) -> Talk:
    """A talk in the middle of a tool loop: the call came with thinking, its result is there."""
    return Talk(url, scenario, **members).hear().results()


def without_thinking(content: list[Json]) -> list[Json]:
    return [block for block in content if block["type"] not in ("thinking", "redacted_thinking")]


def edited(content: list[Json]) -> list[Json]:
    return [{**content[0], "thinking": content[0]["thinking"].upper()}, *content[1:]]


def forged(content: list[Json]) -> list[Json]:
    return [{**content[0], "signature": "EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrzLoky3dl1pkiMOYds"}, *content[1:]]


def swapped(content: list[Json]) -> list[Json]:
    return [content[1], content[0], *content[2:]]


def ok(answer: Exchange) -> list[str]:
    assert answer.status == 200, answer.text
    return [block["type"] for block in answer.json["content"]]


def refusal(answer: Exchange) -> str:
    assert answer.status == 400, answer.text
    assert answer.json["error"]["type"] == "invalid_request_error"
    return str(answer.json["error"]["message"])


EXPECTED = (
    "Expected `thinking` or `redacted_thinking`, but found `tool_use`. When `thinking` is enabled, a final `assistant`"
    " message must start with a thinking block (preceding the lastmost set of `tool_use` and `tool_result` blocks)."
)
UNCHANGEABLE = (
    "`thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified. These blocks must"
    " remain as they were in the original response."
)
NO_THINKING = (
    "When thinking is disabled, an `assistant` message in the final position cannot contain `thinking`. To use thinking"
    " blocks, enable `thinking` in your request."
)
INVALID = "Invalid `signature` in `thinking` block"


def test_rule_82_thinking_goes_back_with_the_results_of_tools(url: str) -> None:
    assert ok(called(url).send()) == ["text"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (without_thinking, f"messages.1.content.0.type: {EXPECTED}"),
        (edited, f"messages.1.content.0: {UNCHANGEABLE}"),
        (forged, f"messages.1.content.0: {INVALID}"),
    ],
)
def test_rule_82_it_goes_back_complete_and_unmodified(
    url: str, change: Callable[[list[Json]], list[Json]], words: str
) -> None:
    assert refusal(called(url).changed(1, change).send()).startswith(words)


def test_rule_83_thinking_is_not_turned_on_in_the_middle_of_a_turn(url: str) -> None:
    talk = called(url, thinking=DISABLED)

    assert refusal(talk.send(thinking=ENABLED)).startswith(f"messages.1.content.0.type: {EXPECTED}")


def test_rule_83_adaptive_thinking_passes_over_a_turn_that_began_without_it(url: str) -> None:
    """So it is from Opus 4.6 on: https://platform.claude.com/docs/en/build-with-claude/thinking"""
    talk = called(url, thinking=DISABLED, model="claude-opus-4-6")

    assert ok(talk.send(thinking={"type": "adaptive"})) == ["text"]


@pytest.mark.parametrize("first", ["text", "tool_use"])
def test_rule_84_with_thinking_a_final_turn_starts_with_it(url: str, first: str) -> None:
    def starting(content: list[Json]) -> list[Json]:
        text = [{"type": "text", "text": "Let me see."}] if first == "text" else []
        return [*text, *without_thinking(content)]

    words = refusal(called(url).changed(1, starting).send())

    assert words.startswith(
        f"messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `{first}`."
    )


def test_rule_84_redacted_thinking_is_thinking(url: str) -> None:
    talk = called(url, "redacted-first")

    assert talk.said() == ["redacted_thinking", "tool_use"]
    assert ok(talk.send()) == ["text"]


def test_rule_85_without_thinking_a_final_turn_holds_none(url: str) -> None:
    assert refusal(called(url).send(thinking=DISABLED)) == f"messages.1.content.0: {NO_THINKING}"


def test_rule_85_a_finished_turn_may(url: str) -> None:
    talk = called(url).hear().says("user", "And tomorrow?")

    assert ok(talk.send(thinking=DISABLED)) == ["text"]


def test_rule_86_a_tool_loop_is_one_turn(url: str) -> None:
    talk = called(url, "two-rounds").hear().results()

    assert talk.said(3) == ["tool_use"]
    assert ok(talk.send()) == ["text"]
    assert refusal(talk.send(thinking=DISABLED)) == f"messages.1.content.0: {NO_THINKING}"
    assert refusal(talk.changed(1, without_thinking).send()).startswith(f"messages.1.content.0.type: {EXPECTED}")


def test_rule_87_the_error_of_the_page_is_given_with_its_place(url: str) -> None:
    words = refusal(called(url).changed(1, without_thinking).send())

    assert words.startswith(f"messages.1.content.0.type: {EXPECTED} ")


def test_rule_88_right_after_a_call_without_thinking_it_cannot_be_enabled(url: str) -> None:
    talk = called(url, thinking=None)

    assert talk.said() == ["tool_use"]
    assert refusal(talk.send(thinking=ENABLED)).startswith(f"messages.1.content.0.type: {EXPECTED}")


def test_rule_89_once_the_turn_is_finished_it_can(url: str) -> None:
    talk = called(url, thinking=DISABLED).hear().says("user", "What about tomorrow?")

    assert ok(talk.send(thinking=ENABLED)) == ["thinking", "text"]


def test_rule_90_toggling_thinking_invalidates_the_cached_messages(url: str) -> None:
    history = [
        {"role": "user", "content": "Hi! " * 2000},
        {"role": "assistant", "content": "Hello!"},
        {"role": "user", "content": [{"type": "text", "text": "Hi?", "cache_control": {"type": "ephemeral"}}]},
    ]
    read = []
    for thinking in (DISABLED, DISABLED, ENABLED):
        request = body(messages=history, thinking=thinking, max_tokens=2048)
        read.append(post(url, request, scenario="chat").json["usage"]["cache_read_input_tokens"] > 0)

    assert read == [False, True, False]


def test_rule_91_thinking_of_earlier_turns_may_be_left_out(url: str) -> None:
    talk = Talk(url, "chat").hear().changed(1, without_thinking).says("user", "Hello?")

    assert ok(talk.send()) == ["thinking", "text"]


def test_rule_92_thinking_of_earlier_turns_may_be_sent_back_to_the_same_effect(url: str) -> None:
    talk = Talk(url, "chat").hear().says("user", "Hello?")
    whole = talk.send().json["content"]
    bare = talk.changed(1, without_thinking).send().json["content"]

    assert whole == bare


def test_rule_94_consecutive_thinking_goes_back_in_the_same_order(url: str) -> None:
    talk = called(url, "thinks-twice")

    assert talk.said() == ["thinking", "thinking", "tool_use"]
    assert ok(talk.send()) == ["text"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(swapped, id="swapped"),
        pytest.param(lambda content: content[1:], id="the first left out"),
        pytest.param(lambda content: [content[0], *content[2:]], id="the second left out"),
    ],
)
def test_rule_94_it_is_neither_moved_nor_left_out_in_part(url: str, change: Callable[[list[Json]], list[Json]]) -> None:
    words = refusal(called(url, "thinks-twice").changed(1, change).send())

    assert words == f"messages.1.content.0: {UNCHANGEABLE}"


def test_rule_105_without_thinking_the_current_tool_turn_holds_none_and_elsewhere_it_is_ignored(url: str) -> None:
    talk = called(url)

    assert refusal(talk.send(thinking=None)) == f"messages.1.content.0: {NO_THINKING}"
    assert ok(talk.says("user", "Never mind.").send(thinking=None)) == ["text"]


def test_rule_124_the_signature_tells_that_thinking_came_from_claude(url: str) -> None:
    assert refusal(called(url).changed(1, forged).send()) == f"messages.1.content.0: {INVALID}"


def test_rule_125_only_with_tools_thinking_has_to_be_sent_back(url: str) -> None:
    talk = Talk(url, "chat", tools=None).hear().changed(1, without_thinking).says("user", "Hello?")
    assert ok(talk.send()) == ["thinking", "text"]

    with_tools = called(url).changed(1, without_thinking)
    assert refusal(with_tools.send()).startswith(f"messages.1.content.0.type: {EXPECTED}")


def test_rule_135_redacted_thinking_is_sent_back_as_thinking_is(url: str) -> None:
    def without_redacted(content: list[Json]) -> list[Json]:
        return [block for block in content if block["type"] != "redacted_thinking"]

    talk = called(url, "redacted")
    kept = talk.send()
    dropped = talk.changed(1, without_redacted).send()

    assert ok(kept) == ["text"]
    assert refusal(dropped) == f"messages.1.content.0: {UNCHANGEABLE}"


def test_rule_152_with_thinking_no_reply_is_prefilled(base_url: str) -> None:
    messages = [*HELLO["messages"], {"role": "assistant", "content": "Well"}]
    request = body(messages=messages, max_tokens=2048)

    words = refusal(post(base_url, {**request, "thinking": ENABLED}, scenario="echo"))
    assert words.startswith("messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `text`.")
    assert post(base_url, request, scenario="echo").status == 200


def test_rule_155_a_signature_is_verified_in_finished_turns_too(url: str) -> None:
    talk = called(url).hear().says("user", "And tomorrow?")

    assert ok(talk.send()) == ["thinking", "text"]
    assert refusal(talk.changed(1, forged).send()) == f"messages.1.content.0: {INVALID}"


def test_rule_155_an_edited_thought_is_ignored_there(url: str) -> None:
    talk = called(url).hear().says("user", "And tomorrow?").changed(1, edited)

    assert ok(talk.send()) == ["thinking", "text"]


def test_thinking_between_calls_is_judged_round_by_round(url: str) -> None:
    talk = called(url, "two-rounds").says("assistant", called(url, "two-rounds").send(INTERLEAVED).json["content"])
    talk = talk.results()

    assert (talk.said(1), talk.said(3)) == (["thinking", "tool_use"], ["thinking", "tool_use"])
    assert ok(talk.send(INTERLEAVED)) == ["text"]
    assert refusal(talk.changed(3, edited).send(INTERLEAVED)) == f"messages.3.content.0: {UNCHANGEABLE}"
    assert ok(talk.changed(3, without_thinking).send(INTERLEAVED)) == ["text"]


def test_thinking_of_another_model_is_not_judged(url: str) -> None:
    talk = called(url, model="claude-opus-4-1").changed(1, edited)

    assert refusal(talk.send()) == f"messages.1.content.0: {UNCHANGEABLE}"
    assert ok(talk.send(model="claude-sonnet-4-5")) == ["text"]


def test_what_a_scenario_writes_out_is_genuine_in_any_order(url: str) -> None:
    talk = called(url, "written")

    assert talk.messages[1]["content"][0]["signature"] == "written-by-hand"
    assert ok(talk.send()) == ["text"]
    assert ok(talk.changed(1, swapped).send()) == ["text"]


def test_what_max_tokens_cut_off_need_not_be_sent_back(url: str) -> None:
    cuts = [
        Talk(url, "two-calls", model="claude-opus-4-6", thinking={"type": "adaptive"}, max_tokens=tokens).hear()
        for tokens in range(10, 30)
    ]
    talk = next(talk for talk in cuts if talk.said() == ["thinking", "tool_use"])

    assert ok(talk.results().send(max_tokens=2048)) == ["text"]
