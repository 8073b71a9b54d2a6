"""Faults in a reply that says the same over and over."""

from dataclasses import replace
from typing import Any

import pytest

from understudy.performance import Finish, Stall
from understudy.scenario.document import Scenario
from understudy.script.beats import Beat, Credits, Event, Exit, LeftOut, Refrain
from understudy.script.faults import faulted

START = Event("content_block_start", {"index": 0})
STOP = Event("content_block_stop", {"index": 0})
END = Exit(Finish(), whole=True)
MARK = Event("ping", {"type": "ping"}, added=True)


def delta(json: str) -> Event:
    return Event("content_block_delta", {"index": 0, "delta": {"partial_json": json}})


A, B, C = delta("aö"), delta(""), delta("c")


def reply(times: int | None = 4) -> list[Beat]:
    return [START, A, Refrain((A, B, C), times), STOP, END]


def marked(at: Any, do: Any = "ping", times: int | None = 4) -> list[Beat]:
    faults = Scenario.model_validate({"reply": [], "faults": [{"at": at, "do": do}]}).faults or ()
    return list(faulted(reply(times), faults, Credits("model", "msg_1", "req_1")))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param({"event": 2}, [START, A, MARK, Refrain((A, B, C), 4), STOP], id="before it"),
        pytest.param({"event": 3}, [START, A, A, MARK, B, C, Refrain((A, B, C), 3), STOP], id="in its first round"),
        pytest.param(
            {"event": 9}, [START, A, Refrain((A, B, C), 2), A, MARK, B, C, A, B, C, STOP], id="in a later round"
        ),
        pytest.param(
            {"block": 0, "delta": 7},
            [START, A, Refrain((A, B, C), 2), MARK, Refrain((A, B, C), 2), STOP],
            id="between rounds",
        ),
        pytest.param({"event": 14}, [START, A, Refrain((A, B, C), 4), MARK, STOP], id="behind it"),
        pytest.param({"event": 15}, [START, A, Refrain((A, B, C), 4), STOP, MARK], id="behind all"),
        pytest.param({"after_block": 0}, [START, A, Refrain((A, B, C), 4), STOP, MARK], id="after the block"),
        pytest.param(
            {"block": 0, "json_byte": 7}, [START, A, A, B, C, MARK, Refrain((A, B, C), 3), STOP], id="after some JSON"
        ),
        pytest.param({"block": 0, "json_byte": 19}, [START, A, Refrain((A, B, C), 4), MARK, STOP], id="after all JSON"),
    ],
)
def test_a_position_may_be_inside_what_is_repeated(at: Any, expected: list[Beat]) -> None:
    assert marked(at) == [*expected, END]


def test_a_delta_is_cut_in_what_is_repeated() -> None:
    rest = Event("content_block_delta", {"index": 0, "delta": {"partial_json": "ö"}}, burst=True, added=True)

    assert marked({"block": 0, "json_byte": 8}) == [
        START, A, A, B, C, replace(delta("a"), original=A), MARK, rest, B, C, Refrain((A, B, C), 2), STOP, END,
    ]  # fmt: skip


def test_what_is_repeated_without_end_has_places_too() -> None:
    assert marked({"event": 3_002}, times=None) == [
        START, A, Refrain((A, B, C), 1000), MARK, Refrain((A, B, C), None), STOP, END,
    ]  # fmt: skip
    assert marked({"event": 3}, {"stall": "forever"}, times=None) == [START, A, A, Exit(Stall())]


@pytest.mark.parametrize("at", [{"after_block": 0}, {"block": 1, "delta": 0}])
def test_there_is_no_place_behind_it(at: Any) -> None:
    assert marked(at, times=None) == reply(None)


@pytest.mark.parametrize(
    ("do", "expected"),
    [
        pytest.param({"drop": 2}, [START, A, *map(LeftOut, (A, B)), C, Refrain((A, B, C), 3), STOP], id="left out"),
        pytest.param({"drop": 12}, [START, A, *map(LeftOut, 4 * (A, B, C)), STOP], id="left out to its end"),
        pytest.param({"drop": 13}, [START, A, *map(LeftOut, (*4 * (A, B, C), STOP))], id="left out beyond its end"),
    ],
)
def test_events_of_it_are_left_out(do: Any, expected: list[Beat]) -> None:
    assert marked({"event": 2}, do) == [*expected, END]


def test_an_event_of_it_is_repeated() -> None:
    again = Event(A.name, A.data, burst=True, added=True)

    assert marked({"event": 2}, {"repeat": 1}) == [START, A, A, again, B, C, Refrain((A, B, C), 3), STOP, END]
