"""Fate: what befalls a reply beside its scenario: faults that chance decides on, and what is ordered of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random
from typing import Final

from .scenario.acts import Act
from .scenario.fault_shorthand import faults
from .scenario.shorthand import ShorthandError
from .scenario.wire_shorthand import rewired, settings

FAULT: Final = "x-understudy-fault"
WIRE: Final = "x-understudy-wire"
"""The headers by which one request orders for itself."""
MAX_CHARACTERS: Final = 4_096
"""Of one order: what was ordered is remembered."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of a reply whatever its scenario says, in shorthand."""

    faults: str = ""
    wire: str = ""

    def fault(self, said: str, where: str) -> "Order":
        """This and more faults. Raises ShorthandError, which says where they stand."""
        _checked(faults, said, where)
        return replace(self, faults=_joined(self.faults, said))

    def rewire(self, said: str, where: str) -> "Order":
        """This and more of the wire, which wins. Raises ShorthandError, which says where it stands."""
        _checked(settings, said, where)
        return replace(self, wire=_joined(self.wire, said))

    def beside(self, headers: Mapping[str, str]) -> "Order":
        """This and what the headers of a request order. Raises ShorthandError, which names the header."""
        order = self
        if FAULT in headers:
            order = order.fault(headers[FAULT], FAULT)
        if WIRE in headers:
            order = order.rewire(headers[WIRE], WIRE)
        return order


NOTHING: Final = Order()


def _checked(read: Callable[[str], object], said: str, where: str) -> None:
    if len(said) > MAX_CHARACTERS:
        raise ShorthandError(f"{where}: expected at most {MAX_CHARACTERS:,} characters, found {len(said):,}")
    try:
        read(said)
    except ShorthandError as mistake:
        raise ShorthandError(f"{where}: {mistake}") from None


def _joined(one: str, other: str) -> str:
    return f"{one},{other}" if one else other


def befallen(act: Act, order: Order, dice: Callable[[], Random]) -> Act:
    """The act as it is played: the scenario's faults that happen, those that are ordered, the wire that is ordered.

    The same object where these are the same. ``dice`` are asked for where chance decides; every fault with a
    probability rolls them, in order.
    """
    if not act.faults and order is NOTHING:
        return act
    chosen = _chosen(act, dice)
    return act if order == NOTHING and len(chosen) == len(act.faults) else _befallen(act, chosen, order)


def _chosen(act: Act, dice: Callable[[], Random]) -> tuple[int, ...]:
    """The numbers of the faults that chance lets happen."""
    if all(fault.probability == 1 for fault in act.faults):
        return tuple(range(len(act.faults)))
    roll = dice().random
    return tuple(n for n, fault in enumerate(act.faults) if fault.probability == 1 or roll() < fault.probability)


@lru_cache(1024)
def _befallen(act: Act, chosen: tuple[int, ...], order: Order) -> Act:
    ordered = faults(order.faults) if order.faults else ()
    faulty = replace(act, faults=(*(act.faults[number] for number in chosen), *ordered))
    return rewired(faulty, order.wire) if order.wire else faulty
