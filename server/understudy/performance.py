"""A performance: everything that goes back for one request, as one immutable value."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final, Literal, NamedTuple

from .api import headers

ENOUGH: Final = 64 * 1024
"""Bytes for one write of many steps."""


class Head(NamedTuple):
    """The status and the headers. A performance without one says nothing before its ending."""

    status: int
    lines: bytes
    """The headers as they are sent, each with its line's end; names in lower case."""
    at: float = 0.0
    extent: Literal["length", "chunks"] | None = None
    """How they tell where the body ends, if they do."""
    closes: bool = False
    """Whether they tell that the connection ends with it."""
    request_id: str | None = None

    @classmethod
    def of(cls, status: int, pairs: Iterable[tuple[str, str]], at: float = 0.0) -> "Head":
        pairs = tuple(pairs)
        said = dict(pairs)
        extent: Literal["length", "chunks"] | None = "chunks" if "transfer-encoding" in said else None
        return cls(
            status,
            headers.lines(pairs),
            at,
            "length" if "content-length" in said else extent,
            ("connection", "close") in pairs,
            said.get("request-id"),
        )

    @property
    def headers(self) -> headers.Pairs:
        return headers.pairs(self.lines)


@dataclass(frozen=True, slots=True)
class Send:
    """Bytes of the body, a chunk. What is due at one time leaves in one write, but for what is to leave ``alone``."""

    data: bytes
    at: float = 0.0
    alone: bool = False
    events: int | None = field(default=None, compare=False)
    """How many events end in it; None where that has to be counted."""
    chunk: bytes | None = field(default=None, compare=False, repr=False)
    """The same as a chunk, where that was written before."""


def chunk(data: bytes) -> bytes:
    """A chunk of HTTP. Source: RFC 9112, section 7.1."""
    return b"%x\r\n%b\r\n" % (len(data), data)


@dataclass(frozen=True, slots=True)
class Run:
    """Sends that many performances share."""

    sends: tuple[Send, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """Bytes of the body that are made while the client reads: too many to be held, or without end.

    ``sends`` gives them anew each time, their times counted from the arrival of the request; ``at`` is the first.
    """

    sends: Callable[[], Iterator[Send]]
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Finish:
    """The proper end of the body; the connection may be used again.

    With ``inside_member`` a body that is gzipped ends as HTTP wants it, but its member does not.
    """

    at: float = 0.0
    inside_member: bool = False


@dataclass(frozen=True, slots=True)
class Close:
    """FIN without the terminating chunk; with ``inside_chunk`` in a chunk whose size promised more."""

    at: float = 0.0
    inside_chunk: bool = False


@dataclass(frozen=True, slots=True)
class Reset:
    """RST: the connection is aborted."""

    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Stall:
    """Silence with the connection held, until the client leaves."""

    at: float = 0.0


Ending = Finish | Close | Reset | Stall
Step = Head | Send | Flow | Ending


Reuse = Literal["answer", "close", "reset", "silence"]
"""What comes of a later request on a connection."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What becomes of the connection after a proper end. ``idle_timeout`` is in seconds; None is the server's own."""

    idle_timeout: float | None = None
    on_reuse: Reuse = "answer"


@dataclass(frozen=True, slots=True)
class Performance:
    """Steps in playing order, the last one an ``Ending``; a run is a part as a whole.

    ``at`` of every step counts seconds from the arrival of the whole request and never decreases.
    """

    parts: tuple[Step | Run, ...]
    keeping: Keeping | None = None

    def __iter__(self) -> Iterator[Step]:
        """Step by step."""
        return chain.from_iterable([part.sends if isinstance(part, Run) else (part,) for part in self.parts])

    def play(self) -> Iterator[Sequence[Step]]:
        """The steps, many together where that is how they are held. Those of flows are made when they are taken."""
        for part in self.parts:
            if isinstance(part, _SEVERAL):
                return chain.from_iterable(map(_steps, self.parts))
        return iter((self.parts,))  # type: ignore[arg-type]  # steps, as was just seen

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(self)

    @property
    def head(self) -> Head | None:
        for part in self.parts:
            if isinstance(part, Head):
                return part
        return None

    @property
    def body(self) -> bytes:
        """All of it but what flows."""
        return b"".join(step.data for step in self if isinstance(step, Send))

    def saying(self, name: str, value: str) -> "Performance":
        """The same with one more header; one that has no head stays as it is."""
        said = headers.lines(((name, value),))
        return replace(
            self,
            parts=tuple(
                part._replace(lines=part.lines + said) if isinstance(part, Head) else part for part in self.parts
            ),
        )


_SEVERAL: Final = (Run, Flow)


def _steps(part: Step | Run) -> Iterable[Sequence[Step]]:
    match part:
        case Run(sends=sends):
            return (sends,)
        case Flow(sends=sends):
            return zip(sends())
        case _:
            return ((part,),)
