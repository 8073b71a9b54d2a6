"""How a sweep is told, as plain files: `make golden` writes them anew."""

import os
from pathlib import Path

import pytest

from understudy.errors import UnderstudyError
from understudy.sweep.junit import JUnit, junit
from understudy.sweep.report import Audience, Lines, Report, Table
from understudy.sweep.variant import Moment, Variant
from understudy.sweep.verdicts import Run

GOLDEN = Path(__file__).parent / "golden"
REWRITE = os.environ.get("UNDERSTUDY_GOLDEN") == "rewrite"

ONCE, TWICE = {(0, 0): 1}, {(0, 0): 2}
PLAIN = Run(0, b"Hello\n", b"", 0.25, ONCE)
CUT = {"faults": [{"at": {"event": 4}, "do": {"end": None}}]}
REPORTS = (
    Report(Variant("eol-cr", {"wire": {"eol": "cr"}}, "same"), "same", "ok", PLAIN, PLAIN),
    Report(
        Variant("overloaded-first", {"attempts": [{"error": "overloaded_error"}]}, "retry"),
        "same after retry", "ok", Run(0, b"Hello\n", b"", 0.75, TWICE), PLAIN,
    ),
    Report(
        Variant("end-before-event-4", CUT, "error", Moment(0, 0, 1)),
        "other output", "FAILED", Run(0, "Hé <&>\x00\n".encode(), b"warning: \xff\n", 0.5, ONCE), PLAIN,
    ),
    Report(
        Variant("rate-limited-first", {"attempts": [{"error": "rate_limit_error"}]}, "retry", patience=1.0),
        "retry too soon", "FAILED", Run(0, b"Hello\n", b"", 0.5, TWICE, shortest_wait=0.125), PLAIN,
    ),
    Report(
        Variant("error-before-event-4", {"faults": [{"at": {"event": 4}, "do": {"error": "overloaded_error"}}]},
                "error", Moment(0, 0, 1)),
        "error after retry", "FAILED", Run(1, b"", b"Traceback\nStatusError: Overloaded\n", 0.5, TWICE), PLAIN,
    ),
    Report(
        Variant("stall-before-event-4", {"faults": [{"at": {"event": 4}, "do": {"stall": "forever"}}]}, "error"),
        "timed out", "FAILED", Run(None, b"", b"", 30.0, ONCE), PLAIN,
    ),
    Report(
        Variant("turn-1.close-before-event-0", {"faults": [{"at": {"event": 0}, "do": {"close": None}}]},
                "retry or error"),
        "not played", "skipped", PLAIN, PLAIN,
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


def test_the_junit_file_is_written_at_the_end_only(tmp_path: Path) -> None:
    path = tmp_path / "sweep.xml"
    audience = JUnit(path, "hello")
    assert not path.exists()
    tell(audience)
    assert path.read_text(encoding="utf-8") == junit("hello", REPORTS)


def test_a_junit_file_that_cannot_be_written_is_known_at_once(tmp_path: Path) -> None:
    with pytest.raises(UnderstudyError, match=r"cannot write .*no-such-folder"):
        JUnit(tmp_path / "no-such-folder" / "sweep.xml", "hello")


@pytest.mark.parametrize(
    ("begun", "ended", "line"),
    [
        (1, 1, "1 variant: 1 ok, 0 failed"),
        (2, 2, "2 variants: 2 ok, 0 failed"),
        (5, 2, "2 of 5 variants: 2 ok, 0 failed"),
    ],
)
def test_variants_are_counted(begun: int, ended: int, line: str) -> None:
    lines: list[str] = []
    table = Table(lines.append)
    table.begins([report.variant for report in REPORTS[:begun]])
    table.ends(REPORTS[:ended])
    assert lines[1:] == [line]
