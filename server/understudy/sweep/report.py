"""Reports: what came of each variant, told as a table or as lines of JSON."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from .variant import Variant
from .verdicts import ACCEPTED, Run, Seen, Verdict, difference

Echo = Callable[[str], object]
"""Takes a line."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one variant, beside the plain run."""

    variant: Variant
    seen: Seen
    verdict: Verdict
    run: Run
    plain: Run

    @property
    def detail(self) -> str:
        """In a line, what the client did."""
        run = self.run
        ended = f"ended after {run.seconds:.1f} s" if run.exit_code is None else f"exit code {run.exit_code}"
        requests = f"{run.requests} request{'' if run.requests == 1 else 's'}"
        if run.requests != self.plain.requests:
            requests = f"{requests} in place of {self.plain.requests}"
        waited = f"the next after {run.shortest_wait or 0:.2f} s" if self.seen == "retry too soon" else ""
        differs = difference(self.plain, run) if self.seen == "other output" else ""
        return "; ".join(filter(None, [f"{ended}, {requests}", waited, differs, run.complaint]))


class Audience(Protocol):
    """Who hears of a sweep while it goes on."""

    def listed(self, variants: Sequence[Variant]) -> None:
        """Hears of the variants where none is run."""

    def begins(self, variants: Sequence[Variant]) -> None: ...

    def hears(self, report: Report) -> None:
        """Hears of every variant, in their order."""

    def ends(self, reports: Sequence[Report]) -> None:
        """Hears of those that were run, also where the sweep was broken off."""


_EXPECTED_WIDTH: Final = max(map(len, ACCEPTED))
_SEEN_WIDTH: Final = len("error after retry")


class Table:
    """Tells a sweep as a table with a line that sums it up."""

    def __init__(self, echo: Echo) -> None:
        self._echo = echo
        self._width = 0
        self._count = 0

    def listed(self, variants: Sequence[Variant]) -> None:
        self._measure(variants)
        for variant in variants:
            self._echo(f"{variant.name:<{self._width}}  {variant.expected}")

    def begins(self, variants: Sequence[Variant]) -> None:
        self._measure(variants)
        self._row("variant", "expected", "seen", "verdict")

    def hears(self, report: Report) -> None:
        self._row(report.variant.name, report.variant.expected, report.seen, report.verdict)
        if report.verdict == "FAILED":
            self._echo(f"    {report.detail}")

    def ends(self, reports: Sequence[Report]) -> None:
        counts = Counter(report.verdict for report in reports)
        told = [f"{counts['ok']} ok", f"{counts['FAILED']} failed"]
        if counts["skipped"]:
            told.append(f"{counts['skipped']} skipped, as nothing came of them")
        of_all = "" if len(reports) == self._count else f"{len(reports)} of "
        self._echo(f"{of_all}{self._count} variant{'' if self._count == 1 else 's'}: {', '.join(told)}")

    def _measure(self, variants: Sequence[Variant]) -> None:
        self._width = max(len("variant"), *(len(variant.name) for variant in variants))
        self._count = len(variants)

    def _row(self, name: str, expected: str, what: str, verdict: str) -> None:
        self._echo(f"{name:<{self._width}}  {expected:<{_EXPECTED_WIDTH}}  {what:<{_SEEN_WIDTH}}  {verdict}")


class Lines:
    """Tells a sweep as one JSON object a variant."""

    def __init__(self, echo: Echo) -> None:
        self._echo = echo

    def listed(self, variants: Sequence[Variant]) -> None:
        for variant in variants:
            self._line(_planned(variant))

    def begins(self, variants: Sequence[Variant]) -> None:
        """Every line stands for itself."""

    def hears(self, report: Report) -> None:
        run = report.run
        came = {"requests": run.requests, "exit_code": run.exit_code, "complaint": run.complaint}
        told = {"seen": report.seen, "verdict": report.verdict, **came, "seconds": round(run.seconds, 3)}
        printed = {"stdout": end(run.stdout), "stderr": end(run.stderr)} if report.verdict == "FAILED" else {}
        self._line(_planned(report.variant) | told | printed)

    def ends(self, reports: Sequence[Report]) -> None:
        """Every line stands for itself."""

    def _line(self, members: Mapping[str, Any]) -> None:
        self._echo(json.dumps(members, ensure_ascii=False))


def _planned(variant: Variant) -> dict[str, Any]:
    """What a variant is; ``says`` is its difference in the language of scenarios, at a turn or everywhere."""
    turn = variant.at.turn if variant.at else None
    return {"variant": variant.name, "turn": turn, "says": variant.says, "expected": variant.expected}


_LONGEST: Final = 4_000


def end(printed: bytes) -> str:
    """The end of what a client has printed, as text."""
    return printed.decode("utf-8", "replace")[-_LONGEST:].rstrip()
