"""The command `understudy sweep`, as tests give it, and what it says in JSON."""

import json
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from understudy.cli import main

QUICK = sys.executable, "-I", "-S"
"""Python without all that it looks for when it starts."""


def sweep(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["sweep", *(str(argument) for argument in arguments)])


def verdicts(result: Result) -> dict[str, tuple[str, str]]:
    """What was seen and how it was judged, by variant."""
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return {row["variant"]: (row["seen"], row["verdict"]) for row in rows}


def scenario(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(text)
    return path
