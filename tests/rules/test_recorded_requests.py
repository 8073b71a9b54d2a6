"""What the real API let in is let in, and what it refused is refused in the same words.

The requests are recorded ones; where no recordings are beside the checkout, nothing is tested.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

import pytest

from tests.support.captures import RecordedRefusal, Recording, recordings, refusals
from tests.support.messages import post
from tests.support.raw import Exchange
from understudy.app import create_app
from understudy.library import Library
from understudy.server import serve

BETAS: Final = ",".join(
    ("advisor-tool-2026-03-01", "compact-2026-01-12", "context-management-2025-06-27", "mcp-client-2025-04-04")
)
"""Sent with requests whose headers were not recorded, where their path says that there were betas."""

NOT_SENT: Final = {
    "2024-09-004-claude-2.1": "a model of before those that are played here",
    "2024-09-005-claude-2.1": "a model of before those that are played here",
    "2025-03-015-unknown": "another endpoint, `/v1/complete`",
}
"""Recorded requests that were let in and are none of ours."""

OTHERWISE: Final = {
    "400-22": "skills were a beta at the time, and an object no container without it",
    "400-24": "files were a beta at the time, and `file` no source without it",
    "400-25": "files were a beta at the time, and `file` no source without it",
    "400-26": "files were a beta at the time, and `file` no source without it",
    "400-27": "files were a beta at the time, and `file` no source without it",
    "400-35": "the model has had another sentence since",
    "400-38": "the account had no credit",
    "400-39": "another endpoint, `/v1/complete`",
    "400-40": "another endpoint, `/v1/complete`",
    "400-42": "what a URL holds is not fetched here",
    "400-49": "the limit in bytes is gone; tokens are counted",
    "400-52": "what a URL holds is not fetched here",
    "400-53": "the wording before `Input should be a valid array`",
    "404-16": "a model that is retired is played here",
    "404-37": "a model that is retired is played here",
}
"""Recorded refusals that are not ours, each with the reason."""

TOKENS: Final = "prompt is too long: "
"""How a text begins that goes on with a count of tokens, which a bytes-over-four counter does not hit."""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A stage that holds the signatures of the recorded requests genuine, since a scenario writes them out."""
    folder = tmp_path_factory.mktemp("signatures")
    thoughts = [
        {"thinking": block["thinking"], "signature": block["signature"]}
        for recording in recordings()
        for message in recording.request.get("messages", ())
        for block in message["content"]
        if isinstance(block, dict) and block["type"] == "thinking"
    ]
    scenario = {"when": {"last_user_text": "Nobody says this."}, "reply": [*thoughts, {"text": "So."}]}
    (folder / "signatures.yaml").write_text(json.dumps(scenario))
    library = Library.load([folder], unmatched="improv")
    with serve(create_app(library, speed=0)) as running:
        yield running.url


@pytest.mark.parametrize("recording", recordings(), ids=lambda recording: recording.name)
def test_a_recorded_request_is_let_in(url: str, recording: Recording) -> None:
    if recording.name in NOT_SENT:
        pytest.skip(NOT_SENT[recording.name])
    betas = recording.betas or (BETAS if "beta=true" in recording.path else None)

    answer = sent(url, recording.path, recording.request, betas)

    assert answer.status == 200, answer.text


def sent(url: str, path: str, body: dict[str, Any], betas: str | None) -> Exchange:
    return post(url, body, path=path, headers={"anthropic-beta": betas}, patience=20)


def expanded(body: dict[str, Any]) -> dict[str, Any]:
    """The body with massive texts where it was recorded without them: a million letters each."""
    text = json.dumps(body)
    expanded: dict[str, Any] = json.loads(text.replace("<MASSIVE_TEXT>", "word " * 200_000))
    return expanded


@pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: refusal.name)
def test_a_recorded_refusal_is_given_in_the_same_words(url: str, refusal: RecordedRefusal) -> None:
    answer = sent(url, refusal.path, expanded(refusal.request), refusal.betas)
    same = said(answer) == (refusal.status, refusal.type, counted(refusal.message))

    assert same != (refusal.name in OTHERWISE), answer.text[:500]


def said(answer: Exchange) -> tuple[int, str, str]:
    """The status, and the type and the message of the error, if it is one."""
    error = answer.json.get("error", {}) if answer.status >= 400 else {}
    return answer.status, error.get("type", ""), counted(error.get("message", ""))


def counted(message: str) -> str:
    """The message without the count of tokens it may hold."""
    if not message.startswith(TOKENS):
        return message
    count, _, rest = message.removeprefix(TOKENS).partition(" ")
    assert int(count) > 200_000
    return TOKENS + rest


@pytest.mark.skipif(not recordings(), reason="there are no recordings beside the checkout")
def test_every_exception_is_recorded() -> None:
    assert NOT_SENT.keys() <= {recording.name for recording in recordings()}
    assert OTHERWISE.keys() <= {refusal.name for refusal in refusals()}
