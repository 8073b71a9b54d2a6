"""A call: one request as it came from a socket."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .api.request import Request, terms
from .api.retries import retry_count
from .performance import Reuse
from .sent import Sent


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it came: lower-case headers, the whole body, and what its path says."""

    headers: Mapping[str, str]
    body: bytes = b""
    scenario: str | None = None
    session: str | None = None
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
    sent: Sent = field(default_factory=Sent, compare=False)
    """What is sent in answer to it."""

    @property
    def named(self) -> str | None:
        """The scenario that its head names."""
        return self.headers.get("x-understudy-scenario") or self.scenario

    @property
    def betas(self) -> frozenset[str]:
        return terms(self.headers).betas

    @property
    def retry_count(self) -> int | None:
        return retry_count(self.headers)

    @property
    def session_name(self) -> str:
        """The session it belongs to; the nameless one where it names none."""
        return self.session or self.headers.get("x-understudy-session") or ""

    def scenario_named(self, request: Request) -> str | None:
        """The scenario it names."""
        return self.named or request.scenario

    def among(self, request: Request) -> Request:
        """The request, as one of those that are being answered."""
        return request if self.concurrent == 1 else request.among(self.concurrent)

    def whole(self, body: bytes, concurrent: int) -> "Call":
        """The call with its body, as one of so many; on the hot path, where `replace` would be slow."""
        return Call(
            self.headers,
            body,
            self.scenario,
            self.session,
            self.method,
            self.path,
            concurrent,
            self.reuse,
            self.connection,
            self.number,
            self.sent,
        )
