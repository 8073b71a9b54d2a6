"""Effort rules: the levels a model has, and when they change."""

from collections.abc import Iterator
from typing import Final, get_args

from ..api.models import Effort
from ..api.request import Request
from .rule import Rule

_EFFORT: Final = "build-with-claude/effort"
_TROUBLES: Final = "build-with-claude/thinking-troubleshooting"
_LEVELS: Final[tuple[Effort, ...]] = get_args(Effort)


def effort_parameter(request: Request) -> str | None:
    """Effort is asked for only of models that have it."""
    if _effort(request) is None or request.record.efforts:
        return None
    return "This model does not support the effort parameter."


def effort_level(request: Request) -> str | None:
    """The effort is one of the model's levels."""
    effort, levels = _effort(request), request.record.efforts
    if effort is None or effort in levels:
        return None
    return f"This model does not support effort level '{effort}'. Supported levels: {', '.join(sorted(levels))}."


def effort_per_message(request: Request) -> str | None:
    """A message changes the effort only on models where one may."""
    if request.record.effort_per_message or not any(_changes(request)):
        return None
    return "output_config.effort requires a model that supports per-turn effort; this model does not"


def effort_without_thinking(request: Request) -> str | None:
    """With thinking turned off, a model may have fewer levels of effort."""
    limit = request.record.disabled_up_to
    if limit is None or not _turned_off(request):
        return None
    *_, latest = (_effort(request), *(effort for _, effort in _changes(request)))
    for effort in (_effort(request), latest):
        if effort is not None and _LEVELS.index(effort) > _LEVELS.index(limit):
            return (
                f"output_config.effort '{effort}' is not supported when thinking is disabled on this model."
                f" Use effort '{limit}' or below, or enable thinking."
            )
    return None


def effort_change_without_thinking(request: Request) -> str | None:
    """With thinking turned off, the effort stays as it is."""
    if request.record.disabled_up_to is None or not _turned_off(request):
        return None
    # Measured on Opus 5: a change that an assistant message has followed already is let pass.
    answered = max((index for index, turn in enumerate(request.messages) if turn["role"] == "assistant"), default=-1)
    current = _effort(request) or request.record.default_effort
    for index, effort in _changes(request):
        if effort != current and index > answered:
            number = sum(turn.start <= index for turn in request.conversation) - 1
            return (
                f"messages.{number}: output_config.effort '{effort}' differs from the '{current}' in effect before it;"
                " effort cannot change when thinking is disabled on this model."
                f" Use effort '{current}', or enable thinking."
            )
        current = effort
    return None


def _effort(request: Request) -> Effort | None:
    """What the request as a whole asks for."""
    config = request.body.get("output_config")
    return config.get("effort") if config else None


def _changes(request: Request) -> Iterator[tuple[int, Effort]]:
    """The efforts that messages ask for, with their indexes."""
    for index, message in enumerate(request.messages):
        config = message.get("output_config")
        if config and (effort := config.get("effort")):
            yield index, effort


def _turned_off(request: Request) -> bool:
    return request.thinking in ("disabled", "between_tools")


RULES: Final = (
    Rule("effort_parameter", _EFFORT, effort_parameter, about=("output_config",)),
    Rule("effort_level", _EFFORT, effort_level, about=("output_config",)),
    Rule("effort_per_message", _EFFORT, effort_per_message, about=("output_config",)),
    Rule("effort_without_thinking", _TROUBLES, effort_without_thinking, about=("output_config",)),
    Rule("effort_change_without_thinking", _TROUBLES, effort_change_without_thinking, about=("output_config",)),
)
