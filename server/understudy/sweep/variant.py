"""Variant: one way in which a scenario is played differently, and what a client should do then."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .verdicts import Expected

Says = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Moment:
    """A place in a play: its scene, the assistant turns before, and the attempt, counted from 1."""

    scene: int
    turn: int
    attempt: int


@dataclass(frozen=True, slots=True)
class Variant:
    """One variant. Its name is that of its session, too."""

    name: str
    says: Says
    """The difference, in the language of scenarios."""
    expected: Expected
    at: Moment | None = None
    """Where it is played; None: everywhere."""
    unasked: bool = True
    """Whether it is played without being asked for by name."""
    patience: float = 0.0
    """Seconds that have to pass before a client asks again."""
