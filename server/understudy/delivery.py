"""Delivery: how the bytes of a body are cut into writes, and whether they are compressed."""

from dataclasses import dataclass
from typing import Literal

Gzip = Literal["off", "accepted", "always", "unannounced"]
WriteWord = Literal["auto", "event", "all", "line", "inside_character"]


@dataclass(frozen=True, slots=True)
class EveryBytes:
    """Writes of so many bytes each."""

    count: int


@dataclass(frozen=True, slots=True)
class AtRandom:
    """Writes of any size, drawn from a seed."""

    seed: int


Write = WriteWord | EveryBytes | AtRandom


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a scenario says of it. ``write`` acts after ``gzip``; `auto` sends what is due together in one."""

    write: Write = "auto"
    gzip: Gzip = "off"
