"""Every rule refuses what its table says in the API's words, and lets the near misses pass."""

import json

import pytest

from tests.rules.cases import Asked, Refused
from tests.rules.tables import TABLES
from tests.support.messages import post
from tests.support.raw import Exchange
from understudy import rules

OTHERS = {"request_schema", "valid_json", "method", "route", "request_size"}
"""What refuses a request and is no rule of its own."""

NEEDS_A_SERVER = {"known_api_key"}
"""Rules that only a server refuses by that was started for it; they are tested beside it."""

REFUSES = [(name, case) for name, table in TABLES.items() for case in table.refuses]
ACCEPTS = [(name, case) for name, table in TABLES.items() for case in table.accepts]


def asked(url: str, case: Asked) -> Exchange:
    return post(url, case.body, headers=case.headers, path=case.path)


def test_every_rule_has_a_table() -> None:
    assert {rule.name for rule in rules.RULES} - NEEDS_A_SERVER == set(TABLES) - OTHERS


@pytest.mark.parametrize("name", TABLES)
def test_a_table_holds_at_least_three_near_misses(name: str) -> None:
    assert len(TABLES[name].accepts) >= 3
    assert TABLES[name].refuses


@pytest.mark.parametrize(("name", "case"), REFUSES, ids=[f"{name}-{case.says[:60]}" for name, case in REFUSES])
def test_the_rule_refuses(stage: str, name: str, case: Refused) -> None:
    answer = asked(stage, case.asked)

    assert answer.json["error"] == {"type": case.type, "message": case.says}
    assert answer.status == case.status
    assert answer.json["request_id"] == answer.header("request-id")
    assert answer.header("x-understudy-rule") == name
    assert answer.header("x-should-retry") == "false"


@pytest.mark.parametrize(
    ("name", "case"), ACCEPTS, ids=[f"{name}-{number}" for number, (name, _) in enumerate(ACCEPTS)]
)
def test_the_rule_lets_pass(stage: str, name: str, case: Asked) -> None:
    answer = asked(stage, case)

    assert answer.status == 200, (answer.header("x-understudy-rule"), answer.text, json.dumps(case.body)[:500])


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.name)
def test_a_rule_has_words_and_a_source(rule: rules.Rule[object]) -> None:
    assert rule.words.endswith(".")
    assert rule.url.startswith("https://")
