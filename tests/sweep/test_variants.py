"""The variants of what was played."""

import pytest

from understudy.performance import Close, Finish, Flow, Head, Performance, Send
from understudy.sweep.variant import Moment, Says, Variant
from understudy.sweep.variants import conceivable, variants

FIRST, SECOND = Moment(0, 0, 1), Moment(1, 1, 1)


def frame(name: str, members: str = "") -> bytes:
    return f'event: {name}\ndata: {{"type": "{name}"{members}}}\n\n'.encode()


DELTA = ', "index": 0, "delta": {"type": "input_json_delta", "partial_json": "{\\"é\\":1}"}'
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
ENDLESS = Performance((*TEXT.steps[:2], Flow(lambda: iter(())), *TEXT.steps[2:]))

WIRE: dict[str, Says] = {
    "write-1-byte": {"write": {"bytes": 1}},
    "write-2-bytes": {"write": {"bytes": 2}},
    "write-3-bytes": {"write": {"bytes": 3}},
    "write-7-bytes": {"write": {"bytes": 7}},
    "write-16-bytes": {"write": {"bytes": 16}},
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
    "no-padding": {"padding": "none"},
    "data-lines-3": {"data_lines": 3},
    "extra-fields": {"extra_fields": {"id": "evt_1", "retry": 3000}},
    "gzip": {"gzip": "accepted"},
    "gzip-write-1-byte": {"gzip": "accepted", "write": {"bytes": 1}},
    "gzip-write-7-bytes": {"gzip": "accepted", "write": {"bytes": 7}},
}

STRANGE_WIRE: dict[str, Says] = {
    "bom": {"bom": True},
    "no-event-lines": {"event_line": False},
    "no-final-blank-line": {"final_blank_line": False},
    "done-after-message-stop": {"trailer": "data: [DONE]\n\n"},
}

FIRST_ERRORS = {
    "overloaded-first": ("overloaded_error", "retry"),
    "internal-error-first": ("api_error", "retry"),
    "timeout-first": ("timeout_error", "retry"),
    "rate-limited-first": ("rate_limit_error", "retry"),
    "rate-limited-for-hours-first": ("rate_limit_error", "retry or error"),
    "invalid-request-first": ("invalid_request_error", "error"),
    "authentication-first": ("authentication_error", "error"),
    "billing-first": ("billing_error", "error"),
    "permission-first": ("permission_error", "error"),
    "not-found-first": ("not_found_error", "error"),
    "too-large-first": ("request_too_large", "error"),
}

ERROR_EVENTS = {
    "rate-limited-before-event-2": "rate_limit_error",
    "internal-error-before-event-2": "api_error",
    "timeout-before-event-2": "timeout_error",
    "invalid-request-before-event-2": "invalid_request_error",
    "authentication-before-event-2": "authentication_error",
    "permission-before-event-2": "permission_error",
}

FAULTS: dict[str, tuple[object, Says, str]] = {
    "close-before-headers": ("headers", {"close": None}, "retry or error"),
    "slow-headers": ("headers", {"stall": 1.0}, "same"),
    "end-before-event-0": ({"event": 0}, {"end": None}, "retry or error"),
    "end-before-event-1": ({"event": 1}, {"end": None}, "error"),
    "end-before-event-3": ({"event": 3}, {"end": None}, "error"),
    "end-before-event-4": ({"event": 4}, {"end": None}, "same or error"),
    "close-before-event-2": ({"event": 2}, {"close": None}, "error"),
    "close-after-message-stop": ({"after": "message_stop"}, {"close": None}, "same or error"),
    "error-before-event-0": ({"event": 0}, {"error": "overloaded_error"}, "retry or error"),
    "error-before-event-4": ({"event": 4}, {"error": "overloaded_error"}, "error"),
    "end-inside-input-of-block-0": ({"block": 0, "json_byte": 4}, {"end": None}, "error"),
    "error-inside-input-of-block-0": ({"block": 0, "json_byte": 4}, {"error": "overloaded_error"}, "error"),
    "end-inside-event-2": ({"byte": 205}, {"end": None}, "error"),
    "end-inside-character": ({"byte": 268}, {"end": None}, "error"),
    "close-inside-input-of-block-0": ({"block": 0, "json_byte": 4}, {"close": None}, "error"),
    "close-inside-chunk-before-event-2": ({"event": 2}, {"close": "inside_chunk"}, "error"),
    "drop-event-0": ({"event": 0}, {"drop": 1}, "same or error"),
    "repeat-event-4": ({"event": 4}, {"repeat": 1}, "same or error"),
    "corrupt-event-2": ({"event": 2}, {"corrupt": 1}, "error"),
    "corrupt-event-4": ({"event": 4}, {"corrupt": 1}, "same or error"),
}


def found(*played: tuple[Moment, Performance], only: tuple[str, ...] = ()) -> dict[str, Variant]:
    return {variant.name: variant for variant in variants(played, only)}


def test_bytes_that_come_differently_change_nothing_for_a_client() -> None:
    of_wires = {name: variant for name, variant in found().items() if "wire" in variant.says}
    assert {name: variant.says["wire"] for name, variant in of_wires.items()} == WIRE | STRANGE_WIRE
    assert {of_wires[name].expected for name in WIRE} == {"same"}
    assert {of_wires[name].expected for name in STRANGE_WIRE} == {"same or error"}


def test_every_size_of_writes_is_there_for_who_asks() -> None:
    assert list(found(only=("write-*-byte*",)))[:3] == ["write-1-byte", "write-2-bytes", "write-3-bytes"]
    assert len(found(only=("write-[0-9]*",))) == 128
    assert found(only=("write-100-bytes",))["write-100-bytes"].says == {"wire": {"write": {"bytes": 100}}}


@pytest.mark.parametrize("name", FIRST_ERRORS)
def test_an_http_error_is_worth_another_request_or_not(name: str) -> None:
    variant = found(only=(name,))[name]
    (attempt,) = variant.says["attempts"]
    assert (attempt["error"], variant.expected) == FIRST_ERRORS[name]
    assert variant.at is None


def test_whoever_is_told_to_wait_waits() -> None:
    waits = {name: variant.patience for name, variant in found().items() if variant.patience}
    assert waits == {"rate-limited-first": 1, "rate-limited-until-a-date-first": 1}


def test_an_error_that_lasts_is_told_at_last() -> None:
    always = {name: variant for name, variant in found().items() if variant.expected == "error at last"}
    assert always["overloaded-always"].says == {"error": "overloaded_error"}
    assert list(always) == ["overloaded-always", "bad-gateway-page-always"]


@pytest.mark.parametrize("name", ERROR_EVENTS)
def test_an_error_of_any_type_ends_a_stream(name: str) -> None:
    variant = found((FIRST, CALL))[name]
    assert variant.says == {"faults": [{"at": {"event": 2}, "do": {"error": ERROR_EVENTS[name]}}]}
    assert variant.expected == "error"


def test_connections_are_used_again_where_there_are_several_turns() -> None:
    assert [name for name in found((FIRST, TEXT), only=("*",)) if "reuse" in name] == []
    both = found((FIRST, TEXT), (SECOND, TEXT), only=("*-on-reuse",))
    assert {name: (variant.says, variant.unasked) for name, variant in both.items()} == {
        "close-on-reuse": ({"connection": {"on_reuse": "close"}}, True),
        "reset-on-reuse": ({"connection": {"on_reuse": "reset"}}, True),
        "silence-on-reuse": ({"connection": {"on_reuse": "silence"}}, False),
    }


def test_a_gzip_member_is_left_without_its_end() -> None:
    assert found((FIRST, CALL))["end-inside-gzip-before-event-2"].says == {
        "wire": {"gzip": "accepted"},
        "faults": [{"at": {"event": 2}, "do": {"end": "inside_member"}}],
    }


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_stands_where_its_name_says(name: str) -> None:
    position, directive, expected = FAULTS[name]
    variant = found((FIRST, CALL))[name]
    assert variant.says == {"faults": [{"at": position, "do": directive}]}
    assert (variant.expected, variant.at) == (expected, FIRST)


def test_a_cut_inside_a_character_leaves_half_of_it() -> None:
    (fault,) = found((FIRST, CALL))["end-inside-character"].says["faults"]
    assert CALL.body[: fault["at"]["byte"]].endswith('{\\"é'.encode()[:-1])


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
    assert list(found((FIRST, TEXT), only=("eol-cr*", "end-before-*-1"))) == [
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


def test_a_plain_message_is_broken_off_before_its_headers_and_inside() -> None:
    message = Performance((Head.of(200, ()), Send(b'{"id": "msg_1"}'), Finish()))
    assert {name: variant.expected for name, variant in found((FIRST, message)).items() if variant.at} == {
        "close-before-headers": "retry or error",
        "reset-before-headers": "retry or error",
        "slow-headers": "same",
        "end-inside-body": "error",
        "close-inside-body": "error",
        "reset-inside-body": "error",
    }


def test_of_what_can_be_damaged_the_first_of_each_type_is_unasked() -> None:
    twice = Performance((Head.of(200, ()), Send(2 * frame("content_block_stop") + frame("message_stop")), Finish()))
    assert [name for name in found((FIRST, twice)) if name.startswith("drop")] == ["drop-event-0"]
    assert list(found((FIRST, twice), only=("drop-*",))) == ["drop-event-0", "drop-event-1"]


def test_a_delta_that_is_missing_or_comes_twice_is_not_to_be_noticed() -> None:
    names = found((FIRST, CALL), only=("drop-*", "repeat-*"))
    assert [name for name in names if name.endswith("event-2")] == []


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


@pytest.mark.parametrize("broken", [REFUSED, CUT, ENDLESS], ids=["refused", "cut", "endless"])
def test_only_replies_whose_events_can_be_counted_to_their_end_are_varied(broken: Performance) -> None:
    again = Moment(0, 0, 2)
    both = found((FIRST, broken), (again, TEXT))
    assert both["end-before-event-1"].at == again
    assert {variant.at for variant in both.values()} == {None, again}


@pytest.mark.parametrize(
    "glob",
    ["*", "gzip", "write-99-bytes", "end-before-event-1[0-9]", "turn-12.*-before-event-3", "*.stall-*", "turn-?.drop-*",
     "close-inside-body", "*reuse", "turn-0.attempt-2.scene-1.end-before-event-4", "*inside-input*", "[!a-d]zip"],
)  # fmt: skip
def test_a_glob_that_may_mean_a_variant_is_taken(glob: str) -> None:
    assert conceivable(glob)


@pytest.mark.parametrize(
    "glob", ["no-such", "end-before-event", "end-before-event-x", "turn-0.gzip", "Gzip", "*.gzip", "[!a-z]zip"]
)
def test_a_glob_that_can_mean_none_is_known_before_anything_runs(glob: str) -> None:
    assert not conceivable(glob)
