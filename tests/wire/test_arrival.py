"""Events leave when they are due: each in a write of its own, never early, and not much later."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.support.messages import plain, stream
from tests.support.raw import Exchange
from tests.support.sse import types

Play = Callable[..., str]

LATE = 0.5
"""Seconds that a busy machine may add."""

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


def arrivals(played: Exchange) -> list[tuple[str, float]]:
    """The first event of every chunk, and when it came."""
    return [(types(chunk.data)[0], chunk.at) for chunk in played.chunks]


def test_events_of_a_steady_pace_arrive_one_by_one(play: Play) -> None:
    came = arrivals(stream(play(steady=STEADY), "steady"))

    gaps = [later - earlier for (_, earlier), (_, later) in pairwise(came)]
    assert len(came) >= 7
    assert all(0.02 <= gap <= 0.1 + LATE for gap in gaps), gaps


def test_no_event_is_early(play: Play) -> None:
    came = arrivals(stream(play(steady=STEADY), "steady"))

    first = came[0][1]
    assert all(at - first >= 0.1 * number - 0.05 for number, (_, at) in enumerate(came)), came


def test_what_is_due_together_comes_in_one_chunk(play: Play) -> None:
    played = stream(play(waiting=WAITING), "waiting")

    before, after = played.chunks
    assert types(before.data) == ["message_start", "content_block_start", "ping", "content_block_delta"]
    assert types(after.data) == ["content_block_delta", "content_block_stop", "message_delta", "message_stop"]
    assert 0.25 <= after.at - before.at <= 0.3 + LATE


@pytest.mark.parametrize("ask", [stream, plain], ids=["stream", "plain"])
def test_waits_before_the_first_event_hold_back_the_whole_answer(play: Play, ask: Callable[..., Exchange]) -> None:
    played = ask(play(slow=SLOW_TO_START), "slow")

    assert 0.4 <= played.chunks[0].at <= 0.4 + LATE
