"""What goes wrong in a reply, and where."""

from typing import Any

import pytest

from understudy.performance import Close, Finish, Reset, Send, Stall

from .playing import deltas, events, message, play, types

REPLY: list[dict[str, Any]] = [
    {"text": ["One", " two"]},
    {"tool_use": "get_weather", "fragments": ["", '{"city":', '"Köln 🌍"}']},
]
WHOLE = [
    "message_start",
    "content_block_start",
    "ping",
    "content_block_delta",
    "content_block_delta",
    "content_block_stop",
    "content_block_start",
    "content_block_delta",
    "content_block_delta",
    "content_block_delta",
    "content_block_stop",
    "message_delta",
    "message_stop",
]


def test_a_reply_without_faults_has_these_events() -> None:
    assert types(play(REPLY)) == WHOLE


@pytest.mark.parametrize(
    ("at", "before"),
    [
        pytest.param({"event": 0}, 0, id="before everything"),
        pytest.param({"event": 3}, 3, id="the derived ping counts"),
        pytest.param({"event": 12}, 12, id="before the last event"),
        pytest.param({"event": 13}, 13, id="behind the last event"),
        pytest.param({"block": 0, "delta": 0}, 3, id="before a block's first delta"),
        pytest.param({"block": 0, "delta": 1}, 4, id="before its second"),
        pytest.param({"block": 0, "delta": 2}, 5, id="behind its last"),
        pytest.param({"block": 1, "delta": 0}, 7, id="the empty delta counts"),
        pytest.param({"block": 1, "json_byte": 0}, 7, id="before the JSON"),
        pytest.param({"block": 1, "json_byte": 8}, 9, id="between two deltas of JSON"),
        pytest.param({"block": 1, "json_byte": 21}, 10, id="behind the JSON"),
        pytest.param({"after_block": 0}, 6, id="after a block"),
        pytest.param({"after_block": 1}, 11, id="after the last block"),
        pytest.param({"before": "content_block_delta"}, 3, id="before the first of a type"),
        pytest.param({"after": "content_block_delta"}, 4, id="after the first of a type"),
        pytest.param({"before": "message_delta"}, 11, id="before the end"),
        pytest.param({"after": "message_stop"}, 13, id="after the end"),
    ],
)
def test_a_position_is_behind_so_many_events(at: dict[str, Any], before: int) -> None:
    assert types(play(REPLY, faults=[{"at": at, "do": "close"}])) == WHOLE[:before]


@pytest.mark.parametrize(
    "at",
    [
        {"event": 14},
        {"block": 0, "delta": 3},
        {"block": 0, "json_byte": 0},
        {"block": 1, "json_byte": 22},
        {"block": 2, "delta": 0},
        {"after_block": 2},
        {"before": "error"},
        {"after": "error"},
    ],
)
def test_a_position_that_the_reply_does_not_have_is_passed_over(at: dict[str, Any]) -> None:
    assert play(REPLY, faults=[{"at": at, "do": "reset"}]) == play(REPLY)


@pytest.mark.parametrize(
    ("count", "pieces"),
    [
        (1, ["", "{"]),
        (5, ["", '{"cit']),
        (8, ["", '{"city":']),
        (9, ["", '{"city":', '"']),
        (10, ["", '{"city":', '"K']),
        pytest.param(11, ["", '{"city":', '"K'], id="inside ö"),
        (12, ["", '{"city":', '"Kö']),
        pytest.param(18, ["", '{"city":', '"Köln '], id="inside the globe"),
    ],
)
def test_a_delta_is_cut_in_two_on_a_character(count: int, pieces: list[str]) -> None:
    cut = play(REPLY, faults=[{"at": {"block": 1, "json_byte": count}, "do": "end"}])

    assert deltas(cut, "partial_json") == pieces


def test_the_other_piece_of_a_delta_follows_what_happens_in_between() -> None:
    places = [{"block": 1, "json_byte": count} for count in (2, 5)]
    cut = play(REPLY, faults=[{"at": place, "do": "ping"} for place in reversed(places)])

    assert deltas(cut, "partial_json") == ["", '{"', "cit", 'y":', '"Köln 🌍"}']
    assert types(cut) == [*WHOLE[:9], "ping", "content_block_delta", "ping", *WHOLE[8:9], *WHOLE[9:]]


def test_a_delta_that_is_cut_takes_no_more_time() -> None:
    pace = {"between_events": 1, "ping": "none"}
    cut = play(REPLY, pace=pace, faults=[{"at": {"block": 1, "json_byte": 3}, "do": {"wait": 0.25}}])
    whole = play(REPLY, pace=pace)

    assert cut.steps[-1].at == whole.steps[-1].at + 0.25


@pytest.mark.parametrize(
    ("do", "ending"),
    [
        ("end", Finish()),
        ("close", Close()),
        ({"close": "inside_chunk"}, Close(inside_chunk=True)),
        ("reset", Reset()),
        ({"stall": "forever"}, Stall()),
    ],
)
def test_an_ending_is_the_last_thing(do: Any, ending: object) -> None:
    faults = [{"at": {"event": 4}, "do": do}, {"at": {"event": 4}, "do": "ping"}, {"at": {"event": 5}, "do": "reset"}]
    performance = play(REPLY, faults=faults)

    assert types(performance) == WHOLE[:4]
    assert performance.steps[-1] == ending


def test_an_error_ends_the_body_properly() -> None:
    performance = play(REPLY, faults=[{"at": {"event": 0}, "do": {"error": "overloaded_error"}}])

    assert events(performance) == [
        {
            "type": "error",
            "error": {"details": None, "type": "overloaded_error", "message": "Overloaded"},
            "request_id": "req_1",
        }
    ]
    assert performance.steps[-1] == Finish()


def test_what_a_fault_says_may_name_something_of_the_request() -> None:
    faults = [{"at": {"event": 0}, "do": {"error": {"type": "odd_error", "message": "Never, {{ request.model }}!"}}}]

    assert events(play(REPLY, faults=faults))[-1]["error"]["message"] == "Never, <request.model>!"


def test_a_block_without_an_index_has_its_places_too() -> None:
    reply = [{"text": ["a"]}, {"text": ["b", "c"], "index": "omit"}, {"text": ["d"]}]
    faults = [
        {"at": {"block": 1, "delta": 1}, "do": {"event": {"type": "here"}}},
        {"at": {"after_block": 1}, "do": "end"},
    ]
    sent = events(play(reply, faults=faults))
    assert [event.get("delta", {}).get("text", event["type"]) for event in sent[5:]] == [
        "content_block_start", "b", "here", "c", "content_block_stop",
    ]  # fmt: skip
    assert [event.get("index") for event in sent[5:]] == [None] * 5
    assert [event.get("index") for event in events(play(reply))[-6:-2]] == [None, 2, 2, 2]
    assert [block["text"] for block in message(play(reply, {"stream": False}))["content"]] == ["a", "bc", "d"]


def test_bytes_and_events_come_in_at_their_place() -> None:
    odd = {"type": "odd", "mood": "cheerful"}
    faults = [{"at": {"after_block": 0}, "do": {"event": odd}}, {"at": {"event": 1}, "do": {"raw": ": hello\n\n"}}]
    performance = play(REPLY, faults=faults)

    assert types(performance) == [*WHOLE[:6], "odd", *WHOLE[6:]]
    assert b"}\n\n: hello\n\nevent: content_block_start\n" in performance.body


@pytest.mark.parametrize(
    ("do", "first", "last"),
    [
        pytest.param({"wait": "2s"}, 0.0, 1.0, id="a wait scales"),
        pytest.param({"stall": "2s"}, 0.0, 2.0, id="a stall does not"),
        pytest.param({"hold": "2s"}, 0.0, 2.0, id="a hold comes after everything"),
    ],
)
def test_silence_moves_what_follows(do: dict[str, Any], first: float, last: float) -> None:
    performance = play(REPLY, faults=[{"at": {"event": 4}, "do": do}], speed=2)
    stop = next(step for step in performance.steps if isinstance(step, Send) and b"message_stop" in step.data)

    assert performance.steps[0].at == first
    assert performance.steps[-1].at == last
    assert stop.at == (0.0 if "hold" in do else last)


@pytest.mark.parametrize(
    ("faults", "expected"),
    [
        pytest.param([({"event": 0}, {"drop": 1})], WHOLE[1:], id="one is left out"),
        pytest.param([({"event": 11}, {"drop": 9})], WHOLE[:11], id="more than there are"),
        pytest.param(
            [({"event": 2}, {"drop": 2}), ({"event": 3}, {"drop": 2})], WHOLE[:2] + WHOLE[5:], id="overlapping"
        ),
        pytest.param([({"event": 0}, {"drop": 1}), ({"event": 0}, "ping")], ["ping", *WHOLE[1:]], id="replaced"),
        pytest.param([({"event": 0}, {"repeat": 2})], ["message_start", "message_start", *WHOLE], id="repeated twice"),
        pytest.param(
            [({"event": 0}, {"repeat": 1}), ({"event": 0}, {"repeat": 1})],
            ["message_start", "message_start", *WHOLE],
            id="repeats add up",
        ),
        pytest.param(
            [({"event": 0}, {"repeat": 1}), ({"event": 0}, {"drop": 1})], WHOLE[1:], id="repeated and dropped"
        ),
        pytest.param([({"before": "ping"}, {"repeat": 1})], [*WHOLE[:3], "ping", *WHOLE[3:]], id="before a type"),
        pytest.param([({"after": "ping"}, {"repeat": 1})], [*WHOLE[:4], WHOLE[3], *WHOLE[4:]], id="the one behind"),
    ],
)
def test_events_are_left_out_and_repeated(faults: list[tuple[Any, Any]], expected: list[str]) -> None:
    assert types(play(REPLY, faults=[{"at": at, "do": do} for at, do in faults])) == expected


def test_an_event_that_is_repeated_is_the_same_again() -> None:
    performance = play(REPLY, faults=[{"at": {"block": 0, "delta": 1}, "do": {"repeat": 1}}])

    assert deltas(performance, "text") == ["One", " two", " two"]


def test_json_loses_its_end() -> None:
    faults = [{"at": {"before": "content_block_stop"}, "do": {"corrupt": 1}}]
    faults += [{"at": {"before": "message_stop"}, "do": {"corrupt": 3}}, {"at": {"event": 2}, "do": {"corrupt": 1}}]
    body = play(REPLY, faults=faults).body

    assert b'event: ping\ndata: {"type": "ping"\n\n' in body
    assert b'event: content_block_stop\ndata: {"type":"content_block_stop","index":0\n\n' in body
    assert body.endswith(b'event: message_stop\ndata: {"type":"message_stop"\n\n')


def test_ids_and_counts_are_filled_in_where_json_has_lost_its_end() -> None:
    body = play(REPLY, faults=[{"at": {"event": 0}, "do": {"corrupt": 1}}]).body
    start = body.partition(b"\n\n")[0]

    assert b'"id":"msg_1"' in start
    assert b'"input_tokens":25' in start
    assert not start.endswith(b"}")


def test_two_faults_at_one_position_act_in_their_order() -> None:
    twice = [{"at": {"event": 6}, "do": {"event": {"type": name}}} for name in ("first", "second")]
    same_place = [{"at": {"after_block": 0}, "do": {"event": {"type": "third"}}}]

    assert types(play(REPLY, faults=twice + same_place))[6:9] == ["first", "second", "third"]


def test_positions_are_counted_without_the_other_faults() -> None:
    faults = [
        {"at": {"event": 0}, "do": {"drop": 3}},
        {"at": {"event": 1}, "do": "ping"},
        {"at": {"event": 6}, "do": "close"},
    ]

    assert types(play(REPLY, faults=faults)) == ["ping", *WHOLE[3:6]]


def test_a_block_is_found_by_its_place_whatever_its_index() -> None:
    reply = [{"text": ["a"], "index": 4}, {"text": ["b"], "index": 4}, {"text": ["c"], "stop": False}]
    cut = {number: play(reply, faults=[{"at": {"block": number, "delta": 0}, "do": "end"}]) for number in (0, 1, 2)}
    behind = play(reply, faults=[{"at": {"after_block": 2}, "do": "end"}])

    assert [deltas(each, "text") for each in cut.values()] == [[], ["a"], ["a", "b"]]
    assert deltas(behind, "text") == ["a", "b", "c"]


def test_a_fault_may_belong_to_one_attempt() -> None:
    faults = [{"at": {"event": 1}, "do": "close", "attempt": 2}, {"at": {"event": 3}, "do": "ping"}]

    assert types(play(REPLY, faults=faults, attempt=1)) == [*WHOLE[:3], "ping", *WHOLE[3:]]
    assert types(play(REPLY, faults=faults, attempt=2)) == WHOLE[:1]
    assert play(REPLY, faults=faults, attempt=3) == play(REPLY, faults=faults, attempt=1)


PLAIN = {"stream": False}


@pytest.mark.parametrize(("do", "ending"), [("close", Close()), ("reset", Reset()), ({"stall": "forever"}, Stall())])
def test_a_plain_answer_is_interrupted_before_its_first_byte(do: Any, ending: object) -> None:
    assert play(REPLY, PLAIN, faults=[{"at": {"event": 4}, "do": do}]).steps == (ending,)


def test_a_plain_answer_becomes_the_http_error() -> None:
    performance = play(REPLY, PLAIN, faults=[{"at": {"event": 4}, "do": {"error": "overloaded_error"}}])

    assert performance.head is not None
    assert performance.head.status == 529
    assert message(performance)["error"]["type"] == "overloaded_error"


def test_a_plain_answer_ends_empty() -> None:
    performance = play(REPLY, PLAIN, faults=[{"at": {"event": 4}, "do": "end"}])

    assert performance.head is not None
    assert (performance.head.status, performance.body) == (200, b"")


def test_silence_comes_before_a_plain_answer() -> None:
    faults = [{"at": {"event": 1}, "do": {"wait": "1s"}}, {"at": {"event": 2}, "do": {"stall": "2s"}}]

    assert {step.at for step in play(REPLY, PLAIN, faults=faults).steps} == {3.0}


@pytest.mark.parametrize(
    "do",
    [
        "ping",
        {"raw": "x"},
        {"event": {"type": "odd"}},
        {"hold": "1s"},
        {"drop": 2},
        {"repeat": 2},
        {"corrupt": 2},
    ],
)
def test_a_plain_answer_knows_nothing_of_events(do: Any) -> None:
    assert play(REPLY, PLAIN, faults=[{"at": {"event": 4}, "do": do}]) == play(REPLY, PLAIN)
