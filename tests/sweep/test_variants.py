"""The variants of what was played."""

import pytest

from understudy.performance import Close, Finish, Head, Performance, Send
from understudy.sweep.variants import Moment, Says, Variant, variants

FIRST, SECOND = Moment(0, 0, 1), Moment(1, 1, 1)


def frame(name: str, members: str = "") -> bytes:
    return f'event: {name}\ndata: {{"type": "{name}"{members}}}\n\n'.encode()


DELTA = ', "index": 0, "delta": {"type": "input_json_delta", "partial_json": "{\\"a\\": 1}"}'
TEXT = Performance((
    Head.of(200, ()),
    Send(frame("message_start") + frame("content_block_start", ', "index": 0') + frame("content_block_stop")),
    Send(frame("message_delta") + frame("message_stop")),
    Finish(),
))  # fmt: skip
CALL = Performance((
    Head.of(200, ()),
    Send(frame("message_start") + frame("content_block_start", ', "index": 0') + frame("content_block_delta", DELTA)),
    Send(frame("message_delta") + frame("message_stop")),
    Finish(),
))  # fmt: skip
REFUSED = Performance((Head.of(529, ()), Send(b'{"type": "error"}'), Finish()))
CUT = Performance((*TEXT.steps[:-1], Close()))

WIRE: dict[str, Says] = {
    "write-1-byte": {"write": {"bytes": 1}},
    "write-2-bytes": {"write": {"bytes": 2}},
    "write-7-bytes": {"write": {"bytes": 7}},
    "write-64-bytes": {"write": {"bytes": 64}},
    "write-each-event": {"write": "event"},
    "write-each-line": {"write": "line"},
    "write-inside-characters": {"write": "inside_character"},
    "write-random": {"write": {"random": 1}},
    "write-all": {"write": "all"},
    "eol-crlf": {"eol": "crlf"},
    "eol-crlf-write-1-byte": {"eol": "crlf", "write": {"bytes": 1}},
    "eol-cr": {"eol": "cr"},
    "no-space": {"space": False},
    "data-lines-3": {"data_lines": 3},
    "gzip": {"gzip": "accepted"},
    "gzip-write-7-bytes": {"gzip": "accepted", "write": {"bytes": 7}},
}

FAULTS: dict[str, tuple[object, Says, str]] = {
    "close-before-headers": ("headers", {"close": None}, "retry or error"),
    "end-before-event-0": ({"event": 0}, {"end": None}, "retry or error"),
    "end-before-event-1": ({"event": 1}, {"end": None}, "error"),
    "end-before-event-3": ({"event": 3}, {"end": None}, "error"),
    "end-before-event-4": ({"event": 4}, {"end": None}, "same or error"),
    "close-before-event-2": ({"event": 2}, {"close": None}, "error"),
    "close-after-message-stop": ({"after": "message_stop"}, {"close": None}, "same or error"),
    "error-before-event-0": ({"event": 0}, {"error": "overloaded_error"}, "retry or error"),
    "error-before-event-4": ({"event": 4}, {"error": "overloaded_error"}, "error"),
    "end-inside-input-of-block-0": ({"block": 0, "json_byte": 4}, {"end": None}, "error"),
    "end-inside-event-2": ({"byte": 205}, {"end": None}, "error"),
    "close-inside-input-of-block-0": ({"block": 0, "json_byte": 4}, {"close": None}, "error"),
}


def found(*played: tuple[Moment, Performance], only: tuple[str, ...] = ()) -> dict[str, Variant]:
    return {variant.name: variant for variant in variants(played, only)}


def test_bytes_that_come_differently_change_nothing_for_a_client() -> None:
    plain = found()
    assert {name: variant.says for name, variant in plain.items() if "wire" in variant.says} == {
        name: {"wire": wire} for name, wire in WIRE.items()
    }
    assert {variant.expected for name, variant in plain.items() if name in WIRE} == {"same"}


def test_an_overloaded_api_is_asked_again() -> None:
    variant = found()["overloaded-first"]
    assert variant.says == {"attempts": [{"error": "overloaded_error"}]}
    assert (variant.expected, variant.at) == ("retry", None)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_stands_where_its_name_says(name: str) -> None:
    position, directive, expected = FAULTS[name]
    variant = found((FIRST, CALL))[name]
    assert variant.says == {"faults": [{"at": position, "do": directive}]}
    assert (variant.expected, variant.at) == (expected, FIRST)


def test_a_reset_leaves_time_to_read_what_was_sent() -> None:
    assert found((FIRST, TEXT))["reset-before-event-1"].says == {
        "faults": [{"at": {"event": 1}, "do": {"stall": 0.2}}, {"at": {"event": 1}, "do": {"reset": None}}]
    }


@pytest.mark.parametrize("fault", ["end", "close", "reset", "error"])
def test_a_stream_breaks_off_before_every_event(fault: str) -> None:
    names = [name for name in found((FIRST, TEXT)) if name.startswith(f"{fault}-before-event-")]
    assert names == [f"{fault}-before-event-{number}" for number in range(5)]


@pytest.mark.parametrize(
    ("name", "directive"),
    [
        ("pings-everywhere", {"ping": None}),
        ("comments-everywhere", {"raw": ": a comment\n\n"}),
        ("unknown-events-everywhere", {"event": {"type": "event_of_the_future", "sent": "between events"}}),
    ],
)
def test_what_is_to_be_overlooked_stands_between_all_events(name: str, directive: Says) -> None:
    variant = found((FIRST, TEXT))[name]
    assert variant.says == {"faults": [{"at": {"event": number}, "do": directive} for number in (1, 2, 3, 4)]}
    assert variant.expected == "same"


def test_a_stall_is_played_where_it_is_asked_for() -> None:
    assert [name for name in found((FIRST, TEXT)) if "stall" in name] == []
    assert list(found((FIRST, TEXT), only=("stall-before-event-[12]",))) == [
        "stall-before-event-1",
        "stall-before-event-2",
    ]


def test_globs_choose_by_name() -> None:
    assert list(found((FIRST, TEXT), only=("eol-cr*", "end-*-1"))) == [
        "eol-crlf",
        "eol-crlf-write-1-byte",
        "eol-cr",
        "end-before-event-1",
    ]


def test_the_replies_of_several_turns_are_told_apart_by_the_turn() -> None:
    both = found((FIRST, CALL), (SECOND, TEXT))
    assert both["turn-0.end-before-event-1"].at == FIRST
    assert both["turn-1.end-before-event-1"].at == SECOND
    assert "turn-0.end-inside-input-of-block-0" in both
    assert "turn-1.end-inside-input-of-block-0" not in both
    assert "eol-cr" in both


def test_a_plain_message_is_broken_off_before_its_headers_only() -> None:
    message = Performance((Head.of(200, ()), Send(b'{"id": "msg_1"}'), Finish()))
    assert [name for name, variant in found((FIRST, message)).items() if variant.at] == [
        "close-before-headers",
        "reset-before-headers",
    ]


@pytest.mark.parametrize(
    ("moments", "prefixes"),
    [
        ([Moment(0, 0, 1)], [""]),
        ([Moment(0, 0, 1), Moment(0, 0, 1)], [""]),
        ([Moment(0, 0, 1), Moment(1, 1, 1)], ["turn-0.", "turn-1."]),
        ([Moment(0, 0, 1), Moment(0, 0, 2)], ["turn-0.attempt-1.", "turn-0.attempt-2."]),
        ([Moment(0, 0, 1), Moment(2, 0, 1)], ["turn-0.attempt-1.scene-0.", "turn-0.attempt-1.scene-2."]),
    ],
)
def test_a_name_tells_no_more_of_its_moment_than_it_has_to(moments: list[Moment], prefixes: list[str]) -> None:
    names = found(*((moment, TEXT) for moment in moments), only=("*end-before-event-0",))
    assert list(names) == [f"{prefix}end-before-event-0" for prefix in prefixes]


@pytest.mark.parametrize("broken", [REFUSED, CUT])
def test_only_replies_that_come_to_their_end_are_varied(broken: Performance) -> None:
    again = Moment(0, 0, 2)
    both = found((FIRST, broken), (again, TEXT))
    assert both["end-before-event-1"].at == again
    assert {variant.at for variant in both.values()} == {None, again}
