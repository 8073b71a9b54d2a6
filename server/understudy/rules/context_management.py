"""Context management rules: which edits a model makes, in which order, and what the blocks they leave behind need."""

from typing import Any, Final

from ..api.request import Request
from .rule import Rule

_COMPACTION: Final = "build-with-claude/compaction"
_EDITING: Final = "build-with-claude/context-editing"

_COMPACT: Final = "compact_20260112"
_CLEAR_THINKING: Final = "clear_thinking_20251015"
_ON_DEMAND: Final = "compact-2026-09-04"


def compact_supported(request: Request) -> str | None:
    """Only some models compact their context."""
    if request.record.compaction or _COMPACT not in _strategies(request):
        return None
    return f"'{request.model_id}' does not support the '{_COMPACT}' context management strategy."


def clear_thinking_first(request: Request) -> str | None:
    """The clearing of thinking is the first of the edits."""
    if _CLEAR_THINKING in _strategies(request)[1:]:
        return f"`{_CLEAR_THINKING}` strategy must be listed first in `context_management.edits`"
    return None


def compaction_alone(request: Request) -> str | None:
    """Compaction on demand does not go with the management of the context."""
    if request.body.get("compaction") and request.body.get("context_management"):
        return "`compaction` cannot be used together with `context_management`."
    return None


def compaction_expected(request: Request) -> str | None:
    """A compaction block that is sent back needs the edit that makes such blocks, or the beta of those on demand."""
    places = request.blocks("compaction")
    if not places or _ON_DEMAND in request.betas or _COMPACT in _strategies(request):
        return None
    return f"{places[0].path}: `compaction` blocks require a `{_COMPACT}` strategy in `context_management.edits`."


def _strategies(request: Request) -> list[str]:
    """The types of the edits."""
    management: dict[str, Any] = request.body.get("context_management") or {}
    return [edit["type"] for edit in management.get("edits", ())]


RULES: Final = (
    Rule("compact_supported", _COMPACTION, compact_supported, about=("context_management",)),
    Rule("clear_thinking_first", _EDITING, clear_thinking_first, about=("context_management",)),
    Rule("compaction_alone", _COMPACTION, compaction_alone, about=("compaction",)),
    Rule("compaction_expected", _COMPACTION, compaction_expected, about=("compaction",)),
)
