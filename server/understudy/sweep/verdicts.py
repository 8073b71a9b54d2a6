"""Verdicts: what a client should do under a variant, what it did, and whether that is as it should be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final, Literal

Expected = Literal["same", "error", "same or error", "retry or error", "retry", "error at last"]
Seen = Literal[
    "same", "same after retry", "retry too soon", "error", "error after retry", "other output", "timed out",
    "not played",
]  # fmt: skip
Verdict = Literal["ok", "FAILED", "skipped"]

MEANING: Final[Mapping[Expected, str]] = {
    "same": "the exit code and the output of the plain run, without another request",
    "error": "an exit code that is not 0, without another request",
    "same or error": "the output of the plain run or an exit code that is not 0, without another request",
    "retry or error": "the output of the plain run after another request, or an exit code that is not 0",
    "retry": "the output of the plain run after another request, not before the time it was told",
    "error at last": "an exit code that is not 0, however often it asked",
}
"""What a client should do, in full."""

ACCEPTED: Final[Mapping[Expected, frozenset[Seen]]] = {
    "same": frozenset({"same"}),
    "error": frozenset({"error"}),
    "same or error": frozenset({"same", "error"}),
    "retry or error": frozenset({"same after retry", "error", "error after retry"}),
    "retry": frozenset({"same after retry"}),
    "error at last": frozenset({"error", "error after retry"}),
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
    turned_away: int = 0
    """How many came on a connection that was of no use any more."""
    shortest_wait: float | None = None
    """Seconds after which the same was asked again, at the soonest."""

    @property
    def requests(self) -> int:
        """How many requests came."""
        return sum(self.asked.values()) + self.beside + self.turned_away

    @property
    def complaint(self) -> str:
        """The line of its standard error that says what is wrong: the last that names an error, or the last of all."""
        lines = [line for line in self.stderr.decode("utf-8", "replace").split("\n") if line.strip()]
        named = [line for line in lines if _ERROR.match(line)]
        return (named or lines or [""])[-1].strip()


_ERROR: Final = re.compile(r"[\w.$]*(Error|Exception|Interrupt|Timeout)\b.*")
"""A line as Python, Node and their like print one, behind which other lines may follow."""

_IN_TIME: Final = 0.05
"""Seconds that clocks may differ by."""


def seen(plain: Run, run: Run, *, played: bool, patience: float = 0.0) -> Seen:
    """What a run comes to beside the plain one. ``played``: the variant was met, and differed from the plain reply."""
    if run.exit_code is None:
        return "timed out"
    if not played:
        return "not played"
    again = (
        run.beside > plain.beside
        or any(n > plain.asked.get(turn, 0) for turn, n in run.asked.items())
        or (run.turned_away > 0 and run.requests > plain.requests)
    )
    if again and run.shortest_wait is not None and run.shortest_wait < patience - _IN_TIME:
        return "retry too soon"
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


def difference(plain: Run, run: Run) -> str:
    """Where the output of a run begins to differ from that of the plain one; empty where it is the same."""
    lines = zip_longest(_lines(plain), _lines(run))
    found = next(((number, *pair) for number, pair in enumerate(lines, 1) if pair[0] != pair[1]), None)
    if found is None:
        return ""
    number, before, after = found
    if after is None:
        return f"line {number} of its output is missing: {_quoted(before)}"
    if before is None:
        return f"line {number} of its output is one too many: {_quoted(after)}"
    return f"line {number} of its output is {_quoted(after)} in place of {_quoted(before)}"


def _lines(run: Run) -> list[str]:
    return said(run).decode("utf-8", "replace").splitlines()


_LONGEST: Final = 60


def _quoted(line: str | None) -> str:
    """A line in quotes; of a long one, its end."""
    text = line or ""
    return repr(text if len(text) <= _LONGEST else f"…{text[-_LONGEST:]}")
