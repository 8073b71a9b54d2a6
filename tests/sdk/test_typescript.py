"""The newest TypeScript SDK accumulates from a shipped scenario's stream what its plain call gives."""

from pathlib import Path

import pytest

from .conftest import Json, ask
from .expectations import Expectation, expectations
from .judging import judge

JUDGE = Path(__file__).parents[1] / "node" / "judge.mjs"


@pytest.fixture(scope="module")
def verdicts(quick_stage: str) -> Json:
    """What the SDK makes of every scenario, by its name."""
    return ask(["node", str(JUDGE)], quick_stage, "typescript")


@pytest.mark.parametrize("expected", expectations(), ids=lambda expected: expected.scenario)
def test_the_sdk_agrees(verdicts: Json, expected: Expectation) -> None:
    judge(expected, verdicts[expected.scenario], "typescript")
