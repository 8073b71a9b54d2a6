"""The response headers of the API, in its order.

Source: recorded responses of 2026-08. ``date`` and the rate-limit resets are whole seconds; nothing else varies
with time.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from operator import itemgetter
from typing import Final

from . import ids
from .moments import http_date, rfc3339

Pairs = tuple[tuple[str, str], ...]
Build = Callable[[str, float, int], Pairs]
"""Makes headers from a request id, the time in seconds since the epoch, and the length of the body."""

_LIMITS: Final = (
    ("output-tokens", 6_000_000, 6_000_000),
    ("requests", 20_000, 19_999),
    ("input-tokens", 40_000_000, 39_999_000),
    ("tokens", 46_000_000, 45_999_000),
)
_TRANSPORT: Final = (("strict-transport-security", "max-age=31536000; includeSubDomains; preload"),)
_IDENTITY: Final = (
    ("anthropic-organization-id", ids.organization_id("understudy")),
    ("anthropic-workspace-id", ids.workspace_id("understudy")),
)
_EDGE: Final = (
    ("server", "cloudflare"),
    ("vary", "Accept-Encoding"),
    ("cf-cache-status", "DYNAMIC"),
    ("x-robots-tag", "none"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
)
_REQUEST_ID: Final = "req_that-nobody-has"
_LENGTH: Final = 10**15
"""Stand in a template for what is filled in; no header holds them."""


@lru_cache(8)
def _at(second: int) -> tuple[Pairs, Pairs]:
    """The date, and the rate limits of an answered request."""
    return (("date", http_date(second)),), _limits(rfc3339(second))


@lru_cache(8)
def _exhausted(reset: int) -> Pairs:
    """The rate limits of a request that is one too many, until this second."""
    return _limits(rfc3339(reset), exhausted=True)


def _limits(reset: str, *, exhausted: bool = False) -> Pairs:
    return tuple(
        (f"anthropic-ratelimit-{name}-{key}", value)
        for name, limit, remaining in _LIMITS
        for key, value in (
            ("limit", str(limit)),
            ("remaining", str(0 if exhausted else remaining)),
            ("reset", reset),
        )
    )


def lines(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Headers as they are sent, each with its line's end."""
    return "".join([f"{name}: {value}\r\n" for name, value in pairs]).encode("latin-1", "replace")


def pairs(lines: bytes) -> Pairs:
    """The headers that were written as these lines."""
    split = (line.partition(": ") for line in lines.decode("latin-1").split("\r\n")[:-1])
    return tuple((name, value) for name, _, value in split)


def built(build: Build, request_id: str, now: float, length: int) -> bytes:
    """The lines of what ``build`` makes, which are written anew once a second: ids and lengths are filled in."""
    template, pick = _template(build, int(now))
    trace, ray = ids.traces(request_id)
    return template % pick((request_id.encode(), trace.encode(), ray.encode(), b"%d" % length))


@lru_cache(16)
def _template(build: Build, second: int) -> tuple[bytes, Callable[[tuple[bytes, ...]], object]]:
    """What is filled in, and which of the request id, the trace, the ray and the length go there."""
    marks = [mark.encode() for mark in (_REQUEST_ID, *ids.traces(_REQUEST_ID), str(_LENGTH))]
    pieces = re.split(b"|".join(map(re.escape, marks)), text := lines(build(_REQUEST_ID, second, _LENGTH)))
    holes = re.findall(b"|".join(map(re.escape, marks)), text)
    return b"%b".join(piece.replace(b"%", b"%%") for piece in pieces), itemgetter(*map(marks.index, holes))


def stream(request_id: str, now: float, _length: int = 0) -> Pairs:
    """The headers of a stream. ``now`` is seconds since the epoch."""
    date, limits = _at(int(now))
    return (
        *date,
        ("content-type", "text/event-stream; charset=utf-8"),
        ("transfer-encoding", "chunked"),
        ("connection", "keep-alive"),
        ("cache-control", "no-cache"),
        *limits,
        *_tail(request_id),
    )


def counted(headers: Pairs, length: int) -> Pairs:
    """The headers of a stream of so many bytes that does not come in chunks."""
    told = ("content-length", str(length))
    return tuple(told if pair[0] == "transfer-encoding" else pair for pair in headers)


def message(request_id: str, now: float, length: int) -> Pairs:
    """The headers of a plain Message of ``length`` bytes."""
    date, limits = _at(int(now))
    return (*date, *_json(length), *limits, *_tail(request_id))


def count(request_id: str, now: float, length: int) -> Pairs:
    """The headers of a count of tokens: rate limits are not told."""
    return (*_at(int(now))[0], *_json(length), *_tail(request_id))


def error(status: int, request_id: str, now: float, length: int, *, retry: bool, wait: float = 1.0) -> Pairs:
    """The headers of an error: an organization but on 401, rate limits and ``retry-after`` on 429 only.

    ``wait`` is for how many seconds the limits last.
    """
    limited = (("retry-after", f"{wait:.0f}"), *_exhausted(int(now + wait))) if status == 429 else ()
    return (
        *_at(int(now))[0],
        *_json(length),
        ("x-should-retry", "true" if retry else "false"),
        *limited,
        *_tail(request_id, () if status == 401 else _IDENTITY),
    )


def _json(length: int) -> Pairs:
    return (
        ("content-type", "application/json"),
        ("content-length", str(length)),
        ("connection", "keep-alive"),
    )


def _tail(request_id: str, identity: Pairs = _IDENTITY) -> Pairs:
    """What ends every answer: who asked, and the edge it went through."""
    trace, ray = ids.traces(request_id)
    return (
        ("request-id", request_id),
        *_TRANSPORT,
        *identity,
        ("traceresponse", trace),
        *_EDGE,
        ("cf-ray", ray),
    )


def foreign(now: float, length: int, content_type: str) -> Pairs:
    """The headers of an answer that is not the API's, such as a proxy's page."""
    return (
        *_at(int(now))[0],
        ("content-type", content_type),
        ("content-length", str(length)),
        ("connection", "keep-alive"),
    )


def changed(headers: Pairs, changes: Mapping[str, str | None]) -> Pairs:
    """The headers with some added or replaced in place; None removes.

    Names are matched in any case. A name with a `*` removes all that it fits and that no other change names. Of the two
    headers that say where a body ends, one that is added removes the other, unless that is named as well.
    """
    if not changes:
        return headers
    said = {name.lower(): value for name, value in changes.items()}
    for name, other in _INSTEAD.items():
        if said.get(name) is not None:
            said.setdefault(other, None)
    removed = [name for name in said if "*" in name]
    kept = tuple(_replaced(headers, said, removed))
    present = {name for name, _ in headers}
    return kept + tuple((n, v) for n, v in said.items() if n not in present and v is not None)


_INSTEAD: Final = {"content-length": "transfer-encoding", "transfer-encoding": "content-length"}
"""Source: RFC 9112, section 6.2: a message never has both."""


def _replaced(headers: Pairs, said: Mapping[str, str | None], removed: Iterable[str]) -> Iterable[tuple[str, str]]:
    for name, value in headers:
        new = said.get(name, value)
        if new is not None and (name in said or not any(fnmatchcase(name, names) for names in removed)):
            yield name, new
