"""Generating: what a generator makes, as deltas, and as a run of deltas where they would be too many to hold."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import ceil, inf, lcm
from typing import Final

from ..scenario import directives as say
from ..scenario.generator import Generator
from .parts import Chunk, Delta, Run

HELD: Final = 256 * 1024
"""Bytes of generated text that are written out; of more, the same deltas are played over and over."""
_FIRST: Final = 1_000
"""Repeated deltas that are written out."""
_PLAIN: Final = 256 * 1024 * 1024
"""Bytes that a plain answer may hold; a longer one never comes."""
_FILLER: Final = "bla "
_ROUND: Final = 8 * 1024
_JSON: Final = ('{"text":"', '"}')


@dataclass(frozen=True, slots=True)
class Knife:
    """How a text becomes deltas: ``cut`` cuts it, ``whole`` leaves it in one; ``piece`` is their size, if it is set."""

    cut: Callable[[str], Iterable[Delta]]
    whole: Callable[[str], Delta]
    piece: int | None = None


def generated(
    generator: Generator, knife: Knife, *, streams: bool, most: int | None = None, json: bool = False
) -> Iterator[Chunk]:
    """The chunks of what a generator makes.

    ``most`` is how many bytes can be played, where that is known: no more are made. ``json``: it is a tool's input.
    """
    size = min(generator.size, inf if most is None else most)
    in_full = not streams or most is not None
    if not streams and size > _PLAIN:
        yield say.Stall(stall="forever")
    elif generator.repeat is not None:
        yield from _repeated(knife.whole(generator.repeat), size, in_full=in_full)
    elif json and size >= len("".join(_JSON)):
        before, after = _JSON
        yield knife.whole(before)
        yield from _made(int(size) - len("".join(_JSON)), knife, in_full=in_full)
        yield knife.whole(after)
    else:
        yield from _made(int(size), knife, in_full=in_full)


def _repeated(delta: Delta, size: float, *, in_full: bool) -> Iterator[Chunk]:
    """The delta as often as it goes into so many bytes; the first ones by themselves."""
    length = len(delta.text.encode("utf-8", "replace"))
    times = None if size == inf else ceil(size / length)
    first = max(1, min(_FIRST, HELD // length))
    if times is not None and (in_full or times <= first):
        yield from (delta,) * times
        return
    yield from (delta,) * first
    yield Run((delta,), None if times is None else times - first)


def _made(size: int, knife: Knife, *, in_full: bool) -> Iterator[Chunk]:
    """So many bytes of filler; of many a first round, a run of rounds, and what is over."""
    round_ = _ROUND if knife.piece is None else lcm(knife.piece, len(_FILLER)) * ceil(_ROUND / (knife.piece * 4))
    times = 0 if in_full or size <= max(HELD, round_) else size // round_ - 1
    if times:
        yield from knife.cut(_text(round_))
        yield Run(tuple(knife.cut(_text(round_))), times)
        size -= (times + 1) * round_
    yield from knife.cut(_text(size))


def _text(size: int) -> str:
    return (_FILLER * ceil(size / len(_FILLER)))[:size]
