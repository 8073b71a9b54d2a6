"""The surface of the API as types say it: what two sets of parameter types say differently."""

import types
from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Any, Final, Literal, NotRequired, Required, Union, get_args, get_origin

from typing_extensions import TypedDict, get_type_hints, is_typeddict

from understudy.api.schema.values import Choice

_KINDS: Final = {"str": "string", "NoneType": "null", "object": "anything", "Any": "anything"}
_LOCAL: Final = frozenset({"IO", "PathLike"})
"""Kinds that an SDK turns into JSON itself."""

_TAGS: Final = frozenset({"type", "role"})
"""Members that tell the shapes of a union apart; they are compared where the union is."""

_SHAPE: Final[Any] = TypedDict
UNTAGGED: Final = "an object"
"""The tag of a shape that has none."""


class Surface:
    """The differences between our types and others, each as ``Shape.member: what``; shapes are named as theirs are.

    ``wider`` is what only our types let pass, ``narrower`` what only theirs do.
    """

    def __init__(self, ours: Any, theirs: Any) -> None:
        self.wider: set[str] = set()
        self.narrower: set[str] = set()
        self._seen: set[tuple[str, str]] = set()
        self._shapes(ours, theirs)

    def _shapes(self, ours: Any, theirs: Any) -> None:
        """Compares two typed dicts member by member."""
        pair = (ours.__name__, theirs.__name__)
        if pair in self._seen:
            return
        self._seen.add(pair)
        mine, others = _members(ours), _members(theirs)
        name = _named(theirs)
        self.wider |= {f"{name}.{member}: unknown to them" for member in mine.keys() - others.keys()}
        self.narrower |= {f"{name}.{member}: unknown to us" for member in others.keys() - mine.keys()}
        for member in mine.keys() & others.keys():
            where = f"{name}.{member}"
            needed = (_needed(ours, mine[member]), _needed(theirs, others[member]))
            if needed == (True, False):
                self.narrower.add(f"{where}: optional to them")
            if needed == (False, True):
                self.wider.add(f"{where}: optional to us")
            if member not in _TAGS:
                self._values(mine[member], others[member], where)

    def _values(self, ours: Any, theirs: Any, where: str) -> None:
        """Compares what two members may hold."""
        mine, others = _Value(ours), _Value(theirs)
        self._sets(mine.kinds, others.kinds, where)
        if "string" not in mine.kinds & others.kinds:
            self._sets(mine.literals, others.literals, where)
        for one, other in zip(mine.items, others.items, strict=False):
            self._values(one, other, f"{where}[]")
        self._tagged(mine.shapes, others.shapes, where)

    def _sets(self, mine: Collection[str], others: Collection[str], where: str) -> None:
        self.wider |= {f"{where}: {value}" for value in mine if value not in others}
        self.narrower |= {f"{where}: {value}" for value in others if value not in mine}

    def _tagged(self, mine: Mapping[str, Any], others: Mapping[str, Any], where: str) -> None:
        """Compares the shapes of two unions by their tags; ours without a tag is for all that only they have."""
        untagged = mine.get(UNTAGGED)
        for tag, theirs in others.items():
            if ours := mine.get(tag, untagged):
                self._shapes(ours, theirs)
        if untagged is None:
            self._sets(mine, others, where)
        else:
            self.wider |= {f"{where}: {tag}" for tag in mine if tag not in others and tag != UNTAGGED}


class _Value:
    """What a type lets a value be: kinds of JSON, literals, lists with their items, and shapes by their tag."""

    def __init__(self, hint: Any) -> None:
        self.kinds: set[str] = set()
        self.literals: set[str] = set()
        self.items: list[Any] = []
        self.shapes: dict[str, Any] = {}
        for arm in _arms(hint):
            self._take(arm)

    def _take(self, arm: Any) -> None:
        origin, arguments = get_origin(arm), get_args(arm)
        if isinstance(arm, Choice):
            self.literals |= {repr(name) for name in (*arm.names, *arm.with_betas)}
        elif origin is Literal:
            self.literals |= {repr(argument) for argument in arguments}
        elif is_typeddict(arm):
            self.shapes |= dict.fromkeys(_tags(arm), arm)
        elif origin is dict:
            self._map(*arguments)
        elif origin and origin.__name__ not in _LOCAL:
            self.kinds.add("array")
            self.items.append(arguments[0])
        elif not origin and arm.__name__ not in _LOCAL and not hasattr(arm, "model_fields"):
            self.kinds.add(_KINDS.get(arm.__name__, arm.__name__))

    def _map(self, key: Any, value: Any) -> None:
        """An object whose keys are any, or one of some names, which is as good as a shape."""
        names = [name for choice in _arms(key) if isinstance(choice, Choice) for name in choice.names]
        if names:
            self.shapes[UNTAGGED] = _SHAPE("names", dict.fromkeys(names, NotRequired[value]))
        else:
            self.kinds.add("object")
            self.items.append(value)


def _arms(hint: Any) -> Iterator[Any]:
    """The alternatives of a type, without what is written around them."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        choices = [note for note in arguments[1:] if isinstance(note, Choice)]
        inner = [arm for arm in _arms(arguments[0]) if not (choices and arm is str)]
        yield from (*inner, *choices)
    elif origin in (Required, NotRequired):
        yield from _arms(arguments[0])
    elif origin in (Union, types.UnionType):
        for argument in arguments:
            yield from _arms(argument)
    else:
        yield hint


def _members(shape: Any) -> dict[str, Any]:
    return get_type_hints(shape, include_extras=True)


def _needed(shape: Any, member: Any) -> bool:
    """Whether a member is required; not all that types say of it is known before they are resolved."""
    return get_origin(member) is Required or (shape.__total__ and get_origin(member) is not NotRequired)


def _tags(shape: Any) -> tuple[str, ...]:
    members = _members(shape)
    tags = _Value(members.get("type", members.get("role", str))).literals
    return tuple(sorted(tags)) or (UNTAGGED,)


def _named(shape: Any) -> str:
    return str(shape.__name__).removeprefix("Beta").removesuffix("Param")
