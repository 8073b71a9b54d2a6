"""What a YAML or JSON text says, and where."""

from typing import Any

import pytest

from understudy.scenario.source import Source, read

TURNS = """\
# a comment first
turns:
  - reply:
      - text: Hello
        index: 3
      - {wait: 1s, "näme": ü}
  - &again
    reply: [{tool_use: f, input: {}}]
  - *again
"""


def source(text: str) -> Source:
    return read(text.encode())


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ((), (2, 1)),
        (("turns",), (3, 3)),
        (("turns", 0), (3, 5)),
        (("turns", 0, "reply", 0), (4, 9)),
        (("turns", 0, "reply", "<list>", 0, "<text>", "text", "<string>"), (4, 15)),
        (("turns", 0, "reply", 0, "index"), (5, 16)),
        (("turns", 0, "reply", 1, "wait"), (6, 16)),
        (("turns", 0, "reply", 1, "näme"), (6, 28)),
        (("turns", 0, "reply", 1, "missing"), (6, 9)),
        (("turns", 1), (7, 5)),
        (("turns", 2, "reply", 0, "<tool_use>", "input"), (8, 34)),
    ],
)
def test_a_value_has_the_place_where_it_is_written(location: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert source(TURNS).position(location) == place


@pytest.mark.parametrize(
    ("location", "place"),
    [
        (("turns",), (2, 1)),
        (("turns", 0, "reply", "<list>", 0, "<text>", "index"), (5, 9)),
        (("turns", 0, "reply", 1, "näme"), (6, 20)),
        (("turns", 0, "reply", 1), (6, 9)),
    ],
)
def test_a_key_has_a_place_of_its_own(location: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert source(TURNS).position(location, of_key=True) == place


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1", {"a": 1}),
        ("- [a, {b: c}]", [["a", {"b": "c"}]]),
        ("'1'", "1"),
        ('"a\\tb"', "a\tb"),
        ("|\n  two\n  lines\n", "two\nlines\n"),
        ("a: >\n  folded\n  text", {"a": "folded text"}),
        ("\ufeffa: b", {"a": "b"}),
        ("a:\nb: ~", {"a": None, "b": None}),
        ("a: &x {b: 1}\nc: *x", {"a": {"b": 1}, "c": {"b": 1}}),
        ("a: &x word\nc: *x", {"a": "word", "c": "word"}),
        ("&key k: 1\nm: {*key : 2}", {"k": 1, "m": {"k": 2}}),
        ("'<<': 1", {"<<": 1}),
    ],
)
def test_plain_values_come_out(text: str, value: Any) -> None:
    read = source(text)

    assert read.flaws == ()
    assert read.value == value


def test_merge_keys_take_in_mappings_that_the_own_members_win_over() -> None:
    text = "base: &base {a: 1, b: 1}\nmore: &more {b: 2, c: 2}\nall: {c: 3, <<: [*base, *more], d: 3}"

    assert source(text).value["all"] == {"a": 1, "b": 1, "c": 3, "d": 3}


def test_a_merged_member_has_the_place_where_it_is_written() -> None:
    text = "base: &base\n  a: 1\nall:\n  <<: *base\n  b: 2\n"

    assert source(text).position(("all", "a")) == (2, 6)


def test_merging_what_is_no_mapping_is_a_flaw() -> None:
    (flaw,) = source("<<: [1, {a: 1}]\nreply: []").flaws

    assert (flaw.place, flaw.text) == ((1, 5), "expected a mapping after `<<:`, or a list of mappings")


JSON = '\t{\n\t"text": "\\ud83d\\ude00 \\u00e9 \\\\ud83d\\\\ude00 \\/", "next": 1e3, "true": true}\n'


def test_json_is_read_with_its_tabs_numbers_and_pairs_of_surrogate_escapes() -> None:
    read_json = read(JSON.encode(), json=True)

    assert read_json.value == {"text": "😀 é \\ud83d\\ude00 /", "next": 1000.0, "true": True}


def test_places_in_json_count_the_characters_of_the_file() -> None:
    read_json = read(JSON.encode(), json=True)

    assert read_json.position(("next",)) == (2, 59)


def test_half_a_surrogate_pair_is_refused() -> None:
    assert read(b'{"text": "\\ud83d!"}', json=True).root is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: " + "[" * 100 + "]" * 100, (1, 103)),
        ("[" * 100_000, (1, 1001)),
        ("- " * 100_000, (1, 201)),
    ],
    ids=["brackets", "many brackets", "dashes"],
)
def test_nesting_is_bounded(text: str, place: tuple[int, int]) -> None:
    (flaw,) = source(text).flaws

    assert (flaw.place, flaw.text) == (place, "nested too deeply: expected at most 100 levels")


def test_a_hundred_levels_are_read() -> None:
    assert source("[" * 100 + "]" * 100).flaws == ()


def test_nesting_through_aliases_is_bounded() -> None:
    lines = ["- &a0 [" + "[" * 50 + "]" * 50 + "]", "- &a1 [" + "[" * 50 + "*a0" + "]" * 50 + "]"]

    (flaw,) = source("\n".join(lines)).flaws

    assert flaw.text == "nested too deeply: expected at most 100 levels"


def test_values_written_out_are_not_bounded_as_aliases_are() -> None:
    many = source("[" + "1," * 100_001 + "]")

    assert len(many.value) == 100_001


def test_what_reading_gets_past_is_told_beside_what_ends_it() -> None:
    flawed = source("a: !!binary x\nb: 1\nb: 2\nc: ]")

    assert [flaw.place for flaw in flawed.flaws] == [(1, 4), (3, 1), (4, 4)]
    assert flawed.root is None
