"""Rules: the API's documented conditions on a request, one small function each.

Header rules come before the body is read. The rules of the body come after its shape, in the order in which the
API was measured to check them: the model, the shape of the conversation, what the model takes, lengths last.
"""

from typing import Any, Final

from ..api.errors import Refusal
from ..api.request import Request
from . import (
    caching,
    citations,
    containers,
    context_management,
    conversation,
    documents,
    effort,
    images,
    input_schemas,
    limits,
    mcp,
    model,
    parameters,
    placement,
    prefill,
    sampling,
    server_tools,
    structured,
    support,
    system_messages,
    thinking,
    thinking_binding,
    thinking_turn,
    thoughts,
    tool_choice,
    tool_pairing,
    tools,
)
from .headers import HEADER_RULES, Presented
from .rule import Rule, first_refusal

BODY_RULES: Final[tuple[Rule[Request], ...]] = (
    *model.RULES,
    caching.EMPTY_TEXT,
    *conversation.RULES,
    *placement.RULES,
    *tool_pairing.RULES,
    *system_messages.RULES,
    *server_tools.RULES,
    *tools.RULES,
    *input_schemas.RULES,
    *mcp.RULES,
    *parameters.RULES,
    *containers.RULES,
    *caching.RULES,
    *support.RULES,
    *context_management.RULES,
    *structured.RULES,
    *citations.RULES,
    *thoughts.RULES,
    *thinking_binding.RULES,
    *tool_choice.RULES,
    *thinking.RULES,
    *effort.RULES,
    *sampling.RULES,
    *thinking_turn.RULES,
    *prefill.RULES,
    *images.RULES,
    *documents.RULES,
    *limits.RULES,
)
"""In the order in which they are checked."""

RULES: Final[tuple[Rule[Any], ...]] = (*HEADER_RULES, *BODY_RULES)

_COUNTING: Final = tuple(rule for rule in BODY_RULES if rule.counts)

__all__ = ["BODY_RULES", "HEADER_RULES", "RULES", "Presented", "Rule", "check_headers", "check_request"]


def check_headers(presented: Presented) -> Refusal | None:
    """The first header rule that is broken; these come before the body is read."""
    return first_refusal(HEADER_RULES, presented)


def check_request(request: Request, *, unknown_models: bool = False) -> Refusal | None:
    """The first rule that a request of the API's shape breaks. ``unknown_models`` lets private model names in."""
    rules = BODY_RULES if request.endpoint == "messages" else _COUNTING
    if unknown_models:
        rules = tuple(rule for rule in rules if rule is not model.KNOWN)
    return first_refusal(rules, request)
