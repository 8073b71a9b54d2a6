"""The newest Python SDK accumulates from a shipped scenario's stream what its plain call gives."""

import pytest

from .conftest import Json
from .expectations import Expectation, expectations, surplus
from .judge import everything, verdict, verdict_async
from .judging import judge

ALL = pytest.mark.parametrize("expected", expectations(), ids=lambda expected: expected.scenario)

pytestmark = pytest.mark.filterwarnings("ignore:The model:DeprecationWarning")  # the seeds' model is on its way out


def test_every_expectation_is_of_a_shipped_scenario() -> None:
    assert surplus() == []


@pytest.fixture(scope="module")
def silences(quick_stage: str) -> Json:
    """What the SDK makes of the scenarios that fall silent, which is best waited for at once."""
    cases = [expected.case("python") for expected in expectations()]
    return everything(quick_stage, [case for case in cases if case["silent"]])


@ALL
def test_the_synchronous_client_agrees(quick_stage: str, silences: Json, expected: Expectation) -> None:
    waited = silences.get(expected.scenario)
    came = waited["synchronous"] if waited else verdict(quick_stage, expected.case("python"))
    judge(expected, came, "python")


@ALL
async def test_the_asynchronous_client_agrees(quick_stage: str, silences: Json, expected: Expectation) -> None:
    waited = silences.get(expected.scenario)
    came = waited["asynchronous"] if waited else await verdict_async(quick_stage, expected.case("python"))
    judge(expected, came, "python")
