"""Binding: what comes before a reply's thinking, kept in the few bytes that its signatures have room for.

A model with preserved thinking takes a block back only after the same system prompt, tools and messages.
Source: https://platform.claude.com/docs/en/build-with-claude/preserved-thinking
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, NamedTuple, Self

import orjson

from .api.conversation import THOUGHTS, Place
from .api.markers import unmarked
from .api.request import Request
from .digest import digest

_TOOLS: Final = 3
_SYSTEM: Final = 3
_THOUGHT: Final = 2
_CONTENT: Final = 4
"""Bytes of each digest in a binding."""


class Binding(NamedTuple):
    """What came before a block of thinking: digests, and of each block of the messages a byte, as long as they fit."""

    tools: bytes
    system: bytes
    thought: bytes
    """The last block of thinking before."""
    content: bytes
    marks: bytes

    @classmethod
    def read(cls, written: bytes) -> Self:
        """A binding that was written in a signature."""
        rest = iter(written.ljust(_TOOLS + _SYSTEM + _THOUGHT + _CONTENT, b"\0"))
        tools, system, last, content = (bytes(islice(rest, size)) for size in (_TOOLS, _SYSTEM, _THOUGHT, _CONTENT))
        return cls(tools, system, last, content, bytes(rest))

    def written(self) -> bytes:
        return b"".join(self)

    @property
    def request(self) -> bytes:
        """What all blocks of one reply have in common, however little room they have."""
        return b"".join(self[:4])


class _Step(NamedTuple):
    """A block of the messages, and the digest of them up to its end."""

    turn: int
    position: int
    mark: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Prefix:
    """What a request says before any of its thinking. Markers, deferred tools and thinking are no part of it."""

    tools: bytes
    system: bytes
    steps: tuple[_Step, ...]
    whole: bool
    """Whether it says all; what a compaction stands for may be left out."""

    @classmethod
    def of(cls, request: Request) -> Self:
        system = request.body.get("system") or ()
        blocks = [{"type": "text", "text": system}] if isinstance(system, str) else system
        return cls(
            _digest([_plain(tool) for tool in request.tools if not tool.get("defer_loading")])[:_TOOLS],
            _digest([_plain(block) for block in blocks])[:_SYSTEM],
            tuple(_steps(request)),
            not request.blocks("compaction"),
        )

    def difference(self, binding: Binding, place: Place) -> str | None:
        """What is not as it was before a block, in the API's words; None where all is.

        A turn may hold several replies; the block may stand in any of them.
        """
        if binding.tools != self.tools:
            return "The `tools` list differs from the one this block was created with."
        if binding.system != self.system:
            return "The `system` prompt differs from the one this block was created with."
        before = [step for step in self.steps if (step.turn, step.position) < (place.turn, place.position)]
        if not self.whole or binding.content in _ends(before, place.turn):
            return None
        for mark, step in zip(binding.marks, before, strict=False):
            if mark != step.mark:
                where = f"messages.{step.turn}.content.{step.position}"
                return f"Content before this block differs from when it was created, first at `{where}`."
        return "Content before this block differs from when it was created."


def bind(request: Request) -> bytes:
    """What the signatures of a request's reply carry; nothing where the model's thinking is not bound."""
    if request.record.keeps_thinking != "bound":
        return b""
    prefix = Prefix.of(request)
    thoughts = request.blocks(*THOUGHTS)
    content = prefix.steps[-1].content if prefix.steps else bytes(_CONTENT)
    marks = bytes(step.mark for step in prefix.steps)
    last = digest_of(thoughts[-1]) if thoughts else bytes(_THOUGHT)
    return Binding(prefix.tools, prefix.system, last, content, marks).written()


def digest_of(place: Place) -> bytes:
    """What a binding keeps of the block of thinking before."""
    block = place.block
    return _digest(block["signature"] if block["type"] == "thinking" else block["data"])[:_THOUGHT]


def _ends(before: list[_Step], turn: int) -> set[bytes]:
    """The digests of what may have been the whole request before a turn, or before a later reply in it."""
    earlier = [step for step in before if step.turn < turn]
    start = earlier[-1].content if earlier else bytes(_CONTENT)
    return {start, *(step.content for step in before[len(earlier) :])}


def _steps(request: Request) -> Iterator[_Step]:
    so_far = b""
    for number, turn in enumerate(request.conversation):
        for position, block in enumerate(turn.blocks):
            if block["type"] not in THOUGHTS:
                mark = _digest([turn.role, _plain(block)])
                so_far = digest(so_far, mark)
                yield _Step(number, position, mark[0] or 1, so_far[:_CONTENT])


def _plain(block: Mapping[str, Any]) -> dict[str, Any]:
    """The block as the API was measured to compare it: without markers, unset members and space around a text."""
    plain = {name: value for name, value in unmarked(block).items() if value is not None}
    return plain | {"text": plain["text"].strip()} if block.get("type") == "text" else plain


def _digest(value: object) -> bytes:
    """A digest that does not heed the order of an object's members, as long as it is not too deep to be written."""
    try:
        return digest(orjson.dumps(value, option=orjson.OPT_SORT_KEYS))
    except TypeError:
        return digest(value)
