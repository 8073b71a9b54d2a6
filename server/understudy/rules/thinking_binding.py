"""Thinking binding rules: thinking stays in the conversation it was made in, on models that preserve it there."""

from typing import Final, NamedTuple

from ..api.blobs import Signature
from ..api.conversation import THOUGHTS, Place
from ..api.request import Request
from ..binding import Binding, Prefix, digest_of
from .rule import Rule
from .thoughts import said

_PRESERVED: Final = "build-with-claude/preserved-thinking#prefix-check"
_BETA: Final = "thinking-binding-controls-2026-08-01"
_INVALID: Final = {
    "thinking": "Invalid `signature` in `thinking` block",
    "redacted_thinking": "Invalid `data` in `redacted_thinking` block",
}


def thinking_bound(request: Request) -> str | None:
    """Nothing before a thinking block has changed since it was made, nor is thinking left out between others."""
    if request.record.keeps_thinking != "bound" or _may_drop(request):
        return None
    prefix: Prefix | None = None
    before: _Thought | None = None
    for place in request.blocks(*THOUGHTS):
        signature = said(place.block)
        if signature is None or signature.model != request.model_id or not signature.binding:
            before = None
            continue
        thought = _Thought(place, signature, Binding.read(signature.binding))
        prefix = prefix or Prefix.of(request)
        why = prefix.difference(thought.binding, place)
        if why is not None or (before and not thought.follows(before)):
            return _bound(request, place, why)
        before = thought
    return None


def _bound(request: Request, place: Place, why: str | None) -> str:
    header = f"That setting requires the `{_BETA}` value in the `anthropic-beta` header."
    sentences = (
        f"{place.path}: {_INVALID[place.block['type']]}. The block is bound to a different conversation.",
        'Remove the block, or set `thinking.block_binding.prefix_mismatch_behavior` to "drop_block".',
        None if _BETA in request.betas else header,
        why,
    )
    return " ".join(sentence for sentence in sentences if sentence)


class _Thought(NamedTuple):
    place: Place
    signature: Signature
    binding: Binding

    def follows(self, before: "_Thought") -> bool:
        """Whether it goes on with the run of the one before, or is the first of a later run or reply."""
        this, last = self.signature, before.signature
        same_reply = self.binding.request == before.binding.request
        if self.place.follows(before.place) or last.position + 1 < last.count:
            return same_reply and (this.position, this.count) == (last.position + 1, last.count)
        return this.position == 0 and (same_reply or self.binding.thought == digest_of(before.place))


def _may_drop(request: Request) -> bool:
    """Whether the request lets the API leave such blocks out."""
    controls = (request.body.get("thinking") or {}).get("block_binding") or {}
    return controls.get("prefix_mismatch_behavior") == "drop_block"


RULES: Final = (Rule("thinking_bound", _PRESERVED, thinking_bound, about=THOUGHTS),)
