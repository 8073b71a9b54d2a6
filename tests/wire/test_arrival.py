"""Events leave when they are due: each in a write of its own, never early, and not much later."""

from collections.abc import Callable, Sequence

import pytest

from tests.support.messages import plain, stream
from tests.support.raw import Exchange
from tests.support.sse import types

Play = Callable[..., str]

EARLY = 0.005
"""Seconds by which a clock may be coarse."""
LATE = 0.08
"""Seconds that an event may be late: less than lie between two."""
ATTEMPTS = 20
"""A busy machine holds up whoever plays or reads, so it is enough to be on time once."""

STEADY = """
pace: {between_events: 100ms}
reply:
  - text: [one, two, three]
"""

WAITING = """
reply:
  - text: [one, {wait: 300ms}, two]
"""

SLOW_TO_START = """
pace: {headers: 200ms, first_event: 200ms}
reply:
  - text: [one]
"""


def on_time(ask: Callable[[], Exchange], due: Sequence[float]) -> Exchange:
    """An exchange whose chunks came when they were due, in seconds from the request; none ever comes early."""
    for _ in range(ATTEMPTS):
        came = ask()
        late = [chunk.at - time for chunk, time in zip(came.chunks, due, strict=True)]
        assert min(late) >= -EARLY, late
        if max(late) <= LATE:
            return came
    pytest.fail(f"{ATTEMPTS} times too late, at last by {late} s")


def test_events_of_a_steady_pace_arrive_one_by_one(play: Play) -> None:
    url = play(steady=STEADY)
    came = on_time(lambda: stream(url, "steady"), [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8])

    assert [types(chunk.data) for chunk in came.chunks] == [
        ["message_start"],
        ["content_block_start"],
        ["ping"],
        ["content_block_delta"],
        ["content_block_delta"],
        ["content_block_delta"],
        ["content_block_stop"],
        ["message_delta"],
        ["message_stop"],
    ]


def test_what_is_due_together_comes_in_one_chunk(play: Play) -> None:
    url = play(waiting=WAITING)
    before, after = on_time(lambda: stream(url, "waiting"), [0, 0.3]).chunks

    assert types(before.data) == ["message_start", "content_block_start", "ping", "content_block_delta"]
    assert types(after.data) == ["content_block_delta", "content_block_stop", "message_delta", "message_stop"]


@pytest.mark.parametrize("ask", [stream, plain], ids=["stream", "plain"])
def test_waits_before_the_first_event_hold_back_the_whole_answer(play: Play, ask: Callable[..., Exchange]) -> None:
    url = play(slow=SLOW_TO_START)
    assert on_time(lambda: ask(url, "slow"), [0.4]).status == 200
