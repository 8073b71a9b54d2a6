"""The library: the loaded scenarios, and which of them answers a request."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from .errors import UnderstudyError
from .scenario import reading, shelves
from .scenario.acts import Play, Scene
from .scenario.conditions import Announced, Asked, Condition, Difference, compiled
from .scenario.literals import literals
from .scenario.mistakes import Mistake
from .scenario.suggestion import nearest

Unmatched = Literal["improv", "refuse"]

IMPROV: Final = "improv"
"""The shipped scenario that answers what nothing matches."""


class LibraryError(UnderstudyError):
    """Files that cannot be loaded, with every mistake in them; its text is one line for each."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class Miss:
    """Nothing answers. ``message`` names the nearest and every difference."""

    message: str
    nearest: str | None = None
    differences: tuple[Difference, ...] = ()


def shipped() -> Path:
    """The folder of the shipped scenarios: in the package once installed, at the root of a checkout."""
    installed = Path(__file__).parent / "scenarios"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "scenarios"


class Library:
    """Scenarios ready to be chosen from. It never changes: to reload, load another."""

    def __init__(
        self, own: Iterable[Play], lent: Mapping[str, Path] = MappingProxyType({}), unmatched: Unmatched = "refuse"
    ) -> None:
        """``own`` scenarios come before the files of the ``lent`` ones, which they shadow by name."""
        own = tuple(own)
        self.plays: Mapping[str, Play] = Repertoire(own, lent)
        self._candidates = _candidates(own or [self.plays[name] for name, path in lent.items() if _answers(path)])
        self.is_hasty = any(candidate.is_hasty for candidate in self._candidates)
        """Whether there is a scenario that answers by its `when` and does not wait for the body."""
        self._cues: dict[Scene, tuple[Condition, ...]] = {}
        self._otherwise = self.plays[IMPROV] if IMPROV in lent and unmatched == "improv" else None

    @classmethod
    def load(cls, paths: Iterable[Path], *, with_shipped: bool = True, unmatched: Unmatched | None = None) -> "Library":
        """The scenarios in files and folders, beside the shipped ones.

        By default what nothing matches is refused where paths are given, else improvised. Raises LibraryError.
        """
        paths = tuple(paths)
        own = _load(paths)
        lent = {path.stem: path for path in shelves.files([shipped()])[0]} if with_shipped else {}
        return cls(own, lent, unmatched or ("refuse" if paths else "improv"))

    def literals(self) -> frozenset[str]:
        """The signatures and opaque data that loaded scenarios write out themselves."""
        return self._literals

    @cached_property
    def _literals(self) -> frozenset[str]:
        return frozenset(literal for play in self.plays.values() for literal in literals(play))

    def by_name(self, name: str) -> Play | None:
        return self.plays.get(name)

    def choose(self, request: Asked, name: str | None = None) -> Play | Miss:
        """The scenario of this name; without a name the best that matches."""
        if name is not None:
            play = self.by_name(name)
            return play or _no_such(name, self.plays)
        for candidate in self._candidates:
            for condition in candidate.conditions:
                if not condition.test(condition.look(request)):
                    break
            else:
                return candidate.play
        return self._otherwise or _unmatched(self._candidates, request)

    def at_sight(self, head: Announced) -> Play | None:
        """The scenario that does not wait for the body of a request, where its `when` is met by the head alone.

        One that comes before it, and may answer once the body is known, has the request wait.
        """
        for candidate in self._candidates if self.is_hasty else ():
            if not any(condition.fails(head) for condition in candidate.conditions):
                return candidate.play if candidate.is_hasty else None
        return None

    def scene(self, play: Play, request: Asked) -> Scene | Miss:
        """The turn of a play that answers where the conversation stands."""
        if not play.by_turn:
            return play.scenes[0]
        for scene in play.scenes:
            if scene.when and all(condition.holds(request) for condition in self._cue(scene)):
                return scene
        unconditional = [scene for scene in play.scenes if not scene.when]
        if request.turn < len(unconditional):
            return unconditional[request.turn]
        return self._past_the_end(play, len(unconditional), request)

    def _cue(self, scene: Scene) -> tuple[Condition, ...]:
        """The conditions of a turn, compiled when they are first asked for."""
        if scene not in self._cues:
            self._cues[scene] = compiled(scene.when)
        return self._cues[scene]

    def _past_the_end(self, play: Play, turns: int, request: Asked) -> Miss:
        message = (
            f"The scenario `{play.name}` has no turn for this request, which holds"
            f" {_counted(request.turn, 'assistant message')}: it has {_counted(turns, 'turn')} without a `when`"
        )
        cues = [(f"turn {number}", self._cue(scene)) for number, scene in enumerate(play.scenes) if scene.when]
        if not cues:
            return Miss(f"{message}.", play.name)
        turn, differences = _nearest(cues, request)
        return Miss(f"{message}, and of those with one {turn} comes nearest: {_listed(differences)}.", play.name,
                    differences)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A scenario that answers by its `when`."""

    play: Play
    conditions: tuple[Condition, ...]

    @property
    def is_hasty(self) -> bool:
        """Whether it may answer before the body of a request has come."""
        return self.play.early is not None and all(condition.of_head for condition in self.conditions)


class Repertoire(Mapping[str, Play]):
    """Plays by their names: some at hand, others in files that are read when they are first asked for."""

    def __init__(self, plays: Iterable[Play], files: Mapping[str, Path]) -> None:
        self._plays = {play.name: play for play in plays}
        self._files = files
        self._names = tuple(dict.fromkeys((*self._plays, *files)))

    def __getitem__(self, name: str) -> Play:
        """Raises KeyError, and LibraryError for a file with mistakes."""
        if name not in self._plays:
            play = reading.read(self._files[name])
            if not isinstance(play, Play):
                raise LibraryError(play)
            self._plays[name] = play
        return self._plays[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


_WHEN: Final = re.compile(rb"^when:", re.MULTILINE)


def _answers(path: Path) -> bool:
    """Whether a shipped scenario answers by itself: told from its text, for most are never played."""
    return _WHEN.search(path.read_bytes()) is not None


def _candidates(plays: Iterable[Play]) -> tuple[_Candidate, ...]:
    """Those with a `when`, the first to be tried first."""
    candidates = [_Candidate(play, compiled(play.when)) for play in plays if play.when]
    return tuple(sorted(candidates, key=lambda each: (-each.play.priority, -len(each.conditions))))


def _load(paths: Iterable[Path]) -> tuple[Play, ...]:
    """Every scenario in the paths, in order. Raises LibraryError."""
    files, mistakes = shelves.files(paths)
    plays: dict[str, Play] = {}
    for path in files:
        play = reading.read(path)
        if not isinstance(play, Play):
            mistakes += play
        elif play.name in plays:
            mistakes += (Mistake(str(path), f"the name `{play.name}` is taken by {plays[play.name].source}"),)
        else:
            plays[play.name] = play
    if mistakes:
        raise LibraryError(mistakes)
    return tuple(plays.values())


def _names(plays: tuple[Play, ...]) -> frozenset[str]:
    return frozenset(play.name for play in plays)


_MOST_NAMES: Final = 3
_LONGEST_NAME: Final = 80


def _no_such(name: str, plays: Mapping[str, Play]) -> Miss:
    like = nearest(name, plays, _MOST_NAMES)
    shown = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
    hint = f"did you mean {' or '.join(f'`{each}`' for each in like)}?" if like else "`understudy list` names them all."
    return Miss(f"There is no scenario `{shown}`: {hint}", like[0] if like else None)


def _unmatched(candidates: tuple[_Candidate, ...], request: Asked) -> Miss:
    if not candidates:
        return Miss(
            "No scenario answers by itself, as none has a `when`: name one in the header x-understudy-scenario,"
            " in the base URL as /scenario/NAME, or as MODEL+NAME."
        )
    name, differences = _nearest([(each.play.name, each.conditions) for each in candidates], request)
    return Miss(f"No scenario matches this request. `{name}` comes nearest: {_listed(differences)}.", name,
                differences)  # fmt: skip


def _nearest(
    candidates: Iterable[tuple[str, tuple[Condition, ...]]], request: Asked
) -> tuple[str, tuple[Difference, ...]]:
    """The one with the most conditions that hold, of equals the one with the fewest that do not, and these."""
    told = [
        (sum(condition.holds(request) for condition in conditions), name, conditions) for name, conditions in candidates
    ]
    _, name, conditions = max(told, key=lambda each: (each[0], -len(each[2])))
    return name, tuple(each.difference(request) for each in conditions if not each.holds(request))


def _listed(differences: tuple[Difference, ...]) -> str:
    return "; ".join(str(difference) for difference in differences)


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
