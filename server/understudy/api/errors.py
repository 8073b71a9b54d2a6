"""The API's error types: their status, their usual words and the envelope they travel in."""

from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

import orjson


@dataclass(frozen=True, slots=True)
class ErrorType:
    """One ``error.type``. ``message`` is a text the API sends with it, for callers that give none."""

    name: str
    status: int
    message: str
    retry: bool
    """What the ``x-should-retry`` header says."""


ERRORS: Final = {
    error.name: error
    for error in (
        ErrorType("invalid_request_error", 400, "Output blocked by content filtering policy", False),
        ErrorType("authentication_error", 401, "invalid x-api-key", False),
        ErrorType("billing_error", 402, "There is an issue with your billing or payment information.", False),
        ErrorType(
            "permission_error",
            403,
            "Your API key does not have permission to use the specified resource.",
            False,
        ),
        ErrorType("not_found_error", 404, "Not found", False),
        ErrorType("conflict_error", 409, "The request conflicts with the current state.", True),
        ErrorType("request_too_large", 413, "Request exceeds the maximum size", False),
        ErrorType(
            "rate_limit_error",
            429,
            "Number of requests has exceeded your per-minute rate limit"
            " (https://docs.anthropic.com/en/api/rate-limits); see the response headers for current usage."
            " Please try again later or contact sales at https://www.anthropic.com/contact-sales"
            " to discuss your options for a rate limit increase.",
            True,
        ),
        ErrorType("api_error", 500, "Internal server error", True),
        ErrorType("timeout_error", 504, "Request timed out", True),
        ErrorType("overloaded_error", 529, "Overloaded", True),
    )
}
"""Source: https://docs.claude.com/en/api/errors; texts as recorded where a recording exists."""

_BY_STATUS: Final = {error.status: error for error in ERRORS.values()}


class Missing(Enum):
    """A member that is absent, where null would be sent."""

    MISSING = "missing"


MISSING: Final = Missing.MISSING


def known(name: str, status: int | None = None) -> ErrorType:
    """The type of this name; an unknown name answers with ``status``, or 500."""
    if name in ERRORS:
        return ERRORS[name]
    like = _BY_STATUS.get(status or 500)
    return ErrorType(name, status or 500, like.message if like else name, bool(like and like.retry))


def envelope(type_: str, message: str, request_id: str, details: Any = MISSING) -> dict[str, Any]:
    """The body of an HTTP error, in the API's key order. 413 comes from the edge, which knows no more."""
    error = {"type": type_, "message": message} | ({} if details is MISSING else {"details": details})
    if type_ == "request_too_large":
        return {"error": error}
    return {"type": "error", "error": error, "request_id": request_id}


def event(type_: str, message: str, request_id: str, details: Any = None) -> dict[str, Any]:
    """The data of an ``event: error`` frame: ``details`` come first there, null included."""
    told = {} if details is MISSING else {"details": details}
    return {"type": "error", "error": told | {"type": type_, "message": message}, "request_id": request_id}


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that refuses the request, with the rule that refuses it."""

    type: str
    message: str
    rule: str
    retry: bool | None = None
    """Overrides what the type says about ``x-should-retry``."""
    status: int | None = None
    """Overrides the status of the type."""


def encode(value: object) -> bytes:
    """Compact JSON as the API writes it: no spaces, raw UTF-8."""
    return orjson.dumps(value)
