"""The page on streaming, rules 1 to 28: what a stream is made of.

The numbers in the tests' names are those of the statements, in the page's order.
"""

import asyncio
import json
import re
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import anthropic
import jiter
import pytest

from tests.support.folding import folded
from tests.support.messages import HELLO, WEATHER_TOOL, Json, body, plain, post, stream
from tests.support.sse import Frame, events, frames, types, without_pings

pytestmark = pytest.mark.filterwarnings("ignore:The model:DeprecationWarning")

Play = Callable[..., str]

THINKING = {"type": "enabled", "budget_tokens": 1024}

EVERYTHING = """
reply:
  - thinking: I should look up the weather, and then say it.
  - text: "Let me look that up: ☀ or 🌧?"
  - server_tool_use: web_search
    input: {query: weather San Francisco}
  - web_search_tool_result:
      - {title: Weather, url: "https://example.com/"}
  - text: It is sunny.
    citations:
      - {type: web_search_result_location, cited_text: sunny, url: "https://example.com/", title: Weather,
         encrypted_index: Eo8BCioIAhgBIiQ}
  - tool_use: get_weather
    input: {location: "San Francisco, CA", unit: celsius, days: 3}
"""

OVERLOADED = """
reply:
  - text: [It is, " sunny", {error: overloaded_error}]
"""


def everything(play: Play) -> list[Json]:
    """The events of a stream that holds every kind of delta."""
    url = play(everything=EVERYTHING)
    played = stream(url, "everything", thinking=THINKING, max_tokens=4096, tools=[WEATHER_TOOL])
    return events(played.body)


def message_of(events_: list[Json]) -> Json:
    return folded([event for event in events_ if event["type"] != "ping"])


def deltas(events_: list[Json], type_: str) -> list[Json]:
    return [event for event in events_ if event["type"] == "content_block_delta" and event["delta"]["type"] == type_]


def test_rule_01_a_streamed_request_is_answered_by_server_sent_events_as_they_come(play: Play) -> None:
    played = stream(play(slow="pace: {between_events: 20ms}\nreply: [{text: [one, two]}]"), "slow")

    assert played.status == 200
    assert played.header("content-type") == "text/event-stream; charset=utf-8"
    assert len(played.chunks) > 1
    assert types(played.body)[-1] == "message_stop"


@pytest.mark.parametrize("said", [{}, {"stream": False}], ids=["absent", "false"])
def test_rule_02_without_stream_the_same_message_comes_as_json(play: Play, said: Json) -> None:
    url = play(hello="reply: [{text: Hello there}]")
    answer = plain(url, "hello", **said)
    streamed = folded(without_pings(stream(url, "hello").body))

    assert answer.header("content-type") == "application/json"
    assert answer.json["type"] == "message"
    assert {**answer.json, "id": ""} == {**streamed, "id": ""}


def sdk(url: str, scenario: str) -> Json:
    return {
        "base_url": url, "api_key": "sk-ant-test", "default_headers": {"x-understudy-scenario": scenario},
    }  # fmt: skip


def test_rule_03_the_python_sdk_streams_texts(play: Play) -> None:
    url = play(hello="reply: [{text: Hello there}]")

    with anthropic.Anthropic(**sdk(url, "hello")) as client, client.messages.stream(**HELLO) as stream_:
        assert "".join(stream_.text_stream) == "Hello there"


def test_rule_03_the_python_sdk_streams_texts_asynchronously(play: Play) -> None:
    url = play(hello="reply: [{text: Hello there}]")

    async def texts() -> str:
        async with (
            anthropic.AsyncAnthropic(**sdk(url, "hello")) as client,
            client.messages.stream(**HELLO) as stream_,
        ):
            return "".join([text async for text in stream_.text_stream])

    assert asyncio.run(texts()) == "Hello there"


def test_rule_04_the_typescript_sdk_streams_texts(play: Play) -> None:
    url = play(hello="reply: [{text: Hello there}]")
    case = {"judge": "ts", "scenario": "hello", "timeout": 10, "headers": {}, "beta": False, "request": HELLO}
    judge = Path(__file__).parents[1] / "node" / "judge.mjs"
    asked = json.dumps({"url": url, "cases": [case]})

    ran = subprocess.run(["node", str(judge)], input=asked, capture_output=True, text=True, timeout=60, check=True)

    verdict = json.loads(ran.stdout)["hello"]["stream"]
    assert verdict["text"] == "Hello there"
    assert verdict["message"]["content"] == [{"type": "text", "text": "Hello there"}]


def everything_frames(play: Play) -> list[Frame]:
    url = play(everything=EVERYTHING, error=OVERLOADED)
    played = stream(url, "everything", thinking=THINKING, max_tokens=4096)
    return frames(played.body) + frames(stream(url, "error").body)


def test_rule_05_every_event_has_a_name_and_json_data(play: Play) -> None:
    parsed = [(frame.event, frame.json) for frame in everything_frames(play)]

    assert all(re.fullmatch(r"[a-z_]+", event) and isinstance(data, dict) for event, data in parsed)
    assert len(parsed) > 20


def test_rule_06_the_name_of_an_event_is_its_type(play: Play) -> None:
    names = [(frame.event, frame.json["type"]) for frame in everything_frames(play)]

    assert all(event == type_ for event, type_ in names)
    assert {"ping", "error", "message_start", "content_block_delta"} <= {event for event, _ in names}


def test_rule_07_a_stream_starts_with_an_empty_message(play: Play) -> None:
    starts = [event for event in everything(play) if event["type"] == "message_start"]

    (start,) = starts
    assert everything(play)[0]["type"] == "message_start"
    message = start["message"]
    assert (message["type"], message["role"], message["content"]) == ("message", "assistant", [])
    assert (message["stop_reason"], message["stop_sequence"]) == (None, None)


def test_rule_08_blocks_come_one_after_the_other(play: Play) -> None:
    open_: int | None = None
    for event in everything(play):
        match event["type"]:
            case "content_block_start":
                assert open_ is None
                open_ = event["index"]
            case "content_block_delta":
                assert event["index"] == open_
            case "content_block_stop":
                assert event["index"] == open_
                open_ = None
    assert open_ is None


def test_rule_09_the_index_of_a_block_is_its_place_in_the_content(play: Play) -> None:
    came = everything(play)
    starts = [event for event in came if event["type"] == "content_block_start"]
    stops = [event["index"] for event in came if event["type"] == "content_block_stop"]

    assert [event["index"] for event in starts] == stops == [0, 1, 2, 3, 4, 5]
    kinds = [block["type"] for block in message_of(came)["content"]]
    assert kinds == ["thinking", "text", "server_tool_use", "web_search_tool_result", "text", "tool_use"]


def test_rule_10_a_message_delta_tells_the_changes_of_the_message(play: Play) -> None:
    came = [event["type"] for event in everything(play)]
    (delta,) = [event for event in everything(play) if event["type"] == "message_delta"]

    assert came[-3:] == ["content_block_stop", "message_delta", "message_stop"]
    assert delta["delta"]["stop_reason"] == "tool_use"


def test_rule_10_a_stream_can_hold_several_message_deltas(play: Play) -> None:
    url = play(
        twice="""
reply:
  - text: Hello
  - event: {type: message_delta, delta: {stop_reason: null, stop_sequence: null}, usage: {output_tokens: 3}}
  - event: {type: message_delta, delta: {stop_reason: end_turn, stop_sequence: null}, usage: {output_tokens: 5}}
"""
    )

    assert types(stream(url, "twice").body)[-3:] == ["message_delta", "message_delta", "message_stop"]


def test_rule_11_a_stream_ends_with_message_stop(play: Play) -> None:
    played = stream(play(everything=EVERYTHING), "everything")
    came = types(played.body)

    assert came[-1] == "message_stop"
    assert came.count("message_stop") == 1
    assert played.ended == "finished"


def test_rule_12_token_counts_are_cumulative(play: Play) -> None:
    url = play(everything=EVERYTHING)
    came = events(stream(url, "everything").body)
    answer = plain(url, "everything").json
    delta = next(event for event in came if event["type"] == "message_delta")

    assert delta["usage"]["output_tokens"] >= came[0]["message"]["usage"]["output_tokens"]
    assert delta["usage"]["output_tokens"] == answer["usage"]["output_tokens"]


PINGS = {
    "none": ("pace: {ping: none}\nreply: [{text: [a, b]}]", 0),
    "one": ("reply: [{text: [a, b]}]", 1),
    "many": ("reply: [ping: , {text: [a, {ping: }, {ping: }, b]}, ping: ]", 4),
}


@pytest.mark.parametrize(("scenario", "count"), PINGS.values(), ids=PINGS)
def test_rule_13_a_stream_holds_any_number_of_pings(play: Play, scenario: str, count: int) -> None:
    url = play(pings=scenario)
    came = frames(stream(url, "pings").body)

    assert [frame.data for frame in came if frame.event == "ping"] == ['{"type": "ping"}'] * count
    with anthropic.Anthropic(**sdk(url, "pings")) as client, client.messages.stream(**HELLO) as stream_:
        assert stream_.get_final_text() == "ab"


def test_rule_14_an_error_can_come_in_a_stream_that_has_begun(play: Play) -> None:
    played = stream(play(error=OVERLOADED), "error")
    came = types(played.body)

    assert played.status == 200
    assert came[-2:] == ["content_block_delta", "error"]
    assert "message_stop" not in came
    assert played.ended == "finished"


def test_rule_15_an_error_event_tells_type_and_message(play: Play) -> None:
    error = events(stream(play(error=OVERLOADED), "error").body)[-1]

    assert error["type"] == "error"
    assert error["error"]["type"] == "overloaded_error"
    assert error["error"]["message"] == "Overloaded"
    assert set(error) <= {"type", "error", "request_id"}
    assert set(error["error"]) <= {"details", "type", "message"}


def test_rule_16_overloaded_is_529_where_nothing_is_streamed(play: Play) -> None:
    answer = plain(play(error=OVERLOADED), "error")

    assert answer.status == 529
    assert answer.json["error"]["type"] == "overloaded_error"


UNKNOWN = {
    "between blocks": "[{text: Hel}, {event: {type: thought_bubble, size: 3}}, {text: lo}]",
    "after a delta": "[{text: [Hel, {event: {type: thought_bubble, size: 3}}, lo]}]",
    "first of all": "[{event: {type: thought_bubble, size: 3}}, {text: Hello}]",
}


@pytest.mark.parametrize("reply", UNKNOWN.values(), ids=UNKNOWN)
def test_rule_17_an_unknown_event_leaves_the_message_as_it_is(play: Play, reply: str) -> None:
    url = play(unknown=f"reply: {reply}")

    assert "thought_bubble" in types(stream(url, "unknown").body)
    with anthropic.Anthropic(**sdk(url, "unknown")) as client, client.messages.stream(**HELLO) as stream_:
        assert stream_.get_final_text() == "Hello"


FITTING = {
    "text": {"text_delta", "citations_delta"},
    "tool_use": {"input_json_delta"},
    "server_tool_use": {"input_json_delta"},
    "thinking": {"thinking_delta", "signature_delta"},
    "web_search_tool_result": set(),
}


def test_rule_18_the_type_of_a_delta_fits_its_block(play: Play) -> None:
    came = everything(play)
    blocks = {
        event["index"]: event["content_block"]["type"] for event in came if event["type"] == "content_block_start"
    }
    pairs = {
        (blocks[event["index"]], event["delta"]["type"]) for event in came if event["type"] == "content_block_delta"
    }

    assert all(delta in FITTING[block] for block, delta in pairs)
    assert {delta for _, delta in pairs} == set.union(*FITTING.values())


def test_rule_19_a_text_delta_may_end_within_a_word_but_not_within_a_character(play: Play) -> None:
    text = "Hello friend, it is 21 °C ☀️ — 👩‍👩‍👧 says hi. " * 8
    url = play(hello=f"pace: {{chunk: 1}}\nreply:\n  - text: {json.dumps(text, ensure_ascii=False)}")
    came = deltas(events(stream(url, "hello").body), "text_delta")

    assert all(set(event) == {"type", "index", "delta"} and set(event["delta"]) == {"type", "text"} for event in came)
    pieces = [event["delta"]["text"] for event in came]
    assert "".join(pieces) == text
    assert any(one[-1:].isalpha() and other[:1].isalpha() for one, other in pairwise(pieces))
    assert all("👩‍👩‍👧" in piece for piece in pieces if "👧" in piece)


def test_rule_19_a_text_is_split_as_a_scenario_writes_it(play: Play) -> None:
    came = deltas(events(stream(play(hello="reply: [{text: [H, ello frien, d]}]"), "hello").body), "text_delta")

    assert came[1] == {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "ello frien"}}


def tool_fragments(play: Play, **members: Any) -> list[str]:
    url = play(tool=EVERYTHING)
    came = events(stream(url, "tool", tools=[WEATHER_TOOL], **members).body)
    index = next(event["index"] for event in came if event.get("content_block", {}).get("name") == "get_weather")
    return [event["delta"]["partial_json"] for event in deltas(came, "input_json_delta") if event["index"] == index]


def test_rule_20_a_tools_input_comes_as_strings_of_partial_json(play: Play) -> None:
    came = deltas(everything(play), "input_json_delta")

    assert all(set(event["delta"]) == {"type", "partial_json"} for event in came)
    assert all(isinstance(event["delta"]["partial_json"], str) for event in came)


@pytest.mark.parametrize("input_", ["{}", "{location: Paris}"], ids=["empty", "one member"])
def test_rule_21_a_tools_input_is_an_object_in_the_end(play: Play, input_: str) -> None:
    url = play(tool=f"reply: [{{tool_use: get_weather, input: {input_}}}]")
    came = events(stream(url, "tool").body)
    start = next(event for event in came if event["type"] == "content_block_start")
    wanted = {"location": "Paris"} if input_ != "{}" else {}

    assert start["content_block"]["input"] == {}
    assert message_of(came)["content"][0]["input"] == wanted
    assert plain(url, "tool").json["content"][0]["input"] == wanted


def test_rule_22_partial_json_parses_at_the_end_and_partially_before(play: Play) -> None:
    pieces = tool_fragments(play)

    assert json.loads("".join(pieces)) == {"location": "San Francisco, CA", "unit": "celsius", "days": 3}
    for count in range(2, len(pieces)):
        prefix = "".join(pieces[:count]).encode()
        assert isinstance(jiter.from_json(prefix, partial_mode="trailing-strings"), dict)


def test_rule_23_a_property_comes_whole_and_in_several_pieces(play: Play) -> None:
    url = play(tool=f"pace: {{tokens_per_second: 40}}\n{EVERYTHING}")
    played = stream(url, "tool")
    bursts = [
        "".join(
            event["delta"]["partial_json"]
            for event in events(chunk.data)
            if event["type"] == "content_block_delta" and event["index"] == 4
        )
        for chunk in played.chunks
    ]

    properties = [burst for burst in bursts if burst]
    assert properties == ['{"location": "San Francisco, CA"', ', "unit": "celsius"', ', "days": 3}']
    assert len(tool_fragments(play)) > 4


def test_rule_24_thinking_comes_as_thinking_deltas(play: Play) -> None:
    came = everything(play)
    thinking = deltas(came, "thinking_delta")

    assert {event["index"] for event in thinking} == {0}
    assert all(set(event["delta"]) == {"type", "thinking"} for event in thinking)
    text = "".join(event["delta"]["thinking"] for event in thinking)
    assert text == "I should look up the weather, and then say it."


def test_rule_25_the_signature_comes_right_before_the_end_of_the_block(play: Play) -> None:
    came = [event for event in everything(play) if event["type"] != "ping" and event.get("index") == 0]
    signatures = deltas(came, "signature_delta")

    (signature,) = signatures
    assert came[-2:] == [signature, {"type": "content_block_stop", "index": 0}]
    assert set(signature["delta"]) == {"type", "signature"}
    assert len(signature["delta"]["signature"]) > 100


def test_rule_26_a_signature_is_verified_when_its_block_comes_back(play: Play) -> None:
    url = play(everything=EVERYTHING)
    asked = {"thinking": THINKING, "max_tokens": 4096, "tools": [WEATHER_TOOL]}
    content = plain(url, "everything", **asked).json["content"]
    call = content[-1]

    def send_back(thinking: Json) -> int:
        messages = [
            *HELLO["messages"],
            {"role": "assistant", "content": [thinking, call]},
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": call["id"], "content": "Sunny"}]},
        ]
        return post(url, body(messages=messages, **asked), scenario="everything").status

    signature = content[0]["signature"]
    flipped = signature[:40] + ("A" if signature[40] != "A" else "B") + signature[41:]
    assert send_back(content[0]) == 200
    assert send_back({**content[0], "signature": flipped}) == 400


GRAMMAR = re.compile(r"start (?:block_start (?:block_delta )*block_stop )*(?:delta )+stop ")

NAMES = {
    "message_start": "start ",
    "message_delta": "delta ",
    "message_stop": "stop ",
    "content_block_start": "block_start ",
    "content_block_delta": "block_delta ",
    "content_block_stop": "block_stop ",
}


@pytest.mark.parametrize("reply", [EVERYTHING, "reply: []", "reply: [{text: Hi}]"], ids=["full", "empty", "text"])
def test_rule_27_a_stream_follows_the_grammar(play: Play, reply: str) -> None:
    came = without_pings(stream(play(reply=reply), "reply").body)

    assert GRAMMAR.fullmatch("".join(NAMES[event["type"]] for event in came))


def test_rule_28_pings_may_stand_anywhere(play: Play) -> None:
    url = play(
        pings="""
pace: {between_events: 4ms, jitter: 0.9, ping_every: 1ms}
reply:
  - text: [a, b, c, d]
  - tool_use: get_weather
    input: {location: Paris}
"""
    )
    body_ = stream(url, "pings").body

    assert types(body_).count("ping") > 5
    assert GRAMMAR.fullmatch("".join(NAMES[event["type"]] for event in without_pings(body_)))
