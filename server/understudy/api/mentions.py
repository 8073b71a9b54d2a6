"""Mentions: the names that occur in a request, by which it is told what need not be looked for in it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

_HOLDS_BLOCKS: Final = ("content", "source")


def mentions(body: Mapping[str, Any]) -> frozenset[str]:
    """The names of all members of a body, of its tools, messages and blocks, and the types and roles these have.

    What is inside other values, such as a tool's schema or input, is not looked at.
    """
    found = set(body)
    for name in ("tools", "system"):
        if isinstance(items := body.get(name), list):
            _note(items, found)
    for message in body["messages"]:
        found.update(message)
        found.add(message["role"])
        if isinstance(content := message.get("content"), list):
            _note(content, found)
        else:
            found.add("text")
    return frozenset(found)


def _note(items: Iterable[Mapping[str, Any]], found: set[str]) -> None:
    """Adds the members and types of blocks or tools, and of the blocks inside them."""
    for item in items:
        found.update(item)
        found.add(item.get("type") or "custom")
        for name in _HOLDS_BLOCKS:
            inside = item.get(name)
            if isinstance(inside, dict):
                _note((inside,), found)
            elif isinstance(inside, list):
                _note(inside, found)
