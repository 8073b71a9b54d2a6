"""Thinking rules: the modes of thinking that a model has, and what goes with them."""

from typing import Final

from ..api.models import Model
from ..api.request import Request
from .rule import Rule

_TROUBLES: Final = "build-with-claude/thinking-troubleshooting"
_EXTENDED: Final = "build-with-claude/extended-thinking"
_EDITING: Final = "build-with-claude/context-editing"

_ADAPTIVE_IN_PLACE: Final = 'Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.'


def thinking_mode(request: Request) -> str | None:
    """`thinking.type` is a mode that the model has."""
    if request.thinking == "absent" or request.thinking in request.record.thinking:
        return None
    match request.thinking:
        case "enabled":
            return _no_manual_thinking(request.record)
        case "disabled":
            return _always_thinking(request.record)
        case "adaptive":
            return "adaptive thinking is not supported on this model"
    return '"thinking.type.between_tools" is not supported for this model.'


def _no_manual_thinking(model: Model) -> str:
    """For a model without any thinking: https://github.com/anthropics/claude-code/issues/2245"""
    if "adaptive" not in model.thinking:
        return f"'{model.id}' does not support thinking."
    return f'"thinking.type.enabled" is not supported for this model. {_ADAPTIVE_IN_PLACE}'


def _always_thinking(model: Model) -> str:
    if "between_tools" in model.thinking:
        return (
            'To turn thinking off on this model, send "thinking": {"type": "between_tools"} instead of'
            ' {"type": "disabled"}. The model does not think before responding. The short updates it writes between'
            " tool calls come back as thinking blocks."
        )
    if "enabled" in model.thinking:
        return (
            '"thinking.type.disabled" is not supported for this model. Thinking defaults to adaptive mode when not'
            ' specified; use "thinking.type.enabled" with "budget_tokens" for extended thinking.'
        )
    return f'"thinking.type.disabled" is not supported for this model. {_ADAPTIVE_IN_PLACE}'


def budget_below_max_tokens(request: Request) -> str | None:
    """The thinking budget is less than `max_tokens`, unless it is shared by the thinking between tool calls."""
    budget = _budget(request)
    if budget < request.max_tokens or (request.interleaves and request.tools and request.max_tokens):
        return None
    return (
        "`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at"
        " https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size"
    )


def budget_within_window(request: Request) -> str | None:
    """The thinking budget is no more than the context window."""
    window = request.record.context_window
    if _budget(request) <= window:
        return None
    return f"thinking.enabled.budget_tokens: Input should be less than or equal to {window}"


def _budget(request: Request) -> int:
    """The thinking budget; less than any limit where there is none."""
    return request.body["thinking"]["budget_tokens"] if request.thinking == "enabled" else -1


def clear_thinking(request: Request) -> str | None:
    """Only where there is thinking can it be cleared."""
    management = request.body.get("context_management")
    if not management or request.thinks:
        return None
    if all(edit["type"] != "clear_thinking_20251015" for edit in management.get("edits") or ()):
        return None
    modes = "enabled" if request.record.wording == 2025 else "enabled or adaptive"
    return f"`clear_thinking_20251015` strategy requires `thinking` to be {modes}"


RULES: Final = (
    Rule("thinking_mode", _TROUBLES, thinking_mode, about=("thinking",)),
    Rule("budget_below_max_tokens", _EXTENDED, budget_below_max_tokens, counts=False, about=("thinking",)),
    Rule("budget_within_window", _EXTENDED, budget_within_window, about=("thinking",)),
    Rule("clear_thinking", _EDITING, clear_thinking, about=("context_management",)),
)
