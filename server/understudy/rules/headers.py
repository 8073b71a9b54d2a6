"""Header rules: who asks, and for which version of the API. They come before anything in the body."""

from collections.abc import Mapping
from typing import Final

from .rule import Rule

VERSIONS: Final = ("2023-01-01", "2023-06-01", "2026-10-21")

Headers = Mapping[str, str]


def api_key(headers: Headers) -> str | None:
    """A request carries an API key: `x-api-key`, or `authorization: Bearer`. Any value will do."""
    if headers.get("x-api-key") or headers.get("authorization", "").lower().startswith("bearer "):
        return None
    return "x-api-key header is required"


def version(headers: Headers) -> str | None:
    """A request names a version of the API that exists."""
    sent = headers.get("anthropic-version")
    if sent is None:
        return "anthropic-version: header is required"
    return None if sent in VERSIONS else f'anthropic-version: "{sent}" is not a valid version'


HEADER_RULES: Final = (
    Rule("api_key", "https://docs.claude.com/en/api/overview", api_key, "authentication_error"),
    Rule("anthropic_version", "https://docs.claude.com/en/api/versioning", version),
)
