"""Handling: what is done to the bytes of a body, once a request has filled its holes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from ..delivery import Delivery, delivered
from ..performance import Ending, Finish, Flow, Send, Stall
from .body import Body
from .interruption import Interrupted, Interruption
from .rounds import Rest, flowing, is_endless, nearby, size
from .stencil import Filling


@dataclass(frozen=True, slots=True)
class Handled:
    """A body as it leaves. ``head_at`` None: it ends before its status line."""

    before: tuple[Send, ...]
    """What comes before the status line."""
    head_at: float | None
    sends: tuple[Send | Flow, ...]
    ending: Ending
    flows: int | None = 0
    """The bytes of it that flow; None where nobody knows."""

    @property
    def size(self) -> int | None:
        """Its bytes; None where nobody knows."""
        held = sum(len(send.data) for send in self.sends if isinstance(send, Send))
        return None if self.flows is None else held + self.flows


_MISSING: Final = 512
"""How many bytes more than it has a stream tells that breaks off, where nobody knows what it would have had."""


@dataclass(frozen=True, slots=True)
class Handling:
    """Interruptions in the order in which they happen, and the delivery of what is left; bodies are one an event."""

    delivery: Delivery
    interruptions: tuple[Interruption, ...] = ()

    def handle(
        self, bodies: Sequence[Body], ending: Ending, filling: Filling, head_at: float, rest: Rest = ()
    ) -> Handled:
        """The bodies, and what comes behind them, as they leave."""
        run = Interrupted(filling, head_at)
        for interruption in self.interruptions:
            if interruption.byte is None and run.ending is None:
                run.interrupt(interruption)
        before, run.sends = tuple(run.sends), []
        if run.ending:
            return Handled(before, None, (), run.ending)
        head_at = run.now
        delivery = self.delivery
        near, far = nearby(rest, self._reach) if rest else ((), ())
        ending = run.play((*bodies, *near), ending, [each for each in self.interruptions if each.byte is not None])
        if not far or run.ending:
            sends = tuple(delivered(run.sends, ending, delivery))
            return Handled(before, head_at, sends, _behind(ending, run.sends, sends))
        if delivery.write == "all" and is_endless(far):
            return Handled(before, head_at, (), Stall(head_at), None)
        sends, late = tuple(run.sends), run.late

        def flow() -> Iterator[Send]:
            behind = flowing(far, filling)
            if late:
                behind = (replace(send, at=send.at + late) for send in behind)
            return delivered(chain(sends, behind), ending, delivery)

        known = delivery.gzip == "off" and not is_endless(far)
        flows = sum(len(send.data) for send in sends) + size(far, filling) if known else None
        return Handled(before, head_at, (Flow(flow, head_at),), ending, flows)

    @property
    def _reach(self) -> int:
        """The last byte at which something happens."""
        return max((each.byte for each in self.interruptions if each.byte is not None), default=0)

    def length(self, bodies: Sequence[Body], handled: Handled, filling: Filling, *, streams: bool) -> int | None:
        """The bytes a body tells that it has: of one that is cut, those it would have had. None where nobody knows."""
        sent = handled.size
        if sent is None or isinstance(handled.ending, Finish):
            return sent
        whole = delivered((body.send(filling) for body in bodies), Finish(), self.delivery)
        told = sum(len(send.data) for send in whole)
        return told if told > sent else sent + _MISSING if streams else sent

    @property
    def announces_gzip(self) -> bool:
        return self.delivery.gzip == "always"


def _behind(ending: Ending, before: Sequence[Send], after: Sequence[Send]) -> Ending:
    """The ending, as much later as the last of the bytes has become."""
    late = after[-1].at - before[-1].at if before and after else 0.0
    return replace(ending, at=ending.at + late) if late > 0 else ending
