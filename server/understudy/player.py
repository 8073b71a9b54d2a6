"""The player: it plays performances on lines."""

from starlette.types import Receive, Scope
from starlette.types import Send as AsgiSend

from .outlet import Line, line_of
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


class PerformanceResponse:
    """A performance as an ASGI response."""

    def __init__(self, performance: Performance) -> None:
        self._performance = performance

    async def __call__(self, scope: Scope, receive: Receive, send: AsgiSend) -> None:  # noqa: ARG002  # as ASGI calls
        """Plays. Raises RuntimeError on a server that gives no line: serve the app with `understudy.server`."""
        await play(self._performance, line_of(scope))
