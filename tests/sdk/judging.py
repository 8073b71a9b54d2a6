"""How the verdict of an official SDK on a scenario is compared with what is expected of it."""

import re
from collections.abc import Callable
from typing import Any

from .expectations import Expectation

Json = dict[str, Any]

CUT = {
    "python": {"RemoteProtocolError", "ReadError"},
    "python-0.72": {"RemoteProtocolError", "ReadError"},
    "typescript": {"AnthropicError"},
}
SILENT = {
    "python": {"ReadTimeout"},
    "python-0.72": {"ReadTimeout"},
    "typescript": {"APIUserAbortError"},
}
NEVER_ANSWERED = {"APIConnectionError", "APITimeoutError", "APIConnectionTimeoutError"}


def judge(expected: Expectation, given: Json, sdk: str) -> None:
    """Compare a verdict with what is expected of the scenario."""
    outcome, _, error = expected.outcome_for(sdk).partition(" ")
    if outcome == "raises":
        assert given["stream"]["error"]["class"] == error
    else:
        OUTCOMES[outcome](expected, given["stream"], given["plain"], sdk)


def _message(expected: Expectation, stream: Json, plain: Json, sdk: str) -> None:
    assert "error" not in stream, stream
    assert "error" not in plain, plain
    assert comparable(stream["message"], sdk) == comparable(plain["message"], sdk)
    assert stream["text"] == expected.heard.get(sdk, text_of(plain["message"]))


def _differs(expected: Expectation, stream: Json, plain: Json, sdk: str) -> None:
    assert comparable(stream["message"], sdk) != comparable(plain["message"], sdk)


def _refused(expected: Expectation, stream: Json, plain: Json, sdk: str) -> None:
    for given in (stream, plain):
        assert (given["error"]["status"], given["error"]["type"]) == (expected.status, expected.type)


def _error(expected: Expectation, stream: Json, plain: Json, sdk: str) -> None:
    assert stream["error"]["type"] == expected.type
    assert stream["error"]["class"] == ("APIError" if sdk == "typescript" else "APIStatusError")
    _keeps_the_partial_text(expected, stream)
    assert (plain["error"]["status"], plain["error"]["type"]) == (expected.status, expected.type)


def _ended(expected: Expectation, stream: Json, plain: Json, sdk: str) -> None:
    if sdk == "typescript":
        assert stream["error"]["class"] == "AnthropicError"
        assert stream["text"] == expected.text
    else:
        _taken(expected, stream, plain, sdk)


def _taken(expected: Expectation, stream: Json, plain: Json, sdk: str) -> None:
    assert text_of(stream["message"]) == stream["text"] == expected.text


def _cut(expected: Expectation, stream: Json, plain: Json, sdk: str) -> None:
    assert stream["error"]["class"] in CUT[sdk]
    _keeps_the_partial_text(expected, stream)
    _leaves_the_plain_call(expected, plain)


def _silent(expected: Expectation, stream: Json, plain: Json, sdk: str) -> None:
    assert stream["error"]["class"] in SILENT[sdk]
    _keeps_the_partial_text(expected, stream)
    _leaves_the_plain_call(expected, plain)


OUTCOMES: dict[str, Callable[[Expectation, Json, Json, str], None]] = {
    "message": _message,
    "differs": _differs,
    "refused": _refused,
    "error": _error,
    "ended": _ended,
    "taken": _taken,
    "cut": _cut,
    "silent": _silent,
}


def _keeps_the_partial_text(expected: Expectation, stream: Json) -> None:
    assert stream["text"] == expected.text
    if expected.text:
        assert text_of(stream["snapshot"]) == expected.text


def _leaves_the_plain_call(expected: Expectation, plain: Json) -> None:
    if expected.plain == "message":
        assert plain["message"]["type"] == "message"
    else:
        assert plain["error"]["class"] in NEVER_ANSWERED


def text_of(message: Json) -> str:
    return "".join(block["text"] for block in message["content"] if block["type"] == "text")


ID = re.compile(r"(msg|toolu|srvtoolu|mcptoolu)_01[1-9A-HJ-NP-Za-km-z]{22}")


YOUNGER: dict[str, tuple[str, ...]] = {"python-0.72": ("output_tokens_details", "stop_details", "container")}
"""Members that an SDK does not put together from a stream, because it is older than they are."""

MADE_UP = ("_request_id", "parsed_output")
"""Members that an SDK adds by itself."""


def comparable(message: Json, sdk: str) -> Any:
    """A message whose ids are told by their kind alone, without nulls and what the SDK adds or passes over."""
    left_out = (*MADE_UP, *YOUNGER.get(sdk, ()))

    def plainly(value: Any) -> Any:
        if isinstance(value, str):
            return ID.sub(r"\1", value)
        if isinstance(value, list):
            return [plainly(item) for item in value]
        if isinstance(value, dict):
            return {key: plainly(item) for key, item in value.items() if item is not None and key not in left_out}
        return value

    return plainly(message)
