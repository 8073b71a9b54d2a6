"""JUnit: the reports of a sweep as the XML that CI systems read."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ..errors import UnderstudyError
from .report import Report
from .verdicts import MEANING, Run


def write(path: Path, name: str, reports: Sequence[Report]) -> None:
    """Writes them. Raises UnderstudyError where that cannot be."""
    try:
        path.write_text(junit(name, reports), encoding="utf-8")
    except OSError as error:
        raise UnderstudyError(f"cannot write {path}: {error.strerror}") from None


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
        failure.text = _printable(f"played: {says}\n{_output(report.run)}")
    return case


def _time(*reports: Report) -> str:
    return f"{sum(report.run.seconds for report in reports):.3f}"


_LONGEST: Final = 4_000
_UNPRINTABLE: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _output(run: Run) -> str:
    """How a run ended, with the end of what it has printed."""
    ended = "ended for taking too long" if run.exit_code is None else f"exit code {run.exit_code}"
    printed = (("stdout", run.stdout), ("stderr", run.stderr))
    return "\n".join([ended, *(f"{stream}:\n{_end(data)}" for stream, data in printed if data)])


def _end(data: bytes) -> str:
    return data.decode("utf-8", "replace")[-_LONGEST:].rstrip()


def _printable(text: str) -> str:
    """The text without what XML cannot hold."""
    return _UNPRINTABLE.sub("\ufffd", text)
