"""JSON Schemas: whether they are ones, and what their references lead to."""

from typing import Any

import pytest

from understudy.api.json_schema import circle, references, remembered, target, valid, whole

Json = dict[str, Any]


def obj(**properties: Any) -> Json:
    return {"type": "object", "properties": properties}


def nested(depth: int) -> Json:
    schema: Json = {"type": "object"}
    for _ in range(depth):
        schema = obj(a=schema)
    return schema


@pytest.mark.parametrize(
    "schema",
    [
        {},
        obj(),
        obj(a=True, b={"type": ["string", "null"], "pattern": "^a"}),
        {"$schema": "http://json-schema.org/draft-07/schema#", **obj(a={"type": "integer", "exclusiveMinimum": 1})},
        {**obj(a={"$ref": "#/$defs/Nowhere"}), "x-anything": 1, "nullable": True},
        nested(300),
    ],
)
def test_a_schema_is_valid(schema: Json) -> None:
    assert valid(schema)


@pytest.mark.parametrize(
    "member",
    [
        {"type": "any"},
        {"type": "number", "exclusiveMinimum": True},
        {"type": "string", "enum": None},
        {"type": "string", "minLength": "5"},
        {"type": "string", "minLength": -1},
        {"type": "array", "items": [{"type": "string"}]},
        {"type": "object", "required": "a"},
        {"type": "object", "properties": []},
        {"anyOf": []},
    ],
)
def test_what_an_older_draft_or_another_format_allows_is_not_valid(member: Json) -> None:
    assert not valid(obj(a=member))
    assert not valid({"$schema": "http://json-schema.org/draft-04/schema#", **obj(a=member)})


def test_a_small_schema_is_looked_at_once() -> None:
    looked = []
    look = remembered(lambda schema: looked.append(schema) or len(looked))  # type: ignore[func-returns-value]

    assert [look(obj(a={})), look(obj(a={})), look(obj(b={})), look(nested(300)), look(nested(300))] == [1, 1, 2, 3, 4]


def test_a_big_schema_is_not_remembered() -> None:
    looked = []
    look = remembered(lambda schema: looked.append(schema) or len(looked))  # type: ignore[func-returns-value]
    big = obj(a={"description": "x" * 20_000})

    assert [look(big), look(big)] == [1, 2]


def test_the_schemas_inside_a_schema_come_after_it_in_their_order() -> None:
    schema = {
        **obj(a={"title": "a", "anyOf": [{"title": "b"}, True]}, c={"title": "c", "items": {"title": "d"}}),
        "title": "whole",
        "allOf": [{"title": "f"}],
        "$defs": {"E": {"title": "e"}},
        "enum": [{"title": "no schema"}],
        "default": {"title": "no schema"},
    }

    assert [part["title"] for part in whole(schema)] == ["whole", "a", "b", "c", "d", "e", "f"]


def test_references_are_found_in_all_of_them() -> None:
    schema = {
        **obj(a={"$ref": "#/$defs/A"}, b={"items": {"$ref": "#"}}),
        "$defs": {"A": {"anyOf": [{"$ref": "b.json"}]}},
    }

    assert list(references(schema)) == ["#/$defs/A", "#", "b.json"]


def test_a_reference_leads_to_a_schema() -> None:
    root = {**obj(**{"a/b": {"title": "1"}, "c~d": {"title": "2"}}), "anyOf": [{"title": "3"}], "title": "0"}

    found = [target(root, f"#{path}") for path in ("", "/properties/a~1b", "/properties/c~0d", "/anyOf/0")]
    assert [schema and schema["title"] for schema in found] == ["0", "1", "2", "3"]


@pytest.mark.parametrize(
    "reference", ["b.json", "http://a/b#/c", "#/$defs/A", "#/anyOf/1", "#/anyOf/x", "#/title", "#a"]
)
def test_a_reference_leads_nowhere(reference: str) -> None:
    assert target({"anyOf": [{}], "title": "A"}, reference) is None


@pytest.mark.parametrize(
    ("definitions", "names"),
    [
        ({"A": {"$ref": "#/$defs/A"}}, ("A", "A")),
        ({"A": {"$ref": "#/$defs/B"}, "B": obj(a={"$ref": "#/$defs/A"})}, ("A", "B", "A")),
        ({"A": {"$ref": "#/$defs/B"}, "B": {"items": {"$ref": "#/$defs/B"}}}, ("B", "B")),
        ({"A": {"anyOf": [{"$ref": "#/$defs/B"}, {"$ref": "#/$defs/B"}]}, "B": {}}, ()),
        ({"A": {"$ref": "#/$defs/B"}, "B": {"$ref": "#/$defs/C"}, "C": {}}, ()),
        ({"A": {"$ref": "#"}}, ("A", "", "A")),
    ],
)
def test_definitions_go_in_a_circle(definitions: Json, names: tuple[str, ...]) -> None:
    found = circle({**obj(a={"$ref": "#/$defs/A"}), "$defs": definitions})

    assert tuple(name.removeprefix("#") for name in found) == names
