"""Mending: what can be played of a body that has not the API's shape."""

from typing import Any, Final

from .betas import BETAS
from .schema import OLD_VERSION, Endpoint, Location, Terms, misplaced

_EVERYTHING: Final = Terms(OLD_VERSION, BETAS)
_ROUNDS: Final = 100
"""How often a body is looked at anew before it is given up."""


def mended(body: object, endpoint: Endpoint = "messages") -> dict[str, Any] | None:
    """The body, changed in place: without what has a shape of its own under any version and beta.

    It may have no ``max_tokens``, and messages of no content. None where it has no model or no messages then, or is
    broken in too many places.
    """
    if not isinstance(body, dict):
        return None
    _fill(body.get("messages"))
    for _ in range(_ROUNDS):
        places = misplaced(body, _EVERYTHING, endpoint)
        wrong = {place[0]: place for place in reversed(places) if place != ("max_tokens",) or "max_tokens" in body}
        if not wrong:
            return body if body["messages"] else None
        if not all(_remove(body, place) for place in wrong.values()):
            return None
    return None


def _fill(messages: object) -> None:
    """Gives every message a content."""
    for message in messages if isinstance(messages, list) else ():
        if isinstance(message, dict) and not isinstance(message.get("content"), str | list):
            message["content"] = []


def _remove(owner: Any, place: Location) -> bool:
    """Takes away what is at a place, or else as little around it as there is; whether anything was there.

    A part of a location may be an arm, and not in the body.
    """
    if not place:
        return False
    head, rest = place[0], place[1:]
    if not _has(owner, head):
        return _remove(owner, rest)
    if not _remove(owner[head], rest) and not _remove(owner, rest):
        del owner[head]
    return True


def _has(owner: Any, key: int | str) -> bool:
    if isinstance(owner, dict):
        return key in owner
    return isinstance(owner, list) and isinstance(key, int) and key < len(owner)
