"""The app: routes, and how a request comes in from a socket and its performance goes out."""

import re
import time
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Final, NamedTuple

from starlette.types import ASGIApp, Receive, Scope, Send

from .admission import Policy
from .api import schema
from .api.errors import Refusal
from .call import Call
from .company import Company
from .fate import NOTHING, Order
from .library import Library
from .outlet import Line, line_of
from .performance import Performance
from .player import play
from .presence import Presence
from .sent import Sent

MAX_BODY: Final = 32 * 1024 * 1024
"""Bytes of a request body. Source: https://docs.claude.com/en/api/errors#request-size-limits"""

_NAMED: Final = re.compile("(?:/session/(?P<session>[^/]+))?(?:/scenario/(?P<scenario>[^/]+))?(?P<path>/v1/.*)")
"""A path of the API behind the names of a session and of a scenario."""

_TOO_LARGE: Final = Refusal("request_too_large", "Request exceeds the maximum size", "request_size")
_WRONG_METHOD: Final = Refusal("invalid_request_error", "Method Not Allowed", "method", status=405)
_NOT_FOUND: Final = Refusal("not_found_error", "Not found", "route")


def create_app(
    library: Library,
    *,
    seed: str = "0",
    speed: float = 1.0,
    clock: Callable[[], float] = time.time,
    policy: Policy = Policy(),  # noqa: B008  # a value that never changes
    order: Order = NOTHING,
) -> ASGIApp:
    """The ASGI app that plays a library. Serve it with `understudy.server`, which gives it the connection."""
    return stage(Company(library, seed=seed, speed=speed, clock=clock, policy=policy, order=order))


def stage(company: Company) -> ASGIApp:
    """The ASGI app of a company."""
    schema.prepare()
    presence = Presence()
    messages = Calls(company, company.answer, presence, early=company.early)
    counts = Calls(company, company.count, presence)
    api = {"/v1/messages": messages, "/v1/messages/count_tokens": counts}
    return Stage(api, lambda: _others(company))


class Stage:
    """The API's own paths, and what has all the others, which is made when it is first asked for."""

    def __init__(self, api: Mapping[str, ASGIApp], others: Callable[[], ASGIApp]) -> None:
        self._api = api
        self._others = cache(others)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self._api.get(scope["path"]) or self._found(scope))(scope, receive, send)

    def _found(self, scope: Scope) -> ASGIApp:
        named = _NAMED.fullmatch(scope["path"])
        if named is None or named["path"] not in self._api:
            return self._others()
        scope["path_params"] = named.groupdict()
        return self._api[named["path"]]


def _others(company: Company) -> ASGIApp:
    """The control API, and what answers for the paths that nobody knows."""
    from starlette.applications import Starlette  # slow to import
    from starlette.routing import Route

    from . import control

    app = Starlette(routes=[*control.routes(company.journal), Route("/{path:path}", Elsewhere(company))])
    app.router.redirect_slashes = False
    return app


class Calls:
    """What answers POST with the performance for a call, as an ASGI endpoint."""

    def __init__(
        self,
        company: Company,
        answer: Callable[[Call], Performance],
        presence: Presence,
        early: Callable[[Call], Performance | None] | None = None,
    ) -> None:
        """``early`` is asked before the body of a call has come; where it gives a performance, that is played."""
        self._company = company
        self._answer = answer
        self._presence = presence
        self._early = early

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # as ASGI calls
        line = line_of(scope)
        call = _call(scope, line)
        if self._early and call.reuse == "answer" and (early := self._early(call)):
            await play(early, line, call.sent)
            return
        try:
            body = await _body(call.headers, receive) if call.method == "POST" else b""
        except ConnectionResetError:
            return
        try:
            performance = self._performance(call, body, self._presence.enter(call.session))
            await play(performance, line, call.sent)
        finally:
            self._presence.leave(call.session)

    def _performance(self, call: Call, body: bytes | None, concurrent: int) -> Performance:
        if call.reuse != "answer":
            return self._company.turn_away(call)
        if call.method != "POST":
            return self._company.refuse(call, _WRONG_METHOD)
        if body is None:
            return self._company.refuse(call, _TOO_LARGE)
        return self._answer(call.whole(body, concurrent))


class Elsewhere:
    """Every path the API does not know, as an ASGI endpoint."""

    def __init__(self, company: Company) -> None:
        self._company = company

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # as ASGI calls
        line = line_of(scope)
        call = _call(scope, line)
        usable = call.reuse == "answer"
        performance = self._company.refuse(call, _NOT_FOUND) if usable else self._company.turn_away(call)
        await play(performance, line, call.sent)


class _Head(NamedTuple):
    """What a request says before its body."""

    headers: Mapping[str, str]
    scenario: str | None
    session: str


def _call(scope: Scope, line: Line) -> Call:
    """The call without its body."""
    path = scope.get("path_params") or {}
    headers, scenario, session = _head(tuple(scope["headers"]), path.get("scenario"), path.get("session"))
    return Call(
        headers, b"", Sent(), scenario, session, scope["method"], scope["path"], 1,
        line.reuse, line.connection, line.number,
    )  # fmt: skip


@lru_cache(256)
def _head(raw: tuple[tuple[bytes, bytes], ...], scenario: str | None, session: str | None) -> _Head:
    """What clients say again with every request, from the lines of the head and from the path.

    The scenario that a header names counts, and the session that the path names.
    """
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in raw}
    return _Head(
        headers,
        headers.get("x-understudy-scenario") or scenario,
        session or headers.get("x-understudy-session") or "",
    )


async def _body(headers: Mapping[str, str], receive: Receive) -> bytes | None:
    """The whole body; None as soon as it is known to be too large. Raises ConnectionResetError where it breaks off."""
    if int(headers.get("content-length") or 0) > MAX_BODY:
        return None
    chunks = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionResetError
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > MAX_BODY:
            return None
        chunks.append(chunk)
        if not message.get("more_body"):
            return b"".join(chunks)
