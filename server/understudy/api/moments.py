"""Moments: points in time that a header tells, in the spelling of that header."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import formatdate
from fnmatch import fnmatchcase
from time import gmtime, strftime
from typing import Final


@dataclass(frozen=True, slots=True)
class Moment:
    """So many seconds after the request was answered, or before."""

    seconds: float


Changes = Mapping[str, str | Moment | None]
"""Headers to add or to replace, by their lower-case names; None removes, a `*` in a name stands for anything."""


def told(changes: Changes, now: float) -> dict[str, str | None]:
    """The changes with every moment spelled out. ``now`` is seconds since the epoch."""
    return {
        name: spelled(name, now + value.seconds) if isinstance(value, Moment) else value
        for name, value in changes.items()
    }


def spelled(name: str, at: float) -> str:
    """A time, in seconds since the epoch, as a header of this name tells it: in whole seconds."""
    return next(spell for names, spell in _SPELLINGS if fnmatchcase(name, names))(int(at))


def rfc3339(second: int) -> str:
    """Such as 2026-01-01T12:00:00Z."""
    return strftime("%Y-%m-%dT%H:%M:%SZ", gmtime(_told(second)))


def http_date(second: int) -> str:
    """Such as Thu, 01 Jan 2026 12:00:00 GMT."""
    return formatdate(_told(second), usegmt=True)


def _told(second: int) -> int:
    """The second, or the nearest one that a year of four digits has."""
    return min(max(second, 0), _LAST)


_LAST: Final = 253_402_300_799
_SPELLINGS: Final[tuple[tuple[str, Callable[[int], str]], ...]] = (
    ("anthropic-ratelimit-unified-*reset", str),
    ("anthropic-ratelimit-*-reset", rfc3339),
    ("*", http_date),
)
"""The first pattern that a name meets decides. Source: recorded responses; RFC 9110, 10.2.3."""
