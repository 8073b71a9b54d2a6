"""Chunking: how a text or a tool's input is cut into deltas."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, count, islice
from math import log
from random import Random
from typing import Any, Final

_NINETIETH: Final = 1.2815515655446004
"""The standard normal distribution's 90th percentile."""
_PIECE: Final = (2, 12)
_EAGER: Final = (45, 110)
_EAGER_LONGEST: Final = 196


def cut_text(text: str, *, median: int, p90: int, first: int | None, rng: Random) -> list[str]:
    """Pieces whose sizes are log-normal with this median and 90th percentile, in characters.

    ``first`` is the median of the first piece, where it differs. No piece is empty or ends inside a grapheme.
    Source: recorded streams of 2024-02 to 2026-08.
    """
    sizes = _sizes(median, p90, rng)
    if first is not None:
        sizes = chain(islice(_sizes(first, first * p90 / median, rng), 1), sizes)
    return _cut(text, accumulate(sizes))


def cut_evenly(text: str, characters: float) -> list[str]:
    """Pieces of so many characters on average, each at least one grapheme."""
    size = min(characters, len(text))
    return _cut(text, (int(number * size) for number in count(1)))


def cut_json(value: Mapping[str, Any], rng: Random) -> list[list[str]]:
    """A tool's input as the API buffers it: the empty delta, then a list for each top-level property.

    A property is cut in pieces of 2 to 12 characters, with no regard for JSON's syntax; the last is what
    remains, with the closing brace behind the last property's. Source: 1,179 inputs recorded 2024-06 to 2026-08.
    """
    segments = [cut_buffered(text, rng) for text in _properties(value)]
    if segments:
        segments[-1][-1] += "}"
    return [[""], *segments]


def cut_buffered(text: str, rng: Random) -> list[str]:
    """JSON as the API sends what it has buffered: in pieces of 2 to 12 characters."""
    return _slices(text, (rng.randint(*_PIECE) for _ in count()))


def cut_json_eagerly(value: Mapping[str, Any], rng: Random) -> list[str]:
    """A tool's input in fine-grained streaming: the empty delta, then pieces of some tokens each.

    Source: recorded streams; median 30 to 60 characters, at most 196.
    """
    if not value:
        return [""]
    sizes = (min(size, _EAGER_LONGEST) for size in _sizes(*_EAGER, rng))
    return ["", *_slices(json.dumps(value, ensure_ascii=False), sizes)]


def cut_json_evenly(value: Mapping[str, Any], characters: float) -> list[str]:
    """A tool's input as the empty delta and pieces of so many characters on average."""
    text = "".join(_properties(value))
    return ["", *cut_evenly(text + "}", characters)] if text else [""]


def _sizes(median: float, p90: float, rng: Random) -> Iterator[int]:
    middle, spread = log(median), log(p90 / median) / _NINETIETH
    while True:
        yield max(round(rng.lognormvariate(middle, spread)), 1)


def _cut(text: str, wishes: Iterable[int]) -> list[str]:
    """The text cut at the wished places, each moved on to the next grapheme border behind the last cut."""
    borders = _borders(text)
    pieces = []
    at = 0
    for wish in wishes:
        if at == len(text):
            break
        end = borders[min(bisect_left(borders, max(wish, at + 1)), len(borders) - 1)]
        pieces.append(text[at:end])
        at = end
    return pieces


def _borders(text: str) -> Sequence[int]:
    if text.isascii() and "\r\n" not in text:
        return range(1, len(text) + 1)
    import regex  # slow to import, and most replies are ASCII

    return [grapheme.end() for grapheme in regex.finditer(r"\X", text)]


def _properties(value: Mapping[str, Any]) -> Iterator[str]:
    """What is buffered of each property, in the model's spelling of JSON, without the closing brace."""
    opening = "{"
    for key, member in value.items():
        yield f"{opening}{json.dumps(key, ensure_ascii=False)}: {json.dumps(member, ensure_ascii=False)}"
        opening = ", "


def _slices(text: str, sizes: Iterable[int]) -> list[str]:
    pieces = []
    at = 0
    for size in sizes:
        pieces.append(text[at : at + size])
        at += size
        if at >= len(text):
            break
    return pieces
