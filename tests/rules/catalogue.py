"""The catalogue of recorded error messages, where a checkout has it beside it, and what of it no table holds."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import yaml

from tests.support.captures import CATALOGUE


@dataclass(frozen=True)
class Entry:
    """A message as the API was seen to say it. Numbers and names in it are those of the request that was seen."""

    id: str
    status: int
    type: str
    message: str
    is_sure: bool


@cache
def entries() -> dict[str, Entry]:
    """Every entry by its id; none where the checkout stands alone."""
    if not CATALOGUE.exists():
        return {}
    return {entry["id"]: _entry(entry) for entry in yaml.safe_load(CATALOGUE.read_text())}


def _entry(said: dict[str, Any]) -> Entry:
    return Entry(said["id"], said["status"], said["type"], said["message"], said["confidence"] == "high")


_PARTS: Final = re.compile(
    r"""(?P<hole>\{[\w-]+\})
      | (?P<id>\b(?:toolu|srvtoolu|call)_\w+)
      | (?P<measure>\d+(?=[ ](?:tokens|bytes)\b) | (?<=line[ ])\d+ | (?<=column[ ])\d+ | (?<=char[ ])\d+)
      | (?P<value>\b\d+\b | '[^']*' | "[^"]*" | `[^`]*`)""",
    re.VERBOSE,
)
"""What may differ in a message: a placeholder, an id, what is measured, and what is said of the request."""
_FREE: Final = {"hole": r"(?:\d+|[\w.-]+)", "id": r"\w+", "measure": r"\d+"}
_HOLES: Final = {"{list}": r".+"}
_RESULT: Final = ".tool_result.content.#"
_INDEX: Final = re.compile(r"(?<=\.)(?:\d+|\{[ij]\}|[NM])(?=[.:])")


def says_the_same(message: str, text: str, request: str) -> bool:
    """Whether a text says what an entry's message says, but for what comes from the request.

    Indices of a location, ids, placeholders and what is measured may differ. Other numbers, and what stands in quotes,
    may only where the text has what ``request`` has, which is all of it as text.
    """
    message, text = _unplaced(message), _unplaced(text)
    found = re.fullmatch(_pattern(message), text, re.DOTALL)
    said = [part["value"] for part in _PARTS.finditer(message) if part["value"]]
    return found is not None and all(
        ours == theirs or ours.strip("'\"`") in request for ours, theirs in zip(found.groups(), said, strict=True)
    )


def _unplaced(text: str) -> str:
    """The text with a sign for each index of its location, as if no block of it were in the result of a tool."""
    place, colon, rest = text.partition(": ")
    return _INDEX.sub("#", place + colon).replace(_RESULT, "") + rest if colon and " " not in place else text


def _pattern(message: str) -> str:
    """A pattern for what says the same, with a group for every value that may come from the request."""
    pattern, end = "", 0
    for part in _PARTS.finditer(message):
        pattern += re.escape(message[end : part.start()]) + _any(part)
        end = part.end()
    return pattern + re.escape(message[end:])


def _any(part: re.Match[str]) -> str:
    if value := part["value"]:
        quote = value[0]
        return r"(\d+)" if quote.isdigit() else f"({quote}[^{quote}]*{quote})"
    return _HOLES.get(part[0]) or _FREE[str(part.lastgroup)]


_ACCOUNT: Final = "the state of an account"
_LOAD: Final = "how much was asked before"
_CREDENTIAL: Final = "a kind of credential: any key, and any bearer token, is as good as another here"
_SAMPLING: Final = "comes of what the model does; a scenario can say it"
_ENDPOINT: Final = "another endpoint"
_NETWORK: Final = "what is found on the network, where nothing is looked for here"
_PLATFORM: Final = "another platform, which knows fewer types"

NOT_BY_REQUEST: Final[dict[str, str]] = {
    "access-grant": _ACCOUNT,
    "api-error-500": _LOAD,
    "batch-custom-id": _ENDPOINT,
    "batch-errored-shape": _ENDPOINT,
    "bedrock-count-tokens-tag": _PLATFORM,
    "bedrock-document-source-type": _PLATFORM,
    "code-bash-code-execution": _SAMPLING,
    "code-code-execution": _SAMPLING,
    "code-text-editor": _SAMPLING,
    "code-tool-search": _SAMPLING,
    "code-web-fetch": _SAMPLING,
    "code-web-search": _SAMPLING,
    "content-filter": _SAMPLING,
    "credential-claude-code": _CREDENTIAL,
    "credit-low": _ACCOUNT,
    "credits-required-model": _ACCOUNT,
    "file-download": _NETWORK,
    "file-not-downloadable": _ENDPOINT,
    "grammar-timeout": "how long a grammar takes to compile; none is compiled here",
    "long-context-extra": _ACCOUNT,
    "mcp-auth": _NETWORK,
    "mcp-connection": _NETWORK,
    "oauth-expired": _CREDENTIAL,
    "oauth-org": _CREDENTIAL,
    "oauth-unsupported": _CREDENTIAL,
    "org-disabled": _ACCOUNT,
    "overloaded": _LOAD,
    "rate-limit-account": _LOAD,
    "rate-limit-concurrent": _LOAD,
    "rate-limit-org-bytes": _LOAD,
    "rate-limit-org-itpm": _LOAD,
    "rate-limit-per-minute-old": _LOAD,
    "rate-limited-short": _LOAD,
    "retention-required": _ACCOUNT,
    "speed-credits": _ACCOUNT,
    "speed-org": _ACCOUNT,
    "thinking-type-tag": _PLATFORM,
    "tier-spend-cap": _LOAD,
    "tool-type-tag": _PLATFORM,
    "usage-limit": _LOAD,
    "ws-domain-blocked": _NETWORK,
}
"""Messages that no request brings about by what it says, each with what does."""

_UNQUOTED: Final = "was written down by a client that takes backticks and locations away; the cases have them"

LEFT_OUT: Final[dict[str, str]] = {
    "beta-unknown-2024": "the documentation has another address by now",
    "encrypted-stdout": _UNQUOTED,
    "roles-alternate": "messages of one role in a row are one turn by now",
    "thinking-disabled-sonnet55": "the model has had another sentence since",
    "tool-name-pattern-64": "names may have 128 characters by now",
    "tool-strict-extra-2024": "tools may be strict by now",
    "tool-use-input-dict": "the wording before `Input should be an object`",
    "ws-encrypted-content": _UNQUOTED,
}
"""Messages that are not said here, each with the reason."""

ELSEWHERE: Final[dict[str, str]] = {
    "api-key-invalid-2026": "tests/stage/test_admission.py",
    "invalid-api-key": "tests/stage/test_admission.py",
    "method-not-allowed": "tests/stage/test_routes.py",
    "request-too-large-edge": "tests/stage/test_routes.py",
}
"""Messages that are tested on a server of their own or by another method, each with the file that does."""
