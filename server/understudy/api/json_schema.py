"""JSON Schema: whether a schema is one, which schemas it is made of, and what its references lead to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

import orjson

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

Json = Mapping[str, Any]
Finding = TypeVar("Finding")

_SMALL: Final = 16 * 1_024
"""Bytes of the largest schema that is remembered."""
_REMEMBERED: Final = 512
_NAMED: Final = ("properties", "$defs", "definitions")
_LISTED: Final = ("anyOf", "allOf")


def remembered(look: Callable[[Json], Finding]) -> Callable[[Json], Finding]:
    """The same look at schemas, that looks at each small one once: clients send the same tools in every request."""

    @lru_cache(_REMEMBERED)
    def known(source: bytes) -> Finding:
        return look(orjson.loads(source))

    def remembering(schema: Json) -> Finding:
        try:
            source = orjson.dumps(schema)
        except TypeError:  # deeper than orjson writes
            return look(schema)
        return known(source) if len(source) <= _SMALL else look(schema)

    return remembering


@remembered
def valid(schema: Json) -> bool:
    """Whether this is a schema of draft 2020-12, whatever draft it names."""
    return _meta_schema().is_valid(schema)


@cache
def _meta_schema() -> "Draft202012Validator":
    """Made with the first schema, as it takes longer to import than most programs need to start."""
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator({"$ref": "https://json-schema.org/draft/2020-12/schema"})


def parts(schema: Json) -> Sequence[object]:
    """The schemas right inside a schema that shape what it describes."""
    named = [part for key in _NAMED if isinstance(schema.get(key), dict) for part in schema[key].values()]
    listed = [part for key in _LISTED if isinstance(schema.get(key), list) for part in schema[key]]
    return [*named, *listed, *([schema["items"]] if "items" in schema else ())]


def whole(schema: Json) -> Iterator[Json]:
    """A schema and all the schemas inside it, each before those inside it."""
    pending: list[object] = [schema]
    while pending:
        part = pending.pop()
        if isinstance(part, dict):
            yield part
            pending.extend(reversed(parts(part)))


def references(schema: Json) -> Iterator[str]:
    """The references in a schema and in all inside it."""
    return (part["$ref"] for part in whole(schema) if isinstance(part.get("$ref"), str))


def target(root: Json, reference: str) -> Json | None:
    """The schema that a reference leads to; None where it leads to none in this document."""
    if reference != "#" and not reference.startswith("#/"):
        return None
    found: object = root
    for step in reference.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(found, list) and name.isdecimal() and int(name) < len(found):
            found = found[int(name)]
        elif isinstance(found, dict) and name in found:
            found = found[name]
        else:
            return None
    return found if isinstance(found, dict) else None


def circle(root: Json) -> tuple[str, ...]:
    """The names of definitions of which each refers to the next and the last is the first; none without a circle.

    All references lead somewhere.
    """
    edges = {reference: tuple(references(target(root, reference) or {})) for reference in set(references(root))}
    done: set[str] = set()
    for start in dict.fromkeys(references(root)):
        trail, pending = [start], [iter(edges[start])]
        while pending:
            step = next(pending[-1], None)
            if step is None:
                pending.pop()
                done.add(trail.pop())
            elif step in trail:
                return tuple(name.rpartition("/")[2] for name in [*trail[trail.index(step) :], step])
            elif step not in done:
                trail.append(step)
                pending.append(iter(edges[step]))
    return ()
