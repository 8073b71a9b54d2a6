"""Where a reply begins and ends because the request says so."""

from typing import Any

import pytest

from .playing import deltas, events, message, play, types

TEXT = "The quick brown fox jumps over the lazy dog."  # 44 characters, 11 tokens


def ending(body: dict[str, Any], reply: object = None, **settings: Any) -> tuple[str, str | None, str | None]:
    """The text of a reply, its stop reason and its stop sequence."""
    performance = play(reply or [{"text": TEXT}], body, **settings)
    delta = events(performance)[-2]["delta"]
    return "".join(deltas(performance, "text")), delta["stop_reason"], delta["stop_sequence"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param({"max_tokens": 11}, (TEXT, "end_turn", None), id="just enough"),
        pytest.param({"max_tokens": 10}, (TEXT[:40], "max_tokens", None), id="one token short"),
        pytest.param({"max_tokens": 1}, ("The ", "max_tokens", None), id="a single token"),
        pytest.param({"max_tokens": 0}, ("", "max_tokens", None), id="no token"),
        pytest.param({"stop_sequences": ["fox"]}, ("The quick brown ", "stop_sequence", "fox"), id="a stop sequence"),
        pytest.param({"stop_sequences": ["dog", "fox"]}, ("The quick brown ", "stop_sequence", "fox"), id="the first"),
        pytest.param({"stop_sequences": ["cat"]}, (TEXT, "end_turn", None), id="one that does not occur"),
        pytest.param({"stop_sequences": ["The"]}, ("", "stop_sequence", "The"), id="at the very start"),
        pytest.param({"max_tokens": 2, "stop_sequences": ["fox"]}, ("The quic", "max_tokens", None), id="limit first"),
        pytest.param({"max_tokens": 8, "stop_sequences": ["fox"]}, ("The quick brown ", "stop_sequence", "fox"),
                     id="stop first"),
    ],
)  # fmt: skip
def test_a_limit_cuts_the_text_and_names_the_reason(
    body: dict[str, Any], expected: tuple[str, str | None, str | None]
) -> None:
    assert ending(body) == expected


def test_a_stop_sequence_that_falls_between_deltas_is_found() -> None:
    reply = [{"text": ["The quick br", "own fo", "x jumps"]}]
    assert ending({"stop_sequences": ["brown fox"]}, reply) == ("The quick ", "stop_sequence", "brown fox")


EXCEEDED = "model_context_window_exceeded"


@pytest.mark.parametrize(
    ("model", "left", "max_tokens", "expected"),
    [
        pytest.param("claude-sonnet-4-5", 11, 1_000, (TEXT, "end_turn", None), id="just enough"),
        pytest.param("claude-sonnet-4-5", 10, 1_000, (TEXT[:40], EXCEEDED, None), id="one token short"),
        pytest.param("claude-sonnet-4-5", 10, 10, (TEXT[:40], "max_tokens", None), id="both at once"),
        pytest.param("claude-sonnet-4-5", 0, 1_000, ("", EXCEEDED, None), id="nothing left"),
        pytest.param("claude-sonnet-4-5", -5, 1_000, ("", EXCEEDED, None), id="less than nothing"),
        pytest.param("claude-3-5-haiku-20241022", 10, 1_000, (TEXT[:40], "max_tokens", None), id="before 3.7"),
    ],
)
def test_a_reply_ends_where_the_context_window_does(
    model: str, left: int, max_tokens: int, expected: tuple[str, str | None, str | None]
) -> None:
    messages = [{"role": "user", "content": "four" * (200_000 - 3 - left)}]
    assert ending({"model": model, "messages": messages, "max_tokens": max_tokens}) == expected


def test_a_limit_beats_the_stop_reason_the_reply_says() -> None:
    assert ending({"max_tokens": 1}, stop_reason="refusal")[1] == "max_tokens"


def test_limits_may_be_ignored() -> None:
    assert ending({"max_tokens": 1, "stop_sequences": ["fox"]}, honour_limits=False) == (TEXT, "end_turn", None)


def test_thinking_counts_towards_max_tokens() -> None:
    body = {"thinking": {"type": "enabled", "budget_tokens": 1024}, "max_tokens": 13}
    assert ending(body, [{"thinking": "12345678"}, {"text": TEXT}]) == (TEXT, "end_turn", None)
    assert ending(body, [{"thinking": "12345678", "tokens": 12}, {"text": TEXT}]) == ("The ", "max_tokens", None)


@pytest.mark.parametrize(
    ("block", "max_tokens", "shown"),
    [
        pytest.param({"thinking": TEXT}, 5, TEXT[:20], id="its own text"),
        pytest.param({"thinking": TEXT, "tokens": 110}, 50, TEXT[:20], id="a cost beyond its text"),
        pytest.param({"thinking": {"full": TEXT * 10, "summary": TEXT}}, 50, TEXT[:20], id="a summary"),
        pytest.param({"thinking": {"full": TEXT * 10, "summary": ""}}, 50, "", id="no summary"),
        pytest.param(
            {"thinking": {"full": TEXT * 10, "summary": "👩‍👩‍👧‍👦é" * 9}}, 50, "👩‍👩‍👧‍👦é" * 4, id="whole characters"
        ),
        pytest.param({"thinking": TEXT, "tokens": 110}, 0, None, id="nothing left"),
        pytest.param({"redacted_thinking": {"bytes": 440}}, 50, "", id="redacted"),
    ],
)
def test_thinking_that_is_cut_costs_all_that_is_left_and_no_more(
    block: dict[str, Any], max_tokens: int, shown: str | None
) -> None:
    body = {"thinking": {"type": "enabled", "budget_tokens": 1024}, "max_tokens": max_tokens}
    performance = play([block, {"text": TEXT}], body)
    delta = events(performance)[-2]

    assert delta["delta"]["stop_reason"] == "max_tokens"
    assert delta["usage"]["output_tokens"] == max_tokens
    assert delta["usage"]["output_tokens_details"] == {"thinking_tokens": max_tokens}
    assert types(performance).count("content_block_start") == (0 if shown is None else 1)
    assert "".join(deltas(performance, "thinking")) == (shown or "")
    assert deltas(performance, "text") == []


def test_thinking_that_is_not_shown_is_cut_all_the_same() -> None:
    body = {"thinking": {"type": "enabled", "budget_tokens": 1024, "display": "omitted"}, "max_tokens": 5}
    performance = play([{"thinking": TEXT}, {"text": TEXT}], body)

    assert deltas(performance, "thinking") == [""]
    assert len(deltas(performance, "signature")) == 1
    assert events(performance)[-2]["usage"]["output_tokens"] == 5
    assert events(performance)[-2]["delta"]["stop_reason"] == "max_tokens"


def test_a_tool_call_that_is_cut_ends_in_the_middle_of_its_json() -> None:
    performance = play([{"tool_use": "get", "input": {"city": "San Francisco"}}], {"max_tokens": 12})
    assert "".join(deltas(performance, "partial_json")) == '{"city": "Sa'
    assert events(performance)[-2]["delta"]["stop_reason"] == "max_tokens"


def test_what_follows_the_cut_does_not_happen() -> None:
    reply = [{"text": TEXT}, {"error": "overloaded_error"}]
    assert types(play(reply, {"max_tokens": 2}))[-1] == "message_stop"


def test_a_plain_answer_is_cut_at_the_same_place() -> None:
    answer = message(play([{"text": TEXT}], {"max_tokens": 2, "stream": False}))
    assert answer["content"] == [{"type": "text", "text": "The quic"}]
    assert answer["stop_reason"] == "max_tokens"
    assert answer["usage"]["output_tokens"] == 2


def prefilled(content: object, reply: object = None, **body: Any) -> str:
    messages = [{"role": "user", "content": "Go on."}, {"role": "assistant", "content": content}]
    return "".join(deltas(play(reply or [{"text": TEXT}], {"messages": messages, **body}), "text"))


@pytest.mark.parametrize(
    ("content", "rest"),
    [
        pytest.param("The quick brown", " fox jumps over the lazy dog.", id="a prefix"),
        pytest.param([{"type": "text", "text": "The quick"}], TEXT[9:], id="a prefix in a block"),
        pytest.param(TEXT, "", id="all of it"),
        pytest.param("Once upon a time", TEXT, id="no prefix of the reply"),
        pytest.param("The quick red", TEXT, id="a prefix gone astray"),
    ],
)
def test_a_prefill_is_continued_and_not_repeated(content: object, rest: str) -> None:
    assert prefilled(content) == rest


def test_a_prefill_may_hold_whole_blocks_before_the_text_it_continues() -> None:
    reply = [{"text": "Let me look. "}, {"tool_use": "get", "input": {}}, {"text": "It is sunny."}]
    content = [
        {"type": "text", "text": "Let me look."},
        {"type": "tool_use", "id": "toolu_1", "name": "get", "input": {}},
        {"type": "text", "text": "It is"},
    ]
    assert prefilled(content, reply) == " sunny."


def test_the_continuation_is_a_new_message_from_index_zero() -> None:
    messages = [{"role": "user", "content": "Go"}, {"role": "assistant", "content": "The"}]
    performance = play([{"text": TEXT}], {"messages": messages})
    assert {event["index"] for event in events(performance) if "index" in event} == {0}


def test_a_model_that_allows_no_prefill_plays_the_whole_reply() -> None:
    assert prefilled("The quick", model="claude-opus-4-6") == TEXT


def test_directives_before_the_place_of_continuation_do_not_happen_again() -> None:
    reply = [{"text": ["The quick ", {"reset": None}]}]
    assert prefilled("The quick ", reply) == ""
    reply = [{"text": ["The ", {"ping": None}, "quick"]}]
    assert prefilled("The q", reply) == "uick"
