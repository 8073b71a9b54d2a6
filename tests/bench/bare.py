"""The same bytes without a scenario: as a bare Starlette `Response`, or as a performance of one write.

`python -m tests.bench.bare response|performance FILE` serves the body in the file, with the settings of the server.
"""

import sys
from pathlib import Path
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.support.performing import Playhouse
from understudy import performance
from understudy.server import bind, run, url

HEADERS: Final = (("content-type", "text/event-stream; charset=utf-8"), ("connection", "keep-alive"))
CHUNKED: Final = (*HEADERS, ("transfer-encoding", "chunked"))


class Endpoint:
    """Reads a request and gives always the same answer."""

    def __init__(self, answer: ASGIApp) -> None:
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive()).get("more_body"):
            pass
        await self._answer(scope, receive, send)


def main() -> None:
    kind, file = sys.argv[1:]
    body = Path(file).read_bytes()
    if kind == "response":
        _serve_with_uvicorn(_app(Response(body, headers=dict(HEADERS))))
    else:
        steps = (
            performance.Head.of(200, CHUNKED),
            performance.Send(body, events=body.count(b"\n\n")),
            performance.Finish(),
        )
        house = Playhouse({"/v1/messages": performance.Performance(steps)})
        run(house, bind("127.0.0.1", 0), on_ready=lambda url: print(url, flush=True))


def _app(answer: ASGIApp) -> Starlette:
    return Starlette(routes=[Route("/v1/messages", Endpoint(answer))])


def _serve_with_uvicorn(app: ASGIApp) -> None:
    config = uvicorn.Config(
        app,
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        log_level="error",
        proxy_headers=False,
        server_header=False,
        date_header=False,
    )
    listener = bind("127.0.0.1", 0)
    print(url(listener), flush=True)
    uvicorn.Server(config).run([listener])


if __name__ == "__main__":
    main()
