"""Defaults, merged into the outcomes below them."""

from typing import Any

import pytest

from understudy.delivery import Delivery
from understudy.scenario.acts import UNSAID, Act, HttpError, Improv, Play, Recorded, Reply, Transcript
from understudy.scenario.directives import ErrorWords
from understudy.scenario.document import Scenario
from understudy.scenario.pace import Pace
from understudy.scenario.resolve import play
from understudy.scenario.source import read
from understudy.wire import Spelling

RECORDING = Transcript((Recorded(b"data: {}\n\n", None),))


def resolved(text: str) -> Play:
    return play(Scenario.model_validate(read(text.encode()).value), "name", "name.yaml", {"a.sse": RECORDING})


def acts(text: str) -> list[Act]:
    return [act for scene in resolved(text).scenes for act in scene.attempts]


def act(text: str) -> Act:
    (only,) = acts(text)
    return only


NESTED = """
{outer}
turns:
  - {middle}
    attempts:
      - {inner}
        reply: []
"""


def nested(outer: str, middle: str, inner: str) -> Act:
    return act(NESTED.format(outer=outer, middle=middle, inner=inner))


def test_what_is_not_said_is_the_default() -> None:
    plain = act("reply: []")

    assert plain.pace == Pace()
    assert plain.spelling == Spelling()
    assert plain.delivery == Delivery()
    assert plain.comments_every is None
    assert plain.faults == ()
    assert plain.headers == {}
    assert plain.message == {}
    assert plain.honour_limits is True
    assert {plain.usage_start, plain.usage_delta, plain.stop_reason, plain.stop_sequence, plain.stop_details} == {
        UNSAID
    }


def test_mappings_merge_key_by_key_and_the_innermost_mention_wins() -> None:
    merged = nested(
        "pace: {headers: 1s, jitter: 0.5, seed: 1}",
        "pace: {jitter: 0.25, ping: none}",
        "pace: {jitter: 0, first_event: 2s}",
    )

    assert merged.pace == Pace(headers=1.0, first_event=2.0, jitter=0.0, seed=1, ping="none")


@pytest.mark.parametrize(
    ("outer", "inner", "pace"),
    [
        ("tokens_per_second: 60", "between_events: 20ms", Pace(between_events=0.02)),
        ("between_events: 20ms", "tokens_per_second: 60", Pace(tokens_per_second=60.0)),
        ("between_events: 20ms", "headers: 1s", Pace(between_events=0.02, headers=1.0)),
    ],
)
def test_one_speed_takes_the_place_of_the_other(outer: str, inner: str, pace: Pace) -> None:
    assert act(f"pace: {{{outer}}}\nattempts: [{{pace: {{{inner}}}, reply: []}}]").pace == pace


def test_headers_merge_whatever_the_case_of_their_names() -> None:
    merged = act("headers: {Retry-After: '1', X-A: a}\nattempts: [{headers: {retry-after: null, X-B: b}, reply: []}]")

    assert merged.headers == {"retry-after": None, "x-a": "a", "x-b": "b"}


def test_wire_and_limits_are_those_of_the_innermost_mention() -> None:
    merged = nested("wire: {padding: none}", "honour_limits: false", "stop_reason: refusal")

    assert (merged.spelling.padding, merged.honour_limits, merged.stop_reason) == ("none", False, "refusal")


def test_a_null_that_is_said_is_kept() -> None:
    merged = act("stop_reason: end_turn\nstop_sequence: null\nattempts: [{stop_reason: null, reply: []}]")

    assert (merged.stop_reason, merged.stop_sequence, merged.stop_details) == (None, None, UNSAID)


def test_members_of_the_message_merge_at_any_depth() -> None:
    merged = act("message: {id: m, container: {id: a, x: 1}}\nattempts: [{message: {container: {x: 2}}, reply: []}]")

    assert merged.message == {"id": "m", "container": {"id": "a", "x": 2}}


@pytest.mark.parametrize(
    ("usage", "start", "delta"),
    [
        ("omit", "omit", "omit"),
        ("null", None, None),
        ("{}", UNSAID, UNSAID),
        ("{output_tokens: 9}", UNSAID, {"output_tokens": 9}),
        (
            "{input_tokens: 1, cache_read_input_tokens: 2, output_tokens: 9}",
            {"input_tokens": 1, "cache_read_input_tokens": 2},
            {"input_tokens": 1, "cache_read_input_tokens": 2, "output_tokens": 9},
        ),
        (
            "{cache_creation_input_tokens: 3, cache_creation: omit, output_tokens: omit}",
            {"cache_creation_input_tokens": 3, "cache_creation": "omit"},
            {"cache_creation_input_tokens": 3, "cache_creation": "omit", "output_tokens": "omit"},
        ),
        ("{service_tier: priority, inference_geo: us}", {"service_tier": "priority", "inference_geo": "us"}, UNSAID),
        ("{server_tool_use: {web_search_requests: 1}}", UNSAID, {"server_tool_use": {"web_search_requests": 1}}),
        ("{start: {output_tokens: 1}}", {"output_tokens": 1}, UNSAID),
        ("{start: omit, delta: null}", "omit", None),
    ],
)
def test_usage_is_said_of_the_two_places(usage: str, start: Any, delta: Any) -> None:
    said = act(f"usage: {usage}\nreply: []")

    assert (said.usage_start, said.usage_delta) == (start, delta)


@pytest.mark.parametrize(
    ("outer", "inner", "start", "delta"),
    [
        (
            "{input_tokens: 1, output_tokens: 2}",
            "{output_tokens: 3}",
            {"input_tokens": 1},
            {"input_tokens": 1, "output_tokens": 3},
        ),
        ("{input_tokens: 1}", "{start: {input_tokens: 5}}", {"input_tokens": 5}, {"input_tokens": 1}),
        ("{input_tokens: 1}", "omit", "omit", "omit"),
        ("omit", "{output_tokens: 3}", "omit", {"output_tokens": 3}),
        ("{start: {a: {b: 1}}}", "{start: {a: {c: 2}}}", {"a": {"b": 1, "c": 2}}, UNSAID),
    ],
)
def test_usage_merges_in_each_place(outer: str, inner: str, start: Any, delta: Any) -> None:
    merged = act(f"usage: {outer}\nattempts: [{{usage: {inner}, reply: []}}]")

    assert (merged.usage_start, merged.usage_delta) == (start, delta)


@pytest.mark.parametrize(
    ("said", "happening"),
    [
        ("reply: []", Reply(())),
        ("reply: improv", Improv()),
        ("error: overloaded_error", HttpError(ErrorWords(type="overloaded_error"))),
        ("error: {status: 502, body: bad}", HttpError(ErrorWords(status=502, body="bad"))),
        ("transcript: a.sse", RECORDING),
    ],
)
def test_what_happens_is_resolved(said: str, happening: object) -> None:
    assert act(said).happening == happening


def test_one_happening_or_its_attempts_make_one_scene_for_every_turn() -> None:
    assert [len(scene.attempts) for scene in resolved("reply: []").scenes] == [1]
    tried = resolved("attempts: [{error: api_error}, {reply: []}]")
    assert [len(scene.attempts) for scene in tried.scenes] == [2]
    assert not tried.by_turn


def test_turns_make_a_scene_each() -> None:
    by_turn = resolved("turns: [{reply: []}, {when: {turn: 3}, attempts: [{error: api_error}, {reply: []}]}]")

    assert by_turn.by_turn
    assert [(len(scene.attempts), scene.when is None) for scene in by_turn.scenes] == [(1, True), (2, False)]


def test_a_play_has_the_names_of_its_document() -> None:
    told = resolved("description: Says nothing.\npriority: 3\nwhen: {stream: true}\nreply: []")

    assert (told.name, told.source, told.description, told.priority) == ("name", "name.yaml", "Says nothing.", 3)
    assert told.when is not None
    assert told.when.stream is True


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", None),
        ("count_tokens: 0", 0),
        ("count_tokens: 1234", 1234),
        ("count_tokens: {error: overloaded_error}", ErrorWords(type="overloaded_error")),
        ("count_tokens: {error: {type: odd, status: 418}}", ErrorWords(type="odd", status=418)),
    ],
)
def test_what_counting_tokens_answers_is_a_number_or_an_error(said: str, expected: object) -> None:
    counted = resolved(f"{said}\nreply: []").count_tokens
    assert (counted.happening if isinstance(counted, Act) else counted) == (
        HttpError(expected) if isinstance(expected, ErrorWords) else expected
    )
