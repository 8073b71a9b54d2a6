"""The surface of the API: what our schema and a set of parameter types say differently."""

import types
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, NotRequired, Required, Union, get_args, get_origin

from pydantic_core.core_schema import CoreSchema
from typing_extensions import get_type_hints, is_typeddict

from understudy.api.schema.shapes import Anything, definition, optional, shape

_KINDS: Final = {
    "str": "string",
    "NoneType": "null",
    "none": "null",
    "object": "anything",
    "Any": "anything",
    "any": "anything",
}
_LOCAL: Final = frozenset({"IO", "PathLike"})
"""Kinds that an SDK turns into JSON itself."""

_TAGS: Final = frozenset({"type", "role"})
"""Members that tell the shapes of a union apart; they are compared where the union is."""

UNTAGGED: Final = "an object"
"""The tag of a shape that has none."""


class Surface:
    """The differences between our schema and types, each as ``Shape.member: what``; shapes are named as theirs are.

    ``wider`` is what only our schema lets pass, ``narrower`` what only their types do.
    """

    def __init__(self, ours: CoreSchema, theirs: Any) -> None:
        self.wider: set[str] = set()
        self.narrower: set[str] = set()
        self._seen: set[tuple[int, str]] = set()
        self._shapes(ours, theirs)

    def _shapes(self, ours: Any, theirs: Any) -> None:
        """Compares a shape with a typed dict member by member."""
        pair = (id(ours), theirs.__name__)
        if pair in self._seen:
            return
        self._seen.add(pair)
        mine, others = _members(ours), _members(theirs)
        name = _named(theirs)
        self.wider |= {f"{name}.{member}: unknown to them" for member in mine.keys() - others.keys()}
        self.narrower |= {f"{name}.{member}: unknown to us" for member in others.keys() - mine.keys()}
        for member in mine.keys() & others.keys():
            where = f"{name}.{member}"
            needed = (mine[member].needed, others[member].needed)
            if needed == (True, False):
                self.narrower.add(f"{where}: optional to them")
            if needed == (False, True):
                self.wider.add(f"{where}: optional to us")
            if member not in _TAGS:
                self._values(mine[member].hint, others[member].hint, where)

    def _values(self, ours: Any, theirs: Any, where: str) -> None:
        """Compares what two members may hold."""
        mine, others = _Value(ours), _Value(theirs)
        self._sets(mine.kinds, others.kinds, where)
        if "string" not in mine.kinds & others.kinds:
            self._sets(mine.literals, others.literals, where)
        for one, other in zip(mine.items, others.items, strict=False):
            self._values(one, other, f"{where}[]")
        self._tagged(mine.shapes, others.shapes, where)

    def _sets(self, mine: Collection[str], others: Collection[str], where: str) -> None:
        self.wider |= {f"{where}: {value}" for value in mine if value not in others}
        self.narrower |= {f"{where}: {value}" for value in others if value not in mine}

    def _tagged(self, mine: Mapping[str, Any], others: Mapping[str, Any], where: str) -> None:
        """Compares the shapes of two unions by their tags; ours without a tag is for all that only they have."""
        untagged = mine.get(UNTAGGED)
        for tag, theirs in others.items():
            if ours := mine.get(tag, untagged):
                self._shapes(ours, theirs)
        if untagged is None:
            self._sets(mine, others, where)
        else:
            self.wider |= {f"{where}: {tag}" for tag in mine if tag not in others and tag != UNTAGGED}


class _Value:
    """What schema or type let a value be: kinds of JSON, literals, lists with their items, and shapes by their tag."""

    def __init__(self, hint: Any) -> None:
        self.kinds: set[str] = set()
        self.literals: set[str] = set()
        self.items: list[Any] = []
        self.shapes: dict[str, Any] = {}
        if isinstance(hint, dict):
            self._read(hint)
        else:
            for arm in _arms(hint):
                self._take(arm)

    def _read(self, schema: Any) -> None:
        """Adds what a schema of ours lets a value be."""
        match schema:
            case {"metadata": {"names": names}}:
                self.literals |= {repr(name) for name in names}
            case {"type": "literal", "expected": values}:
                self.literals |= {repr(value) for value in values}
            case {"type": "definition-ref"}:
                self._read(definition(schema))
            case {"type": "typed-dict"}:
                self.shapes |= dict.fromkeys(_tags(schema), schema)
            case {"type": "tagged-union", "choices": arms}:
                for arm in arms.values():
                    self._read(arm)
            case {"type": "list", "items_schema": item}:
                self._hold("array", item)
            case {"type": "is-instance"}:
                self._hold("object", Anything)
            case {"type": "dict", "keys_schema": {"metadata": {"names": names}}, "values_schema": value}:
                self.shapes[UNTAGGED] = shape(**dict.fromkeys(names, optional(value)))
            case {"type": "dict", "values_schema": value}:
                self._hold("object", value)
            case {"type": "nullable", "schema": inner}:
                self.kinds.add("null")
                self._read(inner)
            case {"schema": inner}:
                self._read(inner)
            case {"type": kind}:
                self.kinds.add(_KINDS.get(kind, kind))

    def _take(self, arm: Any) -> None:
        """Adds what an arm of a type lets a value be."""
        origin, arguments = get_origin(arm), get_args(arm)
        if origin is Literal:
            self.literals |= {repr(argument) for argument in arguments}
        elif is_typeddict(arm):
            self.shapes |= dict.fromkeys(_tags(arm), arm)
        elif origin is dict:
            self._hold("object", arguments[1])
        elif origin and origin.__name__ not in _LOCAL:
            self._hold("array", arguments[0])
        elif not origin and arm.__name__ not in _LOCAL and not hasattr(arm, "model_fields"):
            self.kinds.add(_KINDS.get(arm.__name__, arm.__name__))

    def _hold(self, kind: str, item: Any) -> None:
        self.kinds.add(kind)
        self.items.append(item)


def _arms(hint: Any) -> Iterator[Any]:
    """The alternatives of a type, without what is written around them."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Annotated, Required, NotRequired):
        yield from _arms(arguments[0])
    elif origin in (Union, types.UnionType):
        for argument in arguments:
            yield from _arms(argument)
    else:
        yield hint


@dataclass(frozen=True, slots=True)
class _Member:
    """What a member may be, and whether it must be there."""

    hint: Any
    needed: bool


def _members(shape: Any) -> dict[str, _Member]:
    if isinstance(shape, dict):
        return {name: _Member(field["schema"], field.get("required", True)) for name, field in shape["fields"].items()}
    hints = get_type_hints(shape, include_extras=True)
    return {name: _Member(hint, _needed(shape, hint)) for name, hint in hints.items()}


def _needed(shape: Any, member: Any) -> bool:
    """Whether a member is required; not all that types say of it is known before they are resolved."""
    return get_origin(member) is Required or (shape.__total__ and get_origin(member) is not NotRequired)


def _tags(shape: Any) -> tuple[str, ...]:
    members = _members(shape)
    tag = members.get("type") or members.get("role")
    return tuple(sorted(_Value(tag.hint).literals)) if tag and _Value(tag.hint).literals else (UNTAGGED,)


def _named(shape: Any) -> str:
    return str(shape.__name__).removeprefix("Beta").removesuffix("Param")
