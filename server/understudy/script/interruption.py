"""Interruptions: the faults at a byte of the body, or before the status line, and what they make of a body."""

import random
import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ..performance import Ending, Finish, Send
from ..scenario import directives as say
from ..scenario.acts import Act
from ..scenario.faults import AtByte, Corrupt, Doing, Drop, Fault, Repeat
from ..wire import Framer
from .beats import Beat, Credits, Exit, directed
from .body import Body
from .faults import Trouble
from .framing import framed
from .stencil import Filling, Slots, stencil
from .timing import timed

_END: Final = re.compile(rb"[\]} ]+(?=\r\n\r\n|\n\n|\r\r|[\r\n]*\Z)")
"""What closes the JSON of a frame."""


@dataclass(frozen=True, slots=True)
class Interruption:
    """What happens where the body without faults has so many bytes; before the status line, where ``byte`` is None.

    The times of ``bodies`` count from there, and all that follows is ``lasts`` seconds later. ``ending`` None goes on.
    """

    byte: int | None
    bodies: tuple[Body, ...] = ()
    lasts: float = 0.0
    ending: Ending | None = None
    error: say.ErrorWords | None = None
    """The words of an error, of which an HTTP error can be made."""
    trouble: Drop | Repeat | Corrupt | None = None
    hold: float = 0.0


def interrupts(fault: Fault) -> bool:
    """Whether a fault is one of these: where it stands, is known only when the bytes are."""
    return isinstance(fault.at, AtByte | str)


def interruptions(act: Act, seed: str, scale: float, *, streams: bool) -> tuple[Interruption, ...]:
    """The interruptions of an act, in the order in which they happen; a plain answer shows no events and no bytes."""
    framer = Framer(act.spelling, random.Random(f"{seed}/faults"))  # noqa: S311  # padding that can be repeated
    written = [_written(fault, act, framer, scale) for fault in act.faults if interrupts(fault)]
    if not streams:
        written = [replace(each, bodies=(), trouble=None) for each in written]
    return tuple(sorted(written, key=_place))


def _written(fault: Fault, act: Act, framer: Framer, scale: float) -> Interruption:
    """Before the status line, what is about events or the end of a body holds for those that come."""
    byte = fault.at.byte if isinstance(fault.at, AtByte) else None
    match fault.do:
        case Drop() | Repeat() | Corrupt() as trouble:
            return Interruption(byte or 0, trouble=trouble)
        case say.End():
            return _said(byte or 0, fault.do, act, framer, scale)
        case say.Hold(hold=seconds):
            return Interruption(byte, hold=seconds)
        case directive:
            return _said(byte, directive, act, framer, scale)


def _said(byte: int | None, directive: Doing, act: Act, framer: Framer, scale: float) -> Interruption:
    """A directive of a reply. Silence is not filled here: it may be inside a frame, or before the status line."""
    pace = act.pace.model_copy(update=_AT_ONCE)
    said = list(directed(directive, Credits("", "", Slots().request_id)))
    leave = next((beat for beat in said if isinstance(beat, Exit)), None)
    dues = list(timed([*said, _GOES_ON], pace, scale))
    bodies = [
        Body(due.at, stencil(written.data), written.event is not None)
        for due in dues
        if (written := framed(due.beat, framer))
    ]
    return Interruption(
        byte, tuple(bodies), dues[-1].at, leave.ending if leave else None, leave.words if leave else None
    )


_AT_ONCE: Final[dict[str, Any]] = {"headers": 0.0, "first_event": 0.0, "ping_every": None}
_GOES_ON: Final[Beat] = Exit(Finish())
"""Comes behind what is said, to see how long that lasts."""


@dataclass(slots=True)
class Interrupted:
    """What is sent of a body, as far as it has been played: ``now`` is the time of what comes next."""

    filling: Filling
    now: float
    sends: list[Send] = field(default_factory=list)
    ending: Ending | None = None
    late: float = 0.0
    trouble: Trouble = field(default_factory=Trouble)
    hold: float = 0.0

    def interrupt(self, interruption: Interruption) -> None:
        for body in interruption.bodies:
            send = body.send(self.filling)
            self.sends.append(replace(send, at=self.now + send.at))
        if interruption.trouble:
            self.trouble.add(interruption.trouble)
        self.hold += interruption.hold
        self.late += interruption.lasts
        self.now += interruption.lasts
        if interruption.ending:
            self.ending = replace(interruption.ending, at=self.now)

    def play(self, bodies: Iterable[Body], ending: Ending, interruptions: Iterable[Interruption]) -> Ending:
        """Plays bodies to their ending, or to that of an interruption, which it gives back.

        Bytes are counted as if there were no faults. What waits for a byte that never comes is passed over.
        """
        waiting, offset = deque(interruptions), 0
        for body in bodies:
            self._interrupted(waiting, offset)
            offset = self._played(body, waiting, offset)
            if self.ending:
                return self.ending
        self._interrupted(waiting, offset)
        hold = self.hold if isinstance(ending, Finish) else 0.0
        return self.ending or replace(ending, at=ending.at + self.late + hold)

    def _played(self, body: Body, waiting: deque[Interruption], offset: int) -> int:
        """Plays one body, unless it is over, and gives the bytes that have then been counted."""
        if self.ending:
            return offset
        send = body.send(self.filling)
        end = offset + body.counts(self.filling)
        copies, corrupt = self.trouble.next() if body.event else (1, False)
        data = _END.sub(b"", send.data, count=1) if corrupt else send.data
        start = 0
        while waiting and _place(waiting[0]) < end and not self.ending:
            here = _place(waiting[0]) - offset
            self._send(data[start:here] if copies else b"", send.at)
            self._interrupted(waiting, offset + here)
            start = here
        for _ in range(0 if self.ending else copies):
            self._send(data[start:], send.at)
            start = 0
        return end

    def _interrupted(self, waiting: deque[Interruption], byte: int) -> None:
        """Does what waits for this byte, up to an ending."""
        while waiting and not self.ending and _place(waiting[0]) == byte:
            self.interrupt(waiting.popleft())

    def _send(self, data: bytes, at: float) -> None:
        self.now = at + self.late
        if data:
            self.sends.append(Send(data, self.now))


def _place(interruption: Interruption) -> int:
    return -1 if interruption.byte is None else interruption.byte
