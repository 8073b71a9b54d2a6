"""The part of the README on sweeps: what it says is what the official SDK does, and what should come of variants."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tests.sweep.command import QUICK, sweep, verdicts
from tests.test_readme import README, fenced
from understudy.sweep.variants import conceivable

WARM = Path(__file__).parent / "warm.py"


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[object, ...]]:
    """The command of a client that prints what the SDK's `get_final_message` gives it."""
    path = tmp_path_factory.mktemp("sdk") / "ask"
    path.with_suffix(".py").write_text(fenced("python", "# file: ask.py"))
    with subprocess.Popen([sys.executable, WARM, path, "anthropic"], stdout=subprocess.PIPE) as warm:
        assert warm.stdout
        assert warm.stdout.readline() == b"ready\n"
        yield *QUICK, WARM, path
        warm.terminate()


PYTHON_SDK = {
    "eol-crlf": ("same", "ok"),
    "write-1-byte": ("same", "ok"),
    "bom": ("error", "ok"),
    "gzip-write-7-bytes": ("same", "ok"),
    "overloaded-first": ("same after retry", "ok"),
    "rate-limited-first": ("same after retry", "ok"),
    "authentication-first": ("error", "ok"),
    "overloaded-always": ("error after retry", "ok"),
    "close-before-headers": ("same after retry", "ok"),
    "unknown-events-everywhere": ("same", "ok"),
    "end-before-event-0": ("error", "ok"),
    "end-before-event-4": ("other output", "FAILED"),
    "close-before-event-4": ("error", "ok"),
    "error-before-event-4": ("error", "ok"),
    "end-inside-gzip-before-event-4": ("other output", "FAILED"),
    "corrupt-event-3": ("error", "ok"),
}


def test_the_python_sdk_takes_a_clean_end_for_the_whole_message(ask: tuple[object, ...]) -> None:
    only = [word for name in PYTHON_SDK for word in ("--only", name)]
    result = sweep("hello", *only, "--jobs", "4", "--json", "--", *ask)
    assert verdicts(result) == PYTHON_SDK
    assert result.exit_code == 1


def test_the_example_of_the_readme_is_what_the_sdk_does(ask: tuple[object, ...]) -> None:
    command, _, shown = fenced("console", "understudy sweep hello").partition("\n")
    options = shlex.split(command.partition("sweep ")[2].partition(" -- ")[0])
    assert sweep(*options, "--", *ask).stdout == shown


SHOULD = [
    (re.findall("`(.*?)`", globs), re.findall(r"\*\*(.*?)\*\*", should))
    for globs, should in re.findall(
        r"^\| (`.*?) \|.*\| (.*?) \|$", README.partition("first row that fits")[2].partition("## ")[0], re.MULTILINE
    )
]
"""What a client should do, by the globs of the README's table."""


def told(name: str) -> list[str]:
    """What the first row that fits a variant says."""
    return next(should for globs, should in SHOULD if any(fnmatchcase(name, glob) for glob in globs))


@pytest.mark.parametrize(("scenario", "least"), [("tool-loop", 450), ("unicode", 300)])
def test_the_table_of_the_readme_says_what_should_come_of_every_variant(scenario: str, least: int) -> None:
    rows = [json.loads(line) for line in sweep(scenario, "--list", "--only", "*", "--json").stdout.splitlines()]
    assert len(rows) > least
    assert {row["variant"]: row["expected"] for row in rows if row["expected"] not in told(row["variant"])} == {}


@pytest.mark.parametrize("glob", [glob for globs, _ in SHOULD for glob in globs])
def test_a_row_of_the_readmes_table_fits_some_variant(glob: str) -> None:
    assert conceivable(glob)
