"""Handling: what is done to the bytes of a body, once a request has filled its holes."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..delivery import Delivery, delivered
from ..performance import Ending, Finish, Send
from .body import Body
from .interruption import Interrupted, Interruption
from .stencil import Filling


@dataclass(frozen=True, slots=True)
class Handled:
    """A body as it leaves. ``head_at`` None: it ends before its status line."""

    before: tuple[Send, ...]
    """What comes before the status line."""
    head_at: float | None
    sends: tuple[Send, ...]
    ending: Ending


@dataclass(frozen=True, slots=True)
class Handling:
    """Interruptions in the order in which they happen, and the delivery of what is left; bodies are one an event."""

    delivery: Delivery
    interruptions: tuple[Interruption, ...] = ()

    def handle(self, bodies: Sequence[Body], ending: Ending, filling: Filling, head_at: float) -> Handled:
        run = Interrupted(filling, head_at)
        for interruption in self.interruptions:
            if interruption.byte is None and run.ending is None:
                run.interrupt(interruption)
        before, run.sends = tuple(run.sends), []
        if run.ending:
            return Handled(before, None, (), run.ending)
        head_at = run.now
        ending = run.play(bodies, ending, [each for each in self.interruptions if each.byte is not None])
        return Handled(before, head_at, tuple(delivered(run.sends, ending, self.delivery)), ending)

    def length(self, bodies: Sequence[Body], handled: Handled, filling: Filling) -> int:
        """The bytes a body tells that it has: of one that is cut, those it would have had."""
        sent = sum(len(send.data) for send in handled.sends)
        if isinstance(handled.ending, Finish):
            return sent
        whole = delivered((body.send(filling) for body in bodies), Finish(), self.delivery)
        return max(sent, sum(len(send.data) for send in whole))

    @property
    def announces_gzip(self) -> bool:
        return self.delivery.gzip == "always"
