"""Members: what is derived, with what the scenario says added, replaced or removed."""

from collections.abc import Mapping
from typing import Any

from ..scenario.acts import Members, Unsaid
from ..scenario.values import OMIT


def merged(derived: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """The derived members in their order, then new ones; `omit` removes, mappings merge."""
    whole = dict(derived)
    for key, value in said.items():
        if value == OMIT:
            whole.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(whole.get(key), Mapping):
            whole[key] = merged(whole[key], value)
        else:
            whole[key] = value
    return whole


def put(target: dict[str, Any], key: str, derived: Mapping[str, Any] | None, said: Members) -> None:
    """Sets a member as said: left out, null, merged into what is derived, or as derived."""
    if isinstance(said, Unsaid):
        target[key] = derived
    elif said is None:
        target[key] = None
    elif said != OMIT:
        target[key] = merged(derived or {}, said)
