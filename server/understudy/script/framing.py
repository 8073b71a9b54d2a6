"""Framing: a beat as a piece of the body."""

from ..wire import Framer, Written
from .beats import Beat, Comment, Event, Noise
from .timing import Cycle


def framed(beat: Beat | Cycle, framer: Framer) -> Written | None:
    """What is written for a beat; None for silence, and for the exit."""
    match beat:
        case Event(name=name, recorded=bytes(frame)):
            return Written(frame, name)
        case Event(name=name, data=data):
            return Written(framer.event(name, data), name)
        case Noise(data=data) if data:
            return Written(data)
        case Comment():
            return Written(framer.comment())
        case _:
            return None
