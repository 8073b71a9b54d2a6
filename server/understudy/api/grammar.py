"""Grammar: which JSON Schemas the API compiles for structured outputs, and what they cost it.

The documented subset, in the words and, within a schema, in the order of recorded refusals.
Source: https://platform.claude.com/docs/en/build-with-claude/structured-outputs#json-schema-limitations
"""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import orjson

from . import patterns
from .json_schema import Json, circle, references, remembered, target, whole

_NOTES: Final = frozenset(
    ("$comment", "$id", "$schema", "default", "deprecated", "description", "examples", "readOnly", "title", "writeOnly")
)
_VALUES: Final = frozenset(("const", "enum"))
_EVERYWHERE: Final = _NOTES | _VALUES | {"$defs", "definitions", "type"}
_KEYWORDS: Final[dict[str, frozenset[str]]] = {
    "object": frozenset(("additionalProperties", "properties", "required")),
    "array": frozenset(("items", "minItems")),
    "string": frozenset(("format", "maxLength", "minLength", "pattern")),
    "number": frozenset(),
    "integer": frozenset(),
    "boolean": frozenset(),
    "null": frozenset(),
}
"""Of each type: what a schema of it may say, beside what every schema may."""
_FORMATS: Final = frozenset(
    ("date", "date-time", "duration", "email", "hostname", "ipv4", "ipv6", "time", "uri", "uuid")
)
_EMPTY: Final = "Empty schema ({}) that accepts any JSON value is not supported. Please specify a concrete type."


class Cost(NamedTuple):
    """What a schema holds that is costly to compile, all schemas inside it included."""

    optional: int
    """Properties that are not required."""
    unions: int
    """Properties of several types."""
    properties: int


@remembered
def cost(schema: Json) -> Cost:
    """What is costly in a schema."""
    optional = unions = count = 0
    for part in whole(schema):
        properties = part.get("properties")
        if isinstance(properties, dict):
            required = {name for name in _list(part.get("required")) if isinstance(name, str)}
            optional += len(properties.keys() - required)
            unions += sum(_is_union(value) for value in properties.values())
            count += len(properties)
    return Cost(optional, unions, count)


@remembered
def fault(schema: Json) -> str | None:
    """What the API says of the first thing in a schema that it cannot compile."""
    for reference in references(schema):
        if target(schema, reference) is None:
            return f"Invalid schema: Reference to non-existent definition: {reference}"
    if names := circle(schema):
        return (
            f"Invalid schema: Circular reference detected in schema definitions: {' -> '.join(names)}."
            " Self-referencing or mutually-referencing definitions are not supported."
        )
    return next((found for part in whole(schema) if (found := _fault(part))), None)


def _is_union(value: object) -> bool:
    return isinstance(value, dict) and ("anyOf" in value or isinstance(value.get("type"), list))


def _fault(part: Json) -> str | None:
    """What is wrong with a schema, without those inside it."""
    if "oneOf" in part:
        return "Schema type 'oneOf' is not supported"
    if "not" in part:
        return "Schema keyword 'not' is not supported"
    if "anyOf" in part or "allOf" in part:
        return _beside(part, _NOTES | _VALUES | {"anyOf", "allOf"}) or _branches(part)
    if "$ref" in part:
        return None
    types = _types(part)
    if not types:
        return _typeless(part)
    if unknown := next((type_ for type_ in types if type_ not in _KEYWORDS), None):
        return f"Schema type '{unknown}' is not supported"
    return _values(part) or _array(part, types) or _string(part, types) or _extra(part, types) or _object(part, types)


def _types(part: Json) -> list[str]:
    type_ = part.get("type")
    return [str(item) for item in type_] if isinstance(type_, list) else [type_] if isinstance(type_, str) else []


def _beside(part: Json, allowed: frozenset[str]) -> str | None:
    extra = ", ".join(sorted(part.keys() - allowed))
    return f"For 'anyOf', '{extra}' is not supported" if extra else None


def _branches(part: Json) -> str | None:
    for key in ("anyOf", "allOf"):
        for branch in _list(part.get(key)):
            if not isinstance(branch, dict):
                return _EMPTY
            if key == "allOf" and "$ref" in branch:
                return "'allOf' with '$ref' is not supported"
    return None


def _typeless(part: Json) -> str | None:
    if not part.keys() - _NOTES - {"$defs", "definitions"}:
        return _EMPTY
    return _values(part) if part.keys() & _VALUES else "Invalid schema: Schema type is missing"


_FITS: Final[dict[str, Any]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}


def _values(part: Json) -> str | None:
    """Values are compared with one type; several are none of them."""
    type_ = part.get("type")
    for value in _list(part.get("enum")):
        if type_ is None and isinstance(value, dict | list):
            return f"Invalid schema: Enum value {value!r} has a complex type"
        if isinstance(type_, list) or (isinstance(type_, str) and not _FITS[type_](value)):
            declared = type_ if isinstance(type_, str) else orjson.dumps(type_).decode()
            return f"Invalid schema: Enum value {value!r} does not match declared type '{declared}'"
    return None


def _array(part: Json, types: Iterable[str]) -> str | None:
    if "array" not in types:
        return None
    if isinstance(part.get("items"), list):
        return "Invalid schema: Array types must be specified with a single object schema for 'items'."
    least = part.get("minItems")
    if isinstance(least, int | float) and least not in (0, 1):
        got = f"[{least}, {part.get('maxItems', '∞')}]"
        return f"For 'array' type, 'minItems' values other than 0 or 1 are not supported (got: {got})"
    return None


def _string(part: Json, types: Iterable[str]) -> str | None:
    if "string" not in types:
        return None
    form, pattern = part.get("format"), part.get("pattern")
    if isinstance(form, str) and form not in _FORMATS:
        return f"For 'string' type, format '{form}' is not supported"
    if isinstance(pattern, str) and (found := patterns.unsupported(pattern)):
        return f"Unsupported regex feature in pattern field: {found}"
    return None


def _extra(part: Json, types: Iterable[str]) -> str | None:
    """What no type of the schema may say. A member whose shape is not understood is one of that."""
    named = [type_ for type_ in types if type_ != "null"] or ["null"]
    extra = part.keys() - _EVERYWHERE - frozenset().union(*(_KEYWORDS[type_] for type_ in named))
    if "object" in types and not _are_schemas(part.get("properties", {})):
        extra.add("properties")
    if "array" in types and not isinstance(part.get("items", {}), dict):
        extra.add("items")
    match sorted(extra):
        case []:
            return None
        case [one]:
            return f"For '{named[0]}' type, property '{one}' is not supported"
        case several:
            return f"For '{named[0]}' type, properties {', '.join(several)} are not supported"


def _object(part: Json, types: Iterable[str]) -> str | None:
    if "object" not in types or part.get("additionalProperties") is False:
        return None
    match part.get("additionalProperties"):
        case None:
            return "For 'object' type, 'additionalProperties' must be explicitly set to false"
        case True:
            said = "true"
        case _:
            said = "object"
    return (
        f"For 'object' type, 'additionalProperties: {said}' is not supported."
        " Please set 'additionalProperties' to false"
    )


def _are_schemas(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(item, dict) for item in value.values())


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
