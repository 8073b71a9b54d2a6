"""Reading: a scenario file becomes a play, or all the mistakes in it."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from . import recording, resolve, source
from .acts import Play, Transcript
from .document import Scenario
from .mistakes import Mistake, flaws_of, located
from .sense import nonsense, outcomes
from .source import Source
from .text import MAX_BYTES, Flaw


def read(path: Path) -> Play | tuple[Mistake, ...]:
    """The play in a file, named for the file's stem; or its mistakes, those of its transcripts after its own."""
    if not path.is_file():
        return (Mistake(str(path), "there is no such file"),)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return (Mistake(str(path), f"the file cannot be read: {error.strerror}"),)
    written = source.read(data, json=path.suffix.lower() == ".json")
    if written.root is None:
        return located(str(path), written.flaws)
    document, flaws = _document(written)
    recordings, mistakes = _recordings(written, path.parent, flaws)
    mistakes = (*located(str(path), flaws), *mistakes)
    if mistakes or document is None:
        return mistakes
    return resolve.play(document, path.stem, str(path), recordings)


def _document(written: Source) -> tuple[Scenario | None, list[Flaw]]:
    flaws = list(written.flaws)
    flaws += [Flaw(written.position(location), text) for location, text in nonsense(written.value)]
    try:
        return Scenario.model_validate(written.value), flaws
    except ValidationError as error:
        return None, flaws + flaws_of(error, written)


def _recordings(written: Source, folder: Path, flaws: list[Flaw]) -> tuple[dict[str, Transcript], tuple[Mistake, ...]]:
    """The transcripts a scenario names, with the mistakes in them; those in naming them join the flaws."""
    recordings: dict[str, Transcript] = {}
    mistakes: dict[Mistake, None] = {}
    for location, name in _named(written.value):
        try:
            recordings[name] = recordings.get(name) or recording.read(folder, name)
        except recording.RecordingError as error:
            if error.text:
                flaws.append(Flaw(written.position(location), error.text))
            mistakes |= dict.fromkeys(located(str(folder / name), error.flaws))
    return recordings, tuple(mistakes)


def _named(scenario: Any) -> list[tuple[tuple[str | int, ...], str]]:
    return [
        ((*location, "transcript"), outcome["transcript"])
        for location, outcome in outcomes(scenario)
        if isinstance(outcome.get("transcript"), str)
    ]
