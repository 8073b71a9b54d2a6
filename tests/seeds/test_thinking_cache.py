"""What the page on extended thinking says of the prompt cache."""

from typing import Any

import pytest

from tests.support.messages import Json

from .chat import DOCUMENT, INTERLEAVED, TOOL, UNCHECKED, Chat, Chatting, charged, marked, text, thoughtless

AFTER_THE_LAST_BLOCK = 3
"""What a message costs behind its last block, where nothing can be marked."""

PREFIX: Json = {"tools": [marked(TOOL)], "system": [marked(text(DOCUMENT))]}
"""A tool and a system prompt, each marked."""


def read(message: Json) -> int:
    tokens: int = message["usage"]["cache_read_input_tokens"]
    return tokens


def created(message: Json) -> int:
    tokens: int = message["usage"]["cache_creation_input_tokens"]
    return tokens


def question(said: str = "How warm is it in Rome and in Oslo?") -> list[Json]:
    """The content of a first message, long enough to be cached."""
    return [text(DOCUMENT), marked(text(said))]


def test_rule_102_a_prompt_may_be_kept_for_an_hour(talker: Chatting) -> None:
    chat = talker()
    first, second = (chat.sent([{"role": "user", "content": [marked(text(DOCUMENT), "1h")]}]) for _ in range(2))
    kept = {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": created(first)}
    assert first["usage"]["cache_creation"] == kept
    assert (created(second), read(second)) == (0, created(first))
    assert created(first) > 1_100


@pytest.mark.parametrize("ttl", ["2h", "60m", ""])
def test_rule_102_no_other_time_can_be_asked_for(talker: Chatting, ttl: str) -> None:
    block = {**text(DOCUMENT), "cache_control": {"type": "ephemeral", "ttl": ttl}}
    answer = talker().exchange([{"role": "user", "content": [block]}])
    assert answer.status == 400
    assert answer.json["error"]["message"] == (
        "messages.0.content.0.text.cache_control.ephemeral.ttl: Input should be '5m' or '1h'"
    )


def looped(agent: Chatting, headers: dict[str, str]) -> tuple[Chat, Json, Json, Json]:
    """A tool loop with every last block marked, and its three replies."""
    chat = agent(headers)
    first = chat.ask(question())
    second = chat.ask([marked(chat.result())])
    third = chat.ask([marked(chat.result("3 degrees"))])
    return chat, first, second, third


@pytest.mark.parametrize("headers", [{}, INTERLEAVED], ids=["plain", "interleaved"])
def test_rule_103_without_its_thinking_an_earlier_turn_is_read_up_to_where_that_stood(
    agent: Chatting, headers: dict[str, str]
) -> None:
    chat, first, _, third = looped(agent, headers)
    assert read(third) > created(first)
    after = chat.ask([marked(text("Thank you."))])
    assert read(after) == created(first)
    assert created(after) == chat.count(chat.messages[:-1]) - read(after) - AFTER_THE_LAST_BLOCK


def test_rule_104_thinking_of_a_tool_loop_is_cached_with_it_and_counts_as_input_when_it_is_read(
    agent: Chatting,
) -> None:
    chat = agent()
    chat.ask([text(DOCUMENT), text("How warm is it in Rome?")])
    chat.messages.append({"role": "user", "content": [marked(chat.result())]})
    written, again = chat.sent(), chat.sent()
    assert (read(written), created(again)) == (0, 0)
    assert read(again) == created(written) == chat.count() - AFTER_THE_LAST_BLOCK
    chat.headers |= UNCHECKED
    without = chat.sent(thoughtless(chat.messages))
    assert read(again) - created(without) == 110


def test_rule_105_thinking_of_a_finished_turn_is_ignored_once_thinking_is_off(talker: Chatting) -> None:
    chat = talker()
    chat.ask("Hello")
    chat.messages.append({"role": "user", "content": "Well?"})
    off: Json = {"thinking": {"type": "disabled"}}
    assert charged(chat.sent(**off)) == charged(chat.sent(thoughtless(chat.messages), **off))


CHANGES: list[Any] = [
    pytest.param({"thinking": {"type": "enabled", "budget_tokens": 2_500}}, id="another budget"),
    pytest.param({"thinking": {"type": "disabled"}}, id="thinking off"),
    pytest.param({"thinking": None}, id="thinking left out"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_rule_106_a_change_of_thinking_writes_the_messages_anew(talker: Chatting, change: Json) -> None:
    chat = talker()
    messages = [{"role": "user", "content": question()}]
    first, again, changed = chat.sent(messages), chat.sent(messages), chat.sent(messages, **change)
    assert (created(first), read(again), created(again)) == (read(again), created(first), 0)
    assert read(changed) == 0
    assert created(changed) == chat.count(messages, **change) - AFTER_THE_LAST_BLOCK


@pytest.mark.parametrize("change", CHANGES)
def test_rule_108_tools_and_system_prompt_stay_cached_when_thinking_changes(talker: Chatting, change: Json) -> None:
    chat = talker(**PREFIX)
    messages = [{"role": "user", "content": question()}]
    first, again, changed = chat.sent(messages), chat.sent(messages), chat.sent(messages, **change)
    assert read(again) == created(first)
    assert read(changed) == created(chat_without_messages(talker))
    assert created(changed) == chat.count(messages, **change) - read(changed) - AFTER_THE_LAST_BLOCK


def chat_without_messages(talker: Chatting) -> Json:
    """A reply for whose prompt the tools and the system prompt alone are written."""
    return talker(**PREFIX).sent([{"role": "user", "content": "Hello"}])


def test_rule_109_the_thinking_of_a_reply_is_cached_by_the_request_that_brings_it_back(agent: Chatting) -> None:
    chat = agent()
    first = chat.ask(question())
    assert created(first) == chat.count(chat.messages[:1]) - AFTER_THE_LAST_BLOCK
    assert read(chat.sent(chat.messages[:1])) == created(first)
    second = chat.ask([marked(chat.result())])
    assert read(second) == created(first)
    assert created(second) > 110


def test_rule_110_what_is_cached_is_the_request_and_not_its_reply(agent: Chatting) -> None:
    chat = agent(INTERLEAVED)
    chat.ask([text(DOCUMENT), text("How warm is it in Rome and in Oslo?")])
    second = chat.ask([marked(chat.result())])
    request, reply = chat.messages[:3], chat.messages[3]
    assert created(second) == chat.count(request) - AFTER_THE_LAST_BLOCK
    assert "thinking" in reply["content"][0]
    third = chat.ask([marked(chat.result("3 degrees"))])
    assert read(third) == created(second)
    assert created(third) == chat.count(chat.messages[:5]) - chat.count(request)


@pytest.mark.parametrize("headers", [{}, INTERLEAVED], ids=["plain", "interleaved"])
def test_rule_111_a_user_message_that_is_no_result_takes_all_earlier_thinking_out(
    agent: Chatting, headers: dict[str, str]
) -> None:
    chat, *_ = looped(agent, headers)
    chat.messages.append({"role": "user", "content": "Thank you."})
    removed = thoughtless(chat.messages)
    assert chat.messages != removed
    assert chat.count() == chat.count(removed)
    with_thinking, without = chat.sent(), chat.sent(removed)
    assert (with_thinking["content"], sum(charged(with_thinking))) == (without["content"], sum(charged(without)))


def test_rule_112_earlier_thinking_is_taken_out_without_any_marker(agent: Chatting) -> None:
    chat = agent()
    chat.ask("How warm is it in Rome and in Oslo?")
    chat.answer_tool()
    chat.answer_tool("3 degrees")
    chat.messages.append({"role": "user", "content": "Thank you."})
    assert "thinking" in chat.messages[1]["content"][0]
    assert chat.count() == chat.count(thoughtless(chat.messages))
    assert charged(chat.sent()) == (chat.count(), 0, 0)


def test_rule_113_interleaved_thinking_is_taken_out_like_any_other(agent: Chatting) -> None:
    chat, first, second, third = looped(agent, INTERLEAVED)
    thinking = [block for reply in (first, second, third) for block in reply["content"] if "thinking" in block]
    assert len(thinking) == 2
    chat.messages.append({"role": "user", "content": "Thank you."})
    assert chat.count() == chat.count(thoughtless(chat.messages))
    assert sum(charged(chat.sent())) == chat.count()


def test_rule_153_another_budget_spares_the_cached_tools_and_system_prompt(talker: Chatting) -> None:
    chat = talker(**PREFIX, max_tokens=10_000)
    messages = [{"role": "user", "content": question()}]
    budgets = [{"type": "enabled", "budget_tokens": tokens} for tokens in (4_000, 4_000, 8_000, 8_000)]
    replies = [chat.sent(messages, thinking=thinking) for thinking in budgets]
    prefix = created(chat_without_messages(talker))
    every = created(replies[0])
    assert [(read(reply), created(reply)) for reply in replies] == [
        (0, every),
        (every, 0),
        (prefix, every - prefix),
        (every, 0),
    ]
