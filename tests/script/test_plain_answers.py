"""The same reply with `stream: false`."""

import json
from typing import Any

import pytest

from understudy import script
from understudy.performance import Close, Finish, Reset, Stall
from understudy.scenario.acts import Act, Recorded, Transcript

from .playing import IDS, message, play, request

PLAIN = {"stream": False}


@pytest.mark.parametrize(
    ("directive", "status", "type_"),
    [
        ({"error": "overloaded_error"}, 529, "overloaded_error"),
        ({"error": "api_error"}, 500, "api_error"),
        ({"error": {"type": "rate_limit_error", "message": "Slow down"}}, 429, "rate_limit_error"),
        ({"error": {"type": "odd_error"}}, 500, "odd_error"),
    ],
)
def test_an_error_event_becomes_the_http_error_of_its_type(directive: dict[str, Any], status: int, type_: str) -> None:
    performance = play([{"text": ["Hel", directive]}], PLAIN)
    body = json.loads(performance.body)
    assert performance.head is not None
    assert performance.head.status == status
    assert (body["type"], body["error"]["type"], body["request_id"]) == ("error", type_, "req_1")


@pytest.mark.parametrize(
    ("directive", "ending"),
    [({"close": None}, Close(at=1.0)), ({"reset": None}, Reset(at=1.0)), ({"stall": "forever"}, Stall(at=1.0))],
)
def test_a_cut_acts_before_the_first_byte(directive: dict[str, Any], ending: object) -> None:
    assert play([{"text": ["Hel", {"wait": 1}, directive]}], PLAIN).steps == (ending,)


def test_an_early_end_is_an_empty_body() -> None:
    performance = play([{"text": ["Hel", {"end": None}]}], PLAIN)
    assert performance.head is not None
    assert (performance.head.status, performance.body, performance.steps[-1]) == (200, b"", Finish())
    assert dict(performance.head.headers)["content-length"] == "0"


def test_pings_holds_raw_bytes_and_events_disappear() -> None:
    reply = [
        {"raw": "junk"},
        {"text": ["Hel", {"ping": None}, {"event": {"type": "odd"}}, "lo"]},
        {"event": {"type": "message_delta", "delta": {"stop_reason": "odd"}, "usage": {}}},
        {"hold": "5s"},
    ]
    answer = message(play(reply, PLAIN))
    assert answer["content"] == [{"type": "text", "text": "Hello"}]
    assert answer["stop_reason"] == "end_turn"


def test_content_is_the_blocks_in_the_shape_they_were_sent() -> None:
    citation = {"type": "char_location", "cited_text": "grass"}
    reply = [
        {"thinking": ["Let ", "me."], "signature": "sig", "always": True},
        {"redacted_thinking": "blob", "always": True},
        {"text": ["It ", "is."], "citations": [citation]},
        {"tool_use": "get", "id": "toolu_1", "input": {"a": [1, {"b": None}]}},
        {"server_tool_use": "code_execution", "id": "srvtoolu_1"},
        {"code_execution_tool_result": {"type": "code_execution_result", "stdout": "1"}},
        {"compaction": "Summary."},
    ]
    assert message(play(reply, PLAIN))["content"] == [
        {"type": "thinking", "thinking": "Let me.", "signature": "sig"},
        {"type": "redacted_thinking", "data": "blob"},
        {"citations": [citation], "type": "text", "text": "It is."},
        {
            "type": "tool_use",
            "id": "toolu_1",
            "name": "get",
            "input": {"a": [1, {"b": None}]},
            "caller": {"type": "direct"},
        },
        {"type": "server_tool_use", "id": "srvtoolu_1", "name": "code_execution", "input": {}},
        {
            "type": "code_execution_tool_result",
            "tool_use_id": "srvtoolu_1",
            "content": {"type": "code_execution_result", "stdout": "1"},
        },
        {"type": "compaction", "content": "Summary."},
    ]


@pytest.mark.parametrize(
    ("frame", "status"),
    [
        (b'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Full"}}\n\n', 529),
        (b'event: odd\ndata: {"type":"odd","error":{"type":"overloaded_error","message":"Full"}}\n\n', 200),
        (b'event: error\ndata: {"type":"error","error":{"code":7}}\n\n', 200),
    ],
    ids=["an error event", "another event with an error in it", "an error that is none of the API's"],
)
def test_a_recorded_error_becomes_the_http_error_of_its_type(frame: bytes, status: int) -> None:
    act = Act(Transcript((Recorded(frame, None),)))
    written = script.write(act, request(PLAIN), lambda name: name, "seed", 1.0)
    performance = written.perform(script.Filling(IDS), now=0.0)
    assert performance.head is not None
    assert performance.head.status == status
    assert (b'"message":"Full"' in performance.body) is (status == 529)
