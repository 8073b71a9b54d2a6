"""Keys: which keys the language knows at a place of a scenario."""

from collections.abc import Iterator, Sequence
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import Tag

from .values import Entry


def keys_at(root: type[Entry], location: Sequence[str | int]) -> tuple[str, ...]:
    """The keys of the entry at a location that pydantic gave; none where it is no entry."""
    here: list[Any] = [root]
    for part in location:
        here = [inner for type_ in here for inner in _below(type_, part)]
    entries = [arm for type_ in here for tag, arm in _arms(type_) if tag is None and _is_entry(arm)]
    return tuple(key for entry in entries for key in entry.model_fields)


def _below(type_: Any, part: str | int) -> Iterator[Any]:
    """The types below a type: the arm of a union with this tag, a field's, a list's items'."""
    for tag, arm in _arms(type_):
        if tag is not None:
            if tag == part:
                yield arm
        elif _is_entry(arm) and part in arm.model_fields:
            yield arm.model_fields[part].annotation
        elif get_origin(arm) is tuple and isinstance(part, int):
            yield get_args(arm)[0]


def _arms(type_: Any) -> Iterator[tuple[str | None, Any]]:
    """The alternatives of a type, each with its tag."""
    if get_origin(type_) is Annotated:
        inner, *metadata = get_args(type_)
        tag = next((each.tag for each in metadata if isinstance(each, Tag)), None)
        yield from [(tag, inner)] if tag else _arms(inner)
    elif get_origin(type_) in (Union, UnionType):
        for arm in get_args(type_):
            yield from _arms(arm)
    else:
        yield None, type_


def _is_entry(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, Entry)
