"""Text: the characters of a scenario file, cut into YAML's events, with the place of each."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

MAX_BYTES: Final = 16_000_000
MAX_DEPTH: Final = 100

TOO_DEEP: Final = f"nested too deeply: expected at most {MAX_DEPTH} levels"

Place = tuple[int, int]
"""Line and column, counted from 1."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong at a place of a text."""

    place: Place
    text: str


class TextError(Exception):
    """A text that cannot be read on from its flaw."""

    def __init__(self, place: Place, text: str) -> None:
        super().__init__(text)
        self.flaw = Flaw(place, text)


@dataclass(frozen=True, slots=True)
class Text:
    """Characters to parse. ``narrowed`` holds, by line, the columns after which the file is two columns wider."""

    characters: str
    json: bool = False
    narrowed: Mapping[int, list[int]] = field(default_factory=dict)

    def place(self, mark: Any) -> Place:
        """Where in the file a mark of the parser is."""
        columns = self.narrowed.get(mark.line)
        wider = 2 * bisect_left(columns, mark.column) if columns else 0
        return mark.line + 1, mark.column + wider + 1

    def events(self) -> Iterator[Any]:
        """YAML's parsing events. Raises TextError where the text is no YAML."""
        try:
            yield from yaml.parse(self.characters, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = self.place(mark) if mark else (1, 1)
            raise TextError(place, self._wording(error)) from None

    def _wording(self, error: yaml.MarkedYAMLError) -> str:
        problem, mark, begun = error.problem or "", error.problem_mark, error.context_mark
        if "nesting depth" in problem:
            return TOO_DEEP
        words = f"this is no {'JSON' if self.json else 'YAML'}: {problem}"
        if begun and mark and begun.line != mark.line:
            words += f" {error.context} from line {begun.line + 1}"
        if mark and "cannot start any token" in problem and self._character_at(mark) == "\t":
            return f"{words}; indent with spaces, not with tabs"
        advice = next((text for part, text in _ADVICE.items() if part in problem), None)
        return f"{words}; {advice}" if advice else words

    def _character_at(self, mark: Any) -> str:
        line: str = self.characters.split("\n")[mark.line]
        return line[mark.column : mark.column + 1]


def decoded(data: bytes, *, json: bool = False) -> Text:
    """The text in the bytes of a file; ``json`` for JSON, which is read as YAML. Raises TextError."""
    if len(data) > MAX_BYTES:
        raise TextError((1, 1), f"the file is too large: expected at most {MAX_BYTES:,} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", "replace")
        raise TextError(_end(before), f"expected UTF-8, found the byte 0x{error.object[error.start]:02X}") from None
    if bad := _UNPRINTABLE.search(text):
        found = f"U+{ord(bad[0]):04X}"
        raise TextError(_end(text[: bad.start()]), f"the control character {found} must be written as an escape")
    return _from_json(text) if json else Text(text)


_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ADVICE: Final = {
    "mapping values are not allowed": "text that holds `: ` needs quotes",
    "cannot start any token": "text that begins with this character needs quotes",
    "invalid Unicode character escape": r"write the character itself, or \U and eight digits",
    "expected <block end>": "look for wrong indentation or a missing quote just before",
}
"""What usually helps, by a part of the parser's words."""


def _end(text: str) -> Place:
    return text.count("\n") + 1, len(text) - text.rfind("\n")


_ESCAPE: Final = re.compile(r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|.)", re.DOTALL)
_LONG_ESCAPE: Final = re.compile(r"\\(?:(U[0-9A-F]{8})|.)", re.DOTALL)


def _from_json(text: str) -> Text:
    """JSON as the YAML that says the same: a pair of surrogate escapes is one escape, tabs before it are spaces."""
    indent = len(text) - len(text.lstrip())
    text = text[:indent].replace("\t", " ") + text[indent:]
    if r"\ud" not in text.lower():
        return Text(text, json=True)
    text = _ESCAPE.sub(_joined, text)
    narrowed: dict[int, list[int]] = {}
    for number, line in enumerate(text.split("\n")):
        if columns := [found.start() for found in _LONG_ESCAPE.finditer(line) if found[1]]:
            narrowed[number] = columns
    return Text(text, json=True, narrowed=narrowed)


def _joined(escape: re.Match[str]) -> str:
    if escape[1] is None:
        return escape[0]
    pair = bytes.fromhex(escape[1] + escape[2]).decode("utf-16-be")
    return f"\\U{ord(pair):08X}"
