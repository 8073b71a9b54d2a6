"""Thinking rules: what goes with the `thinking` parameter, by model."""

from typing import Final

from ..api.request import Request
from .rule import Rule

_EXTENDED: Final = "build-with-claude/extended-thinking"


def budget_below_max_tokens(request: Request) -> str | None:
    """The thinking budget is less than `max_tokens`, except that with interleaving and tools it may be more."""
    budget = (request.body.get("thinking") or {}).get("budget_tokens")
    if budget is None or budget < request.max_tokens or (request.interleaves and request.tools):
        return None
    return (
        "`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at"
        " https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size"
    )


RULES: Final = (Rule("budget_below_max_tokens", _EXTENDED, budget_below_max_tokens, counts=False),)
