"""Signing: the thinking of a reply as it leaves, once it is known how much of the reply is played."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, takewhile
from typing import Final

from ..api import blobs, models
from ..api.request import Request
from ..binding import bind
from ..scenario import directives as say
from ..scenario.acts import Act, Reply
from ..scenario.blocks import RedactedThinking, Thinking
from .casting import BYTES_A_TOKEN, redacted_bytes
from .limits import cost
from .parts import Delta, Part, Played, Run

_ENDINGS: Final = (say.Error, say.End, say.Close, say.Reset)
_ALONE: Final = (0, 1)
"""The place of a block that does not leave whole; its signature is never sent."""


@lru_cache(maxsize=1024)
def signs(act: Act) -> bool:
    """Whether an act has thinking to sign."""
    happening = act.happening
    return isinstance(happening, Reply) and any(
        isinstance(item, Thinking | RedactedThinking) for item in happening.items
    )


def signed(played: Sequence[Played], request: Request) -> tuple[Played, ...]:
    """The reply with its thinking signed, and without its text where the display omits it.

    A signature seals the text that is shown, or would be if the display did not omit it: a summary, or what
    `max_tokens` left of it.
    """
    places = _places(played)
    binding = bind(request) if any(isinstance(item, Part) and item.thinks for item in played) else b""
    return tuple(
        _leaving(item, next(places, _ALONE), request, binding) if isinstance(item, Part) and item.thinks else item
        for item in played
    )


def _places(played: Iterable[Played]) -> Iterator[tuple[int, int]]:
    """Where each block of thinking stands in its run, and how many of it leave whole. Other blocks end a run."""
    whole = (item for item in takewhile(lambda item: not _ends(item), played) if isinstance(item, Part))
    for thinks, run in groupby(whole, key=lambda part: part.thinks):
        if thinks:
            count = len(tuple(run))
            yield from ((position, count) for position in range(count))


def _ends(item: object) -> bool:
    """Whether the body ends here, or inside the block."""
    if isinstance(item, Part):
        return any(_ends(chunk) for chunk in item.chunks)
    if isinstance(item, Run):
        return item.times is None
    return isinstance(item, _ENDINGS) or (isinstance(item, say.Stall) and item.stall == "forever")


def _leaving(part: Part, place: tuple[int, int], request: Request, binding: bytes) -> Part:
    match part.entry:
        case Thinking(signature=signature, always=always):
            pieces = (_sign(part, place, request.record, binding),) if signature == "auto" else _pieces(signature)
            deltas = tuple({"type": "signature_delta", "signature": piece} for piece in pieces)
            whole = replace(part, after=deltas)
            return whole if always or request.display != "omitted" else _omitted(whole)
        case RedactedThinking() as entry if (size := redacted_bytes(entry)) is not None:
            position, count = place
            left = min(size, cost(part) * BYTES_A_TOKEN)
            data = blobs.redact(left, model=request.record, position=position, count=count, binding=binding)
            return replace(part, start={**part.start, "data": data})
    return part


def _pieces(said: str | tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(said, str):
        return () if said == "none" else (said,)
    return said


def _sign(part: Part, place: tuple[int, int], model: models.Model, binding: bytes) -> str:
    position, count = place
    early = (part.entry.start or {}).get("thinking")
    text = part.joined if not isinstance(early, str) else early + part.joined
    length = len((part.hidden or text).encode("utf-8", "surrogatepass"))
    full_length = max(length, (part.billed or 0) * BYTES_A_TOKEN)
    return blobs.sign(text, model=model, position=position, count=count, full_length=full_length, binding=binding)


def _omitted(part: Part) -> Part:
    """The part with one empty delta, as slow as all of its text, in place of it; where that has no end, silence."""
    spoken = [chunk for chunk in part.chunks if isinstance(chunk, Delta)]
    silence = Delta("", sum(chunk.tokens for chunk in spoken) + part.untold)
    directives = [_unheard(chunk) for chunk in part.chunks if not isinstance(chunk, Delta)]
    hidden = part.joined if part.hidden is None else part.hidden
    return replace(part, chunks=(silence, *(each for each in directives if each)), hidden=hidden)


def _unheard(chunk: Run | say.Directive) -> say.Directive | None:
    if isinstance(chunk, Run):
        return say.Stall(stall="forever") if chunk.times is None else None
    return chunk
