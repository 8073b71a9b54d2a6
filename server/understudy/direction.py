"""Direction: who says what is played in place of what a scenario says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from .performance import Performance
from .scenario.acts import Act


@dataclass(frozen=True, slots=True)
class Place:
    """Where a play is answered from: its scene, the assistant turns before, and the attempt, counted from 1."""

    session: str
    scene: int
    turn: int
    attempt: int


class Direction(Protocol):
    """Who is asked what is played."""

    def act(self, place: Place, attempts: Sequence[Act]) -> Act:
        """What is played at a place; the same object for the same act, or it would be written anew every time."""

    def played(self, place: Place, performance: Performance) -> Performance:
        """Hears what is played at a place, and may say otherwise what becomes of the connection."""
