"""Literals: the signatures and opaque data a scenario writes out itself, which are genuine when they come back."""

import re
from collections.abc import Iterator
from typing import Any, Final

from .acts import Act, Play, Reply, Transcript
from .blocks import DocumentedBlock, Item, OtherBlock, RedactedThinking, Text, Thinking, WebSearchToolResult
from .directives import Event

_KEYS: Final = ("signature", "data", "encrypted_content", "encrypted_index", "encrypted_stdout")
_RECORDED: Final = re.compile(rb'"(?:%s)"\s*:\s*"([^"\\]+)"' % "|".join(_KEYS).encode())
_WORDS: Final = frozenset({"", "auto", "none"})


def literals(play: Play) -> frozenset[str]:
    """All of a play's."""
    acts = (act for scene in play.scenes for act in scene.attempts)
    return frozenset(literal for act in acts for literal in _literals(act)) - _WORDS


def _literals(act: Act) -> Iterator[str]:
    for fault in act.faults:
        if isinstance(fault.do, Event):
            yield from _of_item(fault.do)
    match act.happening:
        case Reply(items=items):
            for item in items:
                yield from _of_item(item)
        case Transcript(reads=reads):
            recorded = b"".join(read.data for read in reads)
            yield from (found.decode("utf-8", "replace") for found in _RECORDED.findall(recorded))


def _of_item(item: Item) -> Iterator[str]:
    match item:
        case Thinking(signature=str(signature)):
            yield signature
        case Thinking(signature=pieces):
            yield "".join(pieces)
        case RedactedThinking(redacted_thinking=str(redacted)):
            yield redacted
        case WebSearchToolResult(web_search_tool_result=tuple(results)):
            yield from (result.encrypted_content for result in results if result.encrypted_content)
        case Text(citations=citations):
            yield from _in(list(citations or ()))
        case DocumentedBlock(content=content):
            yield from _in(content)
        case OtherBlock(block=block, deltas=deltas):
            yield from _in([block, *deltas])
        case Event(event=event):
            yield from _in(event)


def _in(value: Any) -> Iterator[str]:
    """The literals in JSON."""
    match value:
        case dict():
            yield from (value[key] for key in _KEYS if isinstance(value.get(key), str))
            for inner in value.values():
                yield from _in(inner)
        case list():
            for inner in value:
                yield from _in(inner)
