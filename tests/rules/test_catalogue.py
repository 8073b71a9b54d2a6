"""Every recorded error message that a request can bring about is in a table of cases, in its own words."""

import json
from pathlib import Path

import pytest

from tests.rules.cases import Refused
from tests.rules.tables import TABLES
from understudy.api import models

from .catalogue import ELSEWHERE, LEFT_OUT, NOT_BY_REQUEST, entries, says_the_same

CASES = [case for table in TABLES.values() for case in table.refuses if case.catalogue]
SURE = {id_ for id_, entry in entries().items() if entry.is_sure}
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not entries(), reason="there is no catalogue beside the checkout")


def test_every_sure_message_is_a_case_or_has_a_reason_why_not() -> None:
    cases = {str(case.catalogue) for case in CASES}
    placed = [*cases, *LEFT_OUT, *NOT_BY_REQUEST, *ELSEWHERE]

    assert sorted(SURE - set(placed)) == []
    assert sorted(id_ for id_ in set(placed) if placed.count(id_) > 1) == []
    assert sorted(set(placed) - entries().keys()) == []


def test_few_messages_are_left_out() -> None:
    assert len(LEFT_OUT) <= 15


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.catalogue}-{case.says[:40]}")
def test_a_case_says_what_was_recorded(case: Refused) -> None:
    entry = entries()[str(case.catalogue)]

    assert says_the_same(entry.message, case.says, asked(case)), entry.message
    assert (case.status, case.type) == (entry.status, entry.type)


def asked(case: Refused) -> str:
    """All that a case asks, as text, with the full name of its model."""
    body = case.asked.body
    model = models.find(str(body.get("model"))) if isinstance(body, dict) else None
    said = json.dumps(body, ensure_ascii=False) if isinstance(body, dict) else body.decode("latin-1")
    return "\n".join((said, str(dict(case.asked.headers)), model.id if model else ""))


@pytest.mark.parametrize(("id_", "file"), ELSEWHERE.items())
def test_a_message_is_tested_where_it_is_said_to_be(id_: str, file: str) -> None:
    entry = entries()[id_]
    tests = (ROOT / file).read_text()

    assert entry.message in tests
    assert str(entry.status) in tests
