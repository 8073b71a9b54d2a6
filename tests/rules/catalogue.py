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
    r"""(?P<hole>\{\w+\})
      | (?P<id>\b(?:toolu|srvtoolu|call)_\w+)
      | (?P<measure>\d+(?=[ ](?:tokens|bytes)\b) | (?<=line[ ])\d+ | (?<=column[ ])\d+ | (?<=char[ ])\d+)
      | (?P<value>\b\d+\b | '[^']*' | "[^"]*" | `[^`]*`)""",
    re.VERBOSE,
)
"""What may differ in a message: a placeholder, an id, what is measured, and what is said of the request."""
_FREE: Final = {"hole": r"(?:\d+|[\w.-]+)", "id": r"\w+", "measure": r"\d+"}
_HOLES: Final = {"{list}": r".+"}
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
    """The text with a sign for each index of its location."""
    place, colon, rest = text.partition(": ")
    return _INDEX.sub("#", place + colon) + rest if colon and " " not in place else text


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


NOT_BY_REQUEST: Final[dict[str, str]] = {}
LEFT_OUT: Final[dict[str, str]] = {}
SAME_WORDS: Final[dict[str, str]] = {}
ELSEWHERE: Final[dict[str, str]] = {}
