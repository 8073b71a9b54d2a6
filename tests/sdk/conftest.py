"""Verdicts of the judges that run as programs, each asked once for all scenarios."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sdk.expectations import expectations
from understudy.app import create_app
from understudy.library import Library
from understudy.server import serve

Json = dict[str, Any]

TESTS = Path(__file__).parents[1]
OLD_PYTHON = TESTS.parent / ".venv-sdk-0.72" / "bin" / "python"


@pytest.fixture(scope="session")
def quick_stage() -> Iterator[str]:
    """A server of the shipped scenarios that waits for nothing but stalls and holds."""
    with serve(create_app(Library.load([]), speed=0)) as running:
        yield running.url


@pytest.fixture(scope="session")
def old_python(quick_stage: str) -> Json:
    """What the Python SDK 0.72.0 makes of every scenario, by its name."""
    return ask([str(OLD_PYTHON), str(TESTS / "sdk" / "judge.py")], quick_stage, "python-0.72")


@pytest.fixture(scope="session")
def typescript(quick_stage: str) -> Json:
    """What the newest TypeScript SDK makes of every scenario, by its name."""
    return ask(["node", str(TESTS / "node" / "judge.mjs")], quick_stage, "typescript")


def ask(command: list[str], url: str, judge: str) -> Json:
    cases = [expectation.case(judge) for expectation in expectations()]
    asked = json.dumps({"url": url, "cases": cases})
    ran = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    verdicts: Json = json.loads(ran.stdout)
    return verdicts
