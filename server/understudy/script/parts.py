"""Parts: the blocks of a reply as this request gets them, cut into deltas, with the directives between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ..scenario.blocks import Block
from ..scenario.directives import Directive


@dataclass(frozen=True, slots=True)
class Delta:
    """One piece of a block's text, thinking or JSON.

    ``tokens`` is what pacing charges for it; a ``burst`` leaves with the delta before it, because the model had
    both.
    """

    text: str
    tokens: float = 0.0
    burst: bool = False


_BYTES_A_TOKEN: Final = 4
BYTES_RETURNED: Final = 32 * 1024 * 1024
"""Bytes of text that a client can send back: no request is larger."""


@dataclass(frozen=True, slots=True)
class Run:
    """The same deltas so many times over; None: without end."""

    deltas: tuple[Delta, ...]
    times: int | None

    @property
    def round(self) -> str:
        return "".join(delta.text for delta in self.deltas)

    @property
    def text(self) -> str:
        """What they add up to; the beginning of it, where that is more than can ever come back."""
        return self.round * (self._known if self.times is None else min(self.times, self._known))

    @property
    def untold(self) -> int:
        """The tokens of what is not in ``text``; none where it has no end."""
        return max(0, (self.times or 0) - self._known) * self._length // _BYTES_A_TOKEN

    @property
    def _known(self) -> int:
        return BYTES_RETURNED // self._length

    @property
    def _length(self) -> int:
        return max(1, len(self.round.encode("utf-8", "replace")))


Chunk = Delta | Run | Directive


@dataclass(frozen=True, slots=True)
class Part:
    """One block.

    ``start`` is its ``content_block``; ``chunks`` are pieces of ``delta_type`` in order; ``before`` and ``after``
    are whole deltas around them (citations, a signature). ``tokens`` is what the block costs besides its chunks;
    ``billed`` overrides the whole.
    """

    entry: Block
    start: dict[str, Any]
    delta_type: str = ""
    chunks: tuple[Chunk, ...] = ()
    before: tuple[dict[str, Any], ...] = ()
    after: tuple[dict[str, Any], ...] = ()
    tokens: int = 0
    billed: int | None = None
    hidden: str | None = None
    """The full thinking, where less of it is shown."""

    @property
    def type(self) -> str:
        return str(self.start.get("type"))

    @property
    def joined(self) -> str:
        """What the deltas add up to, up to the bytes that can come back."""
        return "".join(chunk.text for chunk in self.chunks if isinstance(chunk, Delta | Run))

    @property
    def untold(self) -> int:
        """The tokens of what ``joined`` leaves out."""
        return sum(chunk.untold for chunk in self.chunks if isinstance(chunk, Run))

    @property
    def thinks(self) -> bool:
        return self.type in ("thinking", "redacted_thinking")

    def kept(self, characters: int) -> "Part":
        """The part up to this many characters of its text; directives behind them are gone."""
        return replace(self, chunks=tuple(_kept(self.chunks, characters)))

    def without(self, characters: int) -> "Part":
        """The part after this many characters of its text; directives before them are gone."""
        return replace(self, chunks=tuple(_after(self.chunks, characters)))


Played = Part | Directive
"""One thing of a reply, in order."""


def _kept(chunks: Sequence[Chunk], characters: int) -> Iterable[Chunk]:
    for chunk in chunks:
        if isinstance(chunk, Delta):
            if len(chunk.text) > characters:
                if characters:
                    yield replace(chunk, text=chunk.text[:characters])
                return
            characters -= len(chunk.text)
        yield chunk


def _after(chunks: Sequence[Chunk], characters: int) -> Iterable[Chunk]:
    for chunk in chunks:
        if characters <= 0:
            yield chunk
        elif isinstance(chunk, Delta):
            if len(chunk.text) > characters:
                yield replace(chunk, text=chunk.text[characters:])
            characters -= len(chunk.text)
