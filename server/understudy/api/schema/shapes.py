"""Shapes: the words in which the schema is written; each makes what pydantic-core builds its validators from.

They are no types, for to make the same of types at every start took longer than all the rest of it.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic_core import core_schema
from pydantic_core.core_schema import CoreSchema, TypedDictField

Member = CoreSchema | TypedDictField
"""What a member may be, and whether it may be left out; most may not."""

String: Final = core_schema.str_schema()
Integer: Final = core_schema.int_schema()
Number: Final = core_schema.float_schema()
Boolean: Final = core_schema.bool_schema()
Null: Final = core_schema.none_schema()
Anything: Final = core_schema.any_schema()
JsonObject: Final = core_schema.is_instance_schema(dict)
"""An object with any members."""

text = core_schema.str_schema
integer = core_schema.int_schema
nullable = core_schema.nullable_schema
mapping = core_schema.dict_schema

STR_ARM: Final = "<str>"
LIST_ARM: Final = "<list>"
HIDDEN_ARM: Final = "<arm>"
"""Arms that do not show in a location."""


def shape(shared_as: str | None = None, /, **members: Member) -> CoreSchema:
    """An object with exactly these members, which are checked in this order.

    One that many others hold is shared: it has a name, and is built once as one of the `definitions` of the whole.
    """
    whole = core_schema.typed_dict_schema(_fields(members), extra_behavior="forbid", ref=shared_as, config=_STRICT)
    if shared_as is None:
        return whole
    return core_schema.definition_reference_schema(shared_as, metadata={"definition": whole})


def open_shape(**members: Member) -> CoreSchema:
    """An object with these members and any others."""
    return core_schema.typed_dict_schema(_fields(members), extra_behavior="allow", config=_STRICT)


def members(**members: Member) -> Mapping[str, Member]:
    """What several shapes say alike."""
    return members


_STRICT: Final = core_schema.CoreConfig(strict=True)


def _fields(members: Mapping[str, Member]) -> dict[str, TypedDictField]:
    return {name: _field(member) for name, member in members.items()}


def _field(member: Any) -> TypedDictField:
    return member if member["type"] == "typed-dict-field" else core_schema.typed_dict_field(member)


def optional(schema: CoreSchema) -> TypedDictField:
    """A member that may be left out."""
    return core_schema.typed_dict_field(schema, required=False)


def literal(*values: str) -> CoreSchema:
    """One of these strings."""
    return core_schema.literal_schema(list(values))


def items(schema: CoreSchema, max_length: int | None = None) -> CoreSchema:
    """A list; only the first mistake in it is looked for."""
    return core_schema.list_schema(schema, max_length=max_length, fail_fast=True)


def tagged(*shapes: CoreSchema) -> CoreSchema:
    """One of these shapes, told apart by their `type`."""
    arms = {tag: each for each in shapes for tag in tags(each)}
    return core_schema.tagged_union_schema(arms, "type", strict=False, from_attributes=True)


def either(arm: Callable[[Any], str], arms: dict[str, CoreSchema]) -> CoreSchema:
    """What a value may be by the arm it is for, as a function says."""
    return core_schema.tagged_union_schema(arms, arm)


def str_or_items(schema: CoreSchema) -> CoreSchema:
    """A string or a list."""
    return either(_str_or_list, {STR_ARM: String, LIST_ARM: items(schema)})


def _str_or_list(value: object) -> str:
    return STR_ARM if isinstance(value, str) else LIST_ARM


def definition(shared: CoreSchema) -> CoreSchema:
    """The shape that is shared under a name."""
    shape: CoreSchema = shared["metadata"]["definition"]
    return shape


def tags(schema: Any) -> tuple[str, ...]:
    """The values of `type` that lead to a shape, whatever is checked around it."""
    while "fields" not in schema:
        schema = definition(schema) if schema["type"] == "definition-ref" else schema["schema"]
    return tuple(schema["fields"]["type"]["schema"]["expected"])
