"""Header rules: who asks, for which version of the API and with which betas. They come before the body."""

from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Final

from ..api.betas import BETAS
from ..api.schema import VERSIONS
from .rule import Rule

LOOKED_AT: Final = ("x-api-key", "authorization", "anthropic-version", "anthropic-beta")
"""The headers that these rules look at."""


@dataclass(frozen=True, slots=True)
class Presented:
    """The headers of a request, with lower-case names, beside the API key that is asked for, if one is."""

    headers: Mapping[str, str]
    api_key: str | None = None

    @property
    def key(self) -> str:
        """The key that is presented; `x-api-key` is looked at first."""
        if key := self.headers.get("x-api-key"):
            return key
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""


def api_key(presented: Presented) -> str | None:
    """A request carries an API key: `x-api-key`, or `authorization: Bearer`. Any value will do."""
    return None if presented.key else "x-api-key header is required"


def known_api_key(presented: Presented) -> str | None:
    """Where one key is asked for, it is that key."""
    if presented.api_key is None or compare_digest(presented.key.encode(), presented.api_key.encode()):
        return None
    return "API key is invalid." if presented.key.startswith("sk-") else "invalid x-api-key"


def version(presented: Presented) -> str | None:
    """A request names a version of the API that exists."""
    sent = presented.headers.get("anthropic-version")
    if sent is None:
        return "anthropic-version: header is required"
    return None if sent in VERSIONS else f'anthropic-version: "{sent}" is not a valid version'


def betas(presented: Presented) -> str | None:
    """The betas a request asks for exist."""
    sent = presented.headers.get("anthropic-beta", "")
    unknown = [value for value in sent.split(",") if value.strip() and value.strip() not in BETAS] if sent else []
    if not unknown:
        return None
    names = ", ".join(f"`{value}`" for value in unknown)
    return (
        f"Unexpected value(s) {names} for the `anthropic-beta` header. Please consult our documentation at"
        " platform.claude.com/docs or try again without the header."
    )


HEADER_RULES: Final = (
    Rule("api_key", "api/overview", api_key, "authentication_error"),
    Rule("known_api_key", "api/errors", known_api_key, "authentication_error"),
    Rule("anthropic_version", "api/versioning", version),
    Rule("anthropic_beta", "api/beta-headers", betas),
)
