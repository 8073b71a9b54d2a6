"""A call: one request as it came from a socket."""

from collections.abc import Mapping
from typing import NamedTuple

from .api.request import Request, terms
from .api.retries import retry_count
from .performance import Reuse
from .sent import Sent


class Call(NamedTuple):
    """One request as it came: lower-case headers, the whole body, and what its head says."""

    headers: Mapping[str, str]
    body: bytes
    sent: Sent
    """What is sent in answer to it."""
    scenario: str | None = None
    """The scenario that its head names."""
    session: str = ""
    """The session it belongs to; the nameless one where it names none."""
    method: str = "POST"
    path: str = "/v1/messages"
    concurrent: int = 1
    """How many calls of its session are being answered, itself included."""
    reuse: Reuse = "answer"
    """What comes of it, as an earlier one on its connection has left it."""
    connection: int = 0
    """The number of its connection."""
    number: int = 1
    """Which request on its connection it is."""

    @property
    def betas(self) -> frozenset[str]:
        return terms(self.headers).betas

    @property
    def retry_count(self) -> int | None:
        return retry_count(self.headers)

    def scenario_named(self, request: Request) -> str | None:
        """The scenario it names."""
        return self.scenario or request.scenario

    def among(self, request: Request) -> Request:
        """The request, as one of those that are being answered."""
        return request if self.concurrent == 1 else request.among(self.concurrent)
