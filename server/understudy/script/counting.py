"""Counting: the answer to a request to count tokens, as a script."""

from types import MappingProxyType
from typing import Any, Final

from ..api import errors
from ..api.moments import Changes
from ..api.request import Request
from ..performance import Finish
from .body import Body
from .script import Script
from .stencil import Slots, stencil

NO_CHANGES: Final[Changes] = MappingProxyType({})


def count(input_tokens: int, request: Request, at: float = 0.0, changes: Changes = NO_CHANGES) -> Script:
    """The script of a count. Where context management is asked for it tells that nothing was taken out."""
    told: dict[str, Any] = {"input_tokens": input_tokens}
    if request.body.get("context_management"):
        told["context_management"] = {"original_input_tokens": input_tokens}
    body = Body(at, stencil(errors.encode(told)))
    return Script(200, (body,), Finish(at), tuple(Slots().prefixes), counts=True, head_at=at, changes=changes)
