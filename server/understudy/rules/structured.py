"""Structured output rules: the schemas that are compiled into a grammar, those of the output and of strict tools."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from ..api import grammar
from ..api.json_schema import Json
from ..api.request import Request
from .rule import Rule

_STRUCTURED: Final = "build-with-claude/structured-outputs"
_LIMITS: Final = f"{_STRUCTURED}#schema-complexity-limits"

_TOOLS: Final = 20
_OPTIONAL: Final = 24
_UNIONS: Final = 16
_PROPERTIES: Final = 500
"""Properties from which on a grammar is certainly too large; the real measure is not documented, and lower."""
_OLD: Final = "output_format.schema"

_FORMAT: Final = ("output_config", "output_format")
_STRICT: Final = ("strict",)
_EITHER: Final = (*_FORMAT, *_STRICT)


class Compiled(NamedTuple):
    """A schema that is compiled, and its location."""

    path: str
    schema: Json


def output_format_supported(request: Request) -> str | None:
    """The model can be given the format of its output."""
    if request.record.structured_outputs or not any(_formats(request)):
        return None
    return f"'{request.model_id}' does not support output format."


def strict_tools_supported(request: Request) -> str | None:
    """The model can be given strict tools."""
    if request.record.structured_outputs or not _strict(request):
        return None
    return f"'{request.model_id}' does not support strict tools."


def strict_tools_count(request: Request) -> str | None:
    """At most 20 tools are strict."""
    count = len(_strict(request))
    if count <= _TOOLS:
        return None
    return (
        f"Too many strict tools ({count}). The maximum number of strict tools supported is {_TOOLS}."
        " Try reducing the number of tools marked as strict."
    )


def schema_subset(request: Request) -> str | None:
    """Schemas that are compiled use the supported part of JSON Schema."""
    for path, schema in _compiled(request):
        if words := grammar.fault(schema):
            # Under the old name of the parameter this one was recorded without its first words.
            shown = words.removeprefix("Invalid schema: ") if path == _OLD and "Circular" in words else words
            return f"{path}: {shown}"
    return None


def schema_optional(request: Request) -> str | None:
    """All schemas that are compiled have at most 24 optional parameters together."""
    count = sum(grammar.cost(schema).optional for _, schema in _compiled(request))
    if count <= _OPTIONAL:
        return None
    return (
        f"Schemas contains too many optional parameters ({count}), which would make grammar compilation inefficient."
        f" Reduce the number of optional parameters in your tool schemas (limit: {_OPTIONAL})."
    )


def schema_unions(request: Request) -> str | None:
    """All schemas that are compiled have at most 16 parameters of several types together."""
    count = sum(grammar.cost(schema).unions for _, schema in _compiled(request))
    if count <= _UNIONS:
        return None
    return (
        f"Schemas contains too many parameters with union types ({count} parameters with type arrays or anyOf). This"
        " causes exponential compilation cost. Reduce the number of nullable or union-typed parameters"
        f" (limit: {_UNIONS} parameters with unions)."
    )


def schema_complexity(request: Request) -> str | None:
    """No single schema has as many optional parameters or parameters of several types as all may have together."""
    for _, schema in _compiled(request):
        cost = grammar.cost(schema)
        if cost.optional >= _OPTIONAL or cost.unions >= _UNIONS:
            return (
                "Schema is too complex for compilation. Try reducing the number of tools or simplifying tool schemas."
            )
    return None


def grammar_size(request: Request) -> str | None:
    """The grammar that all schemas come to is not too large."""
    if sum(grammar.cost(schema).properties for _, schema in _compiled(request)) <= _PROPERTIES:
        return None
    return (
        "The compiled grammar is too large, which would cause performance issues."
        " Simplify your tool schemas or reduce the number of strict tools."
    )


def _compiled(request: Request) -> Iterator[Compiled]:
    for position in _strict(request):
        if "input_schema" in request.tools[position]:
            yield Compiled(f"tools.{position}.custom", request.tools[position]["input_schema"])
    yield from _formats(request)


def _formats(request: Request) -> Iterator[Compiled]:
    """The format of the output, by the new and by the old name of the parameter."""
    if form := (request.body.get("output_config") or {}).get("format"):
        yield Compiled("output_config.format.schema", form["schema"])
    if form := request.body.get("output_format"):
        yield Compiled(_OLD, form["schema"])


def _strict(request: Request) -> list[int]:
    """The positions of the strict tools."""
    return [position for position, tool in enumerate(request.tools) if tool.get("strict")]


RULES: Final = (
    Rule("output_format_supported", _STRUCTURED, output_format_supported, about=_FORMAT),
    Rule("strict_tools_supported", _STRUCTURED, strict_tools_supported, about=_STRICT),
    Rule("strict_tools_count", _LIMITS, strict_tools_count, about=_STRICT),
    Rule("schema_subset", f"{_STRUCTURED}#json-schema-limitations", schema_subset, about=_EITHER),
    Rule("schema_optional", _LIMITS, schema_optional, about=_EITHER),
    Rule("schema_unions", _LIMITS, schema_unions, about=_EITHER),
    Rule("schema_complexity", _LIMITS, schema_complexity, about=_EITHER),
    Rule("grammar_size", _LIMITS, grammar_size, about=_EITHER),
)
