"""The schema of a request: what its members may be, before anything they mean together.

`requests` holds the two bodies. `messages` puts blocks together from `content`, `calls` and the `…results`; `tools`
does so with `client_tools`, `web_tools` and `toolsets`; `thinking`, `context_management` and `parameters` are the rest.
All are written in the words of `shapes` and `checks`. `terms` and `arms` say what a version and a beta change, `texts`
puts a mistake into the API's words.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from pydantic_core import ErrorDetails, SchemaValidator, ValidationError, core_schema

from .terms import NEW_VERSION, OLD_VERSION, VERSIONS, Terms

__all__ = ["NEW_VERSION", "OLD_VERSION", "VERSIONS", "Endpoint", "Location", "Terms", "misplaced", "mistake", "prepare"]

Endpoint = Literal["messages", "count_tokens"]
Location = tuple[int | str, ...]
"""The way to a value: keys, indices, and the arms of unions."""


@cache
def _validator(endpoint: Endpoint) -> SchemaValidator:
    """The validator of a body."""
    from .requests import SHARED, CountTokensRequest, MessagesRequest

    body = MessagesRequest if endpoint == "messages" else CountTokensRequest
    return SchemaValidator(core_schema.definitions_schema(body, SHARED))


def prepare() -> None:
    """Makes ready to look at requests, so that the first is not answered late."""
    _validator("messages")


def mistake(body: object, terms: Terms, endpoint: Endpoint = "messages") -> str | None:
    """What the API says of the first thing wrong with a body's shape, as `path: text`; None if nothing is."""
    try:
        _validator(endpoint).validate_python(body, context=terms)
    except ValidationError as error:
        from .texts import text

        return text(_first(error, body), terms)
    return None


def misplaced(body: object, terms: Terms, endpoint: Endpoint) -> list[Location]:
    """Where a body has not the API's shape: one place of each list that has any, and every other one."""
    try:
        _validator(endpoint).validate_python(body, context=terms)
    except ValidationError as error:
        return [mistake["loc"] for mistake in error.errors(include_url=False, include_input=False)]
    return []


def _first(error: ValidationError, body: object) -> ErrorDetails:
    """The first mistake; of several unknown members of one object, the first in the body."""
    mistakes = error.errors(include_url=False, include_input=False)
    parent = mistakes[0]["loc"][:-1]
    unknown = {
        mistake["loc"][-1]: mistake
        for mistake in mistakes
        if mistake["type"] == "extra_forbidden" and mistake["loc"][:-1] == parent
    }
    if mistakes[0]["type"] != "extra_forbidden" or len(unknown) == 1:
        return mistakes[0]
    owner = _owner(body, parent, unknown)
    return next(unknown[name] for name in owner if name in unknown)


def _owner(value: object, location: Location, names: Mapping[Any, object]) -> Mapping[Any, object]:
    """The object at a location that has these members; a part of the location may be an arm, and not in the body."""
    if not location:
        return value if isinstance(value, dict) and names.keys() <= value.keys() else {}
    head, *rest = location
    try:
        inside = _owner(value[head], tuple(rest), names)  # type: ignore[index]  # where it is none, that is said
    except (LookupError, TypeError):
        inside = {}
    return inside or _owner(value, tuple(rest), names)
