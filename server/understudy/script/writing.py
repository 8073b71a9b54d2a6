"""Writing: an act becomes the script for one kind of request."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from ..api import errors
from ..api.fold import fold
from ..api.request import Request
from ..performance import Finish
from ..scenario import directives as say
from ..scenario.acts import Act, Counted, HttpError, Improv, Reply, Transcript
from ..scenario.blocks import Item
from ..scenario.values import OMIT
from ..wire import Framer, Spelling, Written
from . import counting, improv, transcript, usage
from .beats import Credits, Event, Exit, Wants, beats
from .body import Body
from .casting import cast
from .faults import faulted, for_plain
from .framing import framed
from .limits import Cut, continued, limited, needed
from .parts import Part, Played
from .refusing import http_error
from .rounds import Rounds, rounds
from .script import Script
from .signing import signed
from .staging import is_handled, staged
from .stencil import Slots, stencil
from .timing import Cycle, Due, timed
from .words import has_templates, rendered

Fill = Callable[[str], str]
"""The value of a template's name."""


_LARGE: Final = 1024 * 1024
"""Bytes of an event that are not sent in one write."""
_WIRE_ONLY: Final = (say.Ping, say.Hold, say.Event, say.Raw)


def write(act: Act, request: Request, fill: Fill, seed: str, scale: float) -> Script:
    """The script of an act for requests of this kind. The same arguments give the same script."""
    if act.faults and has_templates(act):
        act = replace(act, faults=rendered(act.faults, fill))
    if act.stream is not None:
        request = request.asking(stream=act.stream)
    accepts = request.headers.get("accept-encoding", "")
    script = _written(act, request, fill, seed, scale)
    return staged(script, act, seed, scale, streams=request.stream, accept_encoding=accepts)


def _written(act: Act, request: Request, fill: Fill, seed: str, scale: float) -> Script:
    match act.happening:
        case HttpError(words=words):
            (words,) = rendered([words], fill)
            return http_error(words, act, Slots(), act.pace.headers * scale)
        case Transcript() as recorded:
            if request.stream and not (act.faults or is_handled(act)):
                return transcript.write(act, recorded, scale)
            return _recorded(recorded, act, request, scale)
        case Reply(items=items):
            return _reply(rendered(items, fill), act, request, seed, scale)
        case Improv():
            return _reply(improv.items(request), act, request, seed, scale)
        case Counted(tokens=tokens):
            counted = request.input_tokens if tokens is None else tokens
            return counting.count(counted, request, act.pace.headers * scale, act.headers)


def _reply(items: Iterable[Item], act: Act, request: Request, seed: str, scale: float) -> Script:
    slots = Slots()
    names = Credits(request.model_id, slots.id("msg_"), slots.request_id)
    dice = random.Random(seed)  # noqa: S311  # sizes and padding that can be repeated
    played = continued(cast(items, act, request, slots, dice), request)
    cut = limited(played, request) if act.honour_limits else Cut(played)
    cut = replace(cut, played=signed(cut.played, request))
    if not request.stream:
        cut = replace(cut, played=tuple(_without_wire(cut.played)))
    wants = Wants(request.betas)
    counted = usage.count(cut.played, request, slots, by_iteration=wants.context_management)
    faults = act.faults if request.stream else for_plain(act.faults)
    played_out = faulted(beats(cut, act, counted, names, wants), faults, names)
    dues = tuple(timed(played_out, act.pace, scale, act.comments_every))
    beside = random.Random(f"{seed}/added") if faults else None  # noqa: S311  # as above
    framer = Framer(act.spelling, dice, beside)
    return replace(_script(dues, act, request, framer, slots, scale), needs=needed(played))


def _recorded(recorded: Transcript, act: Act, request: Request, scale: float) -> Script:
    """The script of a recording of which more is asked than to be played as it is."""
    slots = Slots()
    names = Credits(request.model_id, "", slots.request_id)
    faults = act.faults if request.stream else for_plain(act.faults)
    played_out = faulted(transcript.beats(recorded, act.pace, plain=not request.stream), faults, names)
    dues = tuple(timed(played_out, transcript.unhurried(act.pace), scale))
    framer = Framer(Spelling(padding="none"), random.Random(0))  # noqa: S311  # nothing is drawn
    return _script(dues, act, request, framer, slots, scale)


def _script(dues: Sequence[Due], act: Act, request: Request, framer: Framer, slots: Slots, scale: float) -> Script:
    if request.stream:
        script = replace(streamed(dues, framer, slots, apart=is_handled(act)), head_at=act.pace.headers * scale)
    else:
        script = folded(dues, act, slots)
    return replace(script, changes=act.headers)


def _without_wire(played: Iterable[Played]) -> Iterator[Played]:
    """The reply without what only a stream shows."""
    for item in played:
        if isinstance(item, Part):
            chunks = tuple(chunk for chunk in item.chunks if not isinstance(chunk, _WIRE_ONLY))
            numbered = item.entry.index != OMIT
            entry = item.entry if numbered else item.entry.model_copy(update={"index": None})
            yield replace(item, chunks=chunks, entry=entry)
        elif not isinstance(item, _WIRE_ONLY):
            yield item


def streamed(dues: Sequence[Due], framer: Framer, slots: Slots, *, apart: bool) -> Script:
    """The script of a stream. What is due at one time becomes one piece of the body, unless it is to stay apart."""
    written = [(due, written) for due in dues if (written := _written_out(due, framer))]
    data = framer.body([each for _, each in written])
    pieces = [
        _Piece(due, piece, each.event is not None, each.whole)
        for (due, each), piece in zip(written, data, strict=True)
        if piece or apart or isinstance(due.beat, Cycle)
    ]
    held = next((number for number, piece in enumerate(pieces) if piece.flows(apart=apart)), len(pieces))
    bodies = tuple(piece.body for piece in pieces[:held]) if apart else _together(pieces[:held])
    last = dues[-1]
    assert isinstance(last.beat, Exit)
    return Script(
        200, bodies, replace(last.beat.ending, at=last.at), tuple(slots.prefixes), streams=True,
        rest=tuple(_rest(pieces[held:], framer, apart=apart)),
    )  # fmt: skip


def _written_out(due: Due, framer: Framer) -> Written | None:
    return Written(b"") if isinstance(due.beat, Cycle) else framed(due.beat, framer)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the body; that of a cycle is empty."""

    due: Due
    data: bytes
    event: bool
    whole: bytes | None = None

    def flows(self, *, apart: bool) -> bool:
        """Whether it is too much for one write."""
        return isinstance(self.due.beat, Cycle) or (not apart and len(self.data) > _LARGE)

    @property
    def body(self) -> Body:
        whole = None if self.whole is None else stencil(self.whole)
        return Body(self.due.at, stencil(self.data), self.event, int(self.event), whole)


def _rest(pieces: Iterable[_Piece], framer: Framer, *, apart: bool) -> Iterator[Body | Rounds]:
    for piece in pieces:
        if isinstance(piece.due.beat, Cycle):
            yield from rounds(piece.due.at, piece.due.beat, framer, apart=apart)
        else:
            yield piece.body


def _together(pieces: Iterable[_Piece]) -> tuple[Body, ...]:
    groups = [(at, list(group)) for at, group in groupby(pieces, lambda piece: piece.due.at)]
    return tuple(
        Body(at, stencil(b"".join(piece.data for piece in group)), events=sum(piece.event for piece in group))
        for at, group in groups
    )


def folded(dues: Sequence[Due], act: Act, slots: Slots) -> Script:
    """The script of the same reply with ``stream: false``: one Message, once everything has happened."""
    last = dues[-1]
    at, leave = last.at, last.beat
    assert isinstance(leave, Exit)
    if leave.words is not None:
        return http_error(leave.words, act, slots, at)
    if not isinstance(leave.ending, Finish):
        return Script(None, (), replace(leave.ending, at=at), tuple(slots.prefixes))
    body = errors.encode(fold(_derived(dues))) if leave.whole else b""
    return Script(200, (Body(at, stencil(body)),), Finish(at), tuple(slots.prefixes), head_at=at)


def _derived(dues: Iterable[Due]) -> Iterator[dict[str, Any]]:
    """The events that make up the Message."""
    for due in dues:
        if isinstance(due.beat, Event) and isinstance(due.beat.data, dict):
            yield due.beat.data
