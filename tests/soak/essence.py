"""What of an answer is the same every time: all but its ids, its padding and its times."""

import gzip
import re
from typing import Final

from .connection import Answer

Essence = tuple[int, tuple[tuple[str, str], ...], bytes]

_IDS: Final = re.compile(rb"\b(msg|req|toolu|srvtoolu)_01[0-9A-Za-z]{20,}")
_PADDING: Final = re.compile(rb" +\}\n\n")
_VARYING: Final = {"date", "request-id", "traceresponse", "cf-ray", "content-length"}
_RESET: Final = re.compile("anthropic-ratelimit-.*-reset")


def essence(answer: Answer) -> Essence:
    """The status, the headers that say the same every time, and the bytes of the body, which gzip is taken off."""
    headers = tuple(
        (name, value) for name, value in answer.headers if name not in _VARYING and not _RESET.fullmatch(name)
    )
    body = gzip.decompress(answer.body) if answer.header("content-encoding") == "gzip" else answer.body
    return answer.status, headers, _PADDING.sub(rb"}\n\n", _IDS.sub(rb"\1_", body))


def difference(expected: Essence, seen: Essence) -> str | None:
    """Where two differ first, for whoever has to find out why."""
    if expected == seen:
        return None
    if expected[:2] != seen[:2]:
        return f"expected {expected[:2]}, got {seen[:2]}"
    place = next(
        (n for n, (one, other) in enumerate(zip(expected[2], seen[2], strict=False)) if one != other),
        min(len(expected[2]), len(seen[2])),
    )
    around = slice(max(0, place - 40), place + 40)
    return f"expected {expected[2][around]!r} at byte {place}, got {seen[2][around]!r}"
