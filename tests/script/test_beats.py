"""Which events a reply is made of, and in which order."""

from typing import Any

import pytest

from understudy.performance import Close, Finish, Reset, Stall

from .playing import events, message, play, types

WHOLE = [
    "message_start",
    "content_block_start",
    "ping",
    "content_block_delta",
    "content_block_stop",
    "message_delta",
    "message_stop",
]


def test_a_reply_is_a_start_its_blocks_and_an_end_with_one_ping_at_index_two() -> None:
    assert types(play([{"text": ["Hi."]}])) == WHOLE


@pytest.mark.parametrize(
    ("reply", "pace", "expected"),
    [
        pytest.param([{"text": ["a", {"ping": None}, "b"]}], {}, [3], id="said inside a block"),
        pytest.param([{"ping": None}, {"text": ["a"]}], {}, [1], id="said before the blocks"),
        pytest.param([{"text": ["a"]}], {"ping": "none"}, [], id="none derived"),
        pytest.param([], {}, [], id="no block to follow"),
        pytest.param([{"text": ["a"]}, {"text": ["b"]}], {}, [2], id="after the first block only"),
    ],
)
def test_a_ping_that_is_said_takes_the_place_of_the_derived_one(
    reply: object, pace: dict[str, Any], expected: list[int]
) -> None:
    sent = types(play(reply, pace=pace))
    assert [index for index, type_ in enumerate(sent) if type_ == "ping"] == expected


def test_a_ping_is_sent_with_the_members_it_is_given() -> None:
    performance = play([{"ping": {"nonce": 7}}, {"text": ["a"]}], wire={"padding": "none"})
    assert b'event: ping\ndata: {"type":"ping","nonce":7}\n\n' in performance.body


def test_an_empty_reply_is_an_empty_turn() -> None:
    performance = play([])
    assert types(performance) == ["message_start", "message_delta", "message_stop"]
    assert message(play([], {"stream": False}))["content"] == []


@pytest.mark.parametrize(
    ("directive", "ending"),
    [
        ({"end": None}, Finish()),
        ({"close": None}, Close()),
        ({"close": "inside_chunk"}, Close(inside_chunk=True)),
        ({"reset": None}, Reset()),
        ({"stall": "forever"}, Stall()),
    ],
)
def test_an_ending_leaves_the_open_block_open_and_nothing_follows(directive: dict[str, Any], ending: object) -> None:
    performance = play([{"text": ["Hel", directive, "lo"]}, {"text": "never"}])
    assert types(performance) == ["message_start", "content_block_start", "ping", "content_block_delta"]
    assert performance.steps[-1] == ending


def test_an_error_inside_a_stream_is_an_event_and_a_proper_end() -> None:
    performance = play([{"text": ["Hel", {"error": "overloaded_error"}, "lo"]}])
    assert types(performance)[-2:] == ["content_block_delta", "error"]
    error = events(performance)[-1]
    assert error == {
        "type": "error",
        "error": {"details": None, "type": "overloaded_error", "message": "Overloaded"},
        "request_id": "req_1",
    }
    assert list(error["error"]) == ["details", "type", "message"]
    assert performance.steps[-1] == Finish()


def test_an_error_event_says_what_it_is_told() -> None:
    said = {"type": "odd_error", "message": "Odd", "details": {"a": 1}}
    error = events(play([{"error": said}]))[-1]["error"]
    assert error == {"details": {"a": 1}, "type": "odd_error", "message": "Odd"}


def test_an_error_event_may_have_no_details() -> None:
    error = events(play([{"error": {"type": "api_error", "details": "omit"}}]))[-1]["error"]
    assert error == {"type": "api_error", "message": "Internal server error"}


def test_any_event_and_any_bytes_can_be_sent() -> None:
    performance = play(
        [
            {"event": {"type": "future_event", "x": 1}},
            {"event": {"name": "done", "data": "[DONE]"}},
            {"raw": ": a comment\n\n"},
            {"raw": {"base64": "/w=="}},
            {"text": []},
        ],
        wire={"padding": "none"},
    )
    assert (
        b'event: future_event\ndata: {"type":"future_event","x":1}\n\nevent: done\ndata: [DONE]\n\n: a comment\n\n\xff'
        in performance.body
    )


@pytest.mark.parametrize("type_", ["message_start", "message_delta", "message_stop"])
def test_a_said_message_event_takes_the_place_of_the_derived_one(type_: str) -> None:
    said = {"type": type_, "mine": True, "message": {"usage": {}}, "delta": {}}
    performance = play([{"event": said}, {"text": ["Hi."]}])
    assert types(performance).count(type_) == 1
    assert [event.get("mine") for event in events(performance) if event["type"] == type_] == [True]


def test_two_message_deltas_can_be_said() -> None:
    delta = {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 1}}
    assert types(play([{"text": ["a"]}, {"event": delta}, {"event": delta}])).count("message_delta") == 2


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ([{"text": "a"}], "end_turn"),
        ([{"text": "a"}, {"tool_use": "get"}], "tool_use"),
        ([{"tool_use": "get"}, {"tool_use": "get"}], "tool_use"),
        ([{"tool_use": "get"}, {"text": "a"}], "end_turn"),
        ([{"server_tool_use": "web_search"}], "end_turn"),
        ([], "end_turn"),
    ],
)
def test_the_stop_reason_follows_from_how_the_reply_ends(reply: object, reason: str) -> None:
    assert events(play(reply))[-2]["delta"]["stop_reason"] == reason


def test_what_is_said_wins_even_when_it_is_wrong() -> None:
    performance = play(
        [{"text": "a"}], stop_reason="tool_use", stop_sequence="X", stop_details={"type": "odd"},
        message={"id": "msg_mine", "role": "omit", "extra": 1, "container": {"id": "c"}},
    )  # fmt: skip
    first, last = events(performance)[0]["message"], events(performance)[-2]["delta"]
    assert (first["id"], first["extra"], "role" in first) == ("msg_mine", 1, False)
    assert last == {
        "stop_reason": "tool_use",
        "stop_sequence": "X",
        "stop_details": {"type": "odd"},
        "container": {"id": "c"},
    }


def test_null_is_said_and_omit_removes() -> None:
    body = {"stream": False}
    assert message(play([], body, stop_reason=None))["stop_reason"] is None
    assert "stop_details" not in message(play([], body, stop_details="omit"))
    assert message(play([], body, usage_start=None, usage_delta=None))["usage"] is None
    assert "usage" not in message(play([], body, usage_start="omit", usage_delta="omit"))
    usage = events(play([], usage_start={"input_tokens": 7, "cache_creation": "omit"}))[0]["message"]["usage"]
    assert usage == {
        "input_tokens": 7,
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 0,
        "output_tokens": 0,
        "service_tier": "standard",
        "inference_geo": "not_available",
    }


def test_a_refusal_carries_details() -> None:
    delta = events(play([], stop_reason="refusal"))[-2]["delta"]
    assert delta["stop_details"] == {"type": "refusal", "category": None, "explanation": None}


def test_the_message_keeps_the_apis_key_order() -> None:
    body = {"stream": False, "thinking": {"type": "enabled", "budget_tokens": 1024}}
    answer = message(play([{"thinking": "Hm."}, {"server_tool_use": "web_search"}, {"text": "a"}], body))
    assert list(answer) == [
        "model", "id", "type", "role", "content", "stop_reason", "stop_sequence", "stop_details", "usage",
    ]  # fmt: skip
    assert list(answer["usage"]) == [
        "input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "cache_creation", "output_tokens",
        "output_tokens_details", "server_tool_use", "service_tier", "inference_geo",
    ]  # fmt: skip


def test_the_context_management_beta_adds_applied_edits_and_usage_by_iteration() -> None:
    delta = events(play([{"text": "abcd"}], betas="context-management-2025-06-27"))[-2]
    assert list(delta) == ["type", "delta", "usage", "context_management"]
    assert delta["context_management"] == {"applied_edits": []}
    assert [(turn["type"], turn["input_tokens"], turn["output_tokens"]) for turn in delta["usage"]["iterations"]] == [
        ("message", 25, 1)
    ]


def test_the_same_reply_twice_is_the_same_bytes() -> None:
    reply = [{"text": "word " * 100}, {"tool_use": "get", "input": {"a": 1, "b": "two"}}]
    assert play(reply) == play(reply)


def test_usage_is_cumulative_and_counts_searches_and_what_they_brought() -> None:
    reply = [
        {"server_tool_use": "web_search", "input": {"query": "x"}},
        {"web_search_tool_result": [{"title": "T", "url": "https://x.test", "encrypted_content": "A" * 400}]},
        {"text": "a" * 40},
    ]
    start, end = (events(play(reply))[index] for index in (0, -2))
    assert start["message"]["usage"]["input_tokens"] == 25
    assert end["usage"]["input_tokens"] > 125
    assert 0 < start["message"]["usage"]["output_tokens"] <= end["usage"]["output_tokens"]
    assert end["usage"]["server_tool_use"] == {"web_search_requests": 1, "web_fetch_requests": 0}
