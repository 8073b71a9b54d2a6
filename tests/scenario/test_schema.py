"""The JSON Schema for editors."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from understudy.library import shipped
from understudy.scenario.schema import json_schema
from understudy.scenario.source import read

TESTS = Path(__file__).parents[1]
GOOD = sorted(
    path for folder in (shipped(), TESTS / "seeds/stream", TESTS / "wire/golden") for path in folder.rglob("*.yaml")
)
BAD_IN_FORM = (
    "01-unknown-key", "02-unknown-block", "03-nothing-happens", "04-two-happen", "05-bare-word-directive",
    "06-wrong-types", "07-durations", "09-pace-values", "33-empty-lists", "34-empty-attempts",
    "36-missing-keys", "39-usage", "40-two-items-in-one", "41-said-null", "42-version", "49-count-tokens",
    "50-full-thinking", "52-thinking-of-some-cost", "68-early", "60-wire", "61-positions", "62-what-faults-do",
    "63-faults-that-are-no-list", "70-comparisons", "71-chances",
)  # fmt: skip


def value(path: Path) -> Any:
    return read(path.read_bytes()).value


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(json_schema())


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_scenario_that_plays_is_valid(validator: Draft202012Validator, path: Path) -> None:
    assert [error.message for error in validator.iter_errors(value(path))] == []


@pytest.mark.parametrize("name", BAD_IN_FORM)
def test_a_scenario_of_the_wrong_form_is_not_valid(validator: Draft202012Validator, name: str) -> None:
    assert not validator.is_valid(value(TESTS / f"mistakes/{name}.yaml"))


def test_every_key_of_a_scenario_is_described() -> None:
    schema = json_schema()
    undescribed = [
        key
        for key, member in schema["properties"].items()
        if "description" not in member and "description" not in _referred(schema, member)
    ]

    assert undescribed == []


def _referred(schema: dict[str, Any], member: dict[str, Any]) -> dict[str, Any]:
    name = str(member.get("$ref", "")).rpartition("/")[2]
    found: dict[str, Any] = schema["$defs"].get(name, {})
    return found
