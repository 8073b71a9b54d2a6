"""A digest stands for its values, and for no others."""

import pytest

from understudy.digest import digest


def deep(depth: int, bottom: object) -> object:
    value = bottom
    for _ in range(depth):
        value = {"a": [value]}
    return value


VALUES = [
    (),
    ("",),
    ("", ""),
    (b"",),
    (None,),
    ("ab", "c"),
    ("a", "bc"),
    (["a"],),
    ({"a": 1, "b": 2},),
    ({"b": 2, "a": 1},),
    ({"a": 1.0},),
    (deep(500, "bottom"),),
    (deep(500, "top"),),
    (deep(501, "bottom"),),
]


def test_different_values_have_different_digests() -> None:
    assert len({digest(*values) for values in VALUES}) == len(VALUES)


@pytest.mark.parametrize(
    "values", [("a", {"b": [1, None]}), (b"a",), (deep(500, "bottom"),)], ids=["json", "bytes", "deep"]
)
def test_the_same_values_have_the_same_digest_of_sixteen_bytes(values: tuple[object, ...]) -> None:
    assert digest(*values) == digest(*values)
    assert len(digest(*values)) == 16
