"""Sampling rules: where `temperature`, `top_p` and `top_k` may be set, and to what."""

from typing import Any, Final

from ..api.request import Request
from .rule import Rule

_EXTENDED: Final = "build-with-claude/extended-thinking"
_MESSAGES: Final = "api/messages/create"
_PARAMETERS: Final = ("temperature", "top_p", "top_k")
_UNSET: Final = -1
"""Set to this, a parameter counts as unset; models from Opus 4.1 on take it for `top_k` alone."""

_THINKING: Final = {2025: "when thinking is enabled", 2026: "when thinking is enabled or in adaptive mode"}
_CONSULT: Final = {
    ("temperature", 2025): (
        ". Please consult our documentation at https://docs.anthropic.com/en/docs/build-with-claude/extended-thinking"
        "#important-considerations-when-using-extended-thinking"
    ),
    ("temperature", 2026): (
        ". Please consult our documentation at https://platform.claude.com/docs/en/build-with-claude/extended-thinking"
    ),
    ("top_k", 2025): (
        ". Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking"
        "#important-considerations-when-using-extended-thinking"
    ),
    ("top_p", 2025): ".",
}
"""How the texts were recorded to end."""


def sampling_unset(request: Request) -> str | None:
    """`temperature` and `top_p` are left out where they shall be unset, and not set to -1."""
    for name in ("temperature", "top_p"):
        if request.body.get(name) == _UNSET and request.record.sampling != "accepted":
            return f"`{name}` cannot be set to -1 for this model"
    return None


def sampling_with_thinking(request: Request) -> str | None:
    """With thinking, `temperature` is 1, `top_k` is unset, and `top_p` is unset or at least 0.95."""
    if request.thinking not in ("enabled", "adaptive"):
        return None
    if _set(request, "temperature", 1) != 1:
        return _with_thinking(request, "temperature", "may only be set to 1")
    if _set(request, "top_k") is not None:
        return _with_thinking(request, "top_k", "must be unset")
    if _set(request, "top_p", 1) < 0.95:
        return _with_thinking(request, "top_p", "must be greater than or equal to 0.95 or unset")
    return None


def _with_thinking(request: Request, name: str, what: str) -> str:
    year = request.record.wording
    return f"`{name}` {what} {_THINKING[year]}{_CONSULT.get((name, year), '')}"


def sampling_deprecated(request: Request) -> str | None:
    """Models from Opus 4.7 on take no sampling parameters but a `temperature` of 1."""
    if request.record.sampling != "refused":
        return None
    for name, default in (("temperature", 1), ("top_k", None), ("top_p", None)):
        if _set(request, name, default) != default:
            return f"`{name}` is deprecated for this model."
    return None


def temperature_or_top_p(request: Request) -> str | None:
    """Models from Opus 4.1 on take `temperature` or `top_p`, not both."""
    if request.record.sampling != "temperature_or_top_p" or not {"temperature", "top_p"} <= request.body.keys():
        return None
    return "`temperature` and `top_p` cannot both be specified for this model. Please use only one."


def _set(request: Request, name: str, default: float | None = None) -> Any:
    """What a parameter is set to."""
    value = request.body.get(name, default)
    return default if value == _UNSET else value


RULES: Final = (
    Rule("sampling_unset", _MESSAGES, sampling_unset, about=("temperature", "top_p")),
    Rule("sampling_with_thinking", _EXTENDED, sampling_with_thinking, about=_PARAMETERS),
    Rule("sampling_deprecated", _MESSAGES, sampling_deprecated, about=_PARAMETERS),
    Rule("temperature_or_top_p", _MESSAGES, temperature_or_top_p, about=("top_p",)),
)
