"""How the events of a stream are written down."""

import gzip
import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.event_stream import parsed
from understudy.performance import Performance, Send

from .playing import events, play

STOP = b'event: message_stop\ndata: {"type":"message_stop"}\n\n'
PING = b'event: ping\ndata: {"type": "ping"}\n\n'


def spelled(**wire: Any) -> bytes:
    """The body of a reply without padding."""
    return play([{"text": ["a\nb"]}], wire={"padding": "none", **wire}).body


PLAIN = spelled()


def test_the_api_spells_its_events_like_this() -> None:
    delta = b'{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a\\nb"}}'

    assert PLAIN.count(PING + b"event: content_block_delta\ndata: " + delta + b"\n\n") == 1
    assert PLAIN.endswith(STOP)


@pytest.mark.parametrize(("eol", "written"), [("lf", b"\n"), ("crlf", b"\r\n"), ("cr", b"\r")])
def test_lines_end_as_they_are_said_to(eol: str, written: bytes) -> None:
    assert spelled(eol=eol) == PLAIN.replace(b"\n", written)


def test_a_frame_may_not_name_its_event() -> None:
    assert spelled(event_line=False) == re.sub(rb"event: .*\n", b"", PLAIN)


def test_a_frame_may_name_its_event_behind_its_data() -> None:
    swapped = re.sub(rb"(event: .*\n)(data: .*\n)", rb"\2\1", PLAIN)

    assert spelled(event_line="after_data") == swapped
    assert [message.event for message in parsed(swapped)] == [message.event for message in parsed(PLAIN)]


def test_no_frame_need_end_with_a_blank_line() -> None:
    assert spelled(blank_lines=False) == PLAIN.replace(b"\n\n", b"\n")


def test_spaces_may_stand_around_the_json() -> None:
    padded = spelled(padding="outside")

    assert re.sub(rb"(?m)(?<=data:) +(?={)|(?<=}) +$", b"", padded) == PLAIN.replace(b"data: ", b"data:")
    assert len(padded) > len(PLAIN)


def test_no_space_need_follow_the_colon() -> None:
    assert spelled(space=False) == PLAIN.replace(b"event: ", b"event:").replace(b"data: ", b"data:")


def test_the_last_frame_may_lack_its_blank_line() -> None:
    assert spelled(final_blank_line=False) + b"\n" == PLAIN


def test_so_may_the_last_frame_of_a_stream_that_breaks_off() -> None:
    faults = [{"at": {"after": "ping"}, "do": "close"}]
    performance = play([{"text": "a"}], wire={"final_blank_line": False}, faults=faults)

    assert performance.body.endswith(PING.removesuffix(b"\n"))


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        (1, b'data: {"type":"message_stop"}\n\n'),
        (2, b'data: {"type":\ndata: "message_stop"}\n\n'),
        (3, b'data: {\ndata: "type":\ndata: "message_stop"}\n\n'),
        pytest.param(9, b'data: {\ndata: "type":\ndata: "message_stop"}\n\n', id="more lines than tokens"),
    ],
)
def test_json_goes_over_several_lines(lines: int, written: bytes) -> None:
    body = spelled(data_lines=lines)

    assert body.endswith(b"event: message_stop\n" + written)
    assert {len(part.splitlines()) - 1 for part in body.split(b"\n\n") if b"content_block_delta" in part} == {lines}
    assert [json.loads(message.data) for message in parsed(body)] == [json.loads(m.data) for m in parsed(PLAIN)]


def test_every_frame_has_the_extra_fields() -> None:
    extra = spelled(extra_fields={"id": "evt_1", "retry": 3000})

    assert extra.endswith(b'event: message_stop\nid: evt_1\nretry: 3000\ndata: {"type":"message_stop"}\n\n')
    assert extra.count(b"\nid: evt_1\nretry: 3000\ndata: ") == len(parsed(PLAIN))


def test_a_body_may_begin_with_a_byte_order_mark() -> None:
    assert spelled(bom=True) == b"\xef\xbb\xbf" + PLAIN


@pytest.mark.parametrize("hold", [False, True])
def test_a_trailer_follows_message_stop(hold: bool) -> None:
    reply: list[Any] = [{"text": ["a\nb"]}, *([{"hold": "1s"}] if hold else [])]
    performance = play(reply, wire={"padding": "none", "trailer": "data: [DONE]\n\n"})

    assert performance.body == PLAIN + b"data: [DONE]\n\n"
    assert performance.steps[-2].at == 0.0


def test_without_message_stop_there_is_no_trailer() -> None:
    performance = play([{"text": "a"}, {"end": None}], wire={"trailer": "data: [DONE]\n\n"})

    assert b"DONE" not in performance.body


def test_a_plain_answer_is_spelled_in_one_way() -> None:
    wire = {"eol": "crlf", "bom": True, "trailer": "bye", "data_lines": 3, "comments_every": "1ms"}
    reply = [{"wait": "1s"}, {"text": "Hello"}]

    assert play(reply, {"stream": False}, wire=wire) == play(reply, {"stream": False})


@pytest.mark.parametrize("stream", [True, False])
def test_a_client_may_get_what_it_did_not_ask_for(stream: bool) -> None:
    reply, pace = [{"text": ["a", "b"]}], {"between_events": "1s"}

    assert play(reply, {"stream": not stream}, wire={"stream": stream}, pace=pace) == play(
        reply, {"stream": stream}, pace=pace
    )


def silence(performance: Performance) -> list[tuple[float, bytes]]:
    """What is sent after the beginning and before the end."""
    return [(step.at, step.data) for step in performance.steps if isinstance(step, Send)][1:-1]


COMMENT = b": keep-alive\n\n"


@pytest.mark.parametrize(
    ("every", "speed", "filled"),
    [
        ("2s", 1, [(2.0, COMMENT), (4.0, COMMENT)]),
        ("1.5s", 1, [(1.5, COMMENT), (3.0, COMMENT), (4.5, COMMENT)]),
        ("2s", 2, [(1.0, COMMENT), (2.0, COMMENT)]),
        pytest.param("2s", 0, [], id="at once"),
        pytest.param("2.5s", 1, [(2.5, COMMENT)], id="none at the very end"),
        pytest.param("5s", 1, [], id="not longer"),
    ],
)
def test_comments_fill_silences(every: str, speed: float, filled: list[tuple[float, bytes]]) -> None:
    performance = play([{"text": ["a", {"wait": "5s"}, "b"]}], wire={"comments_every": every}, speed=speed)

    assert silence(performance) == filled


@pytest.mark.parametrize(
    ("wire", "comment"),
    [
        ({"comment": "OPENROUTER PROCESSING"}, b": OPENROUTER PROCESSING\n\n"),
        ({"comment": "ping", "space": False}, b":ping\n\n"),
        ({"comment": ""}, b":\n\n"),
    ],
    ids=str,
)
def test_a_comment_says_what_it_is_told_to(wire: dict[str, Any], comment: bytes) -> None:
    performance = play([{"text": ["a", {"wait": "3s"}, "b"]}], wire={"comments_every": "2s", **wire})

    assert silence(performance) == [(2.0, comment)]


def test_comments_fill_neither_stalls_nor_holds() -> None:
    performance = play([{"text": ["a", {"stall": "5s"}, "b"]}, {"hold": "5s"}], wire={"comments_every": "1s"})

    assert b"keep-alive" not in performance.body


def test_comments_and_pings_come_each_at_their_time() -> None:
    reply = [{"text": ["a", {"wait": "7s"}, "b"]}]
    wire = {"comments_every": "2s", "eol": "crlf", "space": False}

    assert silence(play(reply, wire=wire, pace={"ping_every": "3s"})) == [
        (2.0, b":keep-alive\r\n\r\n"),
        (3.0, b'event:ping\r\ndata:{"type": "ping"}\r\n\r\n'),
        (4.0, b":keep-alive\r\n\r\n"),
        (6.0, b'event:ping\r\ndata:{"type": "ping"}\r\n\r\n:keep-alive\r\n\r\n'),
    ]


def test_lines_of_data_that_are_said_end_like_all_others() -> None:
    reply = [{"event": {"name": "note", "data": "one\ntwo"}}]

    assert b"event: note\r\ndata: one\r\ndata: two\r\n\r\n" in play(reply, wire={"eol": "crlf"}).body


REPLY: list[dict[str, Any]] = [
    {"text": ["One", {"wait": "3s"}, ' "two"\n', "{3}: [四]"]},
    {"tool_use": "get_weather", "input": {"city": 'Köln\t"🌍"', "days": [1, {"of": None}]}},
]
WHOLE = [event for event in events(play(REPLY)) if event["type"] != "ping"]

WIRES = st.fixed_dictionaries(
    {},
    optional={
        "eol": st.sampled_from(["lf", "crlf", "cr"]),
        "padding": st.sampled_from(["random", "none", "outside"]),
        "event_line": st.booleans() | st.just("after_data"),
        "space": st.booleans(),
        "final_blank_line": st.booleans(),
        "comments_every": st.sampled_from(["700ms", "2s"]),
        "comment": st.sampled_from(["", "ping"]),
        "between_writes": st.sampled_from(["10ms", "1s"]),
        "content_length": st.booleans(),
        "data_lines": st.integers(1, 12),
        "extra_fields": st.dictionaries(st.sampled_from(["id", "retry", "x"]), st.integers(0, 9) | st.just("a: b")),
        "bom": st.booleans(),
        "trailer": st.sampled_from(["", ": bye\n"]),
        "gzip": st.sampled_from(["off", "accepted", "always", "unannounced"]),
        "write": st.sampled_from(["auto", "event", "all", "line", "inside_character", "inside_eol"])
        | st.builds(lambda count: {"bytes": count}, st.integers(1, 99))
        | st.builds(lambda seed: {"random": seed}, st.integers()),
    },
)
POSITIONS = st.one_of(
    st.builds(lambda number: {"event": number}, st.integers(0, 40)),
    st.builds(lambda block, number: {"block": block, "delta": number}, st.integers(0, 1), st.integers(0, 9)),
    st.builds(lambda block: {"after_block": block}, st.integers(0, 2)),
    st.builds(lambda type_: {"before": type_}, st.sampled_from(["ping", "message_delta"])),
    st.builds(lambda type_: {"after": type_}, st.sampled_from(["content_block_delta", "message_stop"])),
)
SILENCE = st.sampled_from([{"wait": 1}, {"stall": "5s"}, {"hold": "200ms"}, {"raw": ""}])
BETWEEN_FRAMES = SILENCE | st.sampled_from(["ping", {"raw": ": a comment\n"}])
FAULTS = st.lists(
    st.builds(lambda at, do: {"at": at, "do": do}, POSITIONS, BETWEEN_FRAMES)
    | st.builds(lambda number, do: {"at": {"byte": number}, "do": do}, st.integers(0, 4000), SILENCE)
    | st.builds(lambda do: {"at": "headers", "do": do}, SILENCE),
    max_size=4,
)


@settings(max_examples=200, derandomize=True, database=None, deadline=None)
@given(wire=WIRES, faults=FAULTS)
def test_however_events_are_spelled_they_say_the_same(wire: dict[str, Any], faults: list[dict[str, Any]]) -> None:
    body = play(REPLY, wire=wire, faults=faults).body
    if wire.get("gzip") in ("always", "unannounced"):
        body = gzip.decompress(body)
    said = [json.loads(message.data) for message in parsed(body)]

    complete = wire.get("final_blank_line", True)
    assert [event for event in said if event["type"] != "ping"] == (WHOLE if complete else WHOLE[:-1])
