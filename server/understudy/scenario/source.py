"""Source: the plain values of one YAML or JSON text, and where in the text each of them stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from .scalars import ScalarError, plain

MAX_BYTES: Final = 16_000_000
MAX_DEPTH: Final = 100
MAX_ALIASED: Final = 100_000
"""How many values aliases may stand for, in all."""

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE: Final = re.compile("[^\x09\x0a\x0d\x20-\x7f\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE: Final = re.compile(r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|.)", re.DOTALL)

_ADVICE: Final = {
    "mapping values are not allowed": "text that holds `: ` needs quotes",
    r"character '\t' that cannot start": "indent with spaces, not with tabs",
    "cannot start any token": "text that begins with this character needs quotes",
    "invalid Unicode character escape": r"write the character itself, or \U and eight digits",
    "expected <block end>": "look for wrong indentation or a missing quote just before",
}
"""What usually helps, by a part of the parser's words."""

Place = tuple[int, int]
"""Line and column, counted from 1."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong at a place of the text."""

    place: Place
    text: str


@dataclass(slots=True)
class Node:
    """A value and the places of what is in it."""

    value: Any
    place: Place
    inside: dict[str | int, "Node"] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)
    size: int = 1
    """How many values it stands for, aliases followed."""
    height: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """What a text says. Where it cannot be read, ``root`` is None and ``flaws`` say why.

    Flaws beside a root are those that reading got past.
    """

    root: Node | None
    flaws: tuple[Flaw, ...] = ()

    @property
    def value(self) -> Any:
        return None if self.root is None else self.root.value

    def position(self, location: Sequence[str | int], *, of_key: bool = False) -> Place:
        """Line and column, from 1, of a value by the location pydantic gives it; ``of_key`` of its key.

        Parts of the location that are tags of unions are skipped; where the text has no such value, the
        place is that of what should hold it.
        """
        node, place = self.root, (1, 1)
        if node is not None:
            place = node.place
        for part in location:
            if node is not None and part in node.inside:
                key = node.keys.get(str(part))
                node = node.inside[part]
                place = key if of_key and key is not None else node.place
        return place


def read(data: bytes, *, json: bool = False) -> Source:
    """The source in the bytes of a file. Mappings and lists are plain; one that is aliased is one object."""
    builder = _Builder()
    try:
        builder.build(_events(_text(data, json)), json)
    except _StopError as stop:
        return Source(None, (*builder.flaws, stop.flaw))
    return Source(builder.root, tuple(builder.flaws))


class _StopError(Exception):
    """Ends the reading."""

    def __init__(self, place: Place, text: str) -> None:
        super().__init__(text)
        self.flaw = Flaw(place, text)


def _text(data: bytes, json: bool) -> str:
    if len(data) > MAX_BYTES:
        raise _StopError((1, 1), f"the file has {len(data):,} bytes: expected at most {MAX_BYTES:,}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        raise _StopError(_end(before), f"expected UTF-8, found the byte 0x{data[error.start]:02X}") from None
    if bad := _UNPRINTABLE.search(text):
        found = f"U+{ord(bad[0]):04X}"
        raise _StopError(_end(text[: bad.start()]), f"the control character {found} must be written as an escape")
    if not json:
        return text
    indent = len(text) - len(text.lstrip())
    return _ESCAPE.sub(_character, text[:indent].replace("\t", " ") + text[indent:])


def _end(text: str) -> Place:
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _character(escape: re.Match[str]) -> str:
    """A pair of surrogate escapes as YAML's one escape; every other escape as it is."""
    if escape[1] is None:
        return escape[0]
    pair = bytes.fromhex(escape[1] + escape[2]).decode("utf-16-be")
    return f"\\U{ord(pair):08X}"


def _events(text: str) -> Iterator[Any]:
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _StopError(_place(mark) if mark else (1, 1), _wording(error)) from None


def _wording(error: yaml.MarkedYAMLError) -> str:
    words = f"this is no YAML: {error.problem}"
    if error.context and error.context_mark:
        words += f" {error.context} from line {error.context_mark.line + 1}"
    advice = next((text for part, text in _ADVICE.items() if part in (error.problem or "")), None)
    return f"{words}; {advice}" if advice else words


def _place(mark: Any) -> Place:
    return mark.line + 1, mark.column + 1


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    node: Node
    is_mapping: bool
    anchor: str | None
    key: str | None = None
    key_place: Place | None = None
    """Set between a key and its value; the key is None there where it is no string."""
    merged: list[Node] = field(default_factory=list)


_MERGE: Final = "<<"


class _Builder:
    """Builds the tree of nodes from the parser's events."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.flaws: list[Flaw] = []
        self._open: list[_Open] = []
        self._anchors: dict[str, Node | None] = {}
        """None while the anchored value is still open."""
        self._aliased = 0

    def build(self, events: Iterator[Any], json: bool) -> None:
        documents = 0
        for event in events:
            match event:
                case yaml.ScalarEvent():
                    self._scalar(event, json)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self._begin(event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self._end()
                case yaml.AliasEvent():
                    self._alias(event)
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        raise _StopError(
                            _place(event.start_mark), "expected one document, found a second: give it a file of its own"
                        )
        if self.root is None:
            raise _StopError((1, 1), "the file is empty: expected a scenario, such as `reply: [{text: Hello}]`")

    def _scalar(self, event: yaml.ScalarEvent, json: bool) -> None:
        self._refuse_tag(event)
        place = _place(event.start_mark)
        parent = self._open[-1] if self._open else None
        is_plain = event.implicit[0] and not event.style
        if parent and parent.is_mapping and parent.key_place is None and is_plain and event.value == _MERGE:
            parent.key, parent.key_place = _MERGE, place
            return
        try:
            value = plain(event.value, json=json) if is_plain else event.value
        except ScalarError as error:
            self.flaws.append(Flaw(place, str(error)))
            value = event.value
        node = Node(value, place)
        if event.anchor:
            self._anchors[event.anchor] = node
        if parent and parent.is_mapping and parent.key_place is None:
            self._key(parent, node, event.value)
        else:
            self._put(node)

    def _key(self, parent: _Open, node: Node, written: str) -> None:
        parent.key, parent.key_place = written, node.place
        if not isinstance(node.value, str):
            self.flaws.append(Flaw(node.place, f"the key `{written}` is no string for YAML: put it in quotes"))
        if written in parent.node.keys:
            line = parent.node.keys[written][0]
            self.flaws.append(Flaw(node.place, f"the key `{written}` is already in this mapping, on line {line}"))

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        self._refuse_tag(event)
        place = _place(event.start_mark)
        if len(self._open) == MAX_DEPTH:
            raise _StopError(place, f"nested too deeply: expected at most {MAX_DEPTH} levels")
        if event.anchor:
            self._anchors[event.anchor] = None
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self._open.append(_Open(Node({} if is_mapping else [], place), is_mapping, event.anchor))

    def _end(self) -> None:
        ended = self._open.pop()
        node = ended.node
        if ended.merged:
            _merge(node, ended.merged)
        node.size = 1 + sum(child.size for child in node.inside.values())
        node.height = 1 + max((child.height for child in node.inside.values()), default=0)
        if ended.anchor:
            self._anchors[ended.anchor] = node
        self._put(node)

    def _alias(self, event: yaml.AliasEvent) -> None:
        place = _place(event.start_mark)
        if event.anchor not in self._anchors:
            raise _StopError(place, f"the alias `*{event.anchor}` has no anchor `&{event.anchor}` before it")
        node = self._anchors[event.anchor]
        if node is None:
            raise _StopError(place, f"the alias `*{event.anchor}` stands inside the value it stands for")
        self._aliased += node.size
        if self._aliased > MAX_ALIASED:
            raise _StopError(place, f"aliases stand for too many values: expected at most {MAX_ALIASED:,}")
        if len(self._open) + node.height > MAX_DEPTH:
            raise _StopError(place, f"nested too deeply: expected at most {MAX_DEPTH} levels")
        parent = self._open[-1]
        if parent.is_mapping and parent.key_place is None and not node.inside:
            self._key(parent, Node(node.value, place), str(node.value))
        else:
            self._put(node)

    def _put(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if not parent.is_mapping:
            parent.node.inside[len(parent.node.value)] = node
            parent.node.value.append(node.value)
        elif parent.key_place is None:
            self.flaws.append(Flaw(node.place, "expected a string as key, found a mapping or a list"))
            parent.key_place = node.place
        else:
            self._put_member(parent, node)

    def _put_member(self, parent: _Open, node: Node) -> None:
        key, place = parent.key, parent.key_place
        parent.key = parent.key_place = None
        if key is None or place is None:
            return
        if key == _MERGE and isinstance(node.value, dict | list):
            self._take_in(parent, node)
            return
        if key not in parent.node.inside:
            parent.node.value[key] = node.value
            parent.node.inside[key] = node
            parent.node.keys[key] = place

    def _take_in(self, parent: _Open, node: Node) -> None:
        """Notes what `<<` merges into a mapping: a mapping, or a list of them, the first being the strongest."""
        nodes = [node] if isinstance(node.value, dict) else list(node.inside.values())
        if all(isinstance(each.value, dict) for each in nodes):
            parent.merged += nodes
        else:
            self.flaws.append(Flaw(node.place, "expected a mapping after `<<:`, or a list of mappings"))

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.flaws.append(Flaw(_place(event.start_mark), f"the tag `{tag}` is not allowed: a value needs none"))


def _merge(node: Node, merged: list[Node]) -> None:
    """Puts the members of other mappings before a mapping's own, which win."""
    inside, keys = dict(node.inside), dict(node.keys)
    node.inside, node.keys = {}, {}
    for other in reversed(merged):
        node.inside |= other.inside
        node.keys |= other.keys
    node.inside |= inside
    node.keys |= keys
    node.value = {str(key): child.value for key, child in node.inside.items()}
