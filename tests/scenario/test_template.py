"""The templates in a reply's strings."""

import pytest

from understudy.scenario.template import has_template, known, names, render

VALUES = {"attempt": "2", "last_user_text": "{{ attempt }}", "header.x-team": "blue"}


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("plain", "plain"),
        ("try {{ attempt }}", "try 2"),
        ("{{attempt}}{{  attempt\t}}", "22"),
        ("{{ last_user_text }}", "{{ attempt }}"),
        ("team {{ header.x-team }}!", "team blue!"),
        ("{ attempt } and {{ attempt", "{ attempt } and {{ attempt"),
        ('{"a":{"b":{}}}', '{"a":{"b":{}}}'),
        ("{{\nattempt }}", "{{\nattempt }}"),
    ],
)
def test_names_are_replaced_once_and_all_else_stays(text: str, rendered: str) -> None:
    assert render(text, VALUES.__getitem__) == rendered


@pytest.mark.parametrize(("text", "has"), [("{{ x }}", True), ("{{}}", True), ("{{ x", False), ("x }}", False)])
def test_a_text_has_a_template_where_both_braces_are(text: str, has: bool) -> None:
    assert has_template(text) is has


def test_the_names_of_a_text_come_in_order() -> None:
    assert names("{{ turn }} {{nonsense}} {{ }}") == ("turn", "nonsense", "")


@pytest.mark.parametrize(
    "name",
    [
        "request.model",
        "last_user_text",
        "attempt",
        "turn",
        "retry_count",
        "input_tokens",
        "tool_result.get_weather",
        "header.X-Team",
    ],
)
def test_a_template_may_name(name: str) -> None:
    assert known(name)


@pytest.mark.parametrize("name", ["", "model", "request", "tool_result", "tool_result.", "headers.x", "turn.1"])
def test_a_template_may_not_name(name: str) -> None:
    assert not known(name)
