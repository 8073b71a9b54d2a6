"""The player: it plays performances on lines."""

from collections.abc import Callable

from .outlet import Line
from .performance import Performance
from .playing import Playing
from .sent import Sent


def play(
    performance: Performance, line: Line, sent: Sent | None = None, then: Callable[[], None] | None = None
) -> None:
    """Plays. ``sent`` is told what is sent; ``then`` is called when the response has ended or the client has left."""
    if performance.keeping is not None:
        line.keep(performance.keeping)
    Playing(performance, line, sent, then).begin()
