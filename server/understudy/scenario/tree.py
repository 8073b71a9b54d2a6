"""The tree of a text: its values as nodes, built from the parser's events within bounds."""

from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from .scalars import ScalarError, plain
from .text import MAX_DEPTH, TOO_DEEP, Flaw, Place, Text, TextError

MAX_ALIASED: Final = 100_000
"""How many values aliases may stand for, in all."""


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


class Builder:
    """Builds the tree of a text. ``flaws`` are those it got past."""

    def __init__(self, text: Text) -> None:
        self.flaws: list[Flaw] = []
        self._text = text
        self._root: Node | None = None
        self._open: list[_Open] = []
        self._anchors: dict[str, Node | None] = {}
        """None while the anchored value is still open."""
        self._aliased = 0

    def build(self) -> Node:
        """The root. Raises TextError where there is none."""
        documents = 0
        for event in self._text.events():
            match event:
                case yaml.ScalarEvent():
                    self._scalar(event)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self._begin(event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self._end()
                case yaml.AliasEvent():
                    self._alias(event)
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        raise TextError(
                            self._text.place(event.start_mark),
                            "expected one document, found a second: give it a file of its own",
                        )
        if self._root is None:
            raise TextError((1, 1), "the file is empty: expected a scenario, such as `reply: [{text: Hello}]`")
        return self._root

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_tag(event)
        place = self._text.place(event.start_mark)
        parent = self._open[-1] if self._open else None
        is_plain = event.implicit[0] and not event.style
        if parent and parent.is_mapping and parent.key_place is None and is_plain and event.value == _MERGE:
            parent.key, parent.key_place = _MERGE, place
            return
        try:
            value = plain(event.value, json=self._text.json) if is_plain else event.value
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
        place = self._text.place(event.start_mark)
        if len(self._open) == MAX_DEPTH:
            raise TextError(place, TOO_DEEP)
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
        place = self._text.place(event.start_mark)
        if event.anchor not in self._anchors:
            raise TextError(place, f"the alias `*{event.anchor}` has no anchor `&{event.anchor}` before it")
        node = self._anchors[event.anchor]
        if node is None:
            raise TextError(place, f"the alias `*{event.anchor}` stands inside the value it stands for")
        self._aliased += node.size
        if self._aliased > MAX_ALIASED:
            raise TextError(place, f"aliases stand for too many values: expected at most {MAX_ALIASED:,}")
        if len(self._open) + node.height > MAX_DEPTH:
            raise TextError(place, TOO_DEEP)
        parent = self._open[-1]
        if parent.is_mapping and parent.key_place is None and not node.inside:
            self._key(parent, Node(node.value, place), str(node.value))
        else:
            self._put(node)

    def _put(self, node: Node) -> None:
        if not self._open:
            self._root = node
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
            self.flaws.append(
                Flaw(self._text.place(event.start_mark), f"the tag `{tag}` is not allowed: a value needs none")
            )


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
