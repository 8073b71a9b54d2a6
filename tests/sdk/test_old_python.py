"""The Python SDK of the seeds' days accumulates from a shipped scenario's stream what its plain call gives."""

from pathlib import Path

import pytest

from .conftest import Json, ask
from .expectations import Expectation, expectations
from .judging import judge

PYTHON = Path(__file__).parents[2] / ".venv-sdk-0.72" / "bin" / "python"
"""Its environment, which the Makefile makes."""


@pytest.fixture(scope="module")
def verdicts(quick_stage: str) -> Json:
    """What the SDK makes of every scenario, by its name."""
    return ask([str(PYTHON), str(Path(__file__).parent / "judge.py")], quick_stage, "python-0.72")


@pytest.mark.parametrize("expected", expectations(), ids=lambda expected: expected.scenario)
@pytest.mark.parametrize("client", ["synchronous", "asynchronous"])
def test_the_sdk_agrees(verdicts: Json, expected: Expectation, client: str) -> None:
    judge(expected, verdicts[expected.scenario][client], "python-0.72")
