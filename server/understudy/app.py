"""The app: which request is answered by whom."""

import re
import time
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from .admission import Policy
from .api import schema
from .api.errors import Refusal
from .call import Call
from .company import Company
from .control import PATHS, control
from .exchange import Endpoint, Exchange, said
from .fate import NOTHING, Order
from .library import Library
from .outlet import Headers, Line
from .performance import Performance
from .presence import Presence

_NAMED: Final = re.compile("(?:/session/(?P<session>[^/]+))?(?:/scenario/(?P<scenario>[^/]+))?(?P<path>/v1/.*)")
"""A path of the API behind the names of a session and of a scenario."""
_USUAL: Final = 512
"""Characters of the longest path that is remembered."""
_NOT_FOUND: Final = Refusal("not_found_error", "Not found", "route")


def create_app(
    library: Library,
    *,
    seed: str = "0",
    speed: float = 1.0,
    clock: Callable[[], float] = time.time,
    policy: Policy = Policy(),  # noqa: B008  # a value that never changes
    order: Order = NOTHING,
) -> "App":
    """The app that plays a library, to be served by `understudy.server`."""
    return App(Company(library, seed=seed, speed=speed, clock=clock, policy=policy, order=order))


class App:
    """What a company answers, and the control API beside it."""

    def __init__(self, company: Company) -> None:
        schema.prepare()
        self._company = company
        presence = Presence()
        self._endpoints: Mapping[str, Endpoint] = {
            "/v1/messages": Endpoint(company, presence, company.answer, company.early, company.may_be_early),
            "/v1/messages/count_tokens": Endpoint(company, presence, company.count),
        }
        self._elsewhere = Endpoint(company, presence, self._not_found, self._not_found)

    def exchange(self, line: Line, headers: Headers) -> Exchange | None:
        """Who answers a request; None for one to the control API."""
        scenario, session, path = _known(line.path) if len(line.path) <= _USUAL else _place(line.path)
        endpoint = self._endpoints.get(path)
        if endpoint is None:
            if line.path in PATHS:
                return None
            endpoint, scenario, session = self._elsewhere, None, None
        return Exchange(endpoint, said(tuple(headers), scenario, session))

    async def control(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The control API, as an ASGI app."""
        await self._control(scope, receive, send)

    @cached_property
    def _control(self) -> ASGIApp:
        return control(self._company.journal)

    def _not_found(self, call: Call) -> Performance:
        return self._company.refuse(call, _NOT_FOUND)


def _place(path: str) -> tuple[str | None, str | None, str]:
    """The scenario and the session that a path names, and what is left of it."""
    named = _NAMED.fullmatch(path)
    return (named["scenario"], named["session"], named["path"]) if named else (None, None, path)


_known: Final = lru_cache(256)(_place)
