"""Handling: what is done to the bytes of a body, once a request has filled its holes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ..delivery import Delivery, delivered
from ..performance import Ending, Finish, Flow, Send, Stall
from .body import Body
from .interruption import Interrupted, Interruption
from .rounds import Rest, flowing, is_endless, nearby
from .stencil import Filling


@dataclass(frozen=True, slots=True)
class Handled:
    """A body as it leaves. ``head_at`` None: it ends before its status line."""

    before: tuple[Send, ...]
    """What comes before the status line."""
    head_at: float | None
    sends: tuple[Send | Flow, ...]
    ending: Ending

    @property
    def size(self) -> int:
        """The bytes of it that do not flow."""
        return sum(len(send.data) for send in self.sends if isinstance(send, Send))


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
        near, far = nearby(rest, self._reach) if rest else ((), ())
        ending = run.play((*bodies, *near), ending, [each for each in self.interruptions if each.byte is not None])
        if not far or run.ending:
            return Handled(before, head_at, tuple(delivered(run.sends, ending, self.delivery)), ending)
        if self.delivery.write == "all" and is_endless(far):
            return Handled(before, head_at, (), Stall(head_at))
        sends, late = tuple(run.sends), run.late

        def flow() -> Iterator[Send]:
            behind = (replace(send, at=send.at + late) for send in flowing(far, filling))
            return delivered(chain(sends, behind), ending, self.delivery)

        return Handled(before, head_at, (Flow(flow, head_at),), ending)

    @property
    def _reach(self) -> int:
        """The last byte at which something happens."""
        return max((each.byte for each in self.interruptions if each.byte is not None), default=0)

    def length(self, bodies: Sequence[Body], handled: Handled, filling: Filling) -> int:
        """The bytes a body tells that it has: of one that is cut, those it would have had."""
        sent = handled.size
        if isinstance(handled.ending, Finish):
            return sent
        whole = delivered((body.send(filling) for body in bodies), Finish(), self.delivery)
        return max(sent, sum(len(send.data) for send in whole))

    @property
    def announces_gzip(self) -> bool:
        return self.delivery.gzip == "always"
