"""The document: what one scenario file may say."""

from typing import Annotated, Any, Final, Literal, Self, TypeVar

from pydantic import ConfigDict, Discriminator, Field, Tag, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from .blocks import Item
from .connection import Connection
from .directives import ErrorSaid, ErrorWords
from .faults import Fault
from .header import HeaderChanges
from .pace import Pace
from .values import LIST, MAPPING, NUMBER, OMIT, STRING, Entry, Given, Items, Omittable, shape, shaped
from .when import When
from .wire import Wire

_E = TypeVar("_E", bound=Entry)

HAPPENINGS = ("reply", "error", "transcript")


class UsageByEvent(Entry):
    """Usage said apart for `message_start` and `message_delta`."""

    start: Omittable | None = None
    delta: Omittable | None = None


def _usage_kind(value: object) -> str | None:
    by_event = isinstance(value, UsageByEvent) or (isinstance(value, dict) and {"start", "delta"} & set(value))
    if by_event:
        return "<by event>"
    return None if isinstance(value, str) and value != OMIT else shape(value)


_FLAT: Final = {"type": "object", "not": {"anyOf": [{"required": ["start"]}, {"required": ["delta"]}]}}

Usage = Annotated[
    Annotated[UsageByEvent, Tag("<by event>")]
    | Annotated[dict[str, Any], WithJsonSchema(_FLAT), Tag(MAPPING)]
    | Annotated[Literal["omit"], Tag(STRING)],
    Discriminator(_usage_kind, custom_error_type="shape", custom_error_message="a mapping, `omit` or null"),
]
"""Members of both events, `{start: …, delta: …}`, or `omit`."""

ReplySaid = Annotated[
    Annotated[Items[Item], Tag(LIST)] | Annotated[Literal["improv"], Tag(STRING)],
    shaped("a list of blocks and directives or `improv`", "improv"),
]
"""Blocks and directives, or `improv`: made up from the request."""


class Count(Entry):
    """What counting answers, with its settings: so many tokens, an HTTP error, or else the count."""

    tokens: Given[Annotated[int, Field(ge=0)]] = None
    error: Given[ErrorSaid] = None
    pace: Given[Pace] = None
    """Of which `headers` holds: when the answer comes."""
    headers: Given[HeaderChanges] = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set or (self.tokens is not None and self.error is not None):
            raise PydanticCustomError(
                "count", "expected `tokens` or `error`, with `pace` and `headers`, or these alone"
            )
        return _late(self)


def _counted(value: object) -> str | None:
    return NUMBER if isinstance(value, int | float) and not isinstance(value, bool) else shape(value)


Counted = Annotated[
    Annotated[int, Field(ge=0), Tag(NUMBER)] | Annotated[Count, Tag(MAPPING)],
    Discriminator(_counted, custom_error_type="shape", custom_error_message="a number of tokens or `{error: …}`"),
]
"""What counting the tokens of a request answers."""


class Settings(Entry):
    """How a reply is played. What a scenario says is the default of every outcome below it."""

    pace: Given[Pace] = None
    wire: Given[Wire] = None
    headers: Given[HeaderChanges] = None
    """HTTP headers to add or replace; null removes. `now+30s` is that time, as the header tells times."""
    usage: Usage | None = None
    """What is sent as `usage`; `omit` leaves it out."""
    faults: Given[Items[Fault]] = None
    """What goes wrong, and where; those of a scenario, a turn and an outcome add up."""
    stop_reason: str | None = None
    """Derived when not said; a limit that cuts the reply sets it all the same."""
    stop_sequence: str | None = None
    """The stop sequence the reply is said to end with."""
    stop_details: Omittable | None = None
    """Why the reply stopped; `omit` leaves it out."""
    message: Given[dict[str, Any]] = None
    """Extra or replaced members of the Message."""
    honour_limits: Given[bool] = None
    """Whether the request's `max_tokens` and `stop_sequences` cut the reply."""


class Happening(Settings):
    """Settings with what happens: a reply, an HTTP error or a transcript."""

    reply: Given[ReplySaid] = None
    """Blocks and directives, in order; or `improv`: made up from the request."""
    error: Given[ErrorSaid] = None
    """An HTTP error."""
    transcript: Given[str] = None
    """A file of recorded SSE bytes beside the scenario: `.sse`, or `.jsonl` with times."""

    @property
    def said(self) -> list[str]:
        return [key for key in HAPPENINGS if getattr(self, key) is not None]


def _exactly_one(*keys: str) -> dict[str, Any]:
    return {"oneOf": [{"required": [key]} for key in keys]}


class Outcome(Happening):
    """One outcome: exactly one thing happens."""

    model_config = ConfigDict(json_schema_extra=_exactly_one(*HAPPENINGS))

    @model_validator(mode="after")
    def _one_happening(self) -> Self:
        return one_of_keys(_late(self), self.said, HAPPENINGS)


class Turn(Happening):
    """One turn of the conversation: an outcome, or the attempts at it."""

    model_config = ConfigDict(json_schema_extra=_exactly_one(*HAPPENINGS, "attempts"))

    when: Given[When] = None
    attempts: Given[Annotated[Items[Outcome], Field(min_length=1)]] = None
    """Outcomes of the same request sent again; the last one repeats."""

    @model_validator(mode="after")
    def _one_happening(self) -> Self:
        return one_of_keys(_late(self), [*self.said, *_lists(self, "attempts")], (*HAPPENINGS, "attempts"))


class Scenario(Happening):
    """One scenario."""

    model_config = ConfigDict(json_schema_extra=_exactly_one(*HAPPENINGS, "attempts", "turns"))

    understudy: Literal[1] = 1
    """The version of the scenario language."""
    description: Given[str] = None
    """One line, shown by `understudy list`."""
    when: Given[When] = None
    """Which requests the scenario answers by itself; without it, by name only."""
    priority: int = 0
    """Among matching scenarios the highest wins."""
    count_tokens: Given[Counted] = None
    """What counting tokens answers under this scenario, a number or in full; without it, the count."""
    connection: Given[Connection] = None
    """What becomes of the connection once the response has ended properly."""
    attempts: Given[Annotated[Items[Outcome], Field(min_length=1)]] = None
    """Outcomes of the same request sent again; the last one repeats."""
    turns: Given[Annotated[Items[Turn], Field(min_length=1)]] = None
    """One entry for each turn of the conversation."""

    @model_validator(mode="after")
    def _one_happening(self) -> Self:
        said = [*self.said, *_lists(self, "attempts", "turns")]
        return one_of_keys(self, said, (*HAPPENINGS, "attempts", "turns"))


def _late(entry: _E) -> _E:
    """The entry, whose error, if it has one, may need to know something of the request."""
    error = getattr(entry, "error", None)
    if isinstance(error, ErrorWords) and error.early:
        raise PydanticCustomError(
            "early", "nothing but the scenario's name is known early: only an `error` at the top of a file can be"
        )
    return entry


def _lists(entry: Entry, *keys: str) -> list[str]:
    return [key for key in keys if getattr(entry, key) is not None]


def one_of_keys(entry: _E, said: list[str], keys: tuple[str, ...]) -> _E:
    """The entry, which must say exactly one of the keys."""
    if len(said) == 1:
        return entry
    raise PydanticCustomError(
        "one_of_keys",
        "expected exactly one of {keys}, found {said}",
        {"keys": _listed(keys), "said": " and ".join(f"`{key}`" for key in said) or "none"},
    )


def _listed(keys: tuple[str, ...]) -> str:
    return ", ".join(f"`{key}`" for key in keys)
