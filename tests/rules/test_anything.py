"""Whatever is sent, the answer is a reply that plays or a refusal in the API's form: never an exception, never a 500.

``UNDERSTUDY_EXAMPLES`` says how many requests are made up; they are the same ones every time.
"""

import json
import os
import re
import time
from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic_core._pydantic_core import list_all_errors

from tests.rules import grammar, requests
from tests.support.messages import HEADERS, post
from understudy.admission import VALIDATE
from understudy.call import Call
from understudy.company import Company
from understudy.library import Library
from understudy.performance import Finish, Performance
from understudy.sent import Sent

ENDPOINTS: Final = ("messages", "count_tokens")
EXAMPLES: Final = int(os.environ.get("UNDERSTUDY_EXAMPLES", "600")) // 12
"""Of each kind, on each endpoint."""
SECONDS: Final = 1.0
"""How long an answer may take, generously."""


def made_up(number: int) -> settings:
    """So many examples, the same in every run."""
    return settings(
        max_examples=number,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


OURS: Final = frozenset(
    (
        "Field required",
        "Extra inputs are not permitted",
        "Input should be a valid string",
        "Input should be a valid integer",
        "Input should be a valid number",
        "Input should be a valid boolean",
    )
)
"""Texts that are the same in pydantic and in the API."""
SHARED: Final = re.compile(
    r"Input should be (\{expected\}|greater than or equal to \{ge\})|Input tag |String should |List should "
)
"""Texts with something in them that are the same in both, or nearly so."""


def foreign() -> re.Pattern[str]:
    """What pydantic says and the API does not, and what else would tell of the code behind an answer."""
    texts = {error["message_template_python"] for error in list_all_errors()} - OURS
    patterns = [
        re.sub(r"\\{\w+\\}", ".*", re.escape(text))
        for text in texts
        if not SHARED.match(text) and text.partition("{")[0].strip()
    ]
    return re.compile(
        "|".join([*patterns, "pydantic", "Traceback", "<class ", "object at 0x", "<str>", "<list>", "<arm>"])
    )


FOREIGN: Final = foreign()


@pytest.fixture(scope="module")
def company() -> Company:
    return Company(Library.load([]), speed=0, clock=lambda: 1_780_000_000.0)


KINDS: Final[dict[str, Callable[[str], grammar.Strategy]]] = {
    "any JSON": lambda _: grammar.json_values.map(requests.sent),
    "the shape of a request": lambda endpoint: grammar.request(endpoint).map(requests.sent),
    "a request": lambda endpoint: requests.sensible(endpoint).map(requests.sent),
    "a request with something wrong": lambda endpoint: requests.mutated(requests.sensible(endpoint)).map(requests.sent),
    "a shape with something wrong": lambda endpoint: requests.mutated(grammar.request(endpoint)).map(requests.sent),
    "no JSON": lambda _: requests.no_json,
}
"""What is sent to an endpoint, as the strategy that makes it up."""


def headers(data: st.DataObject) -> dict[str, str]:
    """Headers with or without mistakes, and how strictly the request is to be looked at."""
    strictness = data.draw(st.sampled_from(("strict", "warn", "off")))
    return {**HEADERS, **data.draw(requests.headers), VALIDATE: strictness}


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("kind", KINDS)
@made_up(EXAMPLES)
@given(data=st.data())
def test_anything_is_answered(company: Company, kind: str, endpoint: str, data: st.DataObject) -> None:
    call = Call(headers(data), data.draw(KINDS[kind](endpoint)), Sent(), path=f"/v1/{endpoint}")
    began = time.process_time()

    performance = company.answer(call) if endpoint == "messages" else company.count(call)

    assert time.process_time() - began < SECONDS
    assert_is_performed(performance)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("kind", KINDS)
@made_up(EXAMPLES // 20)
@given(data=st.data())
def test_anything_is_answered_on_a_socket(stage: str, kind: str, endpoint: str, data: st.DataObject) -> None:
    path = "/v1/messages" if endpoint == "messages" else "/v1/messages/count_tokens"

    answer = post(stage, data.draw(KINDS[kind](endpoint)), headers=headers(data), path=path)

    assert answer.ended == "finished"
    assert_is_an_answer(answer.status, answer.header, answer.body)


def assert_is_performed(performance: Performance) -> None:
    head = performance.head
    assert head
    assert isinstance(performance.steps[-1], Finish)
    assert [step.at for step in performance.steps] == sorted(step.at for step in performance.steps)
    assert_is_an_answer(head.status, dict(head.headers).get, performance.body)


def assert_is_an_answer(status: int, header: Callable[[str], str | None], body: bytes) -> None:
    """A reply that plays, or a refusal in the API's form."""
    if status != 200:
        assert 400 <= status < 500
        assert_refuses(header("request-id"), json.loads(body))
    elif str(header("content-type")).startswith("text/event-stream"):
        events = [event.split(b"\n")[0] for event in body.split(b"\n\n") if event]
        assert events[0] == b"event: message_start"
        assert events[-1] == b"event: message_stop"
    else:
        answer = json.loads(body)
        assert answer.get("type") == "message" or isinstance(answer["input_tokens"], int)


def assert_refuses(request_id: str | None, answer: Any) -> None:
    """The body is the API's envelope, in words that are not those of the code behind it."""
    assert answer == {"type": "error", "error": answer["error"], "request_id": request_id}
    assert list(answer["error"]) == ["type", "message"]
    assert answer["error"]["message"].strip()
    assert not FOREIGN.search(answer["error"]["message"])
