"""The client's own count of its attempts, as the official SDK tells it beside ours."""

from collections.abc import Callable

import anthropic

from tests.support.messages import post

Play = Callable[..., str]

PATIENT = """
when: {retry_count: ">=2"}
reply: [{text: "Retried {{ retry_count }} times, attempt {{ attempt }}."}]
"""
IMPATIENT = """
when: {retry_count: "<2"}
error: overloaded_error
headers: {retry-after-ms: "1"}
"""


def test_a_scenario_answers_by_the_count_of_the_client(play: Play) -> None:
    client = anthropic.Anthropic(base_url=play(patient=PATIENT, impatient=IMPATIENT), api_key="any", max_retries=2)
    answer = client.messages.create(
        model="claude-haiku-4-5", max_tokens=99, messages=[{"role": "user", "content": "Hello"}]
    )
    assert answer.content[0].type == "text"
    assert answer.content[0].text == "Retried 2 times, attempt 1."


def test_a_client_that_does_not_count_has_no_retry_count(play: Play) -> None:
    url = play(patient=PATIENT, told="reply: [{text: '<{{ retry_count }}>'}]\n")
    asked = {"model": "claude-haiku-4-5", "max_tokens": 99, "messages": [{"role": "user", "content": "Hello"}]}
    assert post(url, asked).status == 404
    assert post(url, asked, scenario="told").json["content"][0]["text"] == "<>"
