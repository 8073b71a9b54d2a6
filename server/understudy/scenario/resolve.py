"""Resolving: a document becomes a play, every default merged into the outcomes below it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from .. import delivery
from ..api.moments import Changes
from ..delivery import Delivery, WriteWord
from ..wire import Spelling
from . import acts
from .acts import UNSAID, Act, Members, Play, Scene, Unsaid
from .connection import keeping
from .directives import ErrorWords
from .document import Count, Happening, Scenario, Turn, UsageByEvent
from .header import header
from .pace import Pace
from .wire import AtRandom, EveryBytes, Wire

Levels = Sequence[Happening]
"""What holds for an outcome, the scenario first and the outcome itself last."""

_SPEEDS: Final = frozenset({"between_events", "tokens_per_second"})
"""Saying one of them takes back the other, said further out."""

_IN_BOTH: Final = frozenset(
    {"input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "cache_creation"}
)
_AT_THE_START: Final = _IN_BOTH | {"service_tier", "inference_geo"}


def play(document: Scenario, name: str, source: str, recordings: Mapping[str, acts.Transcript]) -> Play:
    """The play of a document. ``recordings`` holds every transcript it names."""
    return Play(
        name=name,
        source=source,
        scenes=tuple(_scenes(document, recordings)),
        by_turn=document.turns is not None,
        description=document.description or "",
        when=document.when,
        priority=document.priority,
        count_tokens=_counted(document.count_tokens),
        keeping=keeping(document.connection),
    )


def _counted(said: int | Count | None) -> int | Act | None:
    if not isinstance(said, Count):
        return said
    happening = acts.Counted(said.tokens) if said.error is None else _http_error(said.error)
    return Act(happening, pace=said.pace or Pace(), headers=_said_headers(said.headers))


def _scenes(document: Scenario, recordings: Mapping[str, acts.Transcript]) -> list[Scene]:
    if document.turns is None:
        return [Scene(_attempts(document, (document,), recordings))]
    return [Scene(_attempts(turn, (document, turn), recordings), turn.when) for turn in document.turns]


def _attempts(entry: Scenario | Turn, levels: Levels, recordings: Mapping[str, acts.Transcript]) -> tuple[Act, ...]:
    if entry.attempts is None:
        return (_act(levels, recordings),)
    return tuple(_act((*levels, outcome), recordings) for outcome in entry.attempts)


def _act(levels: Levels, recordings: Mapping[str, acts.Transcript]) -> Act:
    start, delta = _usage(levels)
    wire = _wire(levels)
    return Act(
        _happening(levels[-1], recordings),
        pace=_pace(levels),
        spelling=_spelling(wire),
        delivery=Delivery(_write(wire.write), wire.gzip, wire.between_writes, wire.content_length),
        comments_every=wire.comments_every,
        stream=wire.stream,
        faults=tuple(fault for level in levels for fault in level.faults or ()),
        headers=_headers(levels),
        usage_start=start,
        usage_delta=delta,
        stop_reason=_innermost(levels, "stop_reason"),
        stop_sequence=_innermost(levels, "stop_sequence"),
        stop_details=_members([_said(level, "stop_details") for level in levels]),
        message=_mapping([level.message for level in levels if level.message]),
        honour_limits=next((said for each in reversed(levels) if (said := each.honour_limits) is not None), True),
    )


def _happening(outcome: Happening, recordings: Mapping[str, acts.Transcript]) -> acts.Happening:
    if outcome.transcript is not None:
        return recordings[outcome.transcript]
    if outcome.error is not None:
        return _http_error(outcome.error)
    if isinstance(outcome.reply, str) or outcome.reply is None:
        return acts.Improv()
    return acts.Reply(outcome.reply)


def _http_error(said: str | ErrorWords) -> acts.HttpError:
    return acts.HttpError(ErrorWords(type=said) if isinstance(said, str) else said)


def _pace(levels: Levels) -> Pace:
    merged: dict[str, Any] = {}
    for level in levels:
        said = {key: getattr(level.pace, key) for key in level.pace.model_fields_set} if level.pace else {}
        if _SPEEDS & said.keys():
            merged = {key: value for key, value in merged.items() if key not in _SPEEDS}
        merged |= said
    return Pace(**merged)


def _wire(levels: Levels) -> Wire:
    merged: dict[str, Any] = {}
    for level in levels:
        said = {key: getattr(level.wire, key) for key in level.wire.model_fields_set} if level.wire else {}
        if "extra_fields" in said:
            said["extra_fields"] = {**merged.get("extra_fields", {}), **said["extra_fields"]}
        merged |= said
    return Wire(**merged)


def _spelling(wire: Wire) -> Spelling:
    return Spelling(
        padding=wire.padding,
        eol=wire.eol,
        event_line=wire.event_line,
        space=wire.space,
        blank_lines=wire.blank_lines,
        final_blank_line=wire.final_blank_line,
        comment=wire.comment,
        data_lines=wire.data_lines,
        extra_fields=tuple((name, str(value)) for name, value in wire.extra_fields.items()),
        bom=wire.bom,
        trailer=wire.trailer,
    )


def _write(said: WriteWord | EveryBytes | AtRandom) -> delivery.Write:
    match said:
        case EveryBytes(bytes=count):
            return delivery.EveryBytes(count)
        case AtRandom(random=seed):
            return delivery.AtRandom(seed)
        case word:
            return word


def _headers(levels: Levels) -> Changes:
    """Names are the same in any case; they are kept in lower case."""
    return {name: value for level in levels for name, value in _said_headers(level.headers).items()}


def _said_headers(said: Mapping[str, str | None] | None) -> Changes:
    return {name.lower(): header(value) for name, value in (said or {}).items()}


def _usage(levels: Levels) -> tuple[Members, Members]:
    """What is said of the usage at the start, and at the end."""
    said = [_usage_apart(level) for level in levels]
    return _members([start for start, _ in said]), _members([delta for _, delta in said])


def _usage_apart(level: Happening) -> tuple[Members, Members]:
    match _said(level, "usage"):
        case UsageByEvent() as apart:
            return _said(apart, "start"), _said(apart, "delta")
        case dict() as flat:
            start = {key: value for key, value in flat.items() if key in _AT_THE_START}
            delta = {key: value for key, value in flat.items() if key in _IN_BOTH or key not in _AT_THE_START}
            return start or UNSAID, delta or UNSAID
        case whole:
            return whole, whole


def _said(entry: Happening | UsageByEvent, key: str) -> Any:
    return getattr(entry, key) if key in entry.model_fields_set else UNSAID


def _innermost(levels: Levels, key: str) -> str | Unsaid | None:
    said: str | Unsaid | None = next(
        (_said(each, key) for each in reversed(levels) if key in each.model_fields_set), UNSAID
    )
    return said


def _members(said: Sequence[Members]) -> Members:
    """Mappings merge, the last said winning; null and `omit` replace, and are replaced."""
    merged: Members = UNSAID
    for members in said:
        if isinstance(members, Unsaid):
            continue
        together = isinstance(members, Mapping) and isinstance(merged, Mapping)
        merged = _mapping([merged, members]) if together else members  # type: ignore[list-item]  # both are mappings
    return merged


def _mapping(said: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """All members of the mappings, the last said winning; mappings in them merge as well."""
    merged: dict[str, Any] = {}
    for members in said:
        for key, value in members.items():
            outer = merged.get(key)
            both = isinstance(value, Mapping) and isinstance(outer, Mapping)
            merged[key] = _mapping([outer, value]) if both else value  # type: ignore[list-item]  # both are mappings
    return merged
