"""A performance as an ASGI response, for apps that play always the same."""

from starlette.types import Receive, Scope, Send

from understudy.outlet import line_of
from understudy.performance import Performance
from understudy.player import play


class PerformanceResponse:
    """A performance as an ASGI response."""

    def __init__(self, performance: Performance) -> None:
        self._performance = performance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # as ASGI calls
        """Plays. Raises RuntimeError on a server that gives no line: serve the app with `understudy.server`."""
        await play(self._performance, line_of(scope))
