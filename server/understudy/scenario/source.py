"""Source: the plain values of one YAML or JSON text, and where in the text each of them stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .text import Flaw, Place, TextError, decoded
from .tree import Builder, Node


@dataclass(frozen=True, slots=True)
class Source:
    """What a text says. Where it cannot be read, ``root`` is None and ``flaws`` say why.

    Flaws beside a root are those that reading got past.
    """

    root: Node | None
    flaws: tuple[Flaw, ...] = ()

    @property
    def value(self) -> Any:
        return None if self.root is None else self.root.value

    def position(self, location: Sequence[str | int], *, of_key: bool = False) -> Place:
        """Line and column, from 1, of a value by the location pydantic gives it; ``of_key`` of its key.

        Parts of the location that are tags of unions are skipped; where the text has no such value, the
        place is that of what should hold it.
        """
        node, place = self.root, (1, 1)
        if node is not None:
            place = node.place
        for part in location:
            if node is not None and part in node.inside:
                key = node.keys.get(str(part))
                node = node.inside[part]
                place = key if of_key and key is not None else node.place
        return place


def read(data: bytes, *, json: bool = False) -> Source:
    """The source in the bytes of a file. Mappings and lists are plain; one that is aliased is one object."""
    try:
        text = decoded(data, json=json)
    except TextError as error:
        return Source(None, (error.flaw,))
    builder = Builder(text)
    try:
        root = builder.build()
    except TextError as error:
        return Source(None, (*builder.flaws, error.flaw))
    return Source(root, tuple(builder.flaws))
