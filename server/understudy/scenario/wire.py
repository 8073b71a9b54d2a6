"""The wire as a scenario says it: how events are spelled, and how their bytes are delivered."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from ..delivery import Delivery, Gzip, WriteWord
from .values import NUMBER, STRING, Duration, Entry, Given


class EveryBytes(Entry):
    """Writes of so many bytes each."""

    bytes: Annotated[int, Field(ge=1)]


class AtRandom(Entry):
    """Writes of any size, drawn from this seed."""

    random: int


_WRITES: Final = ("bytes", "random")


def _write_kind(value: object) -> str | None:
    if isinstance(value, str):
        return STRING
    keys = value if isinstance(value, dict) else type(value).model_fields if isinstance(value, Entry) else ()
    return next((f"<{key}>" for key in _WRITES if key in keys), None)


WriteSaid = Annotated[
    Annotated[WriteWord, Tag(STRING)] | Annotated[EveryBytes, Tag("<bytes>")] | Annotated[AtRandom, Tag("<random>")],
    Discriminator(
        _write_kind,
        custom_error_type="shape",
        custom_error_message="`auto`, `event`, `all`, `line`, `inside_character`, `inside_eol`, `{bytes: n}` or"
        " `{random: seed}`",
    ),
]

GzipSaid = Annotated[
    Gzip,
    BeforeValidator(lambda value: "off" if value is False else value),
    WithJsonSchema({"enum": ["off", False, "accepted", "always", "unannounced"]}),
]
"""YAML's `off` is false."""


def _field_kind(value: object) -> str | None:
    return STRING if isinstance(value, str) else NUMBER if isinstance(value, int) else None


FieldValue = Annotated[
    Annotated[str, Tag(STRING)] | Annotated[int, Tag(NUMBER)],
    Discriminator(_field_kind, custom_error_type="shape", custom_error_message="a string or a whole number"),
]


def _fields(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Fields that fit on a line of their own and are none of those that carry the event."""
    for name, value in said.items():
        if not name or name in ("event", "data") or set(name) & set(":\r\n") or set(str(value)) & set("\r\n"):
            raise PydanticCustomError(
                "extra_fields",
                "expected fields of one line each beside `event` and `data`, such as `{id: evt_1, retry: 3000}`",
            )
    return said


def _one_line(text: str) -> str:
    if set(text) & set("\r\n"):
        raise PydanticCustomError("one_line", "expected one line")
    return text


_BOOLEAN: Final = "<boolean>"


def _event_line_kind(value: object) -> str | None:
    return _BOOLEAN if isinstance(value, bool) else STRING if value == "after_data" else None


EventLineSaid = Annotated[
    Annotated[bool, Tag(_BOOLEAN)] | Annotated[Literal["after_data"], Tag(STRING)],
    Discriminator(_event_line_kind, custom_error_type="shape", custom_error_message="`true`, `false` or `after_data`"),
]


class Wire(Entry):
    """How events become bytes, and bytes writes."""

    stream: Given[bool] = None
    """Whether a stream is sent, whatever the request asks for."""
    eol: Literal["lf", "crlf", "cr"] = "lf"
    """How lines end."""
    padding: Literal["random", "none", "outside"] = "random"
    """Spaces before the closing brace of an event's JSON, as the real API sends them; or around it."""
    event_line: EventLineSaid = True
    """Whether a frame names its event; `after_data` does so behind its data."""
    space: bool = True
    """Whether a space follows the colon."""
    blank_lines: bool = True
    """Whether a blank line ends each frame."""
    final_blank_line: bool = True
    """Whether a blank line ends the last frame."""
    comment: Annotated[str, AfterValidator(_one_line)] = "keep-alive"
    """What comments say."""
    comments_every: Given[Duration] = None
    """Comments fill waits and gaps longer than this. Scales with `--speed`."""
    data_lines: Annotated[int, Field(ge=1)] = 1
    """Over how many `data:` lines the JSON of an event goes, where it has that many tokens."""
    extra_fields: Annotated[dict[str, FieldValue], AfterValidator(_fields)] = {}  # noqa: RUF012  # pydantic copies it
    """More fields of every frame, such as `id` and `retry`."""
    bom: bool = False
    """Whether the body begins with a byte order mark."""
    trailer: str = ""
    """What follows `message_stop`, as it is."""
    gzip: GzipSaid = "off"
    """Whether the body is compressed: where the client accepts it, always, or without a word in the headers."""
    write: WriteSaid = "auto"
    """How bytes are cut into writes, each an HTTP chunk and a socket write of its own."""
    between_writes: Duration = 0.0
    """The least time between two writes. Scales with `--speed`."""
    content_length: bool = False
    """Whether the head of a stream tells the length of its body, which then does not come in chunks."""

    @model_validator(mode="after")
    def _comments_after_some_time(self) -> Self:
        if self.comments_every == 0:
            raise PydanticCustomError("comments_every", "expected `comments_every` to be longer than nothing")
        return self


SPELLED: Final = frozenset(Wire.model_fields) - {"stream", *(field.name for field in fields(Delivery))}
"""What does not apply to recorded bytes."""
