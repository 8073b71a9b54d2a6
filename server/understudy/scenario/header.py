"""Header: the value of an HTTP header in a scenario, as written or a moment from now."""

import re
from typing import Annotated, Any, Final

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from ..api.moments import Moment
from .values import seconds

_NOW: Final = re.compile(r"now(?:\s*([+-])\s*(.*))?", re.DOTALL)
_SIGNS: Final = {"+": 1.0, "-": -1.0}


def header(value: str | None) -> str | Moment | None:
    """The value; `now`, `now+30s` and `now-30s` are moments. Raises PydanticCustomError where one is half said."""
    match = _NOW.fullmatch(value) if value else None
    if match is None:
        return value
    sign, duration = match.groups()
    return Moment(_SIGNS[sign] * seconds(duration) if sign else 0.0)


def _check(value: str) -> str:
    try:
        header(value)
    except PydanticCustomError:
        raise PydanticCustomError("duration", "a moment such as now, now+30s or now-2m") from None
    return value


def _names(headers: dict[str, Any]) -> dict[str, Any]:
    for name, value in headers.items():
        if "*" in name and value is not None:
            raise PydanticCustomError(
                "header_names", "a name with a `*` removes headers: expected nothing after `{name}`", {"name": name}
            )
    return headers


HeaderChanges = Annotated[dict[str, Annotated[str, AfterValidator(_check)] | None], AfterValidator(_names)]
"""Headers to add or replace; null removes one, or all that a name with a `*` fits."""
