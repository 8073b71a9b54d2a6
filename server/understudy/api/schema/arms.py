"""Arms: the alternatives of a union, and which of them a request's betas bring in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Final, get_args, get_origin

from pydantic import BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError
from typing_extensions import get_type_hints

from .terms import Terms

HIDDEN_ARM: Final = "<arm>"
"""An arm that does not show in a location."""

ABSENT_ARM: Final = "absent_arm"
"""The kind of mistake of an arm that is not there without its beta."""


@dataclass(frozen=True, slots=True)
class NeedsBeta:
    """Marks an arm that is there only with one of these betas."""

    names: frozenset[str]


def arm_with_beta(*names: str) -> tuple[BeforeValidator, NeedsBeta]:
    """The annotations of an arm that is there only with one of these betas."""
    needs = NeedsBeta(frozenset(names))

    def admitted(value: Any, info: ValidationInfo[Terms]) -> Any:
        if info.context.betas.isdisjoint(needs.names):
            raise PydanticCustomError(ABSENT_ARM, "absent")
        return value

    return BeforeValidator(admitted), needs


def tags(shape: Any) -> tuple[str, ...]:
    """The values of `type` that lead to a shape."""
    return get_args(get_type_hints(shape)["type"])


def needs(union: Any) -> dict[str, frozenset[str]]:
    """The betas one of which each tag of a union needs, by tag; none for most."""
    return {tag: betas for shape, betas in _marked(union) for tag in tags(shape)}


def _marked(union: Any, betas: frozenset[str] = frozenset()) -> Iterator[tuple[Any, frozenset[str]]]:
    if get_origin(union) is Annotated:
        inner, *notes = get_args(union)
        found = [note.names for note in notes if isinstance(note, NeedsBeta)]
        yield from _marked(inner, found[0] if found else betas)
    elif members := get_args(union):
        for member in members:
            yield from _marked(member, betas)
    else:
        yield union, betas
