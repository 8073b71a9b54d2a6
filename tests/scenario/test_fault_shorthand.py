"""Faults in one word each."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understudy.scenario.fault_shorthand import faults, told
from understudy.scenario.faults import DOINGS, POSITIONS, Fault
from understudy.scenario.shorthand import ShorthandError

WORDS: list[tuple[str, Any, Any]] = [
    ("reset@event:5", {"event": 5}, "reset"),
    ("close@byte:120", {"byte": 120}, "close"),
    ("close=inside_chunk@byte:0", {"byte": 0}, {"close": "inside_chunk"}),
    ("end@block:1/delta:2", {"block": 1, "delta": 2}, "end"),
    ("reset@block:1/json_byte:12", {"block": 1, "json_byte": 12}, "reset"),
    ("stall@after_block:0", {"after_block": 0}, {"stall": "forever"}),
    ("stall=2s@before:message_stop", {"before": "message_stop"}, {"stall": "2s"}),
    ("wait=0.2s@after:content_block_start", {"after": "content_block_start"}, {"wait": "200ms"}),
    ("wait=90s@event:1", {"event": 1}, {"wait": "1.5m"}),
    ("wait@after:message_stop", {"after": "message_stop"}, {"wait": "forever"}),
    ("hold=2s@headers", "headers", {"hold": "2s"}),
    ("reset@headers", "headers", "reset"),
    ("ping@event:2", {"event": 2}, "ping"),
    ("error=overloaded_error@event:3", {"event": 3}, {"error": "overloaded_error"}),
    ("drop=2@event:1", {"event": 1}, {"drop": 2}),
    ("repeat=1@event:1", {"event": 1}, {"repeat": 1}),
    ("corrupt=3@event:1", {"event": 1}, {"corrupt": 3}),
]
"""Each word, and the place and the doing of the fault in a scenario file."""

OTHERWISE = {
    "stall=forever@event:1": "stall@event:1",
    "wait=forever@event:1": "wait@event:1",
    "wait=200ms@event:1": "wait=0.2s@event:1",
    "wait=1.5m@event:1": "wait=90s@event:1",
    " reset@event:1 ": "reset@event:1",
}
"""Other ways of writing a word."""


def fault(at: Any, do: Any, **members: Any) -> Fault:
    return Fault.model_validate({"at": at, "do": do, **members})


@pytest.mark.parametrize(("word", "at", "do"), WORDS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_word_is_the_fault_of_a_scenario_file(word: str, at: Any, do: Any) -> None:
    assert faults(word) == (fault(at, do),)


@pytest.mark.parametrize(("word", "at", "do"), WORDS, ids=lambda value: value if isinstance(value, str) else "")
def test_the_fault_of_a_scenario_file_is_told_in_its_word(word: str, at: Any, do: Any) -> None:
    assert told(fault(at, do)) == word


@pytest.mark.parametrize(("other", "word"), OTHERWISE.items())
def test_a_word_may_be_written_in_other_ways(other: str, word: str) -> None:
    assert faults(other) == faults(word)
    assert told(faults(other)[0]) == word


@given(st.text() | st.from_regex(r"[a-z=_0-9.]*@[a-z:/_0-9]*(,[a-z=]*@[a-z:0-9]*)?"))
def test_whatever_is_written_is_a_fault_or_is_told_in_one_line(text: str) -> None:
    words, mistake = attempted(text)

    assert mistake.isprintable()
    assert attempted(",".join(words))[0] == words


def attempted(text: str) -> tuple[list[str], str]:
    """The words for the faults of a text, or what is wrong with it."""
    try:
        return [told(each) for each in faults(text)], ""
    except ShorthandError as mistake:
        return [], str(mistake)


def test_every_position_and_every_directive_that_fits_in_a_word_is_tried() -> None:
    names = {name for _, at, _ in WORDS for name in ({at} if isinstance(at, str) else at)}
    assert names == {*POSITIONS, "block", "headers"}
    doings = {word.partition("@")[0].partition("=")[0] for word, _, _ in WORDS}
    assert set(DOINGS) - doings == {"event", "raw"}


def test_faults_are_joined_by_commas_and_keep_their_order() -> None:
    assert faults("reset@event:5,ping@event:2, drop=1@event:0") == (
        fault({"event": 5}, "reset"),
        fault({"event": 2}, "ping"),
        fault({"event": 0}, {"drop": 1}),
    )


@pytest.mark.parametrize(
    ("at", "do", "word"),
    [
        ({"event": 1}, {"event": {"type": "x"}}, 'event={"type": "x"}@event:1'),
        ({"event": 1}, {"raw": {"base64": "AA=="}}, 'raw={"base64": "AA=="}@event:1'),
        ({"event": 1}, {"error": {"type": "x", "message": "y"}}, 'error={"type": "x", "message": "y"}@event:1'),
        ({"event": 1}, {"ping": {"n": 1}}, 'ping={"n": 1}@event:1'),
    ],
)
def test_what_fits_in_no_word_is_told_with_its_json(at: Any, do: Any, word: str) -> None:
    assert told(fault(at, do)) == word


DIRECTIVES = (
    "`reset`, `close` or `close=inside_chunk`, `end`, `stall` or `stall=2s`, `wait` or `wait=1s`, `hold=2s`, `ping`,"
    " `error=TYPE`, `drop=N`, `repeat=N`, `corrupt=N`"
)
PLACES = (
    "`event:N`, `byte:N`, `block:N/delta:N`, `block:N/json_byte:N`, `after_block:N`, `before:EVENT_TYPE`,"
    " `after:EVENT_TYPE`, `headers`"
)


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", "`` is no fault: expected DIRECTIVE@POSITION, such as `reset@event:5`"),
        ("reset", "`reset` is no fault: expected DIRECTIVE@POSITION, such as `reset@event:5`"),
        ("@event:5", "`@event:5` is no fault: expected DIRECTIVE@POSITION, such as `reset@event:5`"),
        ("reset@event:5,", "`` is no fault: expected DIRECTIVE@POSITION, such as `reset@event:5`"),
        ("rest@event:5", "`rest@event:5` is no fault: unknown directive `rest`, did you mean `reset`?"),
        ("x@event:5", f"`x@event:5` is no fault: unknown directive `x`: expected {DIRECTIVES}"),
        ("reset@evnt:5", "`reset@evnt:5` is no fault: unknown position `evnt`, did you mean `event`?"),
        ("reset@x:5", f"`reset@x:5` is no fault: unknown position `x`: expected {PLACES}"),
        ("reset@block:1", "`reset@block:1` is no fault: unknown position `block`, did you mean `block/delta`?"),
        ("reset@event", "`reset@event` is no fault: expected `event:N`"),
        ("reset@event:-1", "`reset@event:-1` is no fault: expected `event:N`"),
        ("reset@event:²", "`reset@event:²` is no fault: expected `event:N`"),
        ("reset@headers:1", "`reset@headers:1` is no fault: expected `headers`"),
        ("reset=1@event:5", "`reset=1@event:5` is no fault: expected `reset`"),
        ("close=now@event:5", "`close=now@event:5` is no fault: expected `close` or `close=inside_chunk`"),
        ("stall=2@event:5", "`stall=2@event:5` is no fault: expected `stall` or `stall=2s`"),
        ("drop@event:5", "`drop@event:5` is no fault: expected `drop=N`"),
        ("drop=0@event:5", "`drop=0@event:5` is no fault: expected `drop=N`"),
        (
            "error=overloaded@event:5",
            "`error=overloaded@event:5` is no fault: unknown error type `overloaded`, did you mean `overloaded_error`?",
        ),
        ("reset@event:5\r\n\x1b,", "`reset@event:5\\r\\n\\x1b` is no fault: expected `event:N`"),
        ("r" * 99, f"`{'r' * 59}…` is no fault: expected DIRECTIVE@POSITION, such as `reset@event:5`"),
    ],
)
def test_a_word_that_is_none_is_told_in_one_line(text: str, mistake: str) -> None:
    with pytest.raises(ShorthandError) as refused:
        faults(text)

    assert str(refused.value) == mistake
