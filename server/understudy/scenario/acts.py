"""Acts: a scenario ready to be played, every default merged into the outcome it is a default of."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Any, Final, Literal

from ..api.moments import Changes
from ..delivery import Delivery
from ..performance import Keeping
from ..wire import Spelling
from .blocks import Item
from .directives import ErrorWords
from .faults import Fault
from .pace import Pace
from .when import When


class Unsaid(Enum):
    """The value of what a scenario does not say; null is said."""

    UNSAID = "unsaid"


UNSAID: Final = Unsaid.UNSAID

Members = Mapping[str, Any] | Literal["omit"] | None | Unsaid
"""Members to add or replace (a member with the value `omit` is removed), or the whole said away or null."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Blocks and directives, in order."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Improv:
    """A reply made up from the request."""


@dataclass(frozen=True, slots=True)
class HttpError:
    """An answer that is an HTTP error."""

    words: ErrorWords


@dataclass(frozen=True, slots=True)
class Recorded:
    """Recorded bytes of one read."""

    data: bytes
    at: float | None
    """Seconds from the start of the recording; None where the recording has no times."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """Recorded SSE bytes, in order."""

    reads: tuple[Recorded, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A count of tokens; None: that of the request."""

    tokens: int | None


Happening = Reply | Improv | HttpError | Transcript | Counted


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """One outcome with its settings. Two acts are the same only if they are one object."""

    happening: Happening
    pace: Pace = field(default_factory=Pace)
    spelling: Spelling = field(default_factory=Spelling)
    delivery: Delivery = field(default_factory=Delivery)
    comments_every: float | None = None
    stream: bool | None = None
    """Whether it is a stream; None: as the request asks."""
    faults: tuple[Fault, ...] = ()
    headers: Changes = field(default_factory=dict)
    usage_start: Members = UNSAID
    usage_delta: Members = UNSAID
    stop_reason: str | Unsaid | None = UNSAID
    stop_sequence: str | Unsaid | None = UNSAID
    stop_details: Members = UNSAID
    message: Mapping[str, Any] = field(default_factory=dict)
    honour_limits: bool = True

    def rewired(self, said: Mapping[str, Any]) -> "Act":
        """The same with these settings of the wire in place of its own, by the names they have in its parts."""
        return replace(
            self,
            spelling=replace(self.spelling, **_of(Spelling, said)),
            delivery=replace(self.delivery, **_of(Delivery, said)),
            comments_every=said.get("comments_every", self.comments_every),
            stream=said.get("stream", self.stream),
        )


def _of(part: type[Spelling | Delivery], said: Mapping[str, Any]) -> dict[str, Any]:
    return {each.name: said[each.name] for each in fields(part) if each.name in said}


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One turn: what happens at each attempt, the last one repeating."""

    attempts: tuple[Act, ...]
    when: When | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Play:
    """One loaded scenario. ``source`` is its file as given on the command line."""

    name: str
    source: str
    scenes: tuple[Scene, ...]
    by_turn: bool
    """False: the only scene answers at every turn."""
    description: str = ""
    when: When | None = None
    priority: int = 0
    count_tokens: int | Act | None = None
    """What counting tokens answers; None: the count."""
    keeping: Keeping | None = None
    """What becomes of the connection; None: it stays."""

    @property
    def early(self) -> Act | None:
        """What happens before the body of a request is read, where that is so."""
        act = self.scenes[0].attempts[0]
        return act if isinstance(act.happening, HttpError) and act.happening.words.early else None
