"""Caching rules: how many blocks are marked for the prompt cache, in which order of lifetimes, and which may not be."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final, NamedTuple

from ..api.request import Request
from .rule import Rule

_CACHING: Final = "build-with-claude/prompt-caching"
_MOST: Final = 4
_UNCACHEABLE: Final = frozenset(("thinking", "redacted_thinking"))
"""Blocks that are never marked themselves."""

_MARKER: Final = ("cache_control",)

Json = Mapping[str, Any]


class Marked(NamedTuple):
    """A block that is marked, and its location."""

    path: str
    block: Json

    @property
    def ttl(self) -> str:
        return _ttl(self.block) or ""


def empty_text(request: Request) -> str | None:
    """No empty text block is marked."""
    for path, block in _marked(request):
        if block.get("type") == "text" and not block["text"]:
            arm = "" if path.startswith("system") else ".text"
            return f"{path}{arm}: cache_control cannot be set for empty text blocks"
    return None


def automatic_lifetime(request: Request) -> str | None:
    """The marker of the request is for as long as that of the last block, where that has one."""
    automatic, last = _ttl(request.body), _last(request)
    if automatic is None or last is None or automatic == last:
        return None
    return f"cache_control.ttl: the last block already has a ttl='{last}' cache_control block."


def marker_count(request: Request) -> str | None:
    """At most four blocks are marked; the marker of the request is one, unless the last block is marked anyway."""
    count = len(_markers(request))
    return f"A maximum of {_MOST} blocks with cache_control may be provided. Found {count}." if count > _MOST else None


def lifetime_order(request: Request) -> str | None:
    """Blocks that are kept for an hour stand before those kept for five minutes, in tools, system and messages."""
    for earlier, later in pairwise(_markers(request)):
        if (earlier.ttl, later.ttl) == ("5m", "1h"):
            path = f"{later.path}.cache_control.ttl".removeprefix(".")
            return f"{path}: a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block."
    return None


def _markers(request: Request) -> list[Marked]:
    """The markers in the order of the prompt; that of the request stands at its end."""
    found = _marked(request)
    return [*found, Marked("", request.body)] if _ttl(request.body) and not _last(request) else found


def _marked(request: Request) -> list[Marked]:
    """The marked blocks in the order of the prompt."""
    system = request.body.get("system")
    found = [Marked(f"tools.{position}", tool) for position, tool in enumerate(request.tools) if _ttl(tool)]
    if isinstance(system, list):
        found += [Marked(f"system.{position}", block) for position, block in enumerate(system) if _ttl(block)]
    for number, turn in enumerate(request.conversation):
        for position, block in enumerate(turn.blocks):
            if block["type"] == "tool_result" and isinstance(content := block.get("content"), list):
                for inner, item in enumerate(content):
                    if "cache_control" in item and _ttl(item):
                        found.append(Marked(f"messages.{number}.content.{position}.tool_result.content.{inner}", item))
            if "cache_control" in block and _ttl(block):
                found.append(Marked(f"messages.{number}.content.{position}", block))
    return found


def _last(request: Request) -> str | None:
    """For how long the last block that can be cached shall be kept by a marker of its own."""
    for turn in reversed(request.conversation):
        for block in reversed(turn.blocks):
            if block["type"] not in _UNCACHEABLE:
                return _ttl(block)
    return None


def _ttl(block: Json) -> str | None:
    """For how long a block shall be kept; None where it is not marked."""
    asked = block.get("cache_control")
    return asked.get("ttl", "5m") if asked else None


EMPTY_TEXT: Final = Rule("cache_empty_text", _CACHING, empty_text, about=_MARKER)
"""Comes before all that is said of empty text otherwise."""

RULES: Final = (
    Rule("cache_automatic_lifetime", _CACHING, automatic_lifetime, about=_MARKER),
    Rule("cache_marker_count", _CACHING, marker_count, about=_MARKER),
    Rule("cache_lifetime_order", _CACHING, lifetime_order, about=_MARKER),
)
