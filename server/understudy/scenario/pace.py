"""Pace: when the parts of a reply are due."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .values import Duration, Entry, Given


class Pace(Entry):
    """All zero by default. `--speed` scales every duration here."""

    headers: Duration = 0.0
    """Before the status line."""
    first_event: Duration = 0.0
    """After the headers."""
    between_events: Given[Duration] = None
    tokens_per_second: Given[Annotated[float, Field(gt=0)]] = None
    jitter: Annotated[float, Field(ge=0, le=1)] = 0.0
    seed: int = 0
    ping: Literal["first", "none"] = "first"
    """The derived ping."""
    ping_every: Given[Duration] = None
    """Fills waits and gaps longer than this."""
    chunk: Given[Annotated[float, Field(gt=0)]] = None
    """Tokens a delta; by default as the model's generation does."""

    @model_validator(mode="after")
    def _one_speed(self) -> Self:
        if self.between_events is not None and self.tokens_per_second is not None:
            raise PydanticCustomError("two_speeds", "expected `between_events` or `tokens_per_second`, not both")
        if self.ping_every == 0:
            raise PydanticCustomError("ping_every", "expected `ping_every` to be longer than nothing")
        return self
