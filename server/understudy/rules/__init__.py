"""Rules: the API's documented conditions on a request, one small function each.

Header rules come before the body is read. The rules of the body come after its shape, in the order in which the
API was measured to check them: the model, the shape of the conversation, what the model takes, lengths last.
"""

from functools import lru_cache
from typing import Any, Final

from ..api.errors import Refusal
from ..api.request import Request
from ..api.schema import Endpoint
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
from .headers import HEADER_RULES, LOOKED_AT, Presented
from .rule import Rule, first_refusal

BODY_RULES: Final[tuple[Rule[Request], ...]] = (
    *model.RULES,
    caching.EMPTY_TEXT,
    *conversation.RULES,
    *placement.RULES,
    *tool_pairing.RULES,
    conversation.FIRST_MESSAGE,
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

__all__ = [
    "BODY_RULES", "HEADER_RULES", "LOOKED_AT", "RULES", "Presented", "Rule", "check_headers", "check_request",
]  # fmt: skip


def check_headers(presented: Presented) -> Refusal | None:
    """The first header rule that is broken; these come before the body is read."""
    return first_refusal(HEADER_RULES, presented)


def check_request(request: Request, *, unknown_models: bool = False) -> Refusal | None:
    """The first rule that a request of the API's shape breaks. ``unknown_models`` lets private model names in."""
    return first_refusal(_asked(request.mentions, request.endpoint, unknown_models), request)


@lru_cache(1_024)
def _asked(mentions: frozenset[str], endpoint: Endpoint, unknown_models: bool) -> tuple[Rule[Request], ...]:
    """The rules worth asking of a request that mentions these."""
    return tuple(
        rule
        for rule in BODY_RULES
        if (rule.counts or endpoint == "messages")
        and not (unknown_models and rule is model.KNOWN)
        and not (rule.about and mentions.isdisjoint(rule.about))
    )
