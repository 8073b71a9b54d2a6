"""Which faults befall a request: those of its scenario, as chance has it, and those that are ordered beside it."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from understudy.fate import NOTHING, Order, befallen
from understudy.scenario.acts import Act, Improv
from understudy.scenario.fault_shorthand import told
from understudy.scenario.faults import Fault
from understudy.scenario.shorthand import ShorthandError
from understudy.wire import Spelling


class Rolls(Random):
    """Dice that fall as they are told."""

    def __init__(self, *rolls: float) -> None:
        super().__init__(0)
        self.left = list(rolls)

    def random(self) -> float:
        return self.left.pop(0)


def nobody_rolls() -> Random:
    raise AssertionError("chance is not asked")


def rolling(*rolls: float) -> Callable[[], Random]:
    return lambda: Rolls(*rolls)


def act(*faults: dict[str, Any]) -> Act:
    return Act(Improv(), faults=tuple(Fault.model_validate(fault) for fault in faults))


def words(act: Act) -> list[str]:
    return [told(fault) for fault in act.faults]


SURE = {"at": {"event": 1}, "do": "reset"}
RARE = {"at": {"event": 2}, "do": "end", "probability": 0.1}
LIKELY = {"at": {"event": 3}, "do": "ping", "probability": 0.9}


def test_an_act_whose_faults_are_sure_stays_the_same_object_and_chance_is_not_asked() -> None:
    plain, faulty = act(), act(SURE)
    assert befallen(plain, NOTHING, nobody_rolls) is plain
    assert befallen(faulty, NOTHING, nobody_rolls) is faulty


@pytest.mark.parametrize(
    ("rolls", "faults"),
    [
        ((0.05, 0.5), ["reset@event:1", "end@event:2", "ping@event:3"]),
        ((0.1, 0.5), ["reset@event:1", "ping@event:3"]),
        ((0.05, 0.9), ["reset@event:1", "end@event:2"]),
        ((0.99, 0.99), ["reset@event:1"]),
    ],
)
def test_a_fault_happens_where_its_roll_is_below_its_probability(rolls: tuple[float, ...], faults: list[str]) -> None:
    assert words(befallen(act(RARE | {"probability": 1.0}), NOTHING, nobody_rolls)) == ["end@event:2"]
    assert words(befallen(act(SURE, RARE, LIKELY), NOTHING, rolling(*rolls))) == faults


def test_what_can_never_happen_does_not_and_what_must_does() -> None:
    assert words(befallen(act(RARE | {"probability": 0.0}), NOTHING, rolling(0.0))) == []


def test_the_same_faults_of_an_act_make_the_same_object() -> None:
    chancy = act(SURE, RARE)
    happened, spared = befallen(chancy, NOTHING, rolling(0.0)), befallen(chancy, NOTHING, rolling(0.5))
    assert happened is chancy
    assert spared is befallen(chancy, NOTHING, rolling(0.7))
    assert spared is not happened
    order = NOTHING.fault("drop=1@event:0", "there")
    assert befallen(chancy, order, rolling(0.5)) is befallen(chancy, order, rolling(0.6))


def test_what_is_ordered_comes_behind_what_the_scenario_tells() -> None:
    order = NOTHING.fault("end@event:4,ping@event:5", "--fault").fault("drop=1@event:0", "header")
    assert words(befallen(act(SURE), order, nobody_rolls)) == [
        "reset@event:1", "end@event:4", "ping@event:5", "drop=1@event:0"
    ]  # fmt: skip


def test_the_wire_that_is_ordered_takes_the_place_of_the_scenarios_and_the_last_order_wins() -> None:
    order = NOTHING.rewire("eol=crlf,bom=true", "--wire").rewire("eol=cr", "header")
    played = befallen(act(SURE), order, nobody_rolls)
    assert (played.spelling, words(played)) == (Spelling(eol="cr", bom=True), ["reset@event:1"])


def test_a_request_orders_by_its_headers() -> None:
    headers = {"x-understudy-fault": "reset@event:1", "x-understudy-wire": "eol=cr"}
    assert NOTHING.beside(headers) == Order("reset@event:1", "eol=cr")


def test_an_order_has_a_length() -> None:
    longest = ",".join(["reset@event:1"] * 292)
    assert len(longest) < 4_096
    assert NOTHING.fault(longest, "--fault").faults == longest
    with pytest.raises(ShorthandError) as refused:
        NOTHING.fault(f"{longest},reset@event:1", "--fault")

    assert str(refused.value) == "--fault: expected at most 4,096 characters, found 4,101"


def test_an_order_that_says_nothing_changes_nothing() -> None:
    assert NOTHING.beside({}) == NOTHING == Order()


def test_a_wrong_order_is_told_with_where_it_stands() -> None:
    with pytest.raises(ShorthandError) as refused:
        NOTHING.fault("rest@event:1", "--fault")

    with pytest.raises(ShorthandError) as rewired:
        NOTHING.beside({"x-understudy-wire": "eol=nl"})

    assert str(rewired.value) == (
        "x-understudy-wire: `eol=nl` says nothing of the wire: expected `eol=lf`, `crlf` or `cr`"
    )
    assert str(refused.value) == "--fault: `rest@event:1` is no fault: unknown directive `rest`, did you mean `reset`?"
