"""When each part of a reply is due."""

from itertools import islice, pairwise
from typing import Any

import pytest

from understudy.performance import Finish, Flow, Performance, Send, Stall

from .playing import deltas, events, play


def due(performance: Performance) -> list[tuple[float, list[str]]]:
    """When which events are due, in seconds."""
    return [
        (round(step.at, 6), [event["type"].removeprefix("content_block_") for event in events(Performance((step,)))])
        for step in performance.steps
        if isinstance(step, Send)
    ]


START = ["message_start", "start", "ping"]
END = ["stop", "message_delta", "message_stop"]


def test_a_reply_without_waits_is_one_piece_due_at_once() -> None:
    assert due(play([{"text": ["a", "b"]}])) == [(0.0, [*START, "delta", "delta", *END])]


@pytest.mark.parametrize(
    ("speed", "times"), [(1.0, [0.0, 0.2, 0.5]), (2.0, [0.0, 0.1, 0.25]), (0.0, [0.0])], ids=["as is", "twice", "once"]
)
def test_waits_scale_with_the_speed(speed: float, times: list[float]) -> None:
    performance = play([{"text": ["a", {"wait": "200ms"}, "b", {"wait": 0.3}, "c"]}], speed=speed)
    assert [at for at, _ in due(performance)] == times


@pytest.mark.parametrize("speed", [1.0, 2.0, 0.0])
def test_stalls_and_holds_do_not_scale(speed: float) -> None:
    performance = play([{"text": ["a", {"stall": 3}, "b"]}, {"hold": "4s"}], speed=speed)
    assert [at for at, _ in due(performance)] == [0.0, 3.0]
    assert performance.steps[-1] == Finish(at=7.0)


def test_headers_and_the_first_event_have_times_of_their_own() -> None:
    performance = play([{"text": ["a"]}], pace={"headers": "500ms", "first_event": "1s"})
    assert performance.head is not None
    assert performance.head.at == 0.5
    assert due(performance) == [(1.5, [*START, "delta", *END])]


def test_between_events_puts_the_same_gap_before_every_event_but_the_first() -> None:
    performance = play([{"text": ["a", "b"]}], pace={"between_events": "10ms"})
    assert due(performance) == [
        (0.0, ["message_start"]),
        (0.01, ["start"]),
        (0.02, ["ping"]),
        (0.03, ["delta"]),
        (0.04, ["delta"]),
        (0.05, ["stop"]),
        (0.06, ["message_delta"]),
        (0.07, ["message_stop"]),
    ]


def test_tokens_per_second_charges_each_delta_for_its_tokens() -> None:
    performance = play([{"text": ["12345678", "1234"]}], pace={"tokens_per_second": 10})
    assert due(performance) == [(0.0, START), (0.2, ["delta"]), (0.3, ["delta", *END])]


def test_a_property_of_a_tools_input_arrives_as_a_burst_after_its_gap() -> None:
    value = {"city": "San Francisco, California", "unit": "fahrenheit or celsius"}
    performance = play([{"tool_use": "get", "input": value}], pace={"between_events": "100ms"})
    bursts = [kinds for _, kinds in due(performance) if "delta" in kinds]
    assert bursts[0] == ["delta"]
    assert [set(kinds) for kinds in bursts[1:]] == [{"delta"}, {"delta"}]
    assert all(len(kinds) > 1 for kinds in bursts[1:])


def test_jitter_moves_gaps_within_its_share_and_repeats_with_its_seed() -> None:
    pace: dict[str, Any] = {"between_events": "100ms", "jitter": 0.5, "seed": 4}
    first, second, other = (
        [at for at, _ in due(play([{"text": ["a"] * 50}], pace=pace | {"seed": seed}))] for seed in (4, 4, 5)
    )
    gaps = [later - sooner for sooner, later in pairwise(first)]
    assert first == second != other
    assert all(0.05 <= round(gap, 6) <= 0.15 for gap in gaps)
    assert len(set(gaps)) > 10


@pytest.mark.parametrize(
    ("pace", "wait", "pings"),
    [
        ({"ping_every": "10s"}, "35s", [10.0, 20.0, 30.0]),
        ({"ping_every": "10s"}, "30s", [10.0, 20.0]),
        ({"ping_every": "10s"}, "10s", []),
        ({"ping_every": "10s"}, "9s", []),
        ({}, "35s", []),
    ],
)
def test_long_waits_are_filled_with_pings(pace: dict[str, Any], wait: str, pings: list[float]) -> None:
    performance = play([{"text": ["a", {"wait": wait}, "b"]}], pace=pace | {"ping": "none"})
    assert [at for at, kinds in due(performance) if kinds == ["ping"]] == pings


def test_a_wait_without_end_is_filled_with_pings_and_comments_for_ever() -> None:
    reply = [{"text": ["a", {"wait": "forever"}, "b"]}]
    performance = play(reply, pace={"ping_every": "2s"}, wire={"comments_every": "3s"})
    *_, flow, ending = performance.steps
    assert isinstance(flow, Flow)
    sends = list(islice(flow.sends(), 8))
    assert [(send.at, b"ping" in send.data) for send in sends] == [
        (2.0, True), (3.0, False), (4.0, True), (6.0, True), (6.0, False), (8.0, True), (9.0, False), (10.0, True),
    ]  # fmt: skip
    assert isinstance(ending, Stall)
    assert deltas(performance, "text") == ["a"]


@pytest.mark.parametrize(("pace", "speed"), [({}, 1.0), ({"ping_every": "1s"}, 0.0)], ids=["unfilled", "at once"])
def test_a_wait_without_end_may_be_silent(pace: dict[str, Any], speed: float) -> None:
    performance = play([{"text": ["a", {"wait": "forever"}]}], pace=pace, speed=speed)
    assert due(performance) == [(0.0, [*START, "delta"])]
    assert performance.steps[-1] == Stall()


def test_a_plain_answer_waits_for_ever_before_its_status_line() -> None:
    performance = play([{"wait": "1s"}, {"wait": "forever"}], {"stream": False}, pace={"ping_every": "1s"})
    assert performance.steps == (Stall(1.0),)


def test_comments_come_before_a_first_event_that_is_late_and_pings_do_not() -> None:
    pace = {"headers": "1s", "first_event": "5s", "ping_every": "1s"}
    performance = play([{"text": ["a"]}], pace=pace, wire={"comments_every": "2s"})
    sends = [(step.at, step.data) for step in performance.steps if isinstance(step, Send)]
    assert sends[:2] == [(3.0, b": keep-alive\n\n"), (5.0, b": keep-alive\n\n")]
    assert (sends[2][0], sends[2][1][:20]) == (6.0, b"event: message_start")
    assert performance.head
    assert performance.head.at == 1.0


def test_stalls_are_not_filled() -> None:
    performance = play([{"text": ["a", {"stall": "35s"}, "b"]}], pace={"ping_every": "10s", "ping": "none"})
    assert [at for at, _ in due(performance)] == [0.0, 35.0]


def test_a_plain_answer_comes_when_everything_has_happened() -> None:
    performance = play(
        [{"text": ["a", {"wait": "2s"}, "b", {"stall": 1}]}, {"hold": "9s"}],
        {"stream": False},
        pace={"first_event": "1s"},
        speed=2,
    )
    assert performance.head is not None
    assert [step.at for step in performance.steps] == [2.5, 2.5, 2.5]
