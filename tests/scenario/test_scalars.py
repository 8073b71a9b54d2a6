"""What unquoted words stand for."""

import pytest

from understudy.scenario.scalars import Scalar, ScalarError, plain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("Null", None),
        ("yes", True),
        ("On", True),
        ("TRUE", True),
        ("off", False),
        ("No", False),
        ("tRUE", "tRUE"),
        ("y", "y"),
        ("0", 0),
        ("-12", -12),
        ("+1_000", 1000),
        ("0x1F", 31),
        ("0b101", 5),
        ("017", 15),
        ("18446744073709551615", 18446744073709551615),
        ("1.5", 1.5),
        ("-1.", -1.0),
        (".5", 0.5),
        ("1.5e+3", 1500.0),
        ("1e3", "1e3"),
        ("089", "089"),
        ("0x", "0x"),
        ("1.2.3", "1.2.3"),
        ("190:20:30", "190:20:30"),
        ("2026-01-01", "2026-01-01"),
        ("=", "="),
        ("200ms", "200ms"),
        ("-", "-"),
        (".", "."),
        ("word", "word"),
    ],
)
def test_a_word_stands_for(text: str, value: Scalar) -> None:
    assert plain(text) == value
    assert type(plain(text)) is type(value)


@pytest.mark.parametrize(("text", "value"), [("1e3", 1000.0), ("-1.5E-2", -0.015), ("0", 0), ("1.0", 1.0)])
def test_json_writes_numbers_its_own_way(text: str, value: float) -> None:
    assert plain(text, json=True) == value


@pytest.mark.parametrize(
    "text", [".inf", "-.Inf", ".NaN", "1.0e+999", "18446744073709551616", "-9223372036854775809", "9" * 5000]
)
def test_what_json_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(ScalarError):
        plain(text)
