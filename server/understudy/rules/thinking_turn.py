"""Thinking turn rules: how thinking stands in the assistant's current turn, which lasts as long as a tool loop."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from ..api.blobs import Signature
from ..api.conversation import THOUGHTS, Place
from ..api.request import Request
from .rule import Rule
from .thoughts import said

_EXTENDED: Final = "build-with-claude/extended-thinking"
_TROUBLES: Final = "build-with-claude/thinking-troubleshooting"

_PRECEDING: Final = {2025: "preceding", 2026: "preceeding"}
"""As the documentation of 2025 spells it, and as the API does."""

Thought = tuple[Place, Signature | None]
"""A block of thinking, and what its blob says."""


def turn_starts_with_thinking(request: Request) -> str | None:
    """With manual thinking, the assistant's current turn starts with thinking."""
    if request.thinking != "enabled":
        return None
    for number in range(request.tool_loop, len(request.conversation)):
        turn = request.conversation[number]
        if turn.role != "assistant" or not turn.blocks:
            continue
        found = turn.blocks[0]["type"]
        if found in THOUGHTS:
            return None
        return (
            f"messages.{number}.content.0.type: Expected `thinking` or `redacted_thinking`, but found `{found}`. When"
            " `thinking` is enabled, a final `assistant` message must start with a thinking block"
            f" ({_PRECEDING[request.record.wording]} the lastmost set of `tool_use` and `tool_result` blocks). We"
            " recommend you include thinking blocks from previous turns. To avoid this requirement, disable"
            " `thinking`. Please consult our documentation at"
            " https://docs.claude.com/en/docs/build-with-claude/extended-thinking"
        )
    return None


def turn_without_thinking(request: Request) -> str | None:
    """With thinking off, the assistant's current turn holds none; models from Haiku 4.5 and 4.6 on leave it out."""
    if request.thinks or request.record.wording != 2025:
        return None
    for place in _current(request):
        return (
            f"{place.path}: When thinking is disabled, an `assistant` message in the final position cannot contain"
            f" `{place.block['type']}`. To use thinking blocks, enable `thinking` in your request."
        )
    return None


def thinking_unmodified(request: Request) -> str | None:
    """The thinking of the current turn comes back as it was: not edited, not left out in part, not moved."""
    if not request.thinks:
        return None
    for _, places in groupby(_current(request), key=lambda place: place.turn):
        thoughts = [(place, said(place.block)) for place in places]
        if modified := _edited(thoughts, request) or _out_of_order(thoughts, request):
            return (
                f"{modified.path}: `thinking` or `redacted_thinking` blocks in the latest assistant message cannot be"
                " modified. These blocks must remain as they were in the original response."
            )
    return None


def _edited(thoughts: Sequence[Thought], request: Request) -> Place | None:
    """The first block whose text is not the one it left with; where texts are omitted none is looked at."""
    if request.display == "omitted":
        return None
    for place, signature in thoughts:
        text = place.block.get("thinking", "")
        if signature and signature.model == request.model_id and not signature.matches(text):
            return place
    return None


def _out_of_order(thoughts: Sequence[Thought], request: Request) -> Place | None:
    """The first block that does not stand where it stood, or the last before one that is missing.

    A turn may hold several runs of thinking, each counted for itself. The thinking of other models is not looked at;
    beside thinking that a scenario writes out no order is known, and that of bound thinking is a matter of its binding.
    """
    if request.record.keeps_thinking == "bound" or any(signature is None for _, signature in thoughts):
        return None
    before: Signature | None = None
    last: Place | None = None
    for place, signature in thoughts:
        if signature and signature.model == request.model_id:
            if not _follows(signature, before):
                return place
            before, last = signature, place
    return last if before and before.position + 1 < before.count else None


def _follows(signature: Signature, before: Signature | None) -> bool:
    """Whether a block goes on with the run before it, or begins one where none is unfinished."""
    if before is None or before.position + 1 == before.count:
        return signature.position == 0
    return (signature.position, signature.count) == (before.position + 1, before.count)


def _current(request: Request) -> Iterator[Place]:
    """The thinking of the assistant's current turn."""
    for place in request.blocks(*THOUGHTS):
        if place.turn >= request.tool_loop and request.conversation[place.turn].role == "assistant":
            yield place


RULES: Final = (
    Rule("turn_starts_with_thinking", _EXTENDED, turn_starts_with_thinking, about=("thinking",)),
    Rule(
        "turn_without_thinking",
        "https://github.com/tailcallhq/forgecode/issues/1853",
        turn_without_thinking,
        about=THOUGHTS,
    ),
    Rule("thinking_unmodified", _TROUBLES, thinking_unmodified, about=THOUGHTS),
)
