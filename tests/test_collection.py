"""How cases are named: alike in every process and every second, or parallel runs would not agree on what there is."""

import gzip

import pytest

NAMED = {"packed": "body-packed", "long": "body-long", "no text": "body-no text", "text": "Hello\\n-text"}


@pytest.mark.parametrize(
    ("body", "kind"),
    [(gzip.compress(b"Hello"), "packed"), (b"Hello" * 20, "long"), (b"Hello\xff", "no text"), (b"Hello\n", "text")],
)
def test_a_case_is_named_by_its_bytes_only_where_they_are_text(
    request: pytest.FixtureRequest, body: bytes, kind: str
) -> None:
    assert request.node.name.endswith(f"[{NAMED[kind]}]")
