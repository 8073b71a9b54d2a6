"""A server for the judges, and how those that are programs are asked: once for all scenarios."""

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from understudy.app import create_app
from understudy.library import Library
from understudy.server import serve

from .expectations import expectations

Json = dict[str, Any]


@pytest.fixture(scope="session")
def quick_stage() -> Iterator[str]:
    """A server of the shipped scenarios that waits for nothing but stalls and holds."""
    with serve(create_app(Library.load([]), speed=0)) as running:
        yield running.url


def ask(command: list[str], url: str, judge: str) -> Json:
    """The verdicts of a program that takes cases on its stdin, by the scenario's name."""
    cases = [expectation.case(judge) for expectation in expectations()]
    asked = json.dumps({"url": url, "cases": cases})
    ran = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    verdicts: Json = json.loads(ran.stdout)
    return verdicts
