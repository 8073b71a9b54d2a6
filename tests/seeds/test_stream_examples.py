"""The page on streaming, rules 29 to 56: its four examples, and what they show.

The numbers in the tests' names are those of the statements, in the page's order.
"""

import json
import re
import shutil
from collections.abc import Callable
from typing import Any

import pytest

from tests.seeds.curl import curl, send
from tests.support.folding import folded
from tests.support.messages import WEATHER_TOOL, Json, body, plain, post, stream
from tests.support.raw import exchange
from tests.support.sse import events, frames, types, without_pings

Play = Callable[..., str]

ID = r"01[1-9A-HJ-NP-Za-km-z]{22}"

needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


def block_start(index: int, block: Json) -> Json:
    return {"type": "content_block_start", "index": index, "content_block": block}


def block_stop(index: int) -> Json:
    return {"type": "content_block_stop", "index": index}


def delta(index: int, type_: str, key: str, value: str) -> Json:
    return {"type": "content_block_delta", "index": index, "delta": {"type": type_, key: value}}


def texts(index: int, *pieces: str) -> list[Json]:
    return [delta(index, "text_delta", "text", piece) for piece in pieces]


def fragments(index: int, *pieces: str) -> list[Json]:
    return [delta(index, "input_json_delta", "partial_json", piece) for piece in pieces]


PING = {"type": "ping"}
STOP = {"type": "message_stop"}
NEWER = ("stop_details", "caller", "service_tier", "inference_geo", "cache_creation")
"""Members that the API has come to send since the page was written."""


def as_printed(event: Json) -> Json:
    """An event without ids, and without members that are younger than the page."""

    def clean(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: clean(member) for key, member in value.items() if key not in NEWER}
        if isinstance(value, str):
            return re.sub(rf"(msg|toolu|srvtoolu)_{ID}", r"\1_…", value)
        return value

    cleaned: Json = clean(event)
    return cleaned


def printed(body_: bytes) -> list[Json]:
    return [as_printed(event) for event in events(body_)]


def start(input_tokens: int, output_tokens: int) -> Json:
    return {
        "type": "message_start",
        "message": {
            "id": "msg_…", "type": "message", "role": "assistant", "content": [],
            "model": "claude-sonnet-4-5-20250929", "stop_reason": None, "stop_sequence": None,
            "usage": {
                "input_tokens": input_tokens, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0,
                "output_tokens": output_tokens,
            },
        },
    }  # fmt: skip


@needs_curl
@pytest.mark.parametrize("example", ["hello", "weather", "arithmetic", "new_york"])
def test_rule_29_the_pages_own_curl_commands_get_a_stream(examples: str, example: str) -> None:
    printed_ = curl(examples, example)

    assert types(printed_)[0] == "message_start"
    assert types(printed_)[-1] == "message_stop"


MISSING = [
    ("x-api-key", 401, "authentication_error", "x-api-key header is required"),
    ("anthropic-version", 400, "invalid_request_error", "anthropic-version: header is required"),
]


@pytest.mark.parametrize(("header", "status", "type_", "words"), MISSING, ids=[row[0] for row in MISSING])
def test_rule_29_a_request_needs_its_headers(play: Play, header: str, status: int, type_: str, words: str) -> None:
    answer = post(play(hello="reply: []"), body(), scenario="hello", headers={header: None})

    assert answer.status == status
    assert answer.json["error"] == {"type": type_, "message": words}
    assert answer.json["type"] == "error"
    assert answer.json["request_id"] == answer.header("request-id")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_rule_30_messages_are_posted(play: Play, method: str) -> None:
    url = f"{play(hello='reply: []')}/v1/messages"
    answer = exchange(url, b"", {"x-api-key": "k", "anthropic-version": "2023-06-01"}, method=method)

    assert answer.status == 405
    assert answer.json["type"] == "error"


def test_rule_30_a_query_changes_nothing(play: Play) -> None:
    url = play(hello="reply: [{text: Hi}]")
    answer = post(url, body(), scenario="hello", path="/v1/messages?beta=true")

    assert answer.json["content"] == [{"type": "text", "text": "Hi"}]


@pytest.mark.parametrize("model", ["claude-sonnet-4-5", "claude-sonnet-4-5-20250929"])
def test_rule_31_an_alias_answers_by_its_dated_name(play: Play, model: str) -> None:
    (first, *_) = events(stream(play(hello="reply: []"), "hello", model=model).body)

    assert first["message"]["model"] == "claude-sonnet-4-5-20250929"


def test_rule_32_the_basic_example_is_played_event_for_event(examples: str) -> None:
    assert printed(send(examples, "hello").body) == [
        start(25, 1),
        block_start(0, {"type": "text", "text": ""}),
        PING,
        *texts(0, "Hello", "!"),
        block_stop(0),
        {
            "type": "message_delta",
            "delta": {"stop_reason": "end_turn", "stop_sequence": None},
            "usage": {
                "input_tokens": 25, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0,
                "output_tokens": 15,
            },
        },
        STOP,
    ]  # fmt: skip


def test_rule_33_a_message_starts_with_tokens_counted(play: Play) -> None:
    (first, *_) = events(stream(play(hello="reply: [{text: Hello}]"), "hello").body)

    assert first["message"]["usage"]["output_tokens"] >= 1
    assert first["message"]["usage"]["input_tokens"] > 0


def test_rule_34_every_message_has_an_id_of_its_own(play: Play) -> None:
    url = play(hello="reply: [{text: Hello}]")
    one, other = (events(stream(url, "hello").body)[0]["message"]["id"] for _ in range(2))

    assert re.fullmatch(rf"msg_{ID}", one)
    assert re.fullmatch(rf"msg_{ID}", other)
    assert one != other


def test_rule_35_the_end_names_the_stop_sequence_that_fired(play: Play) -> None:
    url = play(count="reply: [{text: one two THREE four}]")
    came = events(stream(url, "count", stop_sequences=["THREE"]).body)

    end = next(event for event in came if event["type"] == "message_delta")
    assert end["delta"]["stop_reason"] == "stop_sequence"
    assert end["delta"]["stop_sequence"] == "THREE"
    assert "".join(event["delta"]["text"] for event in came if event["type"] == "content_block_delta") == "one two "


def test_rule_35_without_one_the_stop_sequence_is_null(play: Play) -> None:
    came = events(stream(play(count="reply: [{text: one two}]"), "count").body)

    end = next(event for event in came if event["type"] == "message_delta")
    assert {"stop_reason": "end_turn", "stop_sequence": None}.items() <= end["delta"].items()


LONG_CALL = """
pace: {tokens_per_second: 400}
reply:
  - tool_use: get_weather
    input: {location: "A place whose name is so long that nobody would send it in one piece if they could help it"}
"""

FINE_GRAINED = {"anthropic-beta": "fine-grained-tool-streaming-2025-05-14"}

EAGERNESS = [
    ("the beta header", FINE_GRAINED, None, True),
    ("the tool", {}, True, True),
    ("the tool, which overrules the header", FINE_GRAINED, False, False),
    ("nobody", {}, None, False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "eager", "fine"), [row[1:] for row in EAGERNESS], ids=[row[0] for row in EAGERNESS]
)
def test_rule_36_fine_grained_streaming_sends_a_value_before_it_is_whole(
    play: Play, headers: dict[str, str], eager: bool | None, fine: bool
) -> None:
    tool = WEATHER_TOOL if eager is None else {**WEATHER_TOOL, "eager_input_streaming": eager}
    asked = body(stream=True, tools=[tool])
    came = post(play(call=LONG_CALL), asked, scenario="call", headers=headers)

    pieces = [
        "".join(
            event["delta"]["partial_json"] for event in events(chunk.data) if event["type"] == "content_block_delta"
        )
        for chunk in came.chunks
    ]
    first = next(piece for piece in pieces if piece)
    assert json.loads("".join(pieces))["location"].startswith("A place whose name")
    assert (not first.endswith("}")) is fine


def test_rule_36_a_cut_at_max_tokens_leaves_json_that_is_not_whole(play: Play) -> None:
    came = events(stream(play(call=LONG_CALL), "call", max_tokens=15).body)
    joined = "".join(event["delta"]["partial_json"] for event in came if event["type"] == "content_block_delta")

    with pytest.raises(json.JSONDecodeError):
        json.loads(joined)
    assert came[-2]["delta"]["stop_reason"] == "max_tokens"


def test_rule_37_a_tool_call_can_follow_a_text(examples: str) -> None:
    message = folded(without_pings(send(examples, "weather").body))

    assert [block["type"] for block in message["content"]] == ["text", "tool_use"]
    assert message["stop_reason"] == "tool_use"


def test_rule_38_a_tool_call_starts_with_its_name_and_no_input(examples: str) -> None:
    came = events(send(examples, "weather").body)
    call = next(event["content_block"] for event in came if event.get("content_block", {}).get("type") == "tool_use")

    assert re.fullmatch(rf"toolu_{ID}", call.pop("id"))
    assert call == {"type": "tool_use", "name": "get_weather", "input": {}, "caller": {"type": "direct"}}


@pytest.mark.parametrize("call", ["tool_use: get_weather", "server_tool_use: web_search"])
def test_rule_39_the_first_piece_of_an_input_is_empty(play: Play, call: str) -> None:
    came = events(stream(play(call=f"reply: [{{{call}, input: {{a: 1}}}}]"), "call").body)
    (first, *_) = [event for event in came if event["type"] == "content_block_delta"]

    assert first["delta"] == {"type": "input_json_delta", "partial_json": ""}


def test_rule_40_the_tool_example_is_played_event_for_event(examples: str) -> None:
    came = printed(send(examples, "weather").body)

    assert came == [
        start(472, 2),
        block_start(0, {"type": "text", "text": ""}),
        PING,
        *texts(0, "Okay", ",", " let", "'s", " check", " the", " weather", " for"),
        *texts(0, " San", " Francisco", ",", " CA", ":"),
        block_stop(0),
        block_start(1, {"type": "tool_use", "id": "toolu_…", "name": "get_weather", "input": {}}),
        *fragments(
            1, "", '{"location":', ' "San', " Francisc", "o,", ' CA"', ", ", '"unit": "fah', 'renheit"}'
        ),
        block_stop(1),
        {
            "type": "message_delta",
            "delta": {"stop_reason": "tool_use", "stop_sequence": None},
            "usage": {
                "input_tokens": 472, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0,
                "output_tokens": 89,
            },
        },
        STOP,
    ]  # fmt: skip
    assert folded(came)["content"][1]["input"] == {"location": "San Francisco, CA", "unit": "fahrenheit"}


STOPS = [
    ("[{text: Hi}]", "end_turn"),
    ("[{text: Hi}, {tool_use: get_weather}]", "tool_use"),
    ("[{server_tool_use: web_search, input: {query: a}}, {web_search_tool_result: []}, {text: Hi}]", "end_turn"),
]


@pytest.mark.parametrize(("reply", "stop_reason"), STOPS)
def test_rule_41_a_turn_that_ends_in_a_tool_call_says_so(play: Play, reply: str, stop_reason: str) -> None:
    assert plain(play(turn=f"reply: {reply}"), "turn").json["stop_reason"] == stop_reason


def test_rule_42_any_makes_the_understudy_call_a_tool(base_url: str) -> None:
    asked: Json = {"tools": [WEATHER_TOOL], "tool_choice": {"type": "any"}}
    message = folded(without_pings(stream(base_url, **asked).body))

    assert [(block["type"], block["name"]) for block in message["content"]] == [("tool_use", "get_weather")]
    assert isinstance(message["content"][0]["input"]["location"], str)


TOOLS = [
    ({"name": None}, "tools.0.custom.name: Field required"),
    ({"input_schema": None}, "tools.0.custom.input_schema: Field required"),
    ({"input_schema": {"type": "array"}}, "tools.0.custom.input_schema.type: Input should be 'object'"),
]


@pytest.mark.parametrize(("change", "words"), TOOLS, ids=[row[1] for row in TOOLS])
def test_rule_43_a_tool_has_a_name_and_an_object_for_its_input(play: Play, change: Json, words: str) -> None:
    tool = {key: value for key, value in {**WEATHER_TOOL, **change}.items() if value is not None}
    answer = plain(play(hello="reply: []"), "hello", tools=[tool])

    assert answer.status == 400
    assert answer.json["error"] == {"type": "invalid_request_error", "message": words}


def test_rule_43_a_tool_needs_no_description(play: Play) -> None:
    tool = {key: value for key, value in WEATHER_TOOL.items() if key != "description"}

    assert plain(play(hello="reply: []"), "hello", tools=[tool]).status == 200


def test_rule_44_a_request_with_thinking_is_answered_by_thinking(examples: str) -> None:
    played = send(examples, "arithmetic")

    assert played.status == 200
    assert events(played.body)[1]["content_block"]["type"] == "thinking"


def test_rule_45_the_thinking_is_block_0_and_the_text_block_1(examples: str) -> None:
    starts = [event for event in events(send(examples, "arithmetic").body) if event["type"] == "content_block_start"]

    assert starts == [
        block_start(0, {"type": "thinking", "thinking": "", "signature": ""}),
        block_start(1, {"type": "text", "text": ""}),
    ]


def test_rule_46_the_thinking_example_is_played_event_for_event(examples: str) -> None:
    came = events(send(examples, "arithmetic").body)
    thoughts = [
        "Let me solve this step by step:\n\n1. First break down 27 * 453",
        "\n2. 453 = 400 + 50 + 3",
        "\n3. 27 * 400 = 10,800",
        "\n4. 27 * 50 = 1,350",
        "\n5. 27 * 3 = 81",
        "\n6. 10,800 + 1,350 + 81 = 12,231",
    ]
    (signature,) = [event for event in came if event.get("delta", {}).get("type") == "signature_delta"]

    assert [event for event in came if event["type"].startswith("content_block")] == [
        block_start(0, {"type": "thinking", "thinking": "", "signature": ""}),
        *(delta(0, "thinking_delta", "thinking", thought) for thought in thoughts),
        signature,
        block_stop(0),
        block_start(1, {"type": "text", "text": ""}),
        *texts(1, "27 * 453 = 12,231"),
        block_stop(1),
    ]


def test_rule_47_usage_is_sent_where_the_page_leaves_it_out(examples: str) -> None:
    came = events(send(examples, "arithmetic").body)

    assert came[0]["message"]["usage"]["input_tokens"] > 0
    assert came[-2]["usage"]["output_tokens"] > 0


def test_rule_47_a_scenario_can_leave_it_out_as_the_page_does(play: Play) -> None:
    came = events(stream(play(page="usage: omit\nreply: [{text: Hi}]"), "page").body)

    assert "usage" not in came[0]["message"]
    assert "usage" not in came[-2]


def test_rule_48_the_web_search_tool_is_accepted(examples: str) -> None:
    assert send(examples, "new_york").status == 200


def test_rule_48_the_web_search_tool_has_a_name_of_its_own(play: Play) -> None:
    answer = plain(play(hello="reply: []"), "hello", tools=[{"type": "web_search_20250305", "name": "search"}])

    assert answer.status == 400
    assert answer.json["error"]["message"] == "tools.0.web_search_20250305.name: Input should be 'web_search'"


def test_rule_49_the_cache_is_counted_where_it_is_not_used(play: Play) -> None:
    usage = events(stream(play(hello="reply: []"), "hello").body)[0]["message"]["usage"]

    assert (usage["cache_creation_input_tokens"], usage["cache_read_input_tokens"]) == (0, 0)


def test_rule_50_a_search_is_a_server_tool_use_with_a_streamed_query(examples: str) -> None:
    came = events(send(examples, "new_york").body)
    search = next(event for event in came if event.get("index") == 1)["content_block"]
    pieces = [event for event in came if event["type"] == "content_block_delta" and event["index"] == 1]

    assert re.fullmatch(rf"srvtoolu_{ID}", search.pop("id"))
    assert search == {"type": "server_tool_use", "name": "web_search", "input": {}}
    assert pieces == fragments(1, "", '{"query', '":', ' "weather', " NY", "C to", 'day"}')


def test_rule_51_a_result_comes_whole_and_names_its_search(examples: str) -> None:
    came = events(send(examples, "new_york").body)
    search, result = (
        event["content_block"] for event in came if event["type"] == "content_block_start" and event["index"] in (1, 2)
    )
    of_result = [event["type"] for event in came if event.get("index") == 2]

    assert result["tool_use_id"] == search["id"]
    assert of_result == ["content_block_start", "content_block_stop"]


def test_rule_52_a_hit_has_a_title_an_address_and_opaque_content(examples: str) -> None:
    came = events(send(examples, "new_york").body)
    (hit,) = next(event for event in came if event.get("index") == 2)["content_block"]["content"]

    assert re.fullmatch(r"[A-Za-z0-9+/=]{40,}", hit.pop("encrypted_content"))
    assert hit == {
        "type": "web_search_result",
        "title": "Weather in New York City in May 2025 (New York) - detailed Weather Forecast for a month",
        "url": "https://world-weather.info/forecast/usa/new_york/may-2025/",
        "page_age": None,
    }


def test_rule_53_many_blocks_are_counted_on(examples: str) -> None:
    came = events(send(examples, "new_york").body)

    assert [event["index"] for event in came if event["type"] == "content_block_start"] == list(range(18))


def test_rule_54_a_ping_can_stand_between_two_deltas(examples: str) -> None:
    came = events(send(examples, "new_york").body)

    assert came[1:6] == [
        block_start(0, {"type": "text", "text": ""}),
        *texts(0, "I'll check", " the current weather in New York City for you"),
        PING,
        *texts(0, "."),
    ]


def test_rule_55_a_search_makes_the_input_grow_and_is_counted(examples: str) -> None:
    came = printed(send(examples, "new_york").body)

    assert came[0] == start(2679, 3)
    assert came[-2]["delta"]["stop_reason"] == "end_turn"
    usage = came[-2]["usage"]
    assert usage["input_tokens"] == 10682
    assert usage["output_tokens"] == 510
    assert usage["server_tool_use"]["web_search_requests"] == 1


def test_rule_55_without_words_about_usage_searches_are_counted_all_the_same(play: Play) -> None:
    search = (
        "{server_tool_use: web_search, input: {query: a}}, {web_search_tool_result: [{title: A, url: 'https://a'}]}"
    )
    came = events(stream(play(search=f"reply: [{search}, {search}, {{text: done}}]"), "search").body)

    assert came[-2]["usage"]["server_tool_use"]["web_search_requests"] == 2
    assert came[-2]["usage"]["input_tokens"] > came[0]["message"]["usage"]["input_tokens"]


def test_rule_56_data_may_hold_spaces_that_mean_nothing(play: Play) -> None:
    text = " ".join("word" for _ in range(200))
    url = play(
        padded=f"pace: {{chunk: 1}}\nreply: [{{text: {text}}}]",
        bare=f"wire: {{padding: none}}\nreply: [{{text: {text}}}]",
    )
    paddings = {
        scenario: {
            len(found[1])
            for frame in frames(stream(url, scenario).body)
            if frame.event != "ping" and (found := re.search(r"( *)\}$", frame.data))
        }
        for scenario in ("padded", "bare")
    }

    assert paddings["padded"] == set(range(16))
    assert paddings["bare"] == {0}
