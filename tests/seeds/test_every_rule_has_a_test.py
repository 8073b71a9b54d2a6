"""Every statement of the two seeds has a test whose name carries its number, or a reason why it has none."""

import re
from pathlib import Path

import pytest

STREAMING = range(1, 61)
"""The statements of the page on streaming."""


def numbers() -> set[int]:
    """The rules named by the tests of this folder."""
    text = "".join(path.read_text() for path in Path(__file__).parent.glob("test_stream_*.py"))
    return {int(number) for number in re.findall(r"def test_rule_(\d+)_", text)}


@pytest.mark.parametrize("number", STREAMING)
def test_the_rule_has_a_test(number: int) -> None:
    assert number in numbers()
