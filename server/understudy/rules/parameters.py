"""Parameter rules: the small members of a request that have conditions of their own."""

import re
from typing import Final

from ..api.request import Request
from .rule import Rule

_EMAIL: Final = re.compile(r"[\w.%+-]@[\w-]+\.[A-Za-z]{2}")


def user_id(request: Request) -> str | None:
    """The user's id is no email address."""
    id_ = (request.body.get("metadata") or {}).get("user_id")
    if id_ and _EMAIL.search(id_):
        return "metadata.user_id: user_id appears to contain an email address"
    return None


def stop_sequences(request: Request) -> str | None:
    """A stop sequence is more than whitespace."""
    for sequence in request.body.get("stop_sequences") or ():
        if not sequence or sequence.isspace():
            return "stop_sequences: each stop sequence must contain non-whitespace"
    return None


def fallbacks(request: Request) -> str | None:
    """The models that a request falls back on are different ones."""
    entries = request.body.get("fallbacks")
    if not isinstance(entries, list):
        return None
    names = [entry["model"] for entry in entries]
    for position, name in enumerate(names):
        if name in names[:position]:
            return f"fallbacks.{position}.model: '{name}' is listed more than once"
    return None


RULES: Final = (
    Rule("user_id", "api/messages", user_id, about=("metadata",)),
    Rule("stop_sequences", "api/messages", stop_sequences, about=("stop_sequences",)),
    Rule("fallbacks", "build-with-claude/refusals-and-fallback", fallbacks, about=("fallbacks",)),
)
