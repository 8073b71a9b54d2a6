"""What the SDKs' streaming helpers see on the way, and how they try again."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

import anthropic
import pytest

pytestmark = pytest.mark.filterwarnings("ignore:The model:DeprecationWarning")

Play = Callable[..., str]

REQUEST: dict[str, Any] = {
    "model": "claude-sonnet-4-5",
    "max_tokens": 1024,
    "messages": [{"role": "user", "content": "Hello"}],
}

SENTENCE = """
reply:
  - text: ["It is ", "sunny ", "in ", "San Francisco."]
"""

OVERLOADED_MIDWAY = """
reply:
  - text: ["It is ", "sunny ", {error: overloaded_error}]
"""

OVERLOADED_TWICE = """
attempts:
  - error: overloaded_error
    headers: {retry-after-ms: "10"}
  - error: rate_limit_error
    headers: {retry-after: null, retry-after-ms: "10"}
  - reply:
      - text: ["attempt {{ attempt }}, retry {{ header.x-stainless-retry-count }}"]
"""

NEVER_AGAIN = """
attempts:
  - error: overloaded_error
    headers: {x-should-retry: "false"}
  - reply: [{text: too late}]
"""


class Client(Protocol):
    def __call__(self, url: str, scenario: str, **options: Any) -> anthropic.Anthropic: ...


@pytest.fixture
def client() -> Iterator[Client]:
    """Makes clients of one scenario, closed with the test."""
    with ExitStack() as clients:

        def client(url: str, scenario: str, **options: Any) -> anthropic.Anthropic:
            headers = {"x-understudy-scenario": scenario}
            made = anthropic.Anthropic(base_url=url, api_key="sk-ant-test", default_headers=headers, **options)
            return clients.enter_context(made)

        yield client


def test_text_stream_gives_every_text_delta_as_it_was_written(play: Play, client: Client) -> None:
    url = play(sentence=SENTENCE)

    with client(url, "sentence").messages.stream(**REQUEST) as stream:
        pieces = list(stream.text_stream)

    assert pieces == ["It is ", "sunny ", "in ", "San Francisco."]


def test_a_text_is_there_while_the_next_is_still_to_come(play: Play, client: Client) -> None:
    url = play(held="reply:\n  - text: [one, {stall: forever}, two]")

    with client(url, "held").messages.stream(**REQUEST) as stream:
        assert next(iter(stream.text_stream)) == "one"


def test_an_error_in_the_middle_leaves_the_partial_message(play: Play, client: Client) -> None:
    url = play(overloaded=OVERLOADED_MIDWAY)

    with (
        client(url, "overloaded").messages.stream(**REQUEST) as stream,
        pytest.raises(anthropic.APIStatusError) as raised,
    ):
        stream.until_done()

    assert raised.value.status_code == 200
    assert raised.value.type == "overloaded_error"
    block = stream.current_message_snapshot.content[0]
    assert block.type == "text"
    assert block.text == "It is sunny "


def test_default_retries_end_at_the_attempt_that_answers(play: Play, client: Client) -> None:
    url = play(overloaded=OVERLOADED_TWICE)

    message = client(url, "overloaded").messages.create(**REQUEST)

    (block,) = message.content
    assert block.type == "text"
    assert block.text == "attempt 3, retry 2"


def test_default_retries_end_at_the_attempt_that_streams(play: Play, client: Client) -> None:
    url = play(overloaded=OVERLOADED_TWICE)

    with client(url, "overloaded").messages.stream(**REQUEST) as stream:
        assert stream.get_final_text() == "attempt 3, retry 2"


def test_one_retry_is_not_enough_for_two_errors(play: Play, client: Client) -> None:
    url = play(overloaded=OVERLOADED_TWICE)

    with pytest.raises(anthropic.RateLimitError):
        client(url, "overloaded", max_retries=1).messages.create(**REQUEST)


def test_x_should_retry_false_is_the_last_word(play: Play, client: Client) -> None:
    url = play(never_again=NEVER_AGAIN)

    with pytest.raises(anthropic.InternalServerError) as raised:
        client(url, "never_again").messages.create(**REQUEST)

    assert raised.value.status_code == 529


def test_sessions_count_their_attempts_apart(play: Play, client: Client) -> None:
    url = play(overloaded="attempts: [{error: overloaded_error}, {reply: [{text: well}]}]")

    for session in ("one", "two"):
        first = client(f"{url}/session/{session}", "overloaded", max_retries=0)
        with pytest.raises(anthropic.InternalServerError):
            first.messages.create(**REQUEST)
        assert first.messages.create(**REQUEST).stop_reason == "end_turn"


def typescript(url: str, scenario: str, **members: Any) -> dict[str, Any]:
    """What the newest TypeScript SDK makes of one scenario."""
    case = {
        "judge": "ts",
        "scenario": scenario,
        "timeout": 10,
        "headers": {},
        "beta": False,
        "request": REQUEST,
        **members,
    }
    judge = Path(__file__).parents[1] / "node" / "judge.mjs"
    asked = json.dumps({"url": url, "cases": [case]})
    ran = subprocess.run(["node", str(judge)], input=asked, capture_output=True, text=True, timeout=60, check=True)
    verdict: dict[str, Any] = json.loads(ran.stdout)[scenario]["stream"]
    return verdict


def test_typescript_hears_every_text(play: Play) -> None:
    verdict = typescript(play(sentence=SENTENCE), "sentence")

    assert verdict["text"] == "It is sunny in San Francisco."
    assert verdict["message"]["content"][0]["text"] == "It is sunny in San Francisco."


def test_typescript_keeps_the_partial_message_of_an_error_in_the_middle(play: Play) -> None:
    verdict = typescript(play(overloaded=OVERLOADED_MIDWAY), "overloaded")

    assert verdict["error"]["type"] == "overloaded_error"
    assert verdict["snapshot"]["content"][0]["text"] == "It is sunny "


def test_typescript_retries_until_the_attempt_that_streams(play: Play) -> None:
    verdict = typescript(play(overloaded=OVERLOADED_TWICE), "overloaded", retries=2)

    assert verdict["text"] == "attempt 3, retry 2"
