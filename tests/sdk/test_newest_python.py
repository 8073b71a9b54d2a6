"""The newest Python SDK accumulates from a shipped scenario's stream what its plain call gives."""

import pytest

from .expectations import Expectation, expectations, surplus
from .judge import verdict, verdict_async
from .judging import judge

ALL = pytest.mark.parametrize("expected", expectations(), ids=lambda expected: expected.scenario)

pytestmark = pytest.mark.filterwarnings("ignore:The model:DeprecationWarning")  # the seeds' model is on its way out


def test_every_expectation_is_of_a_shipped_scenario() -> None:
    assert surplus() == []


@ALL
def test_the_synchronous_client_agrees(quick_stage: str, expected: Expectation) -> None:
    judge(expected, verdict(quick_stage, expected.case("python")), "python")


@ALL
async def test_the_asynchronous_client_agrees(quick_stage: str, expected: Expectation) -> None:
    judge(expected, await verdict_async(quick_stage, expected.case("python")), "python")
