"""What the official SDKs accumulate from the stream of a shipped scenario is what their plain call gives."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.sdk.expectations import Expectation, expectations, surplus
from tests.sdk.judge import verdict, verdict_async

Json = dict[str, Any]

ALL = pytest.mark.parametrize("expected", expectations(), ids=lambda expected: expected.scenario)
pytestmark = pytest.mark.filterwarnings(
    "ignore:The model:DeprecationWarning",  # the seeds' models are on their way out
    "ignore:Using Claude with:UserWarning",
)

NO_STATUS: tuple[None, ...] = (None,)

CUT = {
    "python": {"RemoteProtocolError", "ReadError"},
    "python-0.72": {"RemoteProtocolError", "ReadError"},
    "typescript": {"APIConnectionError", "AnthropicError", "TypeError"},
}
SILENT = {
    "python": {"ReadTimeout", "APITimeoutError"},
    "python-0.72": {"ReadTimeout", "APITimeoutError"},
    "typescript": {"APIUserAbortError"},
}
NEVER_ANSWERED = {"APIConnectionError", "APITimeoutError", "APIConnectionTimeoutError"}


def test_every_expectation_is_of_a_shipped_scenario() -> None:
    assert surplus() == []


@ALL
def test_the_newest_python_sdk_agrees(quick_stage: str, expected: Expectation) -> None:
    judge(expected, verdict(quick_stage, expected.case("python")), "python")


@ALL
async def test_the_newest_python_sdk_agrees_asynchronously(quick_stage: str, expected: Expectation) -> None:
    judge(expected, await verdict_async(quick_stage, expected.case("python")), "python")


@ALL
@pytest.mark.xdist_group("python-0.72")
@pytest.mark.parametrize("way", ["sync", "async"])
def test_the_python_sdk_of_the_seeds_days_agrees(old_python: Json, expected: Expectation, way: str) -> None:
    judge(expected, old_python[expected.scenario][way], "python-0.72")


@ALL
@pytest.mark.xdist_group("typescript")
def test_the_newest_typescript_sdk_agrees(typescript: Json, expected: Expectation) -> None:
    judge(expected, typescript[expected.scenario], "typescript")


def judge(expected: Expectation, given: Json, sdk: str) -> None:
    """Compare a verdict with what is expected of the scenario."""
    OUTCOMES[expected.outcome](expected, given["stream"], given["plain"], sdk)


def _message(expected: Expectation, stream: Json, plain: Json, sdk: str) -> None:
    assert "error" not in stream, stream
    assert "error" not in plain, plain
    assert without_ids(stream["message"]) == without_ids(plain["message"])
    assert stream["text"] == text_of(plain["message"])


def _refused(expected: Expectation, stream: Json, plain: Json, sdk: str) -> None:
    for given in (stream, plain):
        assert given["error"]["status"] == expected.status
        assert given["error"]["type"] == expected.type


def _error(expected: Expectation, stream: Json, plain: Json, sdk: str) -> None:
    assert stream["error"]["type"] == expected.type
    assert stream["error"]["class"] in ("APIStatusError", "APIError")
    _keeps_the_partial_text(expected, stream)
    assert plain["error"]["status"] == expected.status
    assert plain["error"]["type"] == expected.type


def _ended(expected: Expectation, stream: Json, plain: Json, sdk: str) -> None:
    if sdk == "typescript":
        assert stream["error"]["class"] == "AnthropicError"
        _keeps_the_partial_text(expected, stream)
    else:
        assert text_of(stream["message"]) == stream["text"] == expected.text
        assert stream["message"]["stop_reason"] is None


def _cut(expected: Expectation, stream: Json, plain: Json, sdk: str) -> None:
    assert stream["error"]["class"] in CUT[sdk]
    _keeps_the_partial_text(expected, stream)
    assert plain["error"]["class"] in NEVER_ANSWERED


def _silent(expected: Expectation, stream: Json, plain: Json, sdk: str) -> None:
    assert stream["error"]["class"] in SILENT[sdk]
    _keeps_the_partial_text(expected, stream)
    assert plain["error"]["class"] in NEVER_ANSWERED


OUTCOMES: dict[str, Callable[[Expectation, Json, Json, str], None]] = {
    "message": _message,
    "refused": _refused,
    "error": _error,
    "ended": _ended,
    "cut": _cut,
    "silent": _silent,
}


def _keeps_the_partial_text(expected: Expectation, stream: Json) -> None:
    assert stream["text"] == expected.text
    if expected.text:
        assert text_of(stream["snapshot"]) == expected.text


def text_of(message: Json) -> str:
    return "".join(block["text"] for block in message["content"] if block["type"] == "text")


ID = re.compile(r"(msg|toolu|srvtoolu|mcptoolu)_01[1-9A-HJ-NP-Za-km-z]{22}")


def without_ids(message: Json) -> Json:
    """The message with made-up ids told by their kind alone, without nulls and what an SDK adds by itself."""
    return {key: _plainly(value) for key, value in message.items() if value is not None and key != "_request_id"}


def _plainly(value: Any) -> Any:
    if isinstance(value, str):
        return ID.sub(r"\1", value)
    if isinstance(value, list):
        return [_plainly(item) for item in value]
    if isinstance(value, dict):
        return {key: _plainly(item) for key, item in value.items() if item is not None and key != "parsed_output"}
    return value
