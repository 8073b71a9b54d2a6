"""Structured outputs: the schemas that are compiled into a grammar."""

from typing import Any, Final

from tests.rules.cases import Asked, Refused, Table, ask, tool

SONNET: Final = "claude-sonnet-4-6"
OLD: Final = "claude-sonnet-4-20250514"
BETA: Final = "structured-outputs-2025-11-13"

Json = dict[str, Any]
STRING: Final = {"type": "string"}
NULLABLE: Final = {"type": ["string", "null"]}


def obj(required: bool = True, **properties: Any) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties) if required else [],
        "additionalProperties": False,
    }


def many(count: int, schema: Any = STRING, required: bool = True) -> Json:
    return obj(required, **{f"a{number}": schema for number in range(count)})


def formatted(schema: Any, **members: Any) -> Asked:
    return ask(model=SONNET, output_config={"format": {"type": "json_schema", "schema": schema}}, **members)


def formatted_as_before(schema: Any, **members: Any) -> Asked:
    return ask(output_format={"type": "json_schema", "schema": schema}, betas=BETA, **members)


def strict(*schemas: Any, **members: Any) -> Asked:
    tools = [tool(f"tool_{number}", schema, strict=True) for number, schema in enumerate(schemas)]
    return ask(**{"model": SONNET, "tools": tools, **members})


def refused(schema: Any, says: str, catalogue: str | None = None) -> Refused:
    return Refused(formatted(schema), f"output_config.format.schema: {says}", catalogue)


def refused_as_before(schema: Any, says: str, catalogue: str | None = None) -> Refused:
    return Refused(formatted_as_before(schema), f"output_format.schema: {says}", catalogue)


def circle(name: str) -> Json:
    return {**obj(a={"$ref": f"#/$defs/{name}"}), "$defs": {name: obj(next={"$ref": f"#/$defs/{name}"})}}


def circular(name: str) -> str:
    return (
        f"Circular reference detected in schema definitions: {name} -> {name}."
        " Self-referencing or mutually-referencing definitions are not supported."
    )


TOO_MANY_UNIONS = (
    "Schemas contains too many parameters with union types (17 parameters with type arrays or anyOf). This causes"
    " exponential compilation cost. Reduce the number of nullable or union-typed parameters (limit: 16 parameters with"
    " unions)."
)
TOO_MANY_OPTIONAL = (
    "Schemas contains too many optional parameters (25), which would make grammar compilation inefficient."
    " Reduce the number of optional parameters in your tool schemas (limit: 24)."
)
TOO_COMPLEX = "Schema is too complex for compilation. Try reducing the number of tools or simplifying tool schemas."
TOO_LARGE = (
    "The compiled grammar is too large, which would cause performance issues."
    " Simplify your tool schemas or reduce the number of strict tools."
)

TABLES: Final = {
    "output_format_supported": Table(
        refuses=(
            Refused(
                ask(model=OLD, output_config={"format": {"type": "json_schema", "schema": obj()}}),
                f"'{OLD}' does not support output format.",
            ),
            Refused(
                formatted_as_before(obj(), model="claude-opus-4-0"),
                "'claude-opus-4-20250514' does not support output format.",
            ),
        ),
        accepts=(
            formatted(obj()),
            formatted_as_before(obj(), model="claude-opus-4-1"),
            ask(model=OLD, output_config={"format": None}),
        ),
    ),
    "strict_tools_supported": Table(
        refuses=(
            Refused(strict(obj(), model=OLD), f"'{OLD}' does not support strict tools."),
            Refused(
                ask(model=OLD, tools=[{"type": "bash_20250124", "name": "bash", "strict": True}]),
                f"'{OLD}' does not support strict tools.",
            ),
        ),
        accepts=(
            strict(obj(), model="claude-haiku-4-5"),
            ask(model=OLD, tools=[tool(strict=False)]),
            ask(model=OLD, tools=[tool()]),
        ),
    ),
    "strict_tools_count": Table(
        refuses=(
            Refused(
                strict(*[obj()] * 21),
                "Too many strict tools (21). The maximum number of strict tools supported is 20."
                " Try reducing the number of tools marked as strict.",
                "strict-tools-max",
            ),
        ),
        accepts=(
            strict(*[obj()] * 20),
            ask(tools=[tool(f"tool_{number}") for number in range(21)]),
            ask(tools=[tool(f"tool_{number}", obj(), strict=number < 20) for number in range(30)]),
        ),
    ),
    "schema_subset": Table(
        refuses=(
            refused(
                obj(a={"type": "array", "items": STRING, "minItems": 2, "maxItems": 5}),
                "For 'array' type, 'minItems' values other than 0 or 1 are not supported (got: [2, 5])",
                "of-minitems",
            ),
            refused(
                obj(a={"type": "array", "items": STRING, "maxItems": 5}),
                "For 'array' type, property 'maxItems' is not supported",
                "of-maxitems",
            ),
            refused(
                {"type": "object", "properties": {"a": STRING}},
                "For 'object' type, 'additionalProperties' must be explicitly set to false",
                "of-additional-props",
            ),
            refused(
                {"type": "object", "additionalProperties": True},
                "For 'object' type, 'additionalProperties: true' is not supported."
                " Please set 'additionalProperties' to false",
                "of-additional-props-true",
            ),
            refused_as_before(obj(a={"oneOf": [STRING]}), "Schema type 'oneOf' is not supported", "of-oneof"),
            refused(obj(a={"oneOf": [STRING]}), "Schema type 'oneOf' is not supported"),
            refused_as_before(
                obj(a={"type": "number", "minimum": 0}),
                "For 'number' type, property 'minimum' is not supported",
                "of-number-minimum",
            ),
            refused_as_before(
                obj(a={"type": "array", "items": STRING, "uniqueItems": True}),
                "For 'array' type, property 'uniqueItems' is not supported",
                "of-uniqueitems",
            ),
            refused_as_before(circle("__schema0"), circular("__schema0"), "of-circular"),
            refused(circle("Node"), f"Invalid schema: {circular('Node')}"),
            refused(
                obj(a={"type": ["string", "null"], "enum": ["face", None]}),
                "Invalid schema: Enum value 'face' does not match declared type '[\"string\",\"null\"]'",
                "of-enum-type",
            ),
            refused(
                obj(a={"type": "string", "pattern": "(a+){2,3}"}),
                "Unsupported regex feature in pattern field: Cannot apply a range quantifier to this regex.",
                "regex-unsupported",
            ),
            Refused(
                strict(circle("Node")),
                f"tools.0.custom: Invalid schema: {circular('Node')}",
                "strict-circular",
            ),
            Refused(
                strict(obj(value=True)),
                "tools.0.custom: For 'object' type, property 'properties' is not supported",
                "strict-properties-unsupported",
            ),
            Refused(
                strict(obj(), obj(a={})),
                "tools.1.custom: Empty schema ({}) that accepts any JSON value is not supported."
                " Please specify a concrete type.",
            ),
            Refused(
                strict({"type": "object"}, counting=True),
                "tools.0.custom: For 'object' type, 'additionalProperties' must be explicitly set to false",
                "strict-additional-props",
            ),
        ),
        accepts=(
            formatted({"anyOf": [obj(a=STRING), {"type": "array", "items": STRING, "minItems": 1}]}),
            formatted_as_before(obj(a={"type": "string", "format": "date", "minLength": 1})),
            strict({**obj(a={"$ref": "#/$defs/A"}), "$defs": {"A": obj(b=NULLABLE)}}),
            strict(obj(code={"allOf": [STRING, {"enum": ["alpha", "beta"]}]})),
            ask(tools=[tool(schema={"type": "object", "properties": {"a": {"oneOf": [STRING]}}})]),
            ask(tools=[tool(schema={"type": "object", "properties": {"a": {}}}, strict=False)]),
        ),
    ),
    "schema_optional": Table(
        refuses=(
            Refused(strict(many(25, required=False)), TOO_MANY_OPTIONAL, "schema-optional-limit"),
            Refused(
                strict(many(13, required=False), many(12, required=False)),
                TOO_MANY_OPTIONAL,
                "schema-optional-limit",
            ),
            Refused(
                formatted(many(13, required=False), tools=[tool(schema=many(12, required=False), strict=True)]),
                TOO_MANY_OPTIONAL,
                "schema-optional-limit",
            ),
        ),
        accepts=(
            strict(many(12, required=False), many(12, required=False)),
            strict(many(25)),
            ask(tools=[tool(schema=many(25, required=False))]),
        ),
    ),
    "schema_unions": Table(
        refuses=(
            Refused(strict(many(17, NULLABLE)), TOO_MANY_UNIONS, "schema-union-limit-2026"),
            Refused(
                strict(many(8, NULLABLE), many(9, {"anyOf": [STRING, {"type": "null"}]})),
                TOO_MANY_UNIONS,
                "schema-union-limit-2026",
            ),
        ),
        accepts=(
            strict(*[many(1, NULLABLE)] * 16),
            strict(many(8, NULLABLE), many(8, {"anyOf": [STRING, {"type": "null"}]})),
            ask(tools=[tool(schema=many(17, NULLABLE))]),
        ),
    ),
    "schema_complexity": Table(
        refuses=(
            Refused(strict(many(24, required=False)), TOO_COMPLEX, "schema-too-complex-compilation"),
            Refused(strict(many(16, NULLABLE)), TOO_COMPLEX, "schema-too-complex-compilation"),
            Refused(formatted(many(16, NULLABLE)), TOO_COMPLEX, "schema-too-complex-compilation"),
        ),
        accepts=(
            strict(many(12, required=False)),
            strict(many(15, NULLABLE)),
            strict(many(8, NULLABLE), many(8, NULLABLE)),
        ),
    ),
    "grammar_size": Table(
        refuses=(
            Refused(formatted(many(501)), TOO_LARGE, "grammar-too-large"),
            Refused(strict(*[many(126)] * 4), TOO_LARGE, "grammar-too-large"),
        ),
        accepts=(formatted(many(100)), strict(many(100), many(100)), ask(tools=[tool(schema=many(501))])),
    ),
}
