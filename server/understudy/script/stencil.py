"""Stencils: bytes written once, with holes for what varies from request to request."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from ..api.tokens import InputTokens

_MARK: Final = f"slot-{secrets.token_hex(12)}"
"""Stands in written bytes for what is not known yet; nobody can guess it, and it never goes out."""
_HOLE: Final = re.compile(rf'"{_MARK}-n(\w+)-(\d+)"|{_MARK}-i(\d+)-'.encode())

Count = Literal["rest", "read", "created", "created_5m", "created_1h"]
"""A member of ``InputTokens``."""


class Number(NamedTuple):
    """A hole for one of the prompt's counts, once server tools have brought in so many tokens."""

    count: Count
    brought: int


@dataclass(frozen=True, slots=True)
class Filling:
    """What one request puts into the holes: ids in the order of their slots, and its prompt's tokens."""

    ids: Sequence[str]
    prompt: InputTokens = field(default_factory=InputTokens)


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
    """Alternately bytes and holes, beginning and ending with bytes. A hole is a number, or the slot of an id."""

    solid: tuple[bytes, ...]
    holes: tuple[int | Number, ...]

    def fill(self, filling: Filling) -> bytes:
        if not self.holes:
            return self.solid[0]
        parts = [self.solid[0]]
        for hole, solid in zip(self.holes, self.solid[1:], strict=True):
            if isinstance(hole, int):
                value = filling.ids[hole]
            else:
                value = str(getattr(filling.prompt.grown(hole.brought), hole.count))
            parts.append(value.encode())
            parts.append(solid)
        return b"".join(parts)


def stencil(data: bytes) -> Stencil:
    """The stencil of bytes in which marks stand."""
    solid: list[bytes] = []
    holes: list[int | Number] = []
    end = 0
    for hole in _HOLE.finditer(data):
        solid.append(data[end : hole.start()])
        holes.append(int(hole[3]) if hole[3] else Number(hole[1].decode(), int(hole[2])))
        end = hole.end()
    return Stencil((*solid, data[end:]), tuple(holes))
