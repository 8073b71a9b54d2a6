"""How a sweep is told, as plain files: `make golden` writes them anew."""

import os
from pathlib import Path

import pytest

from understudy.sweep.junit import junit
from understudy.sweep.report import Audience, Lines, Report, Table
from understudy.sweep.variants import Moment, Variant
from understudy.sweep.verdicts import Run

GOLDEN = Path(__file__).parent / "golden"
REWRITE = os.environ.get("UNDERSTUDY_GOLDEN") == "rewrite"

ONCE, TWICE = {(0, 0): 1}, {(0, 0): 2}
CUT = {"faults": [{"at": {"event": 4}, "do": {"end": None}}]}
REPORTS = (
    Report(Variant("eol-cr", {"wire": {"eol": "cr"}}, "same"), "same", "ok", Run(0, b"Hello\n", b"", 0.25, ONCE)),
    Report(
        Variant("overloaded-first", {"attempts": [{"error": "overloaded_error"}]}, "retry"),
        "same after retry", "ok", Run(0, b"Hello\n", b"", 0.75, TWICE),
    ),
    Report(
        Variant("end-before-event-4", CUT, "error", Moment(0, 0, 1)),
        "other output", "FAILED", Run(0, "Hé <&>\x00\n".encode(), b"warning: \xff\n", 0.5, ONCE),
    ),
    Report(
        Variant("stall-before-event-4", {"faults": [{"at": {"event": 4}, "do": {"stall": "forever"}}]}, "error"),
        "timed out", "FAILED", Run(None, b"", b"", 30.0, ONCE),
    ),
    Report(
        Variant("turn-1.close-before-event-0", {"faults": [{"at": {"event": 0}, "do": {"close": None}}]},
                "retry or error"),
        "not played", "skipped", Run(0, b"Hello\n", b"", 0.25, ONCE),
    ),
)  # fmt: skip


def same_as_golden(name: str, text: str) -> bool:
    path = GOLDEN / name
    if REWRITE:
        path.write_text(text, encoding="utf-8")
    return text == path.read_text(encoding="utf-8")


def tell(audience: Audience) -> None:
    audience.begins([report.variant for report in REPORTS])
    for report in REPORTS:
        audience.hears(report)
    audience.ends(REPORTS)


@pytest.mark.golden
@pytest.mark.parametrize(("name", "audience"), [("table.txt", Table), ("lines.jsonl", Lines)])
def test_a_sweep_is_told_in_these_lines(name: str, audience: type[Table] | type[Lines]) -> None:
    lines: list[str] = []
    tell(audience(lines.append))
    assert same_as_golden(name, "\n".join([*lines, ""]))


@pytest.mark.golden
@pytest.mark.parametrize(("name", "audience"), [("listed.txt", Table), ("listed.jsonl", Lines)])
def test_variants_are_listed_in_these_lines(name: str, audience: type[Table] | type[Lines]) -> None:
    lines: list[str] = []
    audience(lines.append).listed([report.variant for report in REPORTS])
    assert same_as_golden(name, "\n".join([*lines, ""]))


@pytest.mark.golden
def test_the_junit_file_is_this() -> None:
    assert same_as_golden("junit.xml", junit("hello", REPORTS))


def test_one_variant_is_counted_as_one() -> None:
    lines: list[str] = []
    Table(lines.append).ends(REPORTS[:1])
    assert lines == ["1 variant: 1 ok, 0 failed"]
