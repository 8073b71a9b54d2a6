"""The frames of a body, as a sweep counts them."""

import gzip

import pytest

from understudy.sweep.frames import Frame, frames, tool_inputs

STOP = 'event: message_stop\ndata: {"type": "message_stop"}\n\n'


@pytest.mark.parametrize(
    "body",
    [
        STOP.encode(),
        STOP.replace("\n", "\r\n").encode(),
        STOP.replace("\n", "\r").encode(),
        STOP.replace(": ", ":").encode(),
        b'data: {"type": "message_stop"}\n\n',
        b'event: message_stop\ndata: {"type":\ndata: "message_stop"}\n\n',
        "\ufeff".encode() + STOP.encode(),
        b": a comment\n\n" + STOP.encode() + b": another\n\n",
        gzip.compress(STOP.encode(), mtime=0),
    ],
)
def test_an_event_is_the_same_in_every_spelling(body: bytes) -> None:
    assert frames(body) == (Frame("message_stop", {"type": "message_stop"}),)


@pytest.mark.parametrize(("before", "middle"), [(b"", 25), (b": a comment\n\n", 38), ("\ufeff".encode(), 28)])
def test_the_middle_of_an_event_is_a_byte_of_the_body(before: bytes, middle: int) -> None:
    (event,) = frames(before + STOP.encode())
    assert event.middle == middle
    assert (before + STOP.encode())[middle - 5 : middle] == b"data:"


def test_an_event_without_json_has_no_members() -> None:
    assert frames(b"event: done\ndata: [DONE]\n\n") == (Frame("done", {}),)


def test_a_body_that_holds_no_events_has_no_frames() -> None:
    assert frames(b"") == ()
    assert frames(gzip.compress(STOP.encode(), mtime=0)[:20]) == ()


def test_the_input_of_a_tool_is_as_long_as_its_deltas_and_belongs_to_a_block() -> None:
    events = [
        Frame("content_block_start", {"index": 0}),
        Frame("content_block_delta", {"index": 0, "delta": {"type": "text_delta", "text": "Hello"}}),
        Frame("content_block_start", {"index": 5}),
        Frame("content_block_delta", {"index": 5, "delta": {"type": "input_json_delta", "partial_json": ""}}),
        Frame("content_block_delta", {"index": 5, "delta": {"type": "input_json_delta", "partial_json": '{"a":'}}),
        Frame("content_block_delta", {"index": 5, "delta": {"type": "input_json_delta", "partial_json": ' "é"}'}}),
    ]
    assert list(tool_inputs(events)) == [(1, 11)]
