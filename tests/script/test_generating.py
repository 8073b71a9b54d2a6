"""Texts that are made up, as deltas and as runs of them."""

from collections import deque
from typing import Any

import pytest

from understudy.performance import Flow, Performance, Send, Stall

from .playing import deltas, events, message, play

ENDLESS = {"repeat": "ho ", "times": "forever"}


def flow(performance: Performance) -> Flow:
    (found,) = (step for step in performance.steps if isinstance(step, Flow))
    return found


def unlimited(reply: list[dict[str, Any]], body: dict[str, Any] | None = None, **settings: Any) -> Performance:
    return play(reply, body, honour_limits=False, **settings)


@pytest.mark.parametrize("size", [1, 4, 1000, 262_144])
def test_what_can_be_held_is_written_out(size: int) -> None:
    performance = unlimited([{"text": {"bytes": size}}])

    assert "".join(deltas(performance, "text")) == ("bla " * size)[:size]
    assert not any(isinstance(step, Flow) for step in performance.steps)


def test_what_flows_is_made_anew_for_each_that_reads_it() -> None:
    rest = flow(unlimited([{"text": {"bytes": 1_000_000}}]))

    assert list(rest.sends()) == list(rest.sends())


def test_no_write_of_a_flow_is_large() -> None:
    rest = flow(unlimited([{"text": {"bytes": 10_000_000}}], pace={"chunk": 5_000_000}))

    assert max(len(send.data) for send in rest.sends()) <= 65_536


def test_rounds_follow_each_other_at_the_pace() -> None:
    rest = flow(unlimited([{"text": ENDLESS}], pace={"between_events": "1s"})).sends()
    times = [next(rest).at for _ in range(5)]

    assert [later - times[0] for later in times] == [0.0, 1.0, 2.0, 3.0, 4.0]


def test_nothing_comes_behind_what_has_no_end() -> None:
    performance = unlimited([{"text": ENDLESS}, {"text": "never"}])

    assert isinstance(performance.steps[-1], Stall)
    assert b"never" not in performance.body


def test_omitted_thinking_without_end_is_silence() -> None:
    thinking = {"thinking": {"type": "enabled", "budget_tokens": 1024, "display": "omitted"}}
    performance = unlimited([{"thinking": ENDLESS}], {"max_tokens": 2000, **thinking})

    assert deltas(performance, "thinking") == [""]
    assert isinstance(performance.steps[-1], Stall)
    assert not any(isinstance(step, Flow) for step in performance.steps)


def test_thinking_in_a_run_is_signed_as_a_whole() -> None:
    run, written = (
        unlimited([{"thinking": said, "always": True}, {"text": "Yes."}])
        for said in ({"repeat": "hm ", "times": 3000}, "hm " * 3000)
    )
    sent = b"".join(send.data for send in flow(run).sends())

    assert deltas(written, "signature")[0].encode() in sent


@pytest.mark.parametrize("stream", [True, False])
def test_a_run_is_billed_in_full(stream: bool) -> None:
    performance = unlimited([{"text": {"repeat": "blah", "times": 100_000}}], {"stream": stream})

    if stream:
        body = b"".join(send.data for send in flow(performance).sends())
        assert b'"output_tokens":100000' in body
    else:
        assert message(performance)["usage"]["output_tokens"] == 100_000


def test_a_text_is_billed_in_full_even_where_no_request_could_bring_it_back() -> None:
    rest = flow(unlimited([{"text": {"repeat": "b" * 1_000_000, "times": 200}}]))

    assert b'"output_tokens":50000000' in b"".join(send.data for send in deque(rest.sends(), maxlen=3))


def test_a_limit_ends_what_has_no_end() -> None:
    performance = play([{"text": ENDLESS}], {"max_tokens": 30})

    assert len("".join(deltas(performance, "text"))) == 120
    assert events(performance)[-2]["delta"]["stop_reason"] == "max_tokens"


def test_a_plain_answer_without_end_never_comes() -> None:
    assert unlimited([{"text": ENDLESS}], {"stream": False}).steps == (Stall(),)


@pytest.mark.parametrize("size", [11, 12, 100, 400_000])
def test_a_tools_input_of_a_size_is_an_object(size: int) -> None:
    performance = unlimited([{"tool_use": "save", "fragments": {"bytes": size}}], {"stream": False})

    text = message(performance)["content"][0]["input"]["text"]
    assert len(text) == size - len('{"text":""}')


def test_the_bytes_of_a_flow_are_the_same_for_the_same_seed() -> None:
    one, two = (flow(unlimited([{"text": {"bytes": 500_000}}])) for _ in range(2))

    assert [send.data for send in one.sends()] == [send.data for send in two.sends()]
    assert all(isinstance(send, Send) for send in one.sends())
