"""An example: the plainest value that fits a JSON Schema."""

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

_DEPTH: Final = 32
"""How deep an example goes; a schema that refers to itself ends there."""

_FORMATS: Final = {
    "date-time": "2026-01-01T12:00:00Z",
    "date": "2026-01-01",
    "time": "12:00:00Z",
    "duration": "P1D",
    "email": "someone@example.com",
    "hostname": "example.com",
    "uri": "https://example.com/",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uuid": "123e4567-e89b-42d3-a456-426614174000",
}
_GIVEN: Final = ("const", "default")
_FILLER: Final = "example"

Schema = Mapping[str, Any]


def of(schema: object) -> Any:
    """A value for a schema: what it gives itself (`const`, `default`, `examples`, `enum`), else the plainest.

    Optional properties are left out, and a string's `pattern` is not looked at. A schema that is no schema gives
    an empty object. The same schema always gives the same value.
    """
    return _of(schema, schema if isinstance(schema, Mapping) else {}, "", _DEPTH)


def _of(schema: object, root: Schema, name: str, depth: int) -> Any:
    if not isinstance(schema, Mapping) or depth == 0:
        return {}
    for key in _GIVEN:
        if key in schema:
            return schema[key]
    for key in ("examples", "enum"):
        if isinstance(choices := schema.get(key), list) and choices:
            return choices[0]
    if isinstance(reference := schema.get("$ref"), str):
        return _of(_referred(reference, root), root, name, depth - 1)
    if isinstance(parts := schema.get("allOf"), list) and parts:
        return _of(_together(schema, parts, root), root, name, depth - 1)
    for key in ("anyOf", "oneOf"):
        if isinstance(choices := schema.get(key), list) and choices:
            rest = {k: v for k, v in schema.items() if k != key}
            return _of({**rest, **choices[0]} if isinstance(choices[0], Mapping) else rest, root, name, depth - 1)
    return _typed(schema, root, name, depth)


def _typed(schema: Schema, root: Schema, name: str, depth: int) -> Any:
    match _type(schema):
        case "object":
            return _object(schema, root, depth)
        case "array":
            return _array(schema, root, name, depth)
        case "string":
            return _string(schema, name)
        case "integer":
            return int(_number(schema, 1))
        case "number":
            return _number(schema, 1)
        case "boolean":
            return True
        case _:
            return None


def _type(schema: Schema) -> str:
    type_ = schema.get("type")
    if isinstance(type_, list) and type_:
        return str(type_[0])
    if isinstance(type_, str):
        return type_
    return "object" if "properties" in schema or not schema else "array" if "items" in schema else "string"


def _object(schema: Schema, root: Schema, depth: int) -> dict[str, Any]:
    """The required properties, or all of them where none is required, in the order they are declared."""
    properties = schema.get("properties")
    properties = properties if isinstance(properties, Mapping) else {}
    required = schema.get("required")
    wanted = required if isinstance(required, list) and required else list(properties)
    ordered = [name for name in properties if name in wanted] + [name for name in wanted if name not in properties]
    return {str(name): _of(properties.get(name, True), root, str(name), depth - 1) for name in ordered}


def _array(schema: Schema, root: Schema, name: str, depth: int) -> list[Any]:
    fixed = schema.get("prefixItems")
    heads = fixed if isinstance(fixed, list) else []
    count = max(len(heads), _whole(schema.get("minItems"), 1))
    items = schema.get("items", {"type": "string"})
    schemas = (heads + [items] * count)[:count]
    return [_of(item, root, name, depth - 1) for item in schemas]


def _string(schema: Schema, name: str) -> str:
    text = _FORMATS.get(str(schema.get("format"))) or name or _FILLER
    while len(text) < _whole(schema.get("minLength"), 0):
        text += text
    return text[: _whole(schema.get("maxLength"), len(text))]


def _number(schema: Schema, plain: int) -> float:
    """The plain number, or the nearest to the bounds that fits them and the multiple."""
    bounds = [bound for key in _BOUNDS if isinstance(bound := schema.get(key), int | float)]
    step = schema.get("multipleOf")
    stride = step if isinstance(step, int | float) and step > 0 else 1
    near = [bound + offset * stride for bound in bounds for offset in (0, 1, -1)]
    round_ = [number // stride * stride for number in [*near, *(number + stride for number in near)]]
    candidates = [plain, stride, *near, *round_, sum(bounds) / len(bounds) if bounds else plain]
    return next((number for number in candidates if _fits(number, schema)), plain)


_BOUNDS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "minimum": operator.ge,
    "maximum": operator.le,
    "exclusiveMinimum": operator.gt,
    "exclusiveMaximum": operator.lt,
    "multipleOf": lambda number, step: step > 0 and number % step == 0,
}


def _fits(number: float, schema: Schema) -> bool:
    return all(
        fits(number, bound) for key, fits in _BOUNDS.items() if isinstance(bound := schema.get(key), int | float)
    )


def _whole(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) and 0 <= value <= 10_000 else otherwise


def _referred(reference: str, root: Schema) -> object:
    """What a reference within the schema points at."""
    if not reference.startswith("#"):
        return {}
    found: Any = root
    for part in reference.removeprefix("#").strip("/").split("/"):
        if part:
            key = part.replace("~1", "/").replace("~0", "~")
            found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _together(schema: Schema, parts: Sequence[Any], root: Schema) -> Schema:
    """A schema with all the parts of its `allOf` put into it."""
    whole: dict[str, Any] = {key: value for key, value in schema.items() if key != "allOf"}
    for part in parts:
        if isinstance(part, Mapping) and isinstance(part.get("$ref"), str):
            part = _referred(part["$ref"], root)  # the part itself, wherever it stands
        if not isinstance(part, Mapping):
            continue
        for key, value in part.items():
            if isinstance(value, Mapping) and isinstance(whole.get(key), Mapping):
                whole[key] = {**whole[key], **value}
            elif isinstance(value, list) and isinstance(whole.get(key), list):
                whole[key] = [*whole[key], *value]
            else:
                whole[key] = value
    return whole
