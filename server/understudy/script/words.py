"""Words: the strings of a reply with their templates filled in."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeVar

from ..scenario.acts import Act, Happening, HttpError, Reply
from ..scenario.template import has_template, render
from ..scenario.values import Entry

Fill = Callable[[str], str]
T = TypeVar("T")


def rendered(items: Iterable[T], fill: Fill) -> tuple[T, ...]:
    """The items, every template in them replaced by what ``fill`` says of its name."""
    return tuple(_rendered(item, fill) for item in items)


def _rendered(value: Any, fill: Fill) -> Any:
    match value:
        case str():
            return render(value, fill) if has_template(value) else value
        case tuple() | list():
            return type(value)(_rendered(item, fill) for item in value)
        case dict():
            return {key: _rendered(item, fill) for key, item in value.items()}
        case Entry():
            return value.model_copy(
                update={name: _rendered(getattr(value, name), fill) for name in value.model_fields_set}
            )
        case _:
            return value


@lru_cache(maxsize=1024)
def has_templates(act: Act) -> bool:
    """Whether an act says something else to each request."""
    return _any(act.faults) or _any(_said(act.happening))


def _said(happening: Happening) -> object:
    match happening:
        case Reply(items=items):
            return items
        case HttpError(words=words):
            return words
        case _:
            return None


def _any(value: Any) -> bool:
    match value:
        case str():
            return has_template(value)
        case tuple() | list():
            return any(_any(item) for item in value)
        case dict():
            return any(_any(item) for item in value.values())
        case Entry():
            return any(_any(getattr(value, name)) for name in type(value).model_fields)
        case _:
            return False
