"""Faults at a byte of the body, and before the status line, as values."""

from typing import Any

import pytest

from understudy.performance import Close, Ending, Finish, Head, Performance, Reset, Send, Stall
from understudy.wire import Spelling

from .playing import message, play, types

REPLY = [{"text": ["Smørrebrød ", "og øl"]}]
PLAIN = {"stream": False}
START = b"event: message_start\n"
Do = str | dict[str, Any]


def faults(*said: tuple[int | str, Do]) -> list[dict[str, Any]]:
    """Faults at bytes, or at `headers`."""
    return [{"at": at if isinstance(at, str) else {"byte": at}, "do": do} for at, do in said]


def played(*said: tuple[int | str, Do], **settings: Any) -> Performance:
    return play(REPLY, spelling=Spelling(padding="none"), faults=faults(*said), **settings)


def answered(*said: tuple[int | str, Do], **settings: Any) -> Performance:
    """The plain answer."""
    return play(REPLY, PLAIN, faults=faults(*said), **settings)


WHOLE = played()
BODY = WHOLE.body
PLAIN_BODY = answered().body
INSIDE_A_CHARACTER = BODY.index("ø".encode()) + 1


def times(performance: Performance) -> list[float]:
    return [step.at for step in performance.steps]


def head(performance: Performance) -> Head:
    assert performance.head is not None
    return performance.head


@pytest.mark.parametrize("byte", [0, 1, 21, INSIDE_A_CHARACTER, len(BODY) - 1, len(BODY)])
@pytest.mark.parametrize(
    ("do", "ending"),
    [
        ("reset", Reset()),
        ("close", Close()),
        ({"close": "inside_chunk"}, Close(inside_chunk=True)),
        ("end", Finish()),
        ({"end": "inside_member"}, Finish(inside_member=True)),
        ({"stall": "forever"}, Stall()),
    ],
    ids=str,
)
def test_a_stream_ends_after_so_many_bytes(byte: int, do: Do, ending: Ending) -> None:
    performance = played((byte, do))
    assert performance.body == BODY[:byte]
    assert performance.steps[-1] == ending
    assert head(performance) == head(WHOLE)


def test_a_byte_that_never_comes_is_passed_over() -> None:
    assert played((len(BODY) + 1, "reset")) == WHOLE


def test_bytes_are_counted_once_ids_and_numbers_are_filled_in() -> None:
    place = BODY.index(b'"msg_1"') + 5
    assert played((place, "reset")).body.endswith(b'"msg_')


@pytest.mark.parametrize("byte", [0, 21, INSIDE_A_CHARACTER, len(BODY)])
@pytest.mark.parametrize(
    ("do", "data"),
    [
        ("ping", b'event: ping\ndata: {"type": "ping"}\n\n'),
        ({"raw": ": noise\n\n"}, b": noise\n\n"),
        ({"event": {"type": "odd"}}, b'event: odd\ndata: {"type":"odd"}\n\n'),
    ],
    ids=str,
)
def test_something_is_sent_between_two_bytes(byte: int, do: Do, data: bytes) -> None:
    assert played((byte, do)).body == BODY[:byte] + data + BODY[byte:]


def test_an_error_is_sent_between_two_bytes_and_ends_the_body() -> None:
    performance = played((21, {"error": "overloaded_error"}))
    assert performance.body == (
        START + b'event: error\ndata: {"type":"error","error":{"details":null,"type":"overloaded_error",'
        b'"message":"Overloaded"},"request_id":"req_1"}\n\n'
    )
    assert performance.steps[-1] == Finish()


def test_a_wait_inside_a_frame_holds_back_all_that_follows() -> None:
    performance = played((21, {"wait": "2s"}), (21, {"stall": "1s"}), speed=2.0)
    assert performance.steps[1:] == (Send(BODY[:21]), Send(BODY[21:], 2.0), Finish(2.0))


def test_what_follows_keeps_its_pace() -> None:
    performance = played((0, {"wait": "1s"}), pace={"headers": 0.5, "between_events": 0.25})
    assert times(performance)[:4] == [0.5, 1.5, 1.75, 2.0]


@pytest.mark.parametrize("at", ["headers", 0, 21])
def test_a_wait_at_a_byte_is_silent_for_it_may_be_inside_a_frame(at: int | str) -> None:
    performance = played((at, {"wait": "1s"}), pace={"ping_every": 0.4}, comments_every=0.4)
    assert performance.body == BODY


@pytest.mark.parametrize(
    ("byte", "do", "left"),
    [
        (0, {"drop": 1}, [1, 2, 3, 4, 5, 6, 7]),
        (1, {"drop": 2}, [0, 3, 4, 5, 6, 7]),
        ("headers", {"drop": 3}, [3, 4, 5, 6, 7]),
        (0, {"repeat": 2}, [0, 0, 0, 1, 2, 3, 4, 5, 6, 7]),
        (21, {"repeat": 1}, [0, 1, 1, 2, 3, 4, 5, 6, 7]),
        (0, {"drop": 100}, []),
    ],
)
def test_events_that_follow_a_byte_are_left_out_or_come_again(byte: int | str, do: Do, left: list[int]) -> None:
    frames = [frame + b"\n\n" for frame in BODY.split(b"\n\n")[:-1]]
    assert len(frames) == 8
    assert played((byte, do)).body == b"".join(frames[number] for number in left)


@pytest.mark.parametrize("eol", ["lf", "crlf", "cr"])
def test_the_next_events_lose_the_end_of_their_json(eol: str) -> None:
    spelling = Spelling(padding="random", eol=eol)  # type: ignore[arg-type]  # one of those
    whole = play([], spelling=spelling).body
    end = {"lf": b"\n", "crlf": b"\r\n", "cr": b"\r"}[eol]
    frames = [frame + end + end for frame in whole.split(end + end)[:-1]]
    frames[1] = frames[1].rstrip(b"}] \r\n") + end + end
    place = len(frames[0])
    assert play([], spelling=spelling, faults=faults((place, {"corrupt": 1}))).body == b"".join(frames)


def test_faults_at_one_byte_act_in_their_order_whatever_else_is_said_before() -> None:
    performance = played((30, "reset"), (21, {"raw": "a"}), (21, {"raw": "b"}), (5, {"raw": "c"}))
    assert performance.body == b"eventc: message_start\nab" + BODY[21:30]


def test_a_stream_goes_wrong_before_its_status_line() -> None:
    for do, ending in (("reset", Reset(0.5)), ("close", Close(0.5)), ({"stall": "forever"}, Stall(0.5))):
        assert played(("headers", do), pace={"headers": 0.5}).steps == (ending,)


def test_a_status_line_can_be_held_back() -> None:
    performance = played(("headers", {"wait": "1s"}), ("headers", {"stall": "2s"}), pace={"headers": 0.5})
    assert times(performance) == [3.5, 3.5, 3.5]
    assert performance.body == BODY


def test_bytes_can_come_before_the_status_line() -> None:
    hint = "HTTP/1.1 100 Continue\r\n\r\n"
    performance = played(("headers", {"raw": hint}))
    assert performance.steps == (Send(hint.encode()), *WHOLE.steps)
    assert performance.saying("x-odd", "1").head == Head.of(200, (*head(WHOLE).headers, ("x-odd", "1")))


@pytest.mark.parametrize("body", [{}, PLAIN], ids=["stream", "plain"])
def test_an_error_before_the_status_line_is_an_http_error(body: dict[str, Any]) -> None:
    said = faults(("headers", {"wait": "1s"}), ("headers", {"error": "rate_limit_error"}), ("headers", "reset"))
    performance = play(REPLY, body, faults=said, pace={"headers": 0.5})
    assert head(performance).status == 429
    assert dict(head(performance).headers)["retry-after"] == "1"
    assert message(performance)["error"]["type"] == "rate_limit_error"
    assert times(performance) == [1.5, 1.5, 1.5]


def test_an_end_before_the_status_line_is_a_body_without_bytes() -> None:
    assert played(("headers", "end")).steps == (head(WHOLE), Finish())
    assert dict(head(answered(("headers", "end"))).headers)["content-length"] == "0"


@pytest.mark.parametrize("at", ["headers", 0, 100])
def test_a_hold_keeps_the_body_open_at_its_end(at: int | str) -> None:
    assert played((at, {"hold": "3s"})).steps == (*WHOLE.steps[:-1], Finish(3.0))


@pytest.mark.parametrize("ending", ["reset", "close", {"stall": "forever"}], ids=str)
def test_a_plain_answer_breaks_off_after_so_many_bytes_of_the_length_it_told(ending: Do) -> None:
    performance = answered((20, ending))
    assert performance.body == PLAIN_BODY[:20]
    assert dict(head(performance).headers)["content-length"] == str(len(PLAIN_BODY))


def test_a_plain_answer_that_ends_early_tells_how_long_it_is() -> None:
    performance = answered((20, "end"))
    assert (performance.body, dict(head(performance).headers)["content-length"]) == (PLAIN_BODY[:20], "20")


def test_an_error_at_a_byte_of_a_plain_answer_is_an_http_error_once_it_has_waited() -> None:
    performance = answered((5, {"wait": "1s"}), (20, {"error": "overloaded_error"}))
    assert (head(performance).status, head(performance).at) == (529, 1.0)


@pytest.mark.parametrize(
    "do", ["ping", {"raw": "x"}, {"event": {"type": "odd"}}, {"drop": 1}, {"repeat": 1}, {"corrupt": 1}], ids=str
)
@pytest.mark.parametrize("at", ["headers", 0, 20])
def test_a_plain_answer_shows_nothing_that_is_about_events(at: int | str, do: Do) -> None:
    assert answered((at, do)) == answered()


def test_faults_at_bytes_go_together_with_those_at_events() -> None:
    at_event = {"at": {"before": "ping"}, "do": {"drop": 1}}
    performance = play(REPLY, faults=[at_event, *faults((0, "ping"))])
    assert types(performance)[:4] == ["ping", "message_start", "content_block_start", "content_block_delta"]


FRAMES = [frame + b"\n\n" for frame in play(REPLY).body.split(b"\n\n")[:-1]]
"""The reply's frames, with the spaces that chance puts into them."""
NOTE = {"event": {"type": "note"}}


def changed(at: dict[str, Any], do: Do, *more: tuple[int | str, Do]) -> bytes:
    return play(REPLY, faults=[{"at": at, "do": do}, *faults(*more)]).body


@pytest.mark.parametrize(
    ("at", "do", "start", "end"),
    [
        ({"event": 2}, {"drop": 2}, 2, 4),
        ({"event": 1}, {"corrupt": 1}, 1, 2),
        ({"event": 3}, {"repeat": 2}, 4, 4),
        ({"before": "message_start"}, NOTE, 0, 0),
        ({"event": 5}, {"raw": ": a comment\n\n"}, 5, 5),
    ],
    ids=str,
)
def test_a_fault_leaves_the_bytes_of_all_other_events_as_they_are(
    at: dict[str, Any], do: Do, start: int, end: int
) -> None:
    before, after = b"".join(FRAMES[:start]), b"".join(FRAMES[end:])
    body = changed(at, do)

    assert body.startswith(before)
    assert body.endswith(after)
    assert body != b"".join(FRAMES)


@pytest.mark.parametrize(
    ("at", "do"),
    [
        ({"event": 1}, {"drop": 2}),
        ({"event": 1}, {"corrupt": 2}),
        ({"event": 1}, {"repeat": 3}),
        ({"event": 1}, "ping"),
        ({"event": 1}, NOTE),
        ({"event": 1}, {"raw": ": a comment\n\n"}),
        ({"event": 1}, {"wait": "1s"}),
    ],
    ids=str,
)
def test_bytes_are_counted_on_the_reply_as_it_would_be_without_faults(at: dict[str, Any], do: Do) -> None:
    whole, place = changed(at, do), len(b"".join(FRAMES[:5]))
    left = len(b"".join(FRAMES[5:]))

    assert changed(at, do, (place + 10, "reset")) == whole[: len(whole) - left + 10]


def test_a_byte_inside_of_what_is_left_out_is_between_what_is_left() -> None:
    place = len(b"".join(FRAMES[:3])) + 10

    assert changed({"event": 3}, {"drop": 1}, (place, "reset")) == b"".join(FRAMES[:3])


def test_pings_that_fill_what_a_fault_waits_are_not_counted() -> None:
    place, pace = len(b"".join(FRAMES[:5])), {"ping_every": "1s"}
    waits = {"at": {"event": 4}, "do": {"wait": "3s"}}
    ping = b'event: ping\ndata: {"type": "ping"}\n\n'

    body = play(REPLY, pace=pace, faults=[waits, *faults((place, "reset"))]).body

    assert body == b"".join([*FRAMES[:4], 2 * ping, FRAMES[4]])
