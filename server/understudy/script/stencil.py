"""Stencils: bytes written once, with holes for what varies from request to request."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_MARK: Final = f"slot-{secrets.token_hex(12)}"
"""Stands in written bytes for what is not known yet; nobody can guess it, and it never goes out."""
_HOLE: Final = re.compile(rf'"{_MARK}-n(\d+)"|{_MARK}-i(\d+)-'.encode())


@dataclass(frozen=True, slots=True)
class Filling:
    """What one request puts into the holes: ids in the order of their slots, and its prompt's tokens."""

    ids: Sequence[str]
    input_tokens: int


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
    def input_tokens(more: int = 0) -> str:
        """A mark for the number of tokens of the prompt, and some more."""
        return f"{_MARK}-n{more}"


@dataclass(frozen=True, slots=True)
class Stencil:
    """Alternately bytes and holes, beginning and ending with bytes. A hole is (slot, more)."""

    solid: tuple[bytes, ...]
    holes: tuple[tuple[int | None, int], ...]

    def fill(self, filling: Filling) -> bytes:
        if not self.holes:
            return self.solid[0]
        parts = [self.solid[0]]
        for (slot, more), solid in zip(self.holes, self.solid[1:], strict=True):
            value = str(filling.input_tokens + more) if slot is None else filling.ids[slot]
            parts.append(value.encode())
            parts.append(solid)
        return b"".join(parts)


def stencil(data: bytes) -> Stencil:
    """The stencil of bytes in which marks stand."""
    solid, holes, end = [], [], 0
    for hole in _HOLE.finditer(data):
        solid.append(data[end : hole.start()])
        holes.append((None, int(hole[1])) if hole[2] is None else (int(hole[2]), 0))
        end = hole.end()
    return Stencil((*solid, data[end:]), tuple(holes))
