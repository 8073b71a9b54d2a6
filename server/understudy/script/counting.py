"""Counting: the answer to a request to count tokens, as a script."""

from typing import Any

from ..api import errors
from ..api.request import Request
from ..performance import Finish
from .body import Body
from .script import Script
from .stencil import Slots, stencil


def count(input_tokens: int, request: Request) -> Script:
    """The script of a count. Where context management is asked for it tells that nothing was taken out."""
    told: dict[str, Any] = {"input_tokens": input_tokens}
    if request.body.get("context_management"):
        told["context_management"] = {"original_input_tokens": input_tokens}
    body = Body(0.0, stencil(errors.encode(told)))
    return Script(200, (body,), Finish(), tuple(Slots().prefixes), counts=True)
