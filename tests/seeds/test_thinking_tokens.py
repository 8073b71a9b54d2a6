"""What the page on extended thinking says of the context window, and of the tokens that thinking costs."""

from collections.abc import Callable

import pytest

from tests.support.messages import Json

from .chat import INTERLEAVED, UNCHECKED, Chat, Chatting, charged, text, thoughtless

LAST_TURN_ONLY = (
    "claude-sonnet-4-5",
    "claude-haiku-4-5",
    "claude-opus-4-1",
    "claude-sonnet-4-0",
    "claude-3-7-sonnet-latest",
)


def whole(message: Json) -> int:
    """All tokens of a message's prompt."""
    return sum(charged(message))


@pytest.mark.parametrize("model", LAST_TURN_ONLY)
def test_rule_93_only_thinking_that_is_shown_to_the_model_is_charged(talker: Chatting, model: str) -> None:
    chat = talker(model=model)
    chat.ask("Hello")
    chat.ask("And now?")
    chat.messages.append({"role": "user", "content": "Well?"})
    without = thoughtless(chat.messages)
    assert chat.count() == chat.count(without)
    assert charged(chat.sent()) == charged(chat.sent(without))


@pytest.mark.parametrize("model", ["claude-opus-4-5", "claude-opus-4-6"])
def test_rule_93_models_that_are_shown_all_thinking_charge_for_it(talker: Chatting, model: str) -> None:
    chat = talker(model=model)
    chat.ask("Hello")
    chat.messages.append({"role": "user", "content": "Well?"})
    assert chat.count() - chat.count(thoughtless(chat.messages)) >= 110


VAST = f"""
honour_limits: false
reply:
  - thinking: {"a" * 440_000}
  - text: This is the answer.
"""
"""110,000 tokens of thinking at every turn."""


def test_rule_117_thinking_of_earlier_turns_takes_no_room_in_the_window(play: Callable[..., str]) -> None:
    chat = Chat(f"{play(vast=VAST)}/scenario/vast", {"tools": None})
    chat.ask("Hello")
    chat.ask("And now?")
    assert chat.ask("Well?")["usage"]["input_tokens"] == chat.count(thoughtless(chat.messages[:-1])) < 100


MIXED = f"""
reply:
  - thinking: {"a" * 400}
  - redacted_thinking: {{bytes: 400}}
  - text: {"b" * 400}
"""


def test_rule_119_the_window_holds_the_input_without_earlier_thinking_and_the_whole_output(
    play: Callable[..., str],
) -> None:
    chat = Chat(f"{play(mixed=MIXED)}/scenario/mixed", {"tools": None})
    chat.ask("abcd")
    usage = chat.ask("efgh")["usage"]
    text_alone, message, thinking_on = 100, 3, 28
    assert usage["input_tokens"] == thinking_on + (1 + message) + (text_alone + message) + (1 + message)
    assert usage["output_tokens"] == 100 + 100 + text_alone


BODIES: list[Json] = [
    {},
    {"thinking": None},
    {"tools": None},
    {"system": "Be kind."},
    {"tool_choice": {"type": "none"}},
    {"model": "claude-sonnet-5", "thinking": {"type": "adaptive"}},
]


@pytest.mark.parametrize("members", BODIES)
def test_rule_120_counting_gives_what_the_message_is_charged(talker: Chatting, members: Json) -> None:
    chat = talker(**members)
    chat.ask("Hello")
    chat.messages.append({"role": "user", "content": "Well?"})
    assert chat.count() == whole(chat.sent())


def test_rule_120_counting_gives_the_sum_of_what_is_read_written_and_neither(talker: Chatting) -> None:
    chat = talker(cache_control={"type": "ephemeral"})
    counts = []
    for question in ("Hello", "And now?", "Well?"):
        charge = charged(chat.ask(question))
        counts.append((chat.count(chat.messages[:-1]), sum(charge)))
    assert [counted for counted, _ in counts] == [summed for _, summed in counts]
    assert charge[1] > 1_000


def loop(agent: Chatting, **headers: str) -> Chat:
    """A conversation that waits for the answer to its second tool call."""
    chat = agent(headers)
    chat.ask("How warm is it in Rome and in Oslo?")
    chat.answer_tool()
    chat.messages.append({"role": "user", "content": [chat.result("3 degrees")]})
    return chat


def test_rule_121_thinking_that_is_sent_back_with_the_results_of_tools_is_taken(agent: Chatting) -> None:
    chat = loop(agent, **INTERLEAVED)
    thinking = [block["type"] for message in chat.messages for block in message["content"] if "thinking" in block]
    assert thinking == ["thinking", "thinking"]
    assert chat.sent()["content"] == [text("Rome is warm and Oslo is cold.")]


@pytest.mark.parametrize(("headers", "tokens"), [({}, 110), (INTERLEAVED, 210)])
def test_rule_122_thinking_of_a_tool_loop_takes_room_in_the_window(
    agent: Chatting, headers: dict[str, str], tokens: int
) -> None:
    chat = loop(agent, **headers)
    with_thinking = chat.count()
    chat.headers |= UNCHECKED
    assert with_thinking - chat.count(thoughtless(chat.messages)) == tokens


def test_rule_123_thinking_does_not_add_up_in_the_window(talker: Chatting) -> None:
    chat = talker(tools=None)
    sizes = [chat.ask("abcd")["usage"]["input_tokens"] for _ in range(10)]
    question, answer, message = 1, 5, 3
    assert sizes == [28 + 4 + number * (question + answer + 2 * message) for number in range(10)]


def test_rule_139_thinking_of_the_last_turn_is_charged_as_input(agent: Chatting) -> None:
    chat = agent()
    chat.ask("How warm is it in Rome?")
    reply = chat.answer_tool()
    chat.headers |= UNCHECKED
    without = chat.sent(thoughtless(chat.messages[:-1]))
    assert whole(reply) - whole(without) == 110


@pytest.mark.parametrize(
    "members", [{}, {"tools": None}, {"system": "Be kind."}, {"tool_choice": {"type": "none"}}], ids=str
)
def test_rule_140_thinking_adds_a_system_prompt_of_one_size(talker: Chatting, members: Json) -> None:
    chat = talker(**members)
    hello = [{"role": "user", "content": "Hello"}]
    on, off, absent = (
        chat.count(hello, thinking=thinking)
        for thinking in ({"type": "enabled", "budget_tokens": 1_024}, {"type": "disabled"}, None)
    )
    assert (on - off, on - absent) == (28, 28)


@pytest.mark.parametrize("model", ["claude-sonnet-5", "claude-opus-5", "claude-haiku-5-5"])
def test_rule_140_a_model_that_thinks_unless_it_is_told_not_to_adds_it_without_being_asked(
    talker: Chatting, model: str
) -> None:
    chat, hello = talker(model=model), [{"role": "user", "content": "Hello"}]
    on, off, absent = (
        chat.count(hello, thinking=thinking) for thinking in ({"type": "adaptive"}, {"type": "disabled"}, None)
    )
    assert (on - off, absent - off) == (28, 28)


SUMMARISED = f"""
reply:
  - thinking:
      full: {"a" * 4_000}
      summary: {"b" * 40}
  - text: {"c" * 40}
"""


def test_rule_141_the_whole_thinking_is_charged_once_and_its_summary_never(play: Callable[..., str]) -> None:
    chat = Chat(f"{play(summarised=SUMMARISED)}/scenario/summarised", {"tools": None})
    first, second = chat.ask("abcd"), chat.ask("efgh")
    assert [block.get("thinking") for block in first["content"]] == ["b" * 40, None]
    assert [reply["usage"]["output_tokens"] for reply in (first, second)] == [1_010, 1_010]
    assert [reply["usage"]["input_tokens"] for reply in (first, second)] == [32, 32 + 13 + 4]


@pytest.mark.parametrize("headers", [{}, INTERLEAVED], ids=["plain", "interleaved"])
def test_rule_154_old_thinking_may_stay_in_the_conversation(talker: Chatting, headers: dict[str, str]) -> None:
    kept, removed = talker(headers), talker(headers)
    for chat in (kept, removed):
        chat.ask("Hello")
    removed.messages = thoughtless(removed.messages)
    again, without = kept.ask("Well?"), removed.ask("Well?")
    assert charged(again) == charged(without)
    assert [block["type"] for block in again["content"]] == [block["type"] for block in without["content"]]
