"""Directives: what may happen between the blocks and deltas of a reply."""

import base64
import binascii
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, Union

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from ..api.errors import ERRORS
from .values import MAPPING, STRING, Duration, Entry, Given, Nothing, Patience, Written, shaped


class Ping(Entry):
    """A `ping` event; a mapping adds members."""

    ping: dict[str, Any] | None


class Wait(Entry):
    """Nothing but pings and comments for this long; `forever` until the client leaves. Scales with `--speed`."""

    wait: Patience


class Stall(Entry):
    """Silence with the connection held; `forever` lasts until the client leaves. Does not scale."""

    stall: Patience


class Hold(Entry):
    """After `message_stop` the body is kept open this long. Does not scale."""

    hold: Duration


class End(Entry):
    """The body ends properly, here: no more events; `inside_member` leaves its gzip without an end."""

    end: Literal["inside_member"] | None


class Close(Entry):
    """FIN without the terminating chunk, or in the middle of a chunk whose size says more."""

    close: Literal["inside_chunk"] | None


class Reset(Entry):
    """RST."""

    reset: Nothing


class ErrorWords(Entry):
    """An error, said in full; what is not said follows from the type."""

    type: Given[str] = None
    status: Given[Annotated[int, Field(ge=100, le=599)]] = None
    message: Given[str] = None
    details: Any = None
    body: Given[Written] = None
    """The whole body of an answer that is not the API's."""
    content_type: Given[str] = None
    early: Given[bool] = None
    """Answered as soon as the head of the request is there, whatever comes of its body."""


def _known_type(name: str) -> str:
    if name not in ERRORS:
        raise PydanticCustomError("unknown_error", "unknown error type", {"known": list(ERRORS)})
    return name


ErrorSaid = Annotated[
    Annotated[str, AfterValidator(_known_type), Tag(STRING)] | Annotated[ErrorWords, Tag(MAPPING)],
    shaped("an error type or a mapping"),
]
"""An error by its type, one of the API's, or in full, then of any type."""


class Error(Entry):
    """An `event: error` frame, then the body ends properly."""

    error: ErrorSaid

    @model_validator(mode="after")
    def _is_an_event(self) -> Self:
        if isinstance(self.error, ErrorWords) and (said := self.error.model_fields_set & HTTP_ONLY):
            raise PydanticCustomError(
                "http_only", "an error inside a reply is an event: {keys} can be said of an HTTP error only",
                {"keys": ", ".join(f"`{key}`" for key in sorted(said))},
            )  # fmt: skip
        return self

    @property
    def words(self) -> ErrorWords:
        return ErrorWords(type=self.error) if isinstance(self.error, str) else self.error


HTTP_ONLY = frozenset({"status", "body", "content_type", "early"})


class NamedEvent(Entry):
    """An event whose name and data differ: a mapping is sent as JSON, a string as it is."""

    name: str
    data: Written


def _named(event: dict[str, Any]) -> dict[str, Any]:
    if set(event) == {"name", "data"}:
        NamedEvent.model_validate(event)
    elif not isinstance(event.get("type"), str):
        raise PydanticCustomError("event_name", "expected an event with a `type`, or a `name` and its `data`")
    return event


class Event(Entry):
    """Any event: named by its `type`, or by `name` with its `data` beside it."""

    event: Annotated[dict[str, Any], AfterValidator(_named)]

    @property
    def named(self) -> NamedEvent | None:
        """The event's parts where name and data are said apart."""
        return NamedEvent.model_validate(self.event) if set(self.event) == {"name", "data"} else None


class Base64(Entry):
    """Bytes as base64."""

    base64: str

    @model_validator(mode="after")
    def _is_base64(self) -> Self:
        try:
            base64.b64decode(self.base64, validate=True)
        except binascii.Error:
            raise PydanticCustomError("base64", "expected base64: letters, digits, `+`, `/` and padding") from None
        return self


class Raw(Entry):
    """These bytes, as they are, between frames."""

    raw: Annotated[Annotated[str, Tag(STRING)] | Annotated[Base64, Tag(MAPPING)], shaped("a string or `{base64: …}`")]

    @property
    def data(self) -> bytes:
        return self.raw.encode() if isinstance(self.raw, str) else base64.b64decode(self.raw.base64)


DIRECTIVES: dict[str, type[Entry]] = {
    "ping": Ping,
    "wait": Wait,
    "stall": Stall,
    "hold": Hold,
    "error": Error,
    "end": End,
    "close": Close,
    "reset": Reset,
    "event": Event,
    "raw": Raw,
}
"""Each directive by the key that says it."""


def said_key(value: object, known: dict[str, Any]) -> str | None:
    """The key of a mapping (or the field of an entry) that says what it is."""
    keys = value if isinstance(value, dict) else type(value).model_fields if isinstance(value, Entry) else ()
    return next((key for key in keys if key in known), None)


def one_of(table: dict[str, Any], key_of: Callable[[object], str | None], expected: str) -> Any:
    """The type of a mapping that is the table's entry under its key. ``expected`` says what it is: "a directive"."""
    arms = tuple(Annotated[entry, Tag(f"<{key}>")] for key, entry in table.items())
    return Annotated[
        Union[arms],  # noqa: UP007  # built from a table, which the `|` form cannot be
        Discriminator(
            lambda value: None if (key := key_of(value)) is None else f"<{key}>",
            custom_error_type="unknown_item",
            custom_error_message=expected,
        ),
    ]


def _chunk_key(value: object) -> str | None:
    return "delta" if isinstance(value, str) else said_key(value, DIRECTIVES)


Directive = Ping | Wait | Stall | Hold | Error | End | Close | Reset | Event | Raw

if TYPE_CHECKING:
    Chunk = str | Directive
else:
    Chunk = one_of({"delta": str, **DIRECTIVES}, _chunk_key, "a string or a directive")
"""One item of a block's list: a string is one delta, as written."""
