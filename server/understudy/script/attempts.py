"""Attempts: what an act is at one of the attempts at it."""

from dataclasses import replace
from functools import lru_cache

from ..scenario.acts import Act
from .words import has_templates


@lru_cache(maxsize=1024)
def tells_attempts_apart(act: Act) -> bool:
    """Whether it matters for an act which attempt it answers."""
    return has_templates(act) or any(fault.attempt is not None for fault in act.faults)


def at_attempt(act: Act, attempt: int) -> Act:
    """The act with the faults that hold at an attempt; one object for all attempts at which it is the same."""
    if not act.faults:
        return act
    named = {fault.attempt for fault in act.faults if fault.attempt is not None}
    return _at(act, attempt if attempt in named else None) if named else act


@lru_cache(maxsize=1024)
def _at(act: Act, attempt: int | None) -> Act:
    return replace(act, faults=tuple(fault for fault in act.faults if fault.attempt in (None, attempt)))
