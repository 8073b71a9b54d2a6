"""Grammar: which schemas can be compiled, in the API's words as recorded where they were, and what they cost."""

from typing import Any

import pytest

from understudy.api.grammar import Cost, cost, fault

Json = dict[str, Any]
STRING: Json = {"type": "string"}
ANYTHING = "Empty schema ({}) that accepts any JSON value is not supported. Please specify a concrete type."


def obj(*required: str, **properties: Any) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def with_member(schema: Any, **more: Any) -> Json:
    return {**obj(a=schema), **more}


@pytest.mark.parametrize(
    "schema",
    [
        obj(),
        {"type": "object", "additionalProperties": False},
        with_member(STRING, title="A", description="b", default={}, examples=[1], **{"$schema": "s", "$id": "urn:a"}),
        with_member({"type": "string", "minLength": 1, "maxLength": 9, "pattern": "^a+$", "format": "uuid"}),
        with_member({"type": ["string", "null"]}),
        with_member({"type": ["object", "null"], "additionalProperties": False}),
        with_member({"enum": ["a", 1, None, True]}),
        with_member({"type": "string", "enum": ["a", "b"]}),
        with_member({"type": "integer", "enum": [1, 2]}),
        with_member({"const": "a"}),
        with_member({"type": "array"}),
        with_member({"type": "array", "items": STRING, "minItems": 1}),
        with_member({"anyOf": [STRING, {"type": "null"}], "default": None, "title": "A", "description": "a"}),
        with_member({"allOf": [STRING, {"enum": ["a", "b"]}]}),
        with_member({"$ref": "#/$defs/A", "description": "a"}, **{"$defs": {"A": STRING}}),
        with_member({"$ref": "#/definitions/A"}, definitions={"A": obj(b={"$ref": "#/definitions/B"}), "B": STRING}),
        obj(type=STRING, oneOf=STRING, additionalProperties=STRING, **{"not": STRING, "$ref": STRING}),
    ],
)
def test_a_schema_is_compiled(schema: Json) -> None:
    assert fault(schema) is None


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        (with_member({"oneOf": [STRING]}), "Schema type 'oneOf' is not supported"),
        (with_member({"type": "string", "not": {"const": "a"}}), "Schema keyword 'not' is not supported"),
        (with_member({}), ANYTHING),
        (with_member({"title": "Anything", "description": "at all"}), ANYTHING),
        (with_member({"anyOf": [STRING, {}]}), ANYTHING),
        (with_member({"anyOf": [STRING, True]}), ANYTHING),
        (with_member({"properties": {}}), "Invalid schema: Schema type is missing"),
        (with_member({"type": []}), "Invalid schema: Schema type is missing"),
        (with_member({"type": "any"}), "Schema type 'any' is not supported"),
        (
            with_member({"$ref": "#/$defs/Example-Input__1"}),
            "Invalid schema: Reference to non-existent definition: #/$defs/Example-Input__1",
        ),
        (
            with_member({"$ref": "http://example.com/a.json"}),
            "Invalid schema: Reference to non-existent definition: http://example.com/a.json",
        ),
        (
            with_member({"$ref": "#/$defs/N"}, **{"$defs": {"N": with_member({"$ref": "#/$defs/N"})}}),
            "Invalid schema: Circular reference detected in schema definitions: N -> N."
            " Self-referencing or mutually-referencing definitions are not supported.",
        ),
        (
            with_member({"type": ["string", "null"], "enum": ["face", None]}),
            "Invalid schema: Enum value 'face' does not match declared type '[\"string\",\"null\"]'",
        ),
        (
            with_member({"type": "string", "enum": ["a", None]}),
            "Invalid schema: Enum value None does not match declared type 'string'",
        ),
        (
            with_member({"type": "integer", "enum": [True]}),
            "Invalid schema: Enum value True does not match declared type 'integer'",
        ),
        (with_member({"enum": [{"a": 1}]}), "Invalid schema: Enum value {'a': 1} has a complex type"),
        (
            with_member({"type": "array", "items": [STRING, STRING]}),
            "Invalid schema: Array types must be specified with a single object schema for 'items'.",
        ),
        (
            with_member({"type": "array", "items": STRING, "minItems": 2, "maxItems": 5}),
            "For 'array' type, 'minItems' values other than 0 or 1 are not supported (got: [2, 5])",
        ),
        (
            with_member({"type": "array", "items": STRING, "minItems": 6}),
            "For 'array' type, 'minItems' values other than 0 or 1 are not supported (got: [6, ∞])",
        ),
        (
            with_member({"type": "array", "items": STRING, "minItems": 1, "maxItems": 5}),
            "For 'array' type, property 'maxItems' is not supported",
        ),
        (
            with_member({"type": "array", "items": STRING, "uniqueItems": True}),
            "For 'array' type, property 'uniqueItems' is not supported",
        ),
        (
            with_member({"type": "array", "prefixItems": [STRING]}),
            "For 'array' type, property 'prefixItems' is not supported",
        ),
        (with_member({"type": "array", "items": True}), "For 'array' type, property 'items' is not supported"),
        (
            with_member({"type": "number", "minimum": 0, "maximum": 1}),
            "For 'number' type, properties maximum, minimum are not supported",
        ),
        (
            with_member({"type": "integer", "minimum": 1}),
            "For 'integer' type, property 'minimum' is not supported",
        ),
        (
            with_member({"type": ["integer", "null"], "minimum": 1}),
            "For 'integer' type, property 'minimum' is not supported",
        ),
        (with_member({"type": "string", "format": "phone"}), "For 'string' type, format 'phone' is not supported"),
        (
            with_member({"type": "string", "pattern": r"(a)\1"}),
            "Unsupported regex feature in pattern field: Backreferences are not supported.",
        ),
        (with_member(True), "For 'object' type, property 'properties' is not supported"),
        (
            {"type": "object", "propertyNames": STRING, "additionalProperties": STRING},
            "For 'object' type, property 'propertyNames' is not supported",
        ),
        (
            with_member(STRING, **{"if": {}, "then": {}}),
            "For 'object' type, properties if, then are not supported",
        ),
        (with_member(STRING, strict=True), "For 'object' type, property 'strict' is not supported"),
        (
            with_member({"type": "object"}),
            "For 'object' type, 'additionalProperties' must be explicitly set to false",
        ),
        (
            with_member({"type": ["object", "null"], "additionalProperties": True}),
            "For 'object' type, 'additionalProperties: true' is not supported."
            " Please set 'additionalProperties' to false",
        ),
        (
            with_member({"type": "object", "additionalProperties": STRING}),
            "For 'object' type, 'additionalProperties: object' is not supported."
            " Please set 'additionalProperties' to false",
        ),
        (
            with_member({"type": "string", "anyOf": [STRING]}),
            "For 'anyOf', 'type' is not supported",
        ),
        (
            {**obj(a=STRING), "allOf": [{"anyOf": [{"required": ["a"]}]}]},
            "For 'anyOf', 'additionalProperties, properties, required, type' is not supported",
        ),
        (
            {"anyOf": [{"$ref": "#/$defs/A"}], "$defs": {"A": STRING}},
            "For 'anyOf', '$defs' is not supported",
        ),
        (
            with_member({"allOf": [{"$ref": "#/$defs/A"}]}, **{"$defs": {"A": STRING}}),
            "'allOf' with '$ref' is not supported",
        ),
        (
            obj(a=STRING, b={"type": "array", "items": {"anyOf": [obj(c={"type": "number", "multipleOf": 2})]}}),
            "For 'number' type, property 'multipleOf' is not supported",
        ),
        (
            {**obj(a=STRING), "$defs": {"Unused": {"type": "object"}}},
            "For 'object' type, 'additionalProperties' must be explicitly set to false",
        ),
    ],
)
def test_a_schema_is_not_compiled(schema: Json, words: str) -> None:
    assert fault(schema) == words


@pytest.mark.parametrize("value", [None, True, 1, "a", [], {}, ["a", 1, None, [], {}], {"a": {}}])
@pytest.mark.parametrize(
    "keyword",
    [
        "$defs", "$ref", "additionalProperties", "allOf", "anyOf", "const", "definitions", "enum", "format", "items",
        "minItems", "pattern", "properties", "required", "type",
    ],
)  # fmt: skip
@pytest.mark.parametrize("type_", ["object", "array", "string", None])
def test_a_keyword_of_any_value_is_judged_without_an_error(keyword: str, value: Any, type_: str | None) -> None:
    schema = {"type": type_, "additionalProperties": False, keyword: value}

    assert isinstance(fault(schema), str | None)
    assert cost(schema).optional == cost(schema).properties


def test_what_is_optional_or_of_several_types_costs() -> None:
    schema = obj(
        "a",
        a={"type": ["string", "null"]},
        b={"anyOf": [obj("c", c=STRING, d=STRING), {"type": "null"}]},
        e={"type": "array", "items": obj("f", f={"type": ["string", "null"]})},
    )

    assert cost(schema) == Cost(optional=3, unions=3, properties=6)
    assert cost({"$defs": {"A": schema}, "$ref": "#/$defs/A"}) == cost(schema)
    assert cost({}) == Cost(0, 0, 0)
