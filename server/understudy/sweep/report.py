"""Reports: what came of each variant, told as a table or as lines of JSON."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from .variants import Variant
from .verdicts import ACCEPTED, Run, Seen, Verdict

Echo = Callable[[str], object]
"""Takes a line."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one variant."""

    variant: Variant
    seen: Seen
    verdict: Verdict
    run: Run


class Audience(Protocol):
    """Who hears of a sweep while it goes on."""

    def listed(self, variants: Sequence[Variant]) -> None:
        """Hears of the variants where none is run."""

    def begins(self, variants: Sequence[Variant]) -> None: ...

    def hears(self, report: Report) -> None:
        """Hears of every variant, in their order."""

    def ends(self, reports: Sequence[Report]) -> None: ...


_EXPECTED_WIDTH: Final = max(map(len, ACCEPTED))
_SEEN_WIDTH: Final = len("error after retry")


class Table:
    """Tells a sweep as a table with a line that sums it up."""

    def __init__(self, echo: Echo) -> None:
        self._echo = echo
        self._width = 0

    def listed(self, variants: Sequence[Variant]) -> None:
        self._measure(variants)
        for variant in variants:
            self._echo(f"{variant.name:<{self._width}}  {variant.expected}")

    def begins(self, variants: Sequence[Variant]) -> None:
        self._measure(variants)
        self._row("variant", "expected", "seen", "verdict")

    def hears(self, report: Report) -> None:
        self._row(report.variant.name, report.variant.expected, report.seen, report.verdict)

    def ends(self, reports: Sequence[Report]) -> None:
        counts = Counter(report.verdict for report in reports)
        told = [f"{counts['ok']} ok", f"{counts['FAILED']} failed"]
        if counts["skipped"]:
            told.append(f"{counts['skipped']} skipped, as nothing came of them")
        self._echo(f"{len(reports)} variant{'' if len(reports) == 1 else 's'}: {', '.join(told)}")

    def _measure(self, variants: Sequence[Variant]) -> None:
        self._width = max(len("variant"), *(len(variant.name) for variant in variants))

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
        self._line(_planned(report.variant) | told)

    def ends(self, reports: Sequence[Report]) -> None:
        """Every line stands for itself."""

    def _line(self, members: Mapping[str, Any]) -> None:
        self._echo(json.dumps(members, ensure_ascii=False))


def _planned(variant: Variant) -> dict[str, Any]:
    """What a variant is; ``says`` is its difference in the language of scenarios, at a turn or everywhere."""
    turn = variant.at.turn if variant.at else None
    return {"variant": variant.name, "turn": turn, "says": variant.says, "expected": variant.expected}
