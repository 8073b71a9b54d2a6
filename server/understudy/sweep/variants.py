"""Variants: every way in which the replies of a scenario are played differently."""

import re
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Final

from ..performance import Finish, Flow, Performance
from .everywhere import everywhere
from .frames import Frame, frames
from .names import NUMBER, meets
from .variant import Moment, Variant
from .wrongs import wrongs

Played = Iterable[tuple[Moment, Performance]]


def variants(played: Played, only: Sequence[str] = ()) -> tuple[Variant, ...]:
    """The variants of these replies: those that a glob of ``only`` matches, by default all that are played unasked."""
    played = tuple(played)
    found = (*everywhere(len({moment.turn for moment, _ in played})), *_of_replies(played))
    if not only:
        return tuple(variant for variant in found if variant.unasked)
    return tuple(variant for variant in found if any(fnmatchcase(variant.name, glob) for glob in only))


def conceivable(glob: str) -> bool:
    """Whether a glob can match a variant of any reply."""
    return any(meets(glob, f"{prefix}{form}") for prefix in _PREFIX_FORMS for form in _forms(bool(prefix)))


def _of_replies(played: Played) -> Iterator[Variant]:
    """Those of each reply that is played to its end; where there are several, their names begin with its moment."""
    whole: dict[Moment, Performance] = {}
    for moment, performance in played:
        if _is_whole(performance):
            whole.setdefault(moment, performance)
    for (moment, performance), prefix in zip(whole.items(), _prefixes(list(whole)), strict=True):
        for wrong in wrongs(frames(performance.body), performance.body):
            yield Variant(f"{prefix}{wrong.name}", wrong.says, wrong.expected, moment, wrong.unasked)


def _is_whole(performance: Performance) -> bool:
    """Whether a reply comes to its end, and its events can be counted."""
    head, events = performance.head, frames(performance.body)
    ends = isinstance(performance.steps[-1], Finish) and (not events or events[-1].name == "message_stop")
    flows = any(isinstance(step, Flow) for step in performance)
    return head is not None and head.status == 200 and ends and not flows


_PREFIXES: Final = ("", "turn-{0.turn}.", "turn-{0.turn}.attempt-{0.attempt}.")
_WHOLE_PREFIX: Final = "turn-{0.turn}.attempt-{0.attempt}.scene-{0.scene}."


def _prefixes(moments: Sequence[Moment]) -> Sequence[str]:
    """The shortest prefixes that tell moments apart."""
    for form in _PREFIXES:
        prefixes = [form.format(moment) for moment in moments]
        if len(set(prefixes)) == len(moments):
            return prefixes
    return [_WHOLE_PREFIX.format(moment) for moment in moments]


_PREFIX_FORMS: Final = tuple(re.sub(r"\{.*?\}", NUMBER, prefix) for prefix in (*_PREFIXES, _WHOLE_PREFIX))

_EXAMPLE: Final = (
    Frame("message_start", {}),
    Frame("content_block_start", {"index": 0}),
    Frame("ping", {}),
    Frame("content_block_delta", {"index": 0, "delta": {"type": "input_json_delta", "partial_json": '{"é": 1}'}}),
    Frame("content_block_stop", {"index": 0}),
    Frame("message_delta", {}),
    Frame("message_stop", {}),
)
"""The events of a reply in which everything can go wrong."""


def _forms(of_reply: bool) -> set[str]:
    """What the names of variants look like, with a sign for each number."""
    wrong = {each.name for events in (_EXAMPLE, ()) for each in wrongs(events, "é".encode())}
    names = wrong if of_reply else wrong | {variant.name for variant in everywhere(2)}
    return {re.sub(r"\d+", NUMBER, name) for name in names}
