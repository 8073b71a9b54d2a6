"""A reply written as a scenario has the shape of the stream it was recorded from."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import shapes
from tests.support.captures import Recording, recordings
from tests.support.messages import Json, body, post
from tests.support.raw import Exchange
from tests.support.rewriting import scenario_of
from tests.support.sse import events, without_pings
from understudy.app import create_app
from understudy.library import Library
from understudy.server import serve

TODAY = "2026-04"
"""From this month on the wire is as it is played: `stop_details`, `caller`, pings."""

REPLIES = [
    recording
    for recording in recordings()
    if recording.body.startswith(b"event: message_start") and b"event: error" not in recording.body
]
OLD = [recording for recording in REPLIES if recording.date < TODAY]
NEW = [recording for recording in REPLIES if recording.date >= TODAY]

STRANGE = {
    "2026-05-071-claude-sonnet-4-6": "recorded earlier than its repository says: it has no `stop_details` anywhere",
}
"""Recordings whose keys are known to differ, and why."""

UNCHECKED = {"x-understudy-validate": "off"}
"""Not every beta was recorded that a request was sent with, and some models are gone."""

SHAPING = ("model", "thinking", "output_config", "context_management")
"""Members of the recorded request that the shape of the stream depends on."""


@pytest.fixture(scope="module")
def replies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that plays every recording written again as a scenario."""
    folder = tmp_path_factory.mktemp("replies")
    for recording in REPLIES:
        scenario = scenario_of(events(recording.body), betas_known=recording.betas is not None)
        (folder / f"{recording.name}.json").write_text(json.dumps(scenario, ensure_ascii=False))
    with serve(create_app(Library.load([folder]))) as running:
        yield running.url


def play(url: str, recording: Recording) -> Exchange:
    """The scenario's stream for the recording's request, as far as it is known."""
    known: Json = {key: recording.request[key] for key in SHAPING if key in recording.request}
    request: dict[str, Any] = body(stream=True, max_tokens=64000, **known)
    return post(url, request, scenario=recording.name, headers={"anthropic-beta": recording.betas, **UNCHECKED})


def as_of(date: str, events_: list[Json]) -> list[Json]:
    """The events without what the API has come to send after a date."""
    if date < "2026-08":
        events_ = [event for event in events_ if not _is_silent_thought(event)]
    if date < "2026-05-28":
        for event in events_:
            event.get("usage", {}).pop("output_tokens_details", None)
    return events_


def _is_silent_thought(event: Json) -> bool:
    """The empty delta that an omitted thought has had since August 2026."""
    return bool(event["type"] == "content_block_delta" and event["delta"].get("thinking") == "")


@pytest.mark.parametrize("recording", NEW, ids=lambda recording: recording.name)
def test_events_come_in_the_recorded_order(replies: str, recording: Recording) -> None:
    played = as_of(recording.date, events(play(replies, recording).body))

    assert shapes.kinds(played) == shapes.kinds(as_of(recording.date, events(recording.body)))


@pytest.mark.parametrize("recording", NEW, ids=lambda recording: recording.name)
def test_every_key_stands_where_it_was_recorded(
    replies: str, recording: Recording, request: pytest.FixtureRequest
) -> None:
    if reason := STRANGE.get(recording.name):
        request.applymarker(pytest.mark.xfail(reason=reason))
    played = as_of(recording.date, events(play(replies, recording).body))

    assert shapes.keys(played) == shapes.keys(as_of(recording.date, events(recording.body)))


@pytest.mark.parametrize("recording", OLD, ids=lambda recording: recording.name)
def test_older_replies_have_the_same_events_and_blocks(replies: str, recording: Recording) -> None:
    played = without_pings(play(replies, recording).body)
    recorded = without_pings(recording.body)

    assert shapes.kinds(played) == shapes.kinds(recorded)
    assert list(shapes.blocks(played)) == list(shapes.blocks(recorded))
