"""Rules: the API's documented conditions on a request, one small function each."""

from typing import Final

from ..api.errors import Refusal
from .headers import HEADER_RULES, Headers
from .messages import MESSAGE_RULES, Presented
from .rule import first_refusal

RULES: Final = (*HEADER_RULES, *MESSAGE_RULES)
"""Every rule, in the order in which they are checked."""

__all__ = ["RULES", "Presented", "check_headers", "check_messages"]


def check_headers(headers: Headers) -> Refusal | None:
    """The first header rule that is broken; these come before the body is read."""
    return first_refusal(HEADER_RULES, headers)


def check_messages(presented: Presented) -> Refusal | None:
    """The first rule about the conversation that is broken; the body has the API's shape already."""
    return first_refusal(MESSAGE_RULES, presented)
