"""Verdicts: what a client should do under a variant, what it did, and whether that is as it should be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

Expected = Literal["same", "error", "same or error", "retry or error", "retry"]
Seen = Literal["same", "same after retry", "error", "error after retry", "other output", "timed out", "not played"]
Verdict = Literal["ok", "FAILED", "skipped"]

MEANING: Final[Mapping[Expected, str]] = {
    "same": "the exit code and the output of the plain run, without another request",
    "error": "an exit code that is not 0, without another request: part of the stream had been sent",
    "same or error": "the output of the plain run or an exit code that is not 0: nothing of the message was missing",
    "retry or error": "the output of the plain run after another request, or an exit code that is not 0",
    "retry": "the output of the plain run, after another request",
}
"""What a client should do, in full."""

ACCEPTED: Final[Mapping[Expected, frozenset[Seen]]] = {
    "same": frozenset({"same"}),
    "error": frozenset({"error"}),
    "same or error": frozenset({"same", "error"}),
    "retry or error": frozenset({"same after retry", "error", "error after retry"}),
    "retry": frozenset({"same after retry"}),
}
"""What may be seen of a client that does as it should."""

Turn = tuple[int, int]
"""A turn of a play, by its scene and the number of assistant turns before."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command. ``exit_code`` None: it was ended, for it took too long."""

    exit_code: int | None
    stdout: bytes
    stderr: bytes = b""
    seconds: float = 0.0
    asked: Mapping[Turn, int] = field(default_factory=dict)
    """How often each turn was asked for."""
    beside: int = 0
    """How many requests came beside these: refused ones, and those that have tokens counted."""

    @property
    def requests(self) -> int:
        """How many requests came."""
        return sum(self.asked.values()) + self.beside

    @property
    def complaint(self) -> str:
        """The last line of its standard error."""
        lines = self.stderr.decode("utf-8", "replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")


def seen(plain: Run, run: Run, *, played: bool) -> Seen:
    """What a run comes to beside the plain one. ``played``: the variant was met, and differed from the plain reply."""
    if run.exit_code is None:
        return "timed out"
    if not played:
        return "not played"
    again = run.beside > plain.beside or any(n > plain.asked.get(turn, 0) for turn, n in run.asked.items())
    if run.exit_code != plain.exit_code:
        return "error after retry" if again else "error"
    if said(run) != said(plain):
        return "other output"
    return "same after retry" if again else "same"


def judged(expected: Expected, what: Seen) -> Verdict:
    """Whether that is as it should be; what was not played is neither."""
    if what == "not played":
        return "skipped"
    return "ok" if what in ACCEPTED[expected] else "FAILED"


_ID: Final = re.compile(rb"\b([a-z]+_)01[1-9A-HJ-NP-Za-km-z]{22}\b")


def said(run: Run) -> bytes:
    """What it has printed, ids aside: every session has its own."""
    return _ID.sub(rb"\1", run.stdout)
