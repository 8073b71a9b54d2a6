"""Everywhere: the variants that need nothing of a reply, and are played at every turn."""

from collections.abc import Mapping
from typing import Final

from .variant import Says, Variant
from .verdicts import Expected

WRITE_SIZES: Final = range(1, 129)
UNASKED_SIZES: Final = (1, 2, 3, 7, 16, 64)
"""The sizes that are written without being asked for by name."""

WIRES: Final[Mapping[str, Says]] = {
    "write-each-event": {"write": "event"},
    "write-each-line": {"write": "line"},
    "write-inside-characters": {"write": "inside_character"},
    "write-random": {"write": {"random": 1}},
    "write-all": {"write": "all"},
    "eol-crlf": {"eol": "crlf"},
    "eol-crlf-write-1-byte": {"eol": "crlf", "write": {"bytes": 1}},
    "eol-cr": {"eol": "cr"},
    "no-space": {"space": False},
    "no-padding": {"padding": "none"},
    "data-lines-3": {"data_lines": 3},
    "extra-fields": {"extra_fields": {"id": "evt_1", "retry": 3000}},
    "gzip": {"gzip": "accepted"},
    "gzip-write-1-byte": {"gzip": "accepted", "write": {"bytes": 1}},
    "gzip-write-7-bytes": {"gzip": "accepted", "write": {"bytes": 7}},
}
"""Other bytes, which say the same to who reads event streams by the standard."""

STRANGE_WIRES: Final[Mapping[str, Says]] = {
    "bom": {"bom": True},
    "no-event-lines": {"event_line": False},
    "no-final-blank-line": {"final_blank_line": False},
    "done-after-message-stop": {"trailer": "data: [DONE]\n\n"},
}
"""Other bytes, which proxies are known to send."""


def _page(status: int, body: str) -> Says:
    return {"error": {"status": status, "content_type": "text/html", "body": body}}


def _limited(**headers: str | None) -> Says:
    return {"error": "rate_limit_error", "headers": {name.replace("_", "-"): value for name, value in headers.items()}}


FIRST: Final[Mapping[str, tuple[Says, Expected, float]]] = {
    "overloaded-first": ({"error": "overloaded_error"}, "retry", 0),
    "internal-error-first": ({"error": "api_error"}, "retry", 0),
    "timeout-first": ({"error": "timeout_error"}, "retry", 0),
    "bad-gateway-page-first": (_page(502, "<html><h1>502 Bad Gateway</h1></html>"), "retry", 0),
    "empty-error-first": ({"error": {"status": 520, "body": ""}}, "retry", 0),
    "rate-limited-first": (_limited(retry_after="1"), "retry", 1),
    "rate-limited-until-a-date-first": (_limited(retry_after="now+2s"), "retry", 1),
    "rate-limited-without-headers-first": (
        _limited(**{"retry-after": None, "anthropic-ratelimit-*": None}), "retry", 0
    ),
    "invalid-request-first": ({"error": "invalid_request_error"}, "error", 0),
    "authentication-first": ({"error": "authentication_error"}, "error", 0),
    "billing-first": ({"error": "billing_error"}, "error", 0),
    "permission-first": ({"error": "permission_error"}, "error", 0),
    "not-found-first": ({"error": "not_found_error"}, "error", 0),
    "too-large-first": ({"error": "request_too_large"}, "error", 0),
}  # fmt: skip
"""HTTP errors at the first attempt at every turn, and the seconds that have to pass before the next."""

IN_HOURS: Final = Variant(
    "rate-limited-for-hours-first", {"attempts": [_limited(retry_after="62291")]}, "retry or error", unasked=False
)
"""A wait that nobody waits for; played where it is asked for, as the command has to give up by itself."""

ALWAYS: Final[Mapping[str, Says]] = {
    "overloaded-always": {"error": "overloaded_error"},
    "bad-gateway-page-always": _page(502, "<html><h1>502 Bad Gateway</h1></html>"),
}
"""HTTP errors at every attempt."""

REUSES: Final[Mapping[str, bool]] = {"close": True, "reset": True, "silence": False}
"""What becomes of a second request on a connection, and whether that is played without being asked for."""


def everywhere(turns: int) -> tuple[Variant, ...]:
    """The variants of a play that so many turns were played of: connections are used again from the second on."""
    return (
        *(
            Variant(_size(number), {"wire": {"write": {"bytes": number}}}, "same", unasked=number in UNASKED_SIZES)
            for number in WRITE_SIZES
        ),
        *(Variant(name, {"wire": wire}, "same") for name, wire in WIRES.items()),
        *(Variant(name, {"wire": wire}, "same or error") for name, wire in STRANGE_WIRES.items()),
        *(
            Variant(name, {"attempts": [says]}, expected, patience=patience)
            for name, (says, expected, patience) in FIRST.items()
        ),
        IN_HOURS,
        *(Variant(name, says, "error at last") for name, says in ALWAYS.items()),
        *(
            Variant(f"{reuse}-on-reuse", {"connection": {"on_reuse": reuse}}, "retry or error", unasked=unasked)
            for reuse, unasked in REUSES.items()
            if turns > 1
        ),
    )


def _size(number: int) -> str:
    return f"write-{number}-byte{'' if number == 1 else 's'}"
