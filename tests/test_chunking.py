"""Deltas are cut as the API was recorded to cut them."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

import pytest

from understudy.chunking import cut_evenly, cut_json, cut_json_eagerly, cut_text

RECORDINGS = Path(__file__).parents[1] / "../shared/captures/streams"
FAMILY = "👨‍👩‍👧"
PROSE = "The quick brown fox jumps over the lazy dog, and then it rests for a while. " * 2_000

INPUTS: list[dict[str, Any]] = [
    {"location": "San Francisco, CA"},
    {"location": "San Francisco, CA", "unit": "celsius"},
    {"a": 1, "b": None, "c": True, "d": "", "e": [], "f": {}},
    {"points": [{"x": 1, "y": [2, 3]}, {"x": 4}], "comma, inside": 'a "quoted", {braced} text\\', "z": "}"},
    {"text": "Zürich, 東京 👍\n" * 20},
    {"": ""},
]


def broken_law(deltas: list[str]) -> str | None:
    """Where the deltas of one input break the chunking law; None where they keep it."""
    first, *pieces = deltas
    if first != "":
        return "the first delta is not empty"
    if not pieces:
        return None
    text = "".join(pieces)
    json.loads(text)
    starts = [sum(map(len, pieces[:number])) for number in range(len(pieces))]
    borders = {0, *commas(text), len(text)}
    if missed := borders - {*starts, len(text)}:
        return f"no delta starts with the property at {missed}"
    for start, piece in zip(starts, pieces, strict=True):
        end = start + len(piece)
        if end not in borders and not 2 <= len(piece) <= 12:
            return f"{piece!r} has not 2 to 12 characters"
        if end in borders and not 1 <= len(piece.removesuffix("}") if end == len(text) else piece) <= 12:
            return f"{piece!r} ends its property with not 1 to 12 characters"
    return None


def commas(text: str) -> Iterator[int]:
    """The places of the commas between the properties of an object."""
    depth, inside, escaped = 0, False, False
    for place, character in enumerate(text):
        if inside:
            inside = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            inside = True
        else:
            depth += (character in "{[") - (character in "}]")
            if character == "," and depth == 1:
                yield place


def recorded(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The tool's name and the deltas of each input in a recording."""
    name, deltas = "", list[str]()
    for line in json.loads(path.read_text())["response"]["body_text"].splitlines():
        event: dict[str, Any] = json.loads(line[6:]) if line.startswith('data: {"type":') else {"type": ""}
        match event:
            case {"type": "content_block_start", "content_block": block}:
                name, deltas = block.get("name", ""), []
            case {"type": "content_block_delta", "delta": {"partial_json": piece}}:
                deltas.append(piece)
            case {"type": "content_block_stop"} if deltas:
                yield name, deltas


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_the_recorded_inputs_keep_the_law() -> None:
    inputs = [found for path in sorted(RECORDINGS.glob("*.json")) for found in recorded(path)]
    buffered = [deltas for name, deltas in inputs if name != "code_execution"]
    assert len(buffered) >= 40
    assert [(deltas, law) for deltas in buffered if (law := broken_law(deltas))] == []


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_the_recorded_inputs_of_code_execution_are_cut_eagerly_and_break_it() -> None:
    inputs = [found for path in sorted(RECORDINGS.glob("*.json")) for found in recorded(path)]
    eager = [deltas for name, deltas in inputs if name == "code_execution"]
    assert eager
    assert all(broken_law(deltas) for deltas in eager)


@pytest.mark.parametrize(
    "deltas",
    [
        ['{"a": 1}'],
        ["", '{"a": 1, ', '"b": 2}'],
        ["", '{"a', '": "a long piece"}'],
        ["", "{", '"a": 1}'],
        ["", '{"a": 1', "}"],
    ],
)
def test_the_law_can_be_broken(deltas: list[str]) -> None:
    assert broken_law(deltas)


@pytest.mark.parametrize("value", INPUTS, ids=str)
def test_an_input_is_cut_by_the_law(value: dict[str, Any]) -> None:
    for seed in range(200):
        deltas = [piece for segment in cut_json(value, Random(seed)) for piece in segment]
        assert broken_law(deltas) is None
        assert json.loads("".join(deltas)) == value


@pytest.mark.parametrize("value", INPUTS, ids=str)
def test_each_property_is_a_segment_of_its_own(value: dict[str, Any]) -> None:
    segments = cut_json(value, Random(1))
    assert segments[0] == [""]
    assert len(segments) == 1 + len(value)
    assert all(all(segment) for segment in segments[1:])


def test_an_input_is_spelled_as_the_model_spells_it() -> None:
    value = {"city": "Zürich", "days": [1, 2], "more": {"a": "line\n", "b": None}}
    spelled = '{"city": "Zürich", "days": [1, 2], "more": {"a": "line\\n", "b": null}}'
    assert "".join(piece for segment in cut_json(value, Random(1)) for piece in segment) == spelled
    assert "".join(cut_json_eagerly(value, Random(1))) == spelled


def test_an_empty_input_is_one_empty_delta() -> None:
    assert cut_json({}, Random(1)) == [[""]]
    assert cut_json_eagerly({}, Random(1)) == [""]


def test_the_pieces_of_an_input_are_uniform_on_2_to_12_characters() -> None:
    *pieces, _ = cut_json({"text": "x" * 150_000}, Random(1))[1]
    sizes = Counter(map(len, pieces))
    assert sorted(sizes) == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert all(0.9 < count / (len(pieces) / 11) < 1.1 for count in sizes.values())


def test_an_eager_input_is_the_empty_delta_then_pieces_of_some_tokens() -> None:
    first, *pieces = cut_json_eagerly({"text": "x" * 100_000, "more": "y"}, Random(1))
    assert first == ""
    assert all(pieces)
    sizes = [len(piece) for piece in pieces]
    assert 30 <= median(sizes) <= 60
    assert max(sizes) == 196


@pytest.mark.parametrize(("middle", "p90"), [(4, 9), (10, 27), (46, 95), (61, 114), (82, 133)])
def test_the_deltas_of_a_text_have_the_median_and_the_spread_asked_for(middle: int, p90: int) -> None:
    pieces = cut_text(PROSE, median=middle, p90=p90, first=None, rng=Random(1))
    sizes = [len(piece) for piece in pieces]
    assert "".join(pieces) == PROSE
    assert 0.9 <= median(sizes) / middle <= 1.1
    assert 0.9 <= quantiles(sizes, n=10)[-1] / p90 <= 1.1


def test_the_first_delta_of_a_text_is_short() -> None:
    firsts = [len(cut_text(PROSE[:400], median=61, p90=114, first=14, rng=Random(seed))[0]) for seed in range(500)]
    assert 12 <= median(firsts) <= 16


GRAPHEMES = ("", "a", "\r\n" * 50, FAMILY * 30, "e\u0301" * 99, "🇩🇪🇫🇷" * 20, f"ab {FAMILY}c\r\n" * 20)


@pytest.mark.parametrize("text", GRAPHEMES)
def test_no_delta_of_a_text_is_empty_or_ends_inside_a_grapheme(text: str) -> None:
    for seed in range(20):
        pieces = cut_text(text, median=3, p90=7, first=2, rng=Random(seed))
        assert "".join(pieces) == text
        assert all(pieces)
        assert not any(piece.startswith(("\n", "\u200d", "\u0301")) or piece.endswith("\u200d") for piece in pieces)
        assert not any(piece.count("🇩") != piece.count("🇪") for piece in pieces)


def test_one_seed_cuts_the_same_again() -> None:
    cuts = [cut_text(PROSE[:900], median=46, p90=95, first=5, rng=Random(seed)) for seed in (1, 1, 2)]
    assert cuts[0] == cuts[1] != cuts[2]
    inputs = [cut_json(INPUTS[3], Random(seed)) for seed in (1, 1, 2)]
    assert inputs[0] == inputs[1] != inputs[2]


@pytest.mark.parametrize(
    ("text", "characters", "pieces"),
    [
        ("", 4, []),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("abcdefghij", 2.5, ["ab", "cde", "fg", "hij"]),
        ("abc", 1, ["a", "b", "c"]),
        ("abc", 0.01, ["a", "b", "c"]),
        ("abc", float("inf"), ["abc"]),
        (f"a{FAMILY}b", 2, [f"a{FAMILY}", "b"]),
        (FAMILY * 2, 1, [FAMILY, FAMILY]),
        ("a\r\nb", 2, ["a\r\n", "b"]),
    ],
)
def test_an_even_cut_has_the_size_asked_for(text: str, characters: float, pieces: list[str]) -> None:
    assert cut_evenly(text, characters) == pieces
