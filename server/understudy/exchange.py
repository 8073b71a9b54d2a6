"""An exchange: one request as it comes in from a socket, and the performance that goes out for it."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from .api.errors import Refusal
from .call import Call
from .company import Company
from .outlet import Line
from .performance import Performance
from .player import play
from .presence import Presence
from .sent import Sent

MAX_BODY: Final = 32 * 1024 * 1024
"""Bytes of a request body. Source: https://docs.claude.com/en/api/errors#request-size-limits"""

_TOO_LARGE: Final = Refusal("request_too_large", "Request exceeds the maximum size", "request_size")
_WRONG_METHOD: Final = Refusal("invalid_request_error", "Method Not Allowed", "method", status=405)
_CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"


class Said(NamedTuple):
    """What a request says before its body."""

    headers: Mapping[str, str]
    """With lower-case names."""
    scenario: str | None
    session: str
    length: int
    """The bytes of the body, as far as they are told."""
    asks_first: bool
    """Whether the client sends the body when it is told to."""


def _always(_: str | None) -> bool:
    return True


class Endpoint(NamedTuple):
    """What answers the calls to a path. ``early`` is asked before the body has come; what it gives is played.

    ``may_be_early`` says of the scenario that a call names, or of None, whether there is any use in asking.
    """

    company: Company
    presence: Presence
    answer: Callable[[Call], Performance]
    early: Callable[[Call], Performance | None] | None = None
    may_be_early: Callable[[str | None], bool] = _always


class Exchange:
    """One request to an endpoint. What is not answered early has to be a POST."""

    __slots__ = ("_begun", "_endpoint", "_pieces", "_present", "_said", "_size", "_waits")

    def __init__(self, endpoint: Endpoint, said: Said) -> None:
        self._endpoint = endpoint
        self._said = said
        self._pieces: list[bytes] = []
        self._size = 0
        self._begun = False
        self._waits = True
        """Whether the answer depends on what of the body is still to come."""
        self._present = False

    def begin(self, line: Line) -> None:
        """Answers at once what does not depend on the body."""
        self._begun = True
        said, endpoint = self._said, self._endpoint
        if endpoint.early and line.reuse == "answer" and endpoint.may_be_early(said.scenario):
            call = self._call(line, b"", 1)
            if early := endpoint.early(call):
                self._waits = False
                play(early, line, call.sent)
                return
        if line.method != "POST":
            self._answer(line, b"")
        elif max(said.length, self._size) > MAX_BODY:
            self._answer(line, None)
        elif said.asks_first and not self._size and line.chunks:
            line.write(_CONTINUE)

    def take(self, line: Line, data: bytes) -> None:
        """Keeps a piece of the body, and refuses it as soon as it is known to be too large."""
        if not self._waits:
            return
        self._pieces.append(data)
        self._size += len(data)
        if self._begun and self._size > MAX_BODY:
            self._answer(line, None)

    def whole(self, line: Line) -> None:
        """Answers, if that was not done before."""
        if self._waits:
            self._answer(line, self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces))

    def _answer(self, line: Line, body: bytes | None) -> None:
        """Plays what answers a body; None is one that is too large."""
        self._waits, self._pieces = False, []
        concurrent = self._endpoint.presence.enter(self._said.session)
        self._present = True
        try:
            call = self._call(line, body or b"", concurrent)
            play(self._performance(call, too_large=body is None), line, call.sent, self._leave)
        except BaseException:
            self._leave()
            raise

    def _call(self, line: Line, body: bytes, concurrent: int) -> Call:
        said = self._said
        return Call(
            said.headers, body, Sent(), said.scenario, said.session, line.method, line.path, concurrent,
            line.reuse, line.connection, line.number,
        )  # fmt: skip

    def _performance(self, call: Call, *, too_large: bool) -> Performance:
        if call.reuse != "answer":
            return self._endpoint.company.turn_away(call)
        if call.method != "POST":
            return self._endpoint.company.refuse(call, _WRONG_METHOD)
        if too_large:
            return self._endpoint.company.refuse(call, _TOO_LARGE)
        return self._endpoint.answer(call)

    def _leave(self) -> None:
        if self._present:
            self._present = False
            self._endpoint.presence.leave(self._said.session)


@lru_cache(256)
def said(headers: tuple[tuple[bytes, bytes], ...], scenario: str | None, session: str | None) -> Said:
    """What clients say again with every request, from the head and from the path.

    The scenario that a header names counts, and the session that the path names. What a client says in several headers
    of one name is one list. Source: RFC 9110, section 5.3; the Go SDK sends a header for each beta.
    """
    named: dict[str, str] = {}
    for line in headers:
        name, value = line[0].decode("latin-1").lower(), line[1].decode("latin-1")
        named[name] = f"{named[name]}, {value}" if name in named else value
    return Said(
        named,
        named.get("x-understudy-scenario") or scenario,
        session or named.get("x-understudy-session") or "",
        int(named.get("content-length") or 0),
        named.get("expect", "").lower() == "100-continue",
    )
