"""A rule is asked wherever it has something to say: leaving out those that a request is not about changes nothing."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules import grammar, requests
from tests.rules.cases import Asked
from tests.rules.tables import TABLES
from understudy import rules
from understudy.api.betas import BETAS
from understudy.api.request import Request, terms
from understudy.api.schema import Endpoint, mistake
from understudy.rules.rule import first_refusal

ALL_BETAS = ",".join(sorted(BETAS))
CASES = [(name, case.asked) for name, table in TABLES.items() for case in table.refuses] + [
    (name, asked) for name, table in TABLES.items() for asked in table.accepts
]


def refusals(body: bytes, headers: dict[str, str], endpoint: Endpoint) -> tuple[object, object]:
    """What is refused as it is asked, and what would be if every rule were."""
    value = json.loads(body)
    if mistake(value, terms(headers), endpoint):
        return None, None
    asked = [rule for rule in rules.BODY_RULES if rule.counts or endpoint == "messages"]
    return (
        rules.check_request(Request(value, headers, endpoint)),
        first_refusal(asked, Request(value, headers, endpoint)),
    )


@pytest.mark.parametrize(("name", "asked"), CASES, ids=[f"{name}-{number}" for number, (name, _) in enumerate(CASES)])
def test_every_case_is_refused_as_if_all_rules_were_asked(name: str, asked: Asked) -> None:
    if isinstance(asked.body, bytes):
        pytest.skip("this is no request")
    endpoint: Endpoint = "count_tokens" if asked.path.endswith("count_tokens") else "messages"
    headers = {name: value for name, value in asked.headers.items() if value is not None}

    found, expected = refusals(json.dumps(asked.body).encode(), headers, endpoint)

    assert found == expected


@pytest.mark.parametrize("endpoint", ["messages", "count_tokens"])
@settings(max_examples=150, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_anything_is_refused_as_if_all_rules_were_asked(endpoint: Endpoint, data: st.DataObject) -> None:
    bodies = st.one_of(
        requests.sensible(endpoint), grammar.request(endpoint), requests.mutated(requests.sensible(endpoint))
    )
    body = requests.sent(data.draw(bodies))

    found, expected = refusals(body, {"anthropic-beta": ALL_BETAS}, endpoint)

    assert found == expected


@pytest.mark.parametrize("rule", [rule for rule in rules.BODY_RULES if rule.about], ids=lambda rule: rule.name)
def test_what_a_rule_is_about_can_be_said(rule: rules.Rule[Request]) -> None:
    said = json.dumps([case.asked.body for case in TABLES[rule.name].refuses])

    assert any(f'"{name}"' in said for name in rule.about)
