"""A short soak: a crowd as in the benchmark, only smaller, and with no regard to how fast the machine is."""

import pytest

from .breaches import BREACHES
from .measures import measures
from .soak import Found, Plan, soak

PLAN = Plan(
    clients=40,
    seconds=1.5,
    alone=0.3,
    warming=0.5,
    remembered=0,
    looks=1,
    pause=0.1,
    patience=0.3,
    later=(5, 10),
    pinned=False,
)


@pytest.fixture(scope="module")
def found() -> Found:
    return soak(PLAN)


def test_broken_clients_leave_nothing_behind_and_good_ones_unharmed(found: Found) -> None:
    assert [str(measure) for measure in measures(PLAN, found) if not measure.holds] == []


def test_the_good_are_answered_while_the_broken_misbehave(found: Found) -> None:
    assert len(found.among.seconds) > 20
    assert set(found.visits) <= set(BREACHES)
    assert len(found.visits) > 20
