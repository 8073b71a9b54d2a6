"""The page on streaming, rules 57 to 60: how an interrupted stream is taken up again.

The numbers in the tests' names are those of the statements, in the page's order.
"""

from collections.abc import Callable
from typing import Any

import anthropic
import pytest

from tests.support.folding import folded
from tests.support.messages import HELLO, Json, body, plain, post, stream
from tests.support.sse import events, without_pings

pytestmark = pytest.mark.filterwarnings("ignore:The model:DeprecationWarning")

Play = Callable[..., str]

INTERRUPTED = """
attempts:
  - reply:
      - text: ["It is sunny ", "in San", {reset: }]
  - reply:
      - text: ["It is sunny ", "in San", " Francisco."]
"""

SUNNY = """
reply:
  - text: ["It is sunny ", "in San", " Francisco."]
"""


def continued(url: str, scenario: str, prefill: object, **members: Any) -> list[Json]:
    messages = [*HELLO["messages"], {"role": "assistant", "content": prefill}]
    played = stream(url, scenario, messages=messages, **members)
    assert played.status == 200, played.text
    return events(played.body)


def text_of(events_: list[Json]) -> str:
    return "".join(event["delta"]["text"] for event in events_ if event["type"] == "content_block_delta")


def test_rule_57_an_interrupted_stream_is_continued_from_its_partial_text(play: Play) -> None:
    url = play(sunny=INTERRUPTED)
    cut = stream(url, "sunny")
    partial = text_of(events(cut.body))

    assert cut.ended == "reset"
    assert partial == "It is sunny in San"
    rest = continued(url, "sunny", partial)
    assert partial + text_of(rest) == "It is sunny in San Francisco."
    assert next(event for event in rest if event["type"] == "content_block_start")["index"] == 0


def test_rule_57_partial_text_must_not_end_in_whitespace(play: Play) -> None:
    messages = [*HELLO["messages"], {"role": "assistant", "content": "It is sunny "}]
    answer = plain(play(sunny=SUNNY), "sunny", messages=messages)

    assert answer.status == 400
    assert answer.json["error"]["message"] == ("messages: final assistant content cannot end with trailing whitespace")


def test_rule_58_a_continuation_holds_only_the_rest(play: Play) -> None:
    rest = continued(play(sunny=SUNNY), "sunny", "It is sunny")

    assert text_of(rest) == " in San Francisco."


SEARCHED = """
reply:
  - text: Let me see.
  - server_tool_use: web_search
    input: {query: weather in Paris}
  - web_search_tool_result:
      - {title: Paris, url: "https://weather.example/paris"}
  - text: It is raining in Paris.
"""


def test_rule_59_a_continuation_starts_in_the_latest_text(play: Play) -> None:
    tools = [{"type": "web_search_20250305", "name": "web_search"}]
    whole = folded(without_pings(stream(play(searched=SEARCHED), "searched", tools=tools).body))["content"]
    prefill = [*whole[:3], {"type": "text", "text": "It is raining"}]

    rest = continued(play(searched=SEARCHED), "searched", prefill, tools=tools)

    assert text_of(rest) == " in Paris."


PARTIAL = [
    (
        "a tool call without its input",
        {"type": "tool_use", "id": "toolu_01", "name": "get_weather"},
        "messages.1.content.0.tool_use.input: Field required",
    ),
    (
        "a tool call with half of its input",
        {"type": "tool_use", "id": "toolu_01", "name": "get_weather", "input": '{"location": "San Fra'},
        "messages.1.content.0.tool_use.input: Input should be an object",
    ),
    (
        "a thought without its signature",
        {"type": "thinking", "thinking": "I should"},
        "messages.1.content.0.thinking.signature: Field required",
    ),
    (
        "half a thought with a signature that is not its own",
        {"type": "thinking", "thinking": "I should", "signature": "EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxB"},
        "messages.1.content.0: Invalid `signature` in `thinking` block",
    ),
]


@pytest.mark.parametrize(("block", "words"), [row[1:] for row in PARTIAL], ids=[row[0] for row in PARTIAL])
def test_rule_59_a_partial_tool_call_or_thought_cannot_be_continued(play: Play, block: Json, words: str) -> None:
    messages = [*HELLO["messages"], {"role": "assistant", "content": [block]}]
    answer = post(play(sunny=SUNNY), body(messages=messages), scenario="sunny")

    assert answer.status == 400
    assert answer.json["error"]["message"] == words


def test_rule_60_the_sdk_keeps_the_partial_message_of_an_interrupted_stream(play: Play) -> None:
    url = play(sunny="reply: [{text: ['It is sunny ', 'in San', {error: overloaded_error}]}]")
    headers = {"x-understudy-scenario": "sunny"}

    with (
        anthropic.Anthropic(base_url=url, api_key="sk-ant-test", default_headers=headers) as client,
        client.messages.stream(**HELLO) as stream_,
        pytest.raises(anthropic.APIStatusError),
    ):
        stream_.until_done()

    (block,) = stream_.current_message_snapshot.content
    assert block.type == "text"
    assert block.text == "It is sunny in San"
