"""The head of a request: where it goes, and what it asks for."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

import httptools

_USUAL: Final = 512
"""Bytes of the longest target that is remembered."""
_ASKING: Final = (b"connection", b"upgrade")


def path(target: bytes) -> str:
    """The path of a request's target, decoded. What it raises, the parser takes for a bad request."""
    return _known(target) if len(target) <= _USUAL else _decoded(target)


def _decoded(target: bytes) -> str:
    path = httptools.parse_url(target).path.decode("ascii")
    return unquote(path) if "%" in path else path


_known: Final = lru_cache(256)(_decoded)


def asks_for_upgrade(parser: httptools.HttpRequestParser) -> bool:
    """Whether it asks for another protocol than HTTP 1; CONNECT asks for a tunnel."""
    return parser.should_upgrade() and parser.get_method() != b"CONNECT"


def without_upgrade(method: bytes, target: bytes, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The same head for who asks for nothing."""
    lines = [b"%b: %b\r\n" % pair for pair in headers if pair[0].lower() not in _ASKING]
    return b"%b %b HTTP/1.1\r\n%b\r\n" % (method, target, b"".join(lines))
