"""The control API: what a test asks the server itself, under `/_understudy`."""

from typing import Final

from starlette.types import ASGIApp

from .journal import Journal

_HEALTH: Final = "/_understudy/health"
_JOURNAL: Final = "/_understudy/journal"
PATHS: Final = frozenset({_HEALTH, _JOURNAL})


def control(journal: Journal) -> ASGIApp:
    """The ASGI app of the control API, over the journal of a company."""
    from starlette.applications import Starlette  # slow to import
    from starlette.requests import Request
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    async def health(_: Request) -> Response:
        """Says that the server answers."""
        return JSONResponse({"status": "ok"})

    async def entries(request: Request) -> Response:
        """The journal, of all sessions or of the one in `?session=`."""
        found = journal.entries(request.query_params.get("session"))
        return JSONResponse({"entries": [entry.row() for entry in found]})

    return Starlette(routes=[Route(_HEALTH, health), Route(_JOURNAL, entries)])
