"""The player: it plays performances on lines."""

from .outlet import Line
from .performance import Performance
from .playing import Playing
from .sent import Sent


async def play(performance: Performance, line: Line, sent: Sent | None = None) -> None:
    """Plays; returns when the response has ended or the client has left. ``sent`` is told what is sent."""
    if performance.keeping is not None:
        line.keep(performance.keeping)
    playing = Playing(performance, line, sent)
    playing.begin()
    if not playing.over:
        await playing.end()
