"""The count of tokens is the same everywhere, adds up, and never fails."""

from typing import Any

import pytest

from understudy.api import blobs, models
from understudy.api.tokens import InputTokens, count_block, count_content, count_json, count_text, cut_text

FAMILY = "👨‍👩‍👧"


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("", 0), ("a", 1), ("abcd", 1), ("abcde", 2), ("é", 1), ("ééé", 2), ("👍", 1), ("👍a", 2), ("\ud800", 1)],
)
def test_a_token_is_four_bytes_of_utf_8(text: str, tokens: int) -> None:
    assert count_text(text) == tokens


@pytest.mark.parametrize(
    ("text", "tokens", "kept"),
    [
        ("abcdefgh", 1, "abcd"),
        ("abcdefgh", 2, "abcdefgh"),
        ("abcdefgh", 9, "abcdefgh"),
        ("abcdefgh", 0, ""),
        ("abcdefgh", -1, ""),
        ("", 3, ""),
        ("éééé", 1, "éé"),
        ("aéé", 1, "aé"),
        ("aaa👍", 1, "aaa"),
        ("abc\r\nde", 1, "abc"),
        ("abcde\u0301f", 1, "abcd"),
        ("abcd\u0301f", 1, "abc"),
        (f"ab{FAMILY}c", 4, "ab"),
        (f"ab{FAMILY}c", 5, f"ab{FAMILY}"),
        (FAMILY, 1, ""),
        ("🇩🇪🇫🇷", 3, "🇩🇪"),
    ],
)
def test_a_cut_keeps_the_longest_whole_graphemes_it_can_pay_for(text: str, tokens: int, kept: str) -> None:
    assert cut_text(text, tokens) == kept


@pytest.mark.parametrize(
    ("value", "tokens"), [({}, 1), ({"city": "Rome"}, 4), ([], 1), (None, 1), ("", 1), ({"a": [1, 2, 3, 4]}, 4)]
)
def test_json_costs_its_compact_spelling(value: object, tokens: int) -> None:
    assert count_json(value) == tokens


def nested(depth: int) -> object:
    value: object = "bottom"
    for _ in range(depth):
        value = {"type": "tool_result", "content": [value]}
    return value


@pytest.mark.parametrize("value", [nested(5_000), {"n": 1 << 80}, {"f": float("nan")}, {1: {2}}, b"bytes"])
def test_json_that_cannot_be_spelled_still_has_a_count(value: object) -> None:
    assert count_json(value) > 0


@pytest.mark.parametrize(
    ("block", "tokens"),
    [
        ({"type": "text", "text": "Hello"}, 2),
        ({"type": "text", "text": "Hello", "cache_control": {"type": "ephemeral"}}, 2),
        ({"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "A" * 9000}}, 1500),
        ({"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}}, 1500),
        ({"type": "document", "source": {"type": "base64", "data": "A" * 9000}, "title": "abcd"}, 3001),
        ({"type": "document", "source": {"type": "text", "data": "abcdefgh"}}, 2),
        ({"type": "document", "source": {"type": "content", "content": [{"type": "text", "text": "abc"}]}}, 1),
        ({"type": "tool_result", "tool_use_id": "toolu_1", "content": "abcdefgh"}, 5),
        ({"type": "tool_result", "tool_use_id": "toolu_1", "content": [{"type": "image"}]}, 1503),
        ({"type": "tool_result", "tool_use_id": "toolu_1"}, 3),
        ({"type": "search_result", "title": "ab", "source": "cd", "content": [{"type": "text", "text": "e"}]}, 3),
        ({"type": "tool_use", "id": "t", "name": "n", "input": {}}, 13),
        ({"type": "thinking", "thinking": "abcdefgh", "signature": ""}, 2),
        ({"type": "unheard_of", "a": 1}, 7),
    ],
)
def test_a_block_costs_what_the_model_sees_of_it(block: dict[str, Any], tokens: int) -> None:
    assert count_content([block]) == tokens


def test_thinking_that_is_shown_in_part_costs_the_whole_that_was_signed() -> None:
    model = models.find("claude-haiku-4-5")
    assert model is not None
    signature = blobs.sign("Short.", model=model, position=0, count=1, full_length=4_000)
    data = blobs.redact(4_000, model=model, position=0, count=1)
    assert count_content({"type": "thinking", "thinking": "Short.", "signature": signature}) == 1_000
    assert count_content({"type": "redacted_thinking", "data": data}) == 1_000


@pytest.mark.parametrize(
    "block",
    [
        {"type": "tool_use", "id": "t", "name": "n", "input": {}},
        {"type": "tool_result", "tool_use_id": "t", "content": [{"type": "tool_use", "id": "t"}]},
        {"name": "get_weather", "input_schema": {"type": "object"}},
    ],
)
def test_a_cache_marker_costs_nothing(block: dict[str, Any]) -> None:
    marked = block | {"cache_control": {"type": "ephemeral", "ttl": "1h"}}
    assert count_block(marked) == count_block(block)
    assert count_content(marked) == count_content(block)


@pytest.mark.parametrize(
    "content",
    [
        None,
        5.5,
        [None, 5, "text", [], {}],
        [[["text"]]],
        {"type": ["list"]},
        [{"type": "text", "text": {"type": "text"}}, {"type": "document", "source": 3}],
        [{"type": "thinking", "thinking": 3, "signature": {}}],
        [nested(5_000)],
        [{"name": nested(5_000)}],
    ],
)
def test_content_of_any_shape_has_a_count(content: object) -> None:
    assert count_content(content) >= 0


def test_the_counts_of_a_prompt_add_up() -> None:
    counted = InputTokens(rest=10, read=20, created_5m=30, created_1h=40)
    assert (counted.created, counted.whole) == (70, 100)


@pytest.mark.parametrize(
    ("caches_from", "rest", "created_5m"), [(None, 15, 30), (106, 15, 30), (105, 10, 35), (50, 10, 35)]
)
def test_what_server_tools_bring_in_is_cached_if_anything_is_marked_and_it_is_enough(
    caches_from: int | None, rest: int, created_5m: int
) -> None:
    grown = InputTokens(10, 20, 30, 40, caches_from).grown(5)
    assert grown == InputTokens(rest, 20, created_5m, 40, caches_from)
