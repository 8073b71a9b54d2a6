"""Input schemas: what every tool of the client's own says its input looks like."""

from typing import Any, Final

from tests.rules.cases import Asked, Refused, Table, ask, tool

SONNET: Final = "claude-sonnet-4-20250514"


def taking(**members: Any) -> Asked:
    return ask(tools=[tool(), tool("other", {"type": "object", **members})])


def with_property(schema: Any, **members: Any) -> Asked:
    return ask(tools=[tool(schema={"type": "object", "properties": {"a": schema}})], **members)


AT_THE_TOP = "tools.1.custom.input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level"
INVALID = (
    "tools.0.custom.input_schema: JSON schema is invalid. It must match JSON Schema draft 2020-12"
    " (https://json-schema.org/draft/2020-12). Learn more about tool use at {}."
)
OF_2025 = INVALID.format("https://docs.claude.com/en/docs/tool-use")
OF_2026 = INVALID.format("https://platform.claude.com/docs/en/agents-and-tools/tool-use/overview")

TABLES: Final = {
    "input_schema_root": Table(
        refuses=tuple(
            Refused(asked, AT_THE_TOP, "schema-root-combinator")
            for asked in (
                taking(oneOf=[{"required": ["a"]}]),
                taking(anyOf=[{"required": ["a"]}]),
                taking(allOf=[{"required": ["a"]}], properties={"a": {"type": "string"}}),
            )
        ),
        accepts=(
            taking(properties={"a": {"oneOf": [{"type": "string"}, {"type": "null"}]}}),
            taking(properties={"anyOf": {"type": "string"}}),
            taking(**{"not": {"required": ["a"]}}),
        ),
    ),
    "input_schema_valid": Table(
        refuses=(
            Refused(with_property({"type": "any"}, model=SONNET), OF_2025, "schema-invalid"),
            Refused(with_property({"type": "any"}), OF_2026),
            Refused(with_property({"type": "number", "exclusiveMinimum": True}), OF_2026),
            Refused(with_property({"type": "string", "enum": None}), OF_2026),
            Refused(with_property({"type": "array", "items": [{"type": "string"}]}, counting=True), OF_2026),
        ),
        accepts=(
            with_property({"type": "number", "exclusiveMinimum": 0, "nullable": True, "x-hint": 1}),
            with_property({"type": ["string", "null"], "format": "whatever", "pattern": "("}),
            with_property(True),
            taking(**{"$schema": "http://json-schema.org/draft-07/schema#", "definitions": {"A": {"type": "string"}}}),
            taking(properties=None, required=None),
            taking(additionalProperties={"type": "string"}),
        ),
    ),
}
