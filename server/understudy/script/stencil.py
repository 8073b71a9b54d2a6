"""Stencils: bytes written once, with holes for what varies from request to request."""

import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import Final, Literal, NamedTuple, get_args

from ..api.tokens import InputTokens

_MARK: Final = f"slot-{secrets.token_hex(12)}"
"""Stands in written bytes for what is not known yet; nobody can guess it, and it never goes out."""
_HOLE: Final = re.compile(rf'"{_MARK}-n(?P<count>\w+)-(?P<brought>\d+)"|{_MARK}-i(?P<slot>\d+)-'.encode())

Count = Literal["rest", "read", "created", "created_5m", "created_1h"]
"""A member of ``InputTokens``."""
_COUNTS: Final[tuple[Count, ...]] = get_args(Count)


class Filling(NamedTuple):
    """What one request puts into the holes: ids in the order of their slots, and its prompt's tokens."""

    ids: Sequence[str]
    prompt: InputTokens = InputTokens()

    def values(self, brought: Iterable[int]) -> list[int | bytes]:
        """The counts, in their order, for every number of tokens that server tools bring in; then the ids."""
        values: list[int | bytes] = []
        for tokens in brought:
            prompt = self.prompt.grown(tokens)
            values += prompt.rest, prompt.read, prompt.created, prompt.created_5m, prompt.created_1h
        values += [id.encode() for id in self.ids]
        return values


NOTHING: Final = Filling(())


class Slots:
    """Hands out marks to write in place of what varies."""

    def __init__(self) -> None:
        self.prefixes: list[str] = []
        self.request_id = self.id("req_")

    def id(self, prefix: str) -> str:
        """A mark for one more id of this prefix."""
        self.prefixes.append(prefix)
        return f"{_MARK}-i{len(self.prefixes) - 1}-"

    @staticmethod
    def number(count: Count, brought: int = 0) -> str:
        """A mark for one of the prompt's counts, once server tools have brought in so many tokens."""
        return f"{_MARK}-n{count}-{brought}"


@dataclass(frozen=True, slots=True)
class Stencil:
    """Bytes with holes. ``pick`` takes what goes into them from the filling's values for ``brought``; None: no holes.

    ``text`` is what is written; where there are holes, as bytes are formatted with `%`.
    """

    text: bytes
    pick: Callable[[Sequence[int | bytes]], object] | None = None
    brought: tuple[int, ...] = ()

    def fill(self, filling: Filling) -> bytes:
        return self.text if self.pick is None else self.text % self.pick(filling.values(self.brought))


def stencil(data: bytes) -> Stencil:
    """The stencil of bytes in which marks stand."""
    holes = list(_HOLE.finditer(data))
    if not holes:
        return Stencil(data)
    brought = tuple({int(hole["brought"]): None for hole in holes if hole["brought"]})
    edges = [0, *(edge for hole in holes for edge in hole.span()), len(data)]
    parts = [data[start:end].replace(b"%", b"%%") for start, end in pairwise(edges)]
    parts[1::2] = [b"%b" if hole["slot"] else b"%d" for hole in holes]
    return Stencil(b"".join(parts), itemgetter(*(_value(hole, brought) for hole in holes)), brought)


def _value(hole: re.Match[bytes], brought: Sequence[int]) -> int:
    """Which of a filling's values goes into a hole."""
    if hole["slot"]:
        return len(brought) * len(_COUNTS) + int(hole["slot"])
    counted = brought.index(int(hole["brought"]))
    return counted * len(_COUNTS) + [count.encode() for count in _COUNTS].index(hole["count"])
