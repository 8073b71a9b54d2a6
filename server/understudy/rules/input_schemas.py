"""Input schema rules: what every tool of the client's own says its input looks like."""

from typing import Final

from ..api import json_schema
from ..api.json_schema import Json
from ..api.request import Request
from .rule import Rule

_TOOLS: Final = "agents-and-tools/tool-use/define-tools"
_COMBINERS: Final = frozenset(("allOf", "anyOf", "oneOf"))
_HELP: Final = {
    2025: "https://docs.claude.com/en/docs/tool-use",
    2026: "https://platform.claude.com/docs/en/agents-and-tools/tool-use/overview",
}
"""Where the API sends the client, by the year of the model's texts."""


def input_schema_root(request: Request) -> str | None:
    """An input schema is one object, and no combination of schemas."""
    for position, tool in enumerate(request.tools):
        if not _COMBINERS.isdisjoint(tool.get("input_schema", ())):
            words = "input_schema does not support oneOf, allOf, or anyOf at the top level"
            return f"tools.{position}.custom.input_schema: {words}"
    return None


def input_schema_valid(request: Request) -> str | None:
    """An input schema is a JSON Schema of draft 2020-12, whatever draft it names."""
    for position, tool in enumerate(request.tools):
        if "input_schema" in tool and not json_schema.valid(_without_nulls(tool["input_schema"])):
            return (
                f"tools.{position}.custom.input_schema: JSON schema is invalid. It must match JSON Schema draft 2020-12"
                " (https://json-schema.org/draft/2020-12)."
                f" Learn more about tool use at {_HELP[request.record.wording]}."
            )
    return None


def _without_nulls(schema: Json) -> Json:
    """An input schema without the members that may be null in it as nowhere else."""
    nulls = [name for name in ("properties", "required") if name in schema and schema[name] is None]
    return {name: value for name, value in schema.items() if name not in nulls} if nulls else schema


RULES: Final = (
    Rule("input_schema_root", _TOOLS, input_schema_root, about=("input_schema",)),
    Rule("input_schema_valid", _TOOLS, input_schema_valid, about=("input_schema",)),
)
