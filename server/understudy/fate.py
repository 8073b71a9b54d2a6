"""Fate: which faults befall a request, of those its scenario tells and those that are ordered beside it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random
from typing import Final

from .scenario import shorthand
from .scenario.acts import Act

HEADER: Final = "x-understudy-fault"
"""The header by which one request orders faults for itself."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of a reply whatever its scenario says; ``faults`` in shorthand."""

    faults: str = ""

    def beside(self, said: str | None, where: str) -> "Order":
        """This and the faults that are said in a header or an option. Raises ShorthandError, which says where."""
        if said is None:
            return self
        try:
            shorthand.faults(said)
        except shorthand.ShorthandError as mistake:
            raise shorthand.ShorthandError(f"{where}: {mistake}") from None
        return Order(f"{self.faults},{said}" if self.faults else said)


NOTHING: Final = Order()


def befallen(act: Act, order: Order, dice: Callable[[], Random]) -> Act:
    """The act with the faults that befall it, the scenario's first; the same object where these are the same.

    ``dice`` are asked for where chance decides. Every fault with a probability rolls them, in order.
    """
    if not act.faults and order == NOTHING:
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
    ordered = shorthand.faults(order.faults) if order.faults else ()
    return replace(act, faults=(*(act.faults[number] for number in chosen), *ordered))
