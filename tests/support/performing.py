"""A house that plays performances written in a test."""

from collections.abc import Mapping

from starlette.types import Receive, Scope, Send

from understudy.outlet import Headers, Line
from understudy.performance import Performance
from understudy.player import play


class Repeating:
    """Answers every request with the same performance, once its body has come."""

    def __init__(self, performance: Performance) -> None:
        self._performance = performance

    def begin(self, line: Line) -> None: ...

    def take(self, line: Line, data: bytes) -> None: ...

    def whole(self, line: Line) -> None:
        play(self._performance, line)


class Playhouse:
    """Plays the performance of the path that is asked for; what it has none for goes to an ASGI app that says 404."""

    def __init__(self, performances: Mapping[str, Performance]) -> None:
        self._performances = performances

    def exchange(self, line: Line, headers: Headers) -> Repeating | None:  # noqa: ARG002  # all are answered alike
        performance = self._performances.get(line.path)
        return Repeating(performance) if performance else None

    async def control(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # as ASGI calls
        await send({"type": "http.response.start", "status": 404, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body"})
