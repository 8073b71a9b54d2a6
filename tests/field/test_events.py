"""Trouble in the events: what is in them, which are there, and in which order."""

import json

import pytest

from tests.support.raw import Exchange

from .playing import attempt, attempts, joined, sent, starts, story

LAMP = "The lamp turns once in fifteen seconds."
ONE = ["message_start", "start 0", "text 0", "stop 0"]
END = ["message_delta", "message_stop"]

STORIES: list[tuple[str, list[list[str]]]] = [
    ("order-violation", [
        [*ONE, "text 7", "stop 7", *END],
        ["message_start", "start 0", "text 0", "thinking 0", "stop 0", *END],
        ["message_start", "start 0", "text 0", "start 1", "text 0", "stop 1", "stop 0", *END],
        [*ONE, *END, "message_stop"],
        ["start 0", "text 0", "stop 0", *END],
        ["message_start", "start 0", "stop 0", "text 0", "stop 0", *END],
    ]),
    ("index-faults", [
        [*ONE, "start 2", "text 2", "stop 2", *END],
        ["message_start", "start 1", "text 1", "stop 1", "start 2", "text 2", "stop 2", *END],
        [*ONE, "start 0", "text 0", "stop 0", *END],
    ]),
    ("thinking-omitted", [
        ["message_start", "start 0", "thinking 0", "signature 0", "stop 0", "start 1", "text 1", "stop 1", *END],
        ["message_start", "start 0", "signature 0", "stop 0", "start 1", "text 1", "stop 1", *END],
        ["message_start", "start 0", "thinking 0", "stop 0", "start 1", "text 1", "stop 1", *END],
    ]),
    ("tool-no-input", [
        ["message_start", "start 0", "input_json 0", "stop 0", *END],
        ["message_start", "start 0", "stop 0", *END],
        ["message_start", "start 0", "input_json 0", "input_json 0", "stop 0", *END],
        ["message_start", "start 0", "input_json 0", "stop 0", *END],
    ]),
    ("empty-text-block", [
        ["message_start", "start 0", "stop 0", "start 1", "text 1", "stop 1", "start 2", "text 2", "stop 2",
         "start 3", "input_json 3", "stop 3", *END],
        ["message_start", "start 0", "input_json 0", "stop 0", *END],
    ]),
    ("empty-turn", [["message_start", *END]]),
    ("redacted-thinking", [
        ["message_start", "start 0", "thinking 0", "signature 0", "stop 0", "start 1", "stop 1",
         "start 2", "text 2", "stop 2", *END],
    ]),
    ("content-in-start", [[*ONE, "start 1", "stop 1", *END]]),
    ("error-event-first", [["error"], [*ONE, *END]]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "stories"), STORIES, ids=[name for name, _ in STORIES])
def test_the_events_of_each_attempt_are_these(base_url: str, name: str, stories: list[list[str]]) -> None:
    told = [_without_repeats(story(came)) for came in attempts(base_url, name, len(stories))]
    assert told == [_without_repeats(expected) for expected in stories]


def _without_repeats(told: list[str]) -> list[str]:
    """How many deltas a text is cut into depends on the model."""
    return [word for at, word in enumerate(told) if at == 0 or word != told[at - 1] or word == "message_stop"]


def test_an_error_event_has_the_form_of_the_api_and_then_lacks_what_a_gateway_drops(base_url: str) -> None:
    overloaded, after_tool, bare, _ = attempts(base_url, "error-event-mid", 4)
    error = sent(overloaded)[-1]
    assert error.pop("request_id").startswith("req_")
    assert error == {
        "type": "error",
        "error": {"details": None, "type": "overloaded_error", "message": "Overloaded"},
    }
    assert joined(overloaded) == "The lamp turns once "
    assert story(after_tool)[-3:] == ["input_json 1", "stop 1", "error"]
    assert bare.body.endswith(b'}\n\ndata: {"type":"error","error":{"type":"rate_limit_error","message":"Error"}}\n\n')


CUTS = [
    ("cut-mid-body", ["The lamp turns "] * 3 + [LAMP]),
    ("stall-mid", ["The lamp turns ", LAMP, LAMP, LAMP]),
    ("clean-eof-early", ["The lamp turns once ", "", LAMP, LAMP, LAMP, "The lamp ", LAMP]),
    ("resume-after-partial", [
        "The first light on Bishop Rock was washed away",
        "The first light on Bishop Rock was washed away before it had been lit.",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "texts"), CUTS, ids=[name for name, _ in CUTS])
def test_of_the_text_so_much_has_come(base_url: str, name: str, texts: list[str]) -> None:
    assert [joined(came) for came in attempts(base_url, name, len(texts))] == texts


WRITTEN = '{"path": "notes.md", "content": "The first line."}'
INPUTS = [
    ("stall-mid", ["", WRITTEN[:14], WRITTEN, WRITTEN]),
    ("clean-eof-early", ["", "", WRITTEN[:14], WRITTEN, WRITTEN, "", WRITTEN]),
    ("tool-json-truncated", [
        '{"path": "notes.md", "content": "The first li',
        '{"path": "notes.md", "content": "The fir',
        '{"path": "notes.md", "content": "The fir',
        '{"path": "notes.md", "content": "The fir',
        '{"path": "notes.md", "content": "The first line."}',
    ]),
    ("tool-json-invalid", [
        '{"location": INVALID}',
        '{"location": "Paris"}}',
        '{"location": "Paris"}',
    ]),
    ("tool-no-input", ["", "", "{}", ""]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "inputs"), INPUTS, ids=[name for name, _ in INPUTS])
def test_of_the_tools_input_so_much_has_come(base_url: str, name: str, inputs: list[str]) -> None:
    assert [joined(came, "partial_json") for came in attempts(base_url, name, len(inputs))] == inputs


def test_a_start_lacks_its_input_in_the_last_spelling_of_no_input(base_url: str) -> None:
    begun = [starts(came)[0].get("input") for came in attempts(base_url, "tool-no-input", 4)]
    assert begun == [{}, {}, {}, None]


def test_the_body_can_end_inside_a_data_line(base_url: str) -> None:
    *_, inside = attempts(base_url, "clean-eof-early", 6)
    assert inside.body.endswith(b'data: {"type":"content_block_delta","index":0,"del')


STOPS = [
    ("pause_turn", None),
    ("refusal", None),
    ("model_context_window_exceeded", None),
    ("stop_sequence", "END"),
    ("tool_use", None),
    ("future_reason", None),
]


def test_every_attempt_has_another_stop_reason(base_url: str) -> None:
    deltas = [sent(came)[-2]["delta"] for came in attempts(base_url, "stop-reasons", len(STOPS))]
    assert [(delta["stop_reason"], delta["stop_sequence"]) for delta in deltas] == STOPS
    assert deltas[1]["stop_details"] == {
        "type": "refusal",
        "category": "cyber",
        "explanation": "The conversation may violate the usage policy.",
    }


def test_usage_is_cumulative_and_revises_its_start(base_url: str) -> None:
    start, *_, delta, _ = sent(attempt(base_url, "usage-cumulative"))
    counted = ("input_tokens", "cache_read_input_tokens", "output_tokens")
    assert [start["message"]["usage"][name] for name in counted] == [25, 18432, 1]
    assert [delta["usage"][name] for name in counted] == [10682, 18432, 510]


def test_usage_is_nowhere(base_url: str) -> None:
    assert b"usage" not in attempt(base_url, "usage-missing").body


def test_a_search_comes_with_its_result_and_a_citation_or_with_its_error(base_url: str) -> None:
    found, failed = attempts(base_url, "server-tools-citations", 2)
    assert _blocks(found) == ["text", "server_tool_use", "web_search_tool_result", "text"]
    assert story(found)[-6:-3] == ["start 3", "citations 3", "text 3"]
    assert _blocks(failed) == ["server_tool_use", "web_search_tool_result", "text"]
    assert starts(failed)[1]["content"] == {
        "type": "web_search_tool_result_error",
        "error_code": "max_uses_exceeded",
    }


def _blocks(came: Exchange) -> list[str]:
    return [start["type"] for start in starts(came)]


BLOCKS = [
    ("interleaved-thinking", ["thinking", "tool_use"]),
    ("parallel-tools", ["tool_use", "tool_use", "tool_use"]),
    ("redacted-thinking", ["thinking", "redacted_thinking", "text"]),
    ("strict-thinking-replay", ["thinking", "tool_use"]),
    ("unknown-type", ["text", "hologram"]),
]


@pytest.mark.parametrize(("name", "blocks"), BLOCKS, ids=[name for name, _ in BLOCKS])
def test_the_blocks_are_these(base_url: str, name: str, blocks: list[str]) -> None:
    assert _blocks(attempt(base_url, name)) == blocks


def test_a_start_can_hold_what_deltas_should_bring(base_url: str) -> None:
    starts = [
        event["content_block"] for event in sent(attempt(base_url, "content-in-start")) if "content_block" in event
    ]
    assert [start.get("text", start.get("input")) for start in starts] == ["Hello", {"location": "Paris"}]


def test_what_nobody_knows_is_sent_as_it_is_written(base_url: str) -> None:
    new, strange = attempts(base_url, "unknown-type", 2)
    assert b'event: message_annotation\ndata: {"type":"message_annotation","note":"new"' in new.body
    assert b'{"type":"content_block_delta","index":0,"delta":{"type":"emphasis_delta","strength":2}' in new.body
    assert b'"content_block":{"type":"text","text":"","mood":"cheerful"}' in new.body
    assert b'data: {"delta":{"text":"One","type":"text_delta"},"index":0,"type":"content_block_delta"' in strange.body
    assert b"event: message_annotation\ndata: true\n\n" in strange.body


def test_a_message_is_spliced_then_things_come_twice(base_url: str) -> None:
    spliced, delta, call, end = attempts(base_url, "duplicate-or-splice", 4)
    ids = [event["message"]["id"] for event in sent(spliced) if event["type"] == "message_start"]
    assert len(set(ids)) == 2
    assert joined(delta) == "The lamp lamp turns."
    assert [start["id"] for start in starts(call)] == ["toolu_01A09q90qw90lq917835lq9"] * 2
    assert story(end)[-2:] == ["message_stop", "message_stop"]


def test_an_event_can_be_longer_than_the_usual_limits(base_url: str) -> None:
    lines, line = attempts(base_url, "huge-event", 2)
    lengths = [len(line) for line in lines.body.splitlines()]
    assert [length for length in lengths if length > 2**16][:2] == [2**16 + 1, 2**20 + 1]
    assert len([length for length in lengths if length > 2**16]) == 4
    assert max(len(line) for line in line.body.splitlines()) == 33 * 2**20
    assert len(joined(lines, "partial_json")) == 65_537


def test_half_a_character_is_in_each_of_two_deltas(base_url: str) -> None:
    _, halves = attempts(base_url, "utf8-split", 2)
    texts = [event["delta"]["text"] for event in sent(halves) if event["type"] == "content_block_delta"]
    assert texts[-2:] == ["\ud83c", "\udf0d"]
    assert json.loads(json.dumps("".join(texts))) == "Around the 🌍"
