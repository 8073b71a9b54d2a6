"""Every request that the examples in the SDKs' own tests build is accepted.

`examples/` holds them, one file for each SDK, as `record_examples.py` wrote them down. They were written for a mock
of the schema: where a value is one that the API itself refuses, a table puts a real one in its place.
"""

import copy
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from tests.support.messages import post
from tests.support.raw import Exchange

Json = dict[str, Any]
GONE: Final = object()
"""What no value is: the member is left out."""


@dataclass(frozen=True)
class Example:
    """A request as an SDK sends it."""

    name: str
    path: str
    headers: dict[str, str]
    body: Json


@dataclass(frozen=True)
class Real:
    """What stands at a place of an example, and what a real request has there instead."""

    place: str
    example: Any
    real: Any
    because: str


BETAS: Final = (
    "billing policies, compaction, context management, fallbacks, MCP servers, task budgets, threads and bindings of"
    " thinking need their betas, which the example does not name"
)
ALL_BETAS: Final = ",".join(
    (
        "user-profiles-billing-2026-10-01",
        "compact-2026-09-04",
        "context-management-2025-06-27",
        "fallback-credit-2026-07-01",
        "server-side-fallback-2026-07-01",
        "mcp-client-2025-11-20",
        "message-threads-2026-08-12",
        "task-budgets-2026-03-13",
        "thinking-binding-controls-2026-08-01",
        "fast-mode-2026-02-01",
    )
)

REAL_VALUES: Final = (
    Real("headers.anthropic-beta", "computer-use-2024-10-22", ALL_BETAS, BETAS),
    Real("headers.anthropic-beta", "string", ALL_BETAS, "no beta is called `string`"),
    Real("headers.anthropic-beta", "string,token-counting-2024-11-01", ALL_BETAS, "no beta is called `string`"),
    Real("body.inference_geo", "inference_geo", "us", "it is `global` or `us`"),
    Real("body.diagnostics.previous_message_id", "previous_message_id", "msg_1", "the id of a message begins so"),
    Real("body.thinking.budget_tokens", 1024, GONE, "it has to be below `max_tokens`"),
)


def examples() -> list[Example]:
    return [
        Example(f"{file.stem}-{said['example']}", said["path"], said["headers"], said["body"])
        for file in sorted((Path(__file__).parent / "examples").glob("*.json"))
        for said in json.loads(file.read_text())
    ]


def real(example: Example, values: tuple[Real, ...] = REAL_VALUES) -> Example:
    """The example with real values."""
    request = {"headers": dict(example.headers), "body": copy.deepcopy(example.body)}
    for value in values:
        *way, last = value.place.split(".")
        owner: Any = request
        for part in way:
            owner = owner[int(part)] if isinstance(owner, list) else owner.get(part, {})
        if owner.get(last, GONE) == value.example:
            owner[last] = value.real
            if value.real is GONE:
                del owner[last]
    return Example(example.name, example.path, request["headers"], request["body"])


def asked(url: str, example: Example) -> Exchange:
    return post(url, example.body, headers=example.headers, path=example.path)


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_an_example_of_an_sdk_is_accepted(stage: str, example: Example) -> None:
    answer = asked(stage, real(example))

    assert answer.status == 200, answer.text


@pytest.mark.parametrize("value", REAL_VALUES, ids=lambda value: f"{value.place}={value.example}")
def test_a_value_that_is_replaced_is_refused_as_it_stands(stage: str, value: Real) -> None:
    others = tuple(other for other in REAL_VALUES if other is not value)
    placed = [real(example, others) for example in examples() if real(example, (value,)) != example]

    assert placed
    assert [asked(stage, example).status for example in placed] == [400] * len(placed)
