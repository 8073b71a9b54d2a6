"""Framing: a beat as a piece of the body."""

from typing import Final

from ..wire import Framer, Written
from .beats import Beat, Comment, Event, LeftOut, Noise
from .timing import Cycle


def framed(beat: Beat | Cycle, framer: Framer) -> Written | None:
    """What is written for a beat; None for silence, and for the exit."""
    match beat:
        case Event(added=True):
            return Written(_frame(beat, framer.beside), beat.name, _NOTHING)
        case Event(original=Event() as original):
            return Written(_frame(beat, framer.beside), beat.name, _frame(original, framer))
        case Event():
            return Written(_frame(beat, framer), beat.name)
        case LeftOut(event=event):
            return Written(_NOTHING, None, _frame(event, framer))
        case Noise(data=data, added=added) if data:
            return Written(data, None, _NOTHING if added else None)
        case Comment(added=added):
            return Written(framer.comment(), None, _NOTHING if added else None)
        case _:
            return None


_NOTHING: Final = b""


def _frame(event: Event, framer: Framer) -> bytes:
    return framer.event(event.name, event.data) if event.recorded is None else event.recorded
