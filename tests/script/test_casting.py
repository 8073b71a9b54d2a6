"""Which blocks a request gets to see, and in which deltas."""

from typing import Any

import pytest

from .playing import deltas, events, message, play, types

THINKING = {"type": "enabled", "budget_tokens": 1024}
ADAPTIVE = {"type": "adaptive"}
INTERLEAVED = "interleaved-thinking-2025-05-14"
TOOL_LOOP = [
    {"role": "user", "content": "Weather?"},
    {"role": "assistant", "content": [{"type": "tool_use", "id": "toolu_1", "name": "get", "input": {}}]},
    {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": "sunny"}]},
]


def kinds(body: dict[str, Any], betas: str = "", **block: Any) -> list[str]:
    performance = play([{"thinking": "Hm.", **block}, {"text": "Hi."}], body, betas=betas)
    return [event["content_block"]["type"] for event in events(performance) if "content_block" in event]


@pytest.mark.parametrize(
    ("body", "betas", "plays"),
    [
        pytest.param({}, "", False, id="no parameter on a model that is off by default"),
        pytest.param({"thinking": {"type": "disabled"}}, "", False, id="disabled"),
        pytest.param({"thinking": THINKING}, "", True, id="enabled"),
        pytest.param({"model": "claude-sonnet-5"}, "", True, id="no parameter on a model that is on by default"),
        pytest.param({"model": "claude-sonnet-5", "thinking": {"type": "disabled"}}, "", False, id="turned off"),
        pytest.param({"model": "claude-fable-5"}, "", True, id="a model that always thinks"),
        pytest.param({"thinking": THINKING, "messages": TOOL_LOOP}, "", False, id="after a result, no header"),
        pytest.param({"thinking": THINKING, "messages": TOOL_LOOP}, INTERLEAVED, True, id="after a result, header"),
        pytest.param(
            {"thinking": THINKING, "messages": [*TOOL_LOOP, {"role": "user", "content": "And now?"}]},
            "",
            True,
            id="after a result and words, a new turn",
        ),
        pytest.param(
            {"thinking": THINKING, "messages": TOOL_LOOP, "model": "claude-3-7-sonnet-latest"},
            INTERLEAVED,
            False,
            id="after a result, header on 3.7",
        ),
        pytest.param(
            {"thinking": THINKING, "messages": TOOL_LOOP, "model": "claude-haiku-4-5"},
            INTERLEAVED,
            False,
            id="after a result, header on a model that never interleaves",
        ),
        pytest.param(
            {"thinking": ADAPTIVE, "messages": TOOL_LOOP, "model": "claude-opus-4-6"},
            "",
            True,
            id="after a result, adaptive",
        ),
        pytest.param({"thinking": {"type": "between_tools"}, "model": "claude-sonnet-5-5"}, "", False, id="up front"),
        pytest.param(
            {"thinking": {"type": "between_tools"}, "model": "claude-sonnet-5-5", "messages": TOOL_LOOP},
            "",
            True,
            id="between tools",
        ),
    ],
)
def test_thinking_is_played_where_the_api_would_think(body: dict[str, Any], betas: str, plays: bool) -> None:
    assert kinds(body, betas) == (["thinking", "text"] if plays else ["text"])


def test_thinking_that_is_always_written_plays_whatever_the_request_says() -> None:
    assert kinds({"thinking": {"type": "disabled"}}, always=True) == ["thinking", "text"]


def test_thinking_after_a_server_tool_result_needs_interleaving() -> None:
    reply = [
        {"thinking": "Search."},
        {"server_tool_use": "web_search", "input": {"query": "x"}},
        {"web_search_tool_result": []},
        {"thinking": "Found nothing."},
        {"text": "Nothing."},
    ]
    found = [
        [event["content_block"]["type"] for event in events(play(reply, {"thinking": THINKING}, betas=betas))
         if "content_block" in event]
        for betas in ("", INTERLEAVED)
    ]  # fmt: skip
    assert found == [
        ["thinking", "server_tool_use", "web_search_tool_result", "text"],
        ["thinking", "server_tool_use", "web_search_tool_result", "thinking", "text"],
    ]


def test_omitted_thinking_is_one_empty_delta_and_a_signature() -> None:
    performance = play([{"thinking": "Secret plans."}, {"text": "Hi."}], {"model": "claude-sonnet-5"})
    assert deltas(performance, "thinking") == [""]
    (signature,) = deltas(performance, "signature")
    assert len(signature) > 100
    assert b"Secret" not in performance.body
    assert events(performance)[-2]["usage"]["output_tokens_details"] == {"thinking_tokens": 4}


TOLD = {"full": "I weigh this, and that, and a third thing.", "summary": ["Weighing", " it."]}
"""Thinking of 11 tokens, and its summary of 4."""
SUMMARIZED = {**THINKING, "display": "summarized"}
OMITTED = {**THINKING, "display": "omitted"}


@pytest.mark.parametrize(
    ("model", "thinking", "shown"),
    [
        pytest.param("claude-3-7-sonnet-latest", THINKING, "full", id="3.7"),
        pytest.param("claude-3-7-sonnet-latest", SUMMARIZED, "full", id="3.7, which does not summarise"),
        pytest.param("claude-3-7-sonnet-latest", OMITTED, "nothing", id="3.7, omitted"),
        pytest.param("claude-opus-4-0", THINKING, "summary", id="4"),
        pytest.param("claude-haiku-4-5", SUMMARIZED, "summary", id="4.5"),
        pytest.param("claude-haiku-4-5", OMITTED, "nothing", id="4.5, omitted"),
        pytest.param("claude-sonnet-5", ADAPTIVE, "nothing", id="5"),
        pytest.param("claude-sonnet-5", {**ADAPTIVE, "display": "summarized"}, "summary", id="5, summarised"),
        pytest.param("some-model", THINKING, "summary", id="an unknown model"),
    ],
)
def test_full_thinking_is_shown_as_the_model_and_the_display_say_and_always_billed_in_full(
    model: str, thinking: dict[str, Any], shown: str
) -> None:
    performance = play([{"thinking": TOLD}, {"text": "Hi."}], {"model": model, "thinking": thinking})
    wanted = {"full": TOLD["full"], "summary": "Weighing it.", "nothing": ""}[shown]

    assert "".join(deltas(performance, "thinking")) == wanted
    assert len(deltas(performance, "signature")) == 1
    usage = events(performance)[-2]["usage"]
    assert (usage["output_tokens"], usage["output_tokens_details"]) == (12, {"thinking_tokens": 11})


def test_full_thinking_without_a_summary_is_shown_itself() -> None:
    assert deltas(play([{"thinking": {"full": ["All ", "of it."]}}], {"thinking": THINKING}), "thinking") == [
        "All ",
        "of it.",
    ]


def test_the_directives_are_those_of_the_thinking_that_is_shown() -> None:
    reply = [
        {"thinking": {"full": ["All", {"ping": {"of": "full"}}], "summary": ["Some", {"ping": {"of": "summary"}}]}}
    ]
    found = [
        [event["of"] for event in events(play(reply, {"thinking": THINKING, "model": model})) if "of" in event]
        for model in ("claude-3-7-sonnet-latest", "claude-haiku-4-5")
    ]
    assert found == [["full"], ["summary"]]


def test_tokens_that_are_said_are_the_cost_of_full_thinking_too() -> None:
    performance = play([{"thinking": TOLD, "tokens": 500}, {"text": "Hi."}], {"thinking": THINKING})
    assert events(performance)[-2]["usage"]["output_tokens"] == 501


@pytest.mark.parametrize("display", ["summarized", "omitted"])
@pytest.mark.parametrize("block", [{"thinking": TOLD}, {"thinking": [""], "tokens": 11}], ids=["full", "billed"])
def test_the_text_waits_for_the_full_thinking_whatever_of_it_is_shown(block: dict[str, Any], display: str) -> None:
    performance = play(
        [block, {"text": ["Hi"]}],
        {"thinking": {**THINKING, "display": display}},
        pace={"tokens_per_second": 1},
    )
    assert performance.steps[-1].at == pytest.approx(11.5)


def test_a_signature_may_be_said_in_pieces_or_left_out() -> None:
    body = {"thinking": THINKING}
    assert deltas(play([{"thinking": "a", "signature": ["x", "y"]}], body), "signature") == ["x", "y"]
    assert deltas(play([{"thinking": "a", "signature": "z"}], body), "signature") == ["z"]
    assert deltas(play([{"thinking": "a", "signature": "none"}], body), "signature") == []


def test_chunks_are_sent_as_written_even_when_empty() -> None:
    assert deltas(play([{"text": ["Hel", "", "lo"]}]), "text") == ["Hel", "", "lo"]


def test_a_string_is_cut_on_grapheme_borders() -> None:
    text = "👩‍👩‍👧‍👦é🇧🇷" * 30
    pieces = deltas(play([{"text": text}], pace={"chunk": 0.25}), "text")
    assert "".join(pieces) == text
    assert set(pieces) == {"👩‍👩‍👧‍👦", "é", "🇧🇷"}


def test_a_tools_input_is_cut_in_pieces_of_the_size_that_is_said() -> None:
    call = {"tool_use": "get", "input": {"city": "Köln", "n": 1}}
    assert deltas(play([call], pace={"chunk": 1}), "partial_json") == [
        "",
        '{"ci',
        'ty":',
        ' "Kö',
        'ln",',
        ' "n"',
        ": 1}",
    ]
    single = deltas(play([call], pace={"chunk": 0.25}), "partial_json")
    assert (single[0], "".join(single), {len(piece) for piece in single[1:]}) == ("", '{"city": "Köln", "n": 1}', {1})
    assert deltas(play([{"tool_use": "get", "input": {}}], pace={"chunk": 1}), "partial_json") == [""]


def test_citations_come_before_the_text_of_a_block_that_starts_with_a_list_of_them() -> None:
    citation = {"type": "char_location", "cited_text": "grass", "document_index": 0}
    performance = play([{"text": ["green"], "citations": [citation]}])
    assert events(performance)[1]["content_block"] == {"citations": [], "type": "text", "text": ""}
    assert list(events(performance)[1]["content_block"]) == ["citations", "type", "text"]
    assert [event["delta"] for event in events(performance) if event["type"] == "content_block_delta"] == [
        {"type": "citations_delta", "citation": citation},
        {"type": "text_delta", "text": "green"},
    ]


@pytest.mark.parametrize(
    ("item", "start"),
    [
        (
            {"tool_use": "get"},
            {"type": "tool_use", "id": "id_2", "name": "get", "input": {}, "caller": {"type": "direct"}},
        ),
        (
            {"tool_use": "get", "id": "mine", "start": {"caller": "omit"}},
            {"type": "tool_use", "id": "mine", "name": "get", "input": {}},
        ),
        (
            {"server_tool_use": "web_search"},
            {"type": "server_tool_use", "id": "id_2", "name": "web_search", "input": {}},
        ),
        (
            {"mcp_tool_use": "echo", "server_name": "demo"},
            {"type": "mcp_tool_use", "id": "id_2", "name": "echo", "input": {}, "server_name": "demo"},
        ),
        (
            {"web_search_tool_result": {"error": "max_uses_exceeded"}, "tool_use_id": "srvtoolu_1"},
            {"type": "web_search_tool_result", "tool_use_id": "srvtoolu_1",
             "content": {"type": "web_search_tool_result_error", "error_code": "max_uses_exceeded"},
             "caller": {"type": "direct"}},
        ),
        (
            {"mcp_tool_result": [{"type": "text", "text": "hi"}], "tool_use_id": "mcptoolu_1"},
            {"type": "mcp_tool_result", "tool_use_id": "mcptoolu_1", "is_error": False,
             "content": [{"type": "text", "text": "hi"}]},
        ),
        (
            {"container_upload": None, "file_id": "file_1"},
            {"type": "container_upload", "file_id": "file_1"},
        ),
        ({"block": {"type": "hologram", "beam": 1}}, {"type": "hologram", "beam": 1}),
        ({"text": "a", "start": {"text": "early"}}, {"type": "text", "text": "early"}),
    ],
)  # fmt: skip
def test_a_block_starts_with_the_members_of_its_type_in_the_apis_order(
    item: dict[str, Any], start: dict[str, Any]
) -> None:
    block = events(play([item]))[1]["content_block"]
    assert block == start
    assert list(block) == list(start)


def test_a_result_belongs_to_the_latest_server_tool_use() -> None:
    reply = [{"server_tool_use": "web_search"}, {"web_search_tool_result": [{"title": "T", "url": "https://x.test"}]}]
    blocks = message(play(reply, {"stream": False}))["content"]
    assert blocks[1]["tool_use_id"] == blocks[0]["id"] == "id_2"
    (hit,) = blocks[1]["content"]
    assert list(hit) == ["type", "title", "url", "encrypted_content", "page_age"]
    assert hit["page_age"] is None
    assert len(hit["encrypted_content"]) > 40


def test_a_compaction_starts_empty_and_comes_in_one_delta() -> None:
    performance = play([{"compaction": "So far: nothing."}])
    assert events(performance)[1]["content_block"] == {"type": "compaction", "content": None}
    assert events(performance)[3]["delta"] == {"type": "compaction_delta", "content": "So far: nothing."}


def test_a_block_nobody_knows_is_sent_with_its_deltas_as_they_are() -> None:
    performance = play([{"block": {"type": "hologram"}, "deltas": [{"type": "beam_delta", "beam": "⟡"}]}])
    assert types(performance)[1:5] == ["content_block_start", "ping", "content_block_delta", "content_block_stop"]
    assert events(performance)[3]["delta"] == {"type": "beam_delta", "beam": "⟡"}


def test_an_index_of_its_own_does_not_move_the_next_block() -> None:
    performance = play([{"text": "a", "index": 5}, {"text": "b"}])
    assert [event["index"] for event in events(performance) if event["type"] == "content_block_start"] == [5, 1]


def test_a_block_may_be_left_open() -> None:
    assert "content_block_stop" not in types(play([{"text": "a", "stop": False}]))


@pytest.mark.parametrize(
    ("tool", "betas", "eager"),
    [
        ({}, "", False),
        ({}, "fine-grained-tool-streaming-2025-05-14", True),
        ({"eager_input_streaming": True}, "", True),
        ({"eager_input_streaming": False}, "fine-grained-tool-streaming-2025-05-14", False),
    ],
)
def test_tool_input_is_streamed_fine_grained_when_the_tool_or_the_header_asks(
    tool: dict[str, Any], betas: str, eager: bool
) -> None:
    long = "x" * 400
    body = {"tools": [{"name": "write", "input_schema": {"type": "object"}, **tool}]}
    pieces = deltas(play([{"tool_use": "write", "input": {"text": long}}], body, betas=betas), "partial_json")
    assert pieces[0] == ""
    assert "".join(pieces) == '{"text": "' + long + '"}'
    assert (max(len(piece) for piece in pieces) > 13) is eager


def test_fragments_are_sent_as_written_valid_or_not() -> None:
    reply = [{"tool_use": "get", "fragments": ["", '{"a": ', "INVALID"]}]
    assert deltas(play(reply), "partial_json") == ["", '{"a": ', "INVALID"]
    assert message(play(reply, {"stream": False}))["content"][0]["input"] == {}


def test_the_thinking_token_count_beta_puts_an_estimate_on_every_thinking_delta() -> None:
    reply = [{"thinking": ["Let me ", "see."]}]
    shown = play(reply, {"thinking": THINKING}, betas="thinking-token-count-2026-05-13")
    hidden = play(reply, {"model": "claude-sonnet-5"}, betas="thinking-token-count-2026-05-13")
    estimates = [
        [event["delta"]["estimated_tokens"] for event in events(played) if "thinking" in event.get("delta", {})]
        for played in (shown, hidden)
    ]
    assert estimates == [[None, None], [3]]
