"""JUnit: the reports of a sweep as the XML that CI systems read."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

from ..errors import UnderstudyError
from .report import Report, end
from .variant import Variant
from .verdicts import MEANING, Run


class JUnit:
    """Writes a sweep of a scenario to a file at its end. Raises UnderstudyError at once where that cannot be."""

    def __init__(self, path: Path, name: str) -> None:
        self._path, self._name = path, name
        is_new = not path.exists()
        self._write("", "a")
        if is_new:
            path.unlink()

    def listed(self, variants: Sequence[Variant]) -> None:
        """Variants that are not run are no test cases."""

    def begins(self, variants: Sequence[Variant]) -> None:
        """Nothing is written before the end."""

    def hears(self, report: Report) -> None:
        """Nothing is written before the end."""

    def ends(self, reports: Sequence[Report]) -> None:
        self._write(junit(self._name, reports), "w")

    def _write(self, text: str, mode: Literal["a", "w"]) -> None:
        try:
            with self._path.open(mode, encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            raise UnderstudyError(f"cannot write {self._path}: {error.strerror}") from None


def junit(name: str, reports: Sequence[Report]) -> str:
    """A suite with one test case for each variant of a scenario."""
    verdicts = Counter(report.verdict for report in reports)
    counts = {
        "tests": str(len(reports)),
        "failures": str(verdicts["FAILED"]),
        "errors": "0",
        "skipped": str(verdicts["skipped"]),
        "time": _time(*reports),
    }
    suites = ET.Element("testsuites", counts)
    suite = ET.SubElement(suites, "testsuite", {"name": f"understudy sweep {name}", **counts})
    for report in reports:
        suite.append(_case(name, report))
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _case(name: str, report: Report) -> ET.Element:
    case = ET.Element("testcase", {"classname": f"sweep.{name}", "name": report.variant.name, "time": _time(report)})
    if report.verdict == "skipped":
        ET.SubElement(case, "skipped", {"message": "nothing came of it"})
    elif report.verdict == "FAILED":
        message = f"expected {MEANING[report.variant.expected]}; seen: {report.seen}"
        failure = ET.SubElement(case, "failure", {"message": message})
        says = json.dumps(report.variant.says, ensure_ascii=False)
        failure.text = _printable("\n".join([f"played: {says}", report.detail, *_printed(report.run)]))
    return case


def _time(*reports: Report) -> str:
    return f"{sum(report.run.seconds for report in reports):.3f}"


_UNPRINTABLE: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _printed(run: Run) -> Iterator[str]:
    """The end of what a run has printed."""
    for stream, printed in (("stdout", run.stdout), ("stderr", run.stderr)):
        if printed:
            yield f"{stream}:\n{end(printed)}"


def _printable(text: str) -> str:
    """The text without what XML cannot hold."""
    return _UNPRINTABLE.sub("\ufffd", text)
