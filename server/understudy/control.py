"""The control API: what a test asks the server itself, under `/_understudy`."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .journal import Journal


def routes(journal: Journal) -> list[Route]:
    """The routes of the control API, over the journal of a company."""

    async def health(_: Request) -> Response:
        """Says that the server answers."""
        return JSONResponse({"status": "ok"})

    async def entries(request: Request) -> Response:
        """The journal, of all sessions or of the one in `?session=`."""
        found = journal.entries(request.query_params.get("session"))
        return JSONResponse({"entries": [entry.row() for entry in found]})

    return [Route("/_understudy/health", health), Route("/_understudy/journal", entries)]
