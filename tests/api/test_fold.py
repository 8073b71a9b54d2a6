"""The Message that a stream's events add up to."""

import json
from pathlib import Path
from typing import Any

import pytest

from understudy.api.fold import fold

CAPTURES = Path(__file__).parents[2] / "../shared/captures/streams"

START = {"type": "message_start", "message": {"id": "msg_1", "content": [], "stop_reason": None, "usage": {"a": 1}}}


def delta(index: int, **members: Any) -> dict[str, Any]:
    return {"type": "content_block_delta", "index": index, "delta": members}


def block(index: int, **members: Any) -> dict[str, Any]:
    return {"type": "content_block_start", "index": index, "content_block": members}


@pytest.mark.parametrize(
    ("events", "content"),
    [
        ([block(0, type="text", text=""), delta(0, type="text_delta", text="a"), delta(0, type="text_delta", text="b")],
         [{"type": "text", "text": "ab"}]),
        ([block(0, type="tool_use", input={}), delta(0, type="input_json_delta", partial_json='{"a": '),
          delta(0, type="input_json_delta", partial_json="1}")],
         [{"type": "tool_use", "input": {"a": 1}}]),
        ([block(0, type="tool_use", input={}), delta(0, type="input_json_delta", partial_json='{"a": ')],
         [{"type": "tool_use", "input": {}}]),
        ([block(0, type="tool_use", input={}), delta(0, type="input_json_delta", partial_json="[1]")],
         [{"type": "tool_use", "input": {}}]),
        ([block(1, type="text", text="second"), block(0, type="text", text="first")],
         [{"type": "text", "text": "first"}, {"type": "text", "text": "second"}]),
        ([delta(7, type="text_delta", text="lost")], []),
        ([block(0, type="text", text=""), delta(0, type="future_delta", x=1)], [{"type": "text", "text": ""}]),
        ([{"type": "content_block_start"}, {"type": "content_block_delta"}, {"type": "odd"}, {}], []),
    ],
    ids=["text", "input", "truncated input", "input that is no object", "by index", "a delta without its block",
         "a delta nobody knows", "events without members"],
)  # fmt: skip
def test_blocks_are_what_their_deltas_add_up_to(events: list[dict[str, Any]], content: list[dict[str, Any]]) -> None:
    assert fold([START, *events])["content"] == content


def test_a_message_delta_changes_the_message_and_its_usage_replaces_the_earlier_one() -> None:
    end = {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"a": 5, "b": 2}}
    assert fold([START, end]) == {"id": "msg_1", "content": [], "stop_reason": "end_turn", "usage": {"a": 5, "b": 2}}


def test_a_second_message_start_is_passed_over() -> None:
    assert fold([START, {"type": "message_start", "message": {"id": "msg_2"}}])["id"] == "msg_1"


@pytest.mark.skipif(not CAPTURES.is_dir(), reason="no recordings beside the checkout")
def test_every_recorded_stream_folds_to_the_text_and_the_stop_reason_that_its_lines_show() -> None:
    checked = 0
    for path in sorted(CAPTURES.glob("*.json")):
        lines = json.loads(path.read_text())["response"]["body_text"].splitlines()
        events = [json.loads(line[5:]) for line in lines if line.startswith("data:")]
        if not any(event.get("type") == "message_stop" for event in events):
            continue
        message = fold(events)
        text = "".join(event["delta"].get("text", "") for event in events if event["type"] == "content_block_delta")
        assert "".join(part.get("text", "") for part in message["content"] if part["type"] == "text") == text
        assert message["stop_reason"] is not None
        checked += 1
    assert checked > 20
