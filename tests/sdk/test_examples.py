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
        "mcp-client-2025-04-04",
        "message-threads-2026-08-12",
        "task-budgets-2026-03-13",
        "thinking-binding-controls-2026-08-01",
        "fast-mode-2026-02-01",
    )
)
CODE: Final = {"type": "code_execution_20250825", "name": "code_execution"}
SUMMARY: Final = {"type": "summarize", "instructions": "instructions"}
TEXT: Final = {"type": "string"}
EMPTY: Final = {"type": "object", "properties": {}, "additionalProperties": False}

REAL_VALUES: Final = (
    Real("headers.anthropic-beta", "computer-use-2024-10-22", ALL_BETAS, BETAS),
    Real("headers.anthropic-beta", "string", ALL_BETAS, "no beta is called `string`"),
    Real("headers.anthropic-beta", "string,token-counting-2024-11-01", ALL_BETAS, "no beta is called `string`"),
    Real("body.inference_geo", "inference_geo", "us", "it is `global` or `us`"),
    Real("body.diagnostics.previous_message_id", "previous_message_id", "msg_1", "the id of a message begins so"),
    Real("body.max_tokens", 1024, 2048, "it has to be more than what may be thought"),
    Real("body.compaction", SUMMARY, GONE, "it does not go together with `context_management`"),
    Real("body.tools.1", GONE, CODE, "a container is for code that is executed"),
    Real("body.tools.0.input_schema.properties.location", "bar", TEXT, "a property has a schema"),
    Real("body.tools.0.input_schema.properties.unit", "bar", TEXT, "a property has a schema"),
    Real("body.tools.0.input_schema.additionalProperties", GONE, False, "a strict tool takes no others"),
    Real("body.output_config.format.schema", {"foo": "bar"}, EMPTY, "a schema has a type"),
    Real("body.top_k", 5, GONE, "a model that thinks takes none"),
    Real("body.top_p", 0.7, 0.95, "a model that thinks takes none that is lower"),
    Real("body.temperature", 1, GONE, "the model takes one of `temperature` and `top_p`"),
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
        _put(request, value.place.split("."), value)
    return Example(example.name, example.path, request["headers"], request["body"])


def _put(owner: Any, place: list[str], value: Real) -> None:
    """Puts the real value where the example's stands; a list may grow by one."""
    key: Any = int(place[0]) if isinstance(owner, list) else place[0]
    found = dict(enumerate(owner)) if isinstance(owner, list) else owner
    if len(place) > 1:
        if key in found:
            _put(found[key], place[1:], value)
    elif found.get(key, GONE) == value.example:
        if value.real is GONE:
            del owner[key]
        elif key in found or isinstance(owner, dict):
            owner[key] = value.real
        else:
            owner.append(value.real)


def asked(url: str, example: Example) -> Exchange:
    return post(url, example.body, headers=example.headers, path=example.path)


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_an_example_of_an_sdk_is_accepted(stage: str, example: Example) -> None:
    answer = asked(stage, real(example))

    assert answer.status == 200, answer.text


@pytest.mark.parametrize("value", REAL_VALUES, ids=lambda value: value.place)
def test_a_value_that_is_replaced_is_refused_as_it_stands(stage: str, value: Real) -> None:
    others = tuple(other for other in REAL_VALUES if other is not value)
    placed = [real(example, others) for example in examples() if real(example, (value,)) != example]

    assert placed
    assert 400 in [asked(stage, example).status for example in placed]
