"""The document: what one scenario file may say."""

from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .blocks import Item
from .directives import ErrorWords
from .pace import Pace
from .values import Entry, Items, NotYet
from .when import When

_E = TypeVar("_E", bound=Entry)

HAPPENINGS = ("reply", "error", "transcript")


class Wire(Entry):
    """How events become bytes; this version plays `padding` of it."""

    padding: Literal["random", "none"] = "random"
    eol: NotYet = None
    event_line: NotYet = None
    space: NotYet = None
    final_blank_line: NotYet = None
    comments_every: NotYet = None
    data_lines: NotYet = None
    extra_fields: NotYet = None
    bom: NotYet = None
    trailer: NotYet = None
    gzip: NotYet = None
    write: NotYet = None


class UsageByEvent(Entry):
    """Usage said apart for `message_start` and `message_delta`."""

    start: dict[str, Any] | Literal["omit"] | None = None
    delta: dict[str, Any] | Literal["omit"] | None = None


class Settings(Entry):
    """How a reply is played. What a scenario says is the default of every outcome below it."""

    pace: Pace | None = None
    wire: Wire | None = None
    headers: dict[str, str | None] | None = None
    usage: UsageByEvent | dict[str, Any] | Literal["omit"] | None = Field(
        default=None, union_mode="left_to_right"
    )
    faults: NotYet = None
    stop_reason: str | None = None
    stop_sequence: str | None = None
    stop_details: dict[str, Any] | Literal["omit"] | None = None
    message: dict[str, Any] | None = None
    honour_limits: bool | None = None


class Happening(Settings):
    """Settings with what happens: a reply, an HTTP error or a transcript."""

    reply: Items[Item] | Literal["improv"] | None = None
    error: str | ErrorWords | None = None
    transcript: str | None = None

    @property
    def said(self) -> list[str]:
        return [key for key in HAPPENINGS if getattr(self, key) is not None]


class Outcome(Happening):
    """One outcome: exactly one thing happens."""

    @model_validator(mode="after")
    def _one_happening(self) -> Self:
        return one_of_keys(self, self.said, HAPPENINGS)


class Turn(Happening):
    """One turn of the conversation: an outcome, or the attempts at it."""

    when: When | None = None
    attempts: Annotated[Items[Outcome], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _one_happening(self) -> Self:
        return one_of_keys(self, [*self.said, *_lists(self, "attempts")], (*HAPPENINGS, "attempts"))


class Scenario(Happening):
    """One scenario."""

    understudy: Literal[1] = 1
    description: str | None = None
    when: When | None = None
    priority: int = 0
    count_tokens: NotYet = None
    connection: NotYet = None
    attempts: Annotated[Items[Outcome], Field(min_length=1)] | None = None
    turns: Annotated[Items[Turn], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _one_happening(self) -> Self:
        said = [*self.said, *_lists(self, "attempts", "turns")]
        return one_of_keys(self, said, (*HAPPENINGS, "attempts", "turns"))


def _lists(entry: Entry, *keys: str) -> list[str]:
    return [key for key in keys if getattr(entry, key) is not None]


def one_of_keys(entry: _E, said: list[str], keys: tuple[str, ...]) -> _E:
    """The entry, which must say exactly one of the keys."""
    if len(said) == 1:
        return entry
    raise PydanticCustomError(
        "one_of_keys",
        "expected exactly one of {keys}, found {said}",
        {"keys": ", ".join(keys), "said": " and ".join(said) or "none"},
    )
