"""Every statement of the two seeds has a test whose name carries its number, or a reason why it has none."""

import re
from pathlib import Path

import pytest

STATEMENTS = range(1, 156)
"""1 to 60 are those of the page on streaming, the others of the page on extended thinking."""

NOTHING_TO_TEST = {
    75: "how the summarizer writes is the scenario's business",
    98: "there is no other way to use tools here than the Messages API",
    101: "other platforms are not played",
    107: "an advice that follows from 106",
    129: "other platforms are not played",
    136: "what a client shows is its own business",
    142: "prices are not played",
}
"""Statements that say nothing a server could do or leave undone."""


def numbers() -> set[int]:
    """The rules named by the tests of this folder."""
    text = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    return {int(number) for number in re.findall(r"def test_rule_(\d+)_", text)}


@pytest.mark.parametrize("number", sorted(set(STATEMENTS) - NOTHING_TO_TEST.keys()))
def test_the_rule_has_a_test(number: int) -> None:
    assert number in numbers()


def test_no_test_names_a_rule_that_there_is_not() -> None:
    assert numbers() <= set(STATEMENTS)
