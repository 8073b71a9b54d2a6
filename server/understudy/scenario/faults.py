"""Faults: what goes wrong in a reply, and where."""

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Union, get_args

from pydantic import AfterValidator, Discriminator, Field, Tag

from .directives import DIRECTIVES, Directive, said_key
from .values import STRING, Entry, Given

Index = Annotated[int, Field(ge=0)]
Number = Annotated[int, Field(ge=1, le=100_000)]


class AtEvent(Entry):
    """Before the event of this number, or behind so many events."""

    event: Index


class AtByte(Entry):
    """After so many bytes of the body, before gzip."""

    byte: Index


class AtDelta(Entry):
    """Before a delta of a block, or behind so many of its deltas."""

    block: Index
    delta: Index


class AtJsonByte(Entry):
    """After so many bytes of a tool's joined JSON; a delta that crosses this is cut in two, on a character."""

    block: Index
    json_byte: Index


class AfterBlock(Entry):
    """Behind the last event of a block."""

    after_block: Index


class Before(Entry):
    """Before the first event of this type."""

    before: str


class After(Entry):
    """Behind the first event of this type."""

    after: str


HEADERS: Final = "headers"
"""Before the status line."""

POSITIONS: dict[str, type[Entry]] = {
    "event": AtEvent,
    "byte": AtByte,
    "delta": AtDelta,
    "json_byte": AtJsonByte,
    "after_block": AfterBlock,
    "before": Before,
    "after": After,
}
"""Each position by the key that only it has."""


class Drop(Entry):
    """The next events are left out."""

    drop: Number


class Repeat(Entry):
    """The event at the position is sent so many times more."""

    repeat: Number


class Corrupt(Entry):
    """The JSON of the next events loses its end."""

    corrupt: Number


DOINGS: dict[str, type[Entry]] = {**DIRECTIVES, "drop": Drop, "repeat": Repeat, "corrupt": Corrupt}
"""What a fault may do: all that a reply may say between its blocks, and what happens to events themselves."""

BareWord = Literal["ping", "end", "close", "reset"]


def _bare(word: str) -> Entry:
    return DOINGS[word].model_validate({word: None})


def _arms(table: dict[str, type[Entry]], word: Any) -> Any:
    return Union[(*(Annotated[entry, Tag(f"<{key}>")] for key, entry in table.items()), Annotated[word, Tag(STRING)])]


def _position_kind(value: object) -> str | None:
    if isinstance(value, str):
        return STRING if value == HEADERS else None
    key = said_key(value, POSITIONS) or said_key(value, {"block": None})
    return None if key is None else "<delta>" if key == "block" else f"<{key}>"


def _doing_kind(value: object) -> str | None:
    if isinstance(value, str):
        return STRING if value in get_args(BareWord) else None
    key = said_key(value, DOINGS)
    return None if key is None else f"<{key}>"


if TYPE_CHECKING:
    Position = AtEvent | AtByte | AtDelta | AtJsonByte | AfterBlock | Before | After | Literal["headers"]
    Doing = Directive | Drop | Repeat | Corrupt
else:
    Position = Annotated[
        _arms(POSITIONS, Literal["headers"]),
        Discriminator(
            _position_kind,
            custom_error_type="unknown_position",
            custom_error_message="a position, such as `{event: 3}`, `{after_block: 0}` or `headers`",
            custom_error_context={"known": [*POSITIONS, "block", HEADERS]},
        ),
    ]
    Doing = Annotated[
        _arms(DOINGS, Annotated[BareWord, AfterValidator(_bare)]),
        Discriminator(
            _doing_kind,
            custom_error_type="unknown_doing",
            custom_error_message="a directive, `drop`, `repeat` or `corrupt`",
            custom_error_context={"known": list(DOINGS)},
        ),
    ]


class Fault(Entry):
    """One thing that goes wrong.

    Positions are counted on the reply as it would be without faults. One that the reply does not have is passed over.
    """

    at: Position
    """Where it happens."""
    do: Doing
    """What happens: a directive, `drop`, `repeat` or `corrupt`; one without a value may be the bare word."""
    attempt: Given[Number] = None
    """Only at this attempt, the first being 1."""
    probability: Annotated[float, Field(ge=0, le=1)] = 1.0
    """How likely it is to happen to a request, from 0 to 1; the server's seed decides."""
