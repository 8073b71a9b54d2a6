"""Delivery: how the bytes of a body are cut into writes, and whether they are compressed."""

import random
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, Literal

from .api.headers import Pairs
from .performance import Ending, Finish, Send

Gzip = Literal["off", "accepted", "always", "unannounced"]
WriteWord = Literal["auto", "event", "all", "line", "inside_character", "inside_eol"]


@dataclass(frozen=True, slots=True)
class EveryBytes:
    """Writes of so many bytes each."""

    count: int


@dataclass(frozen=True, slots=True)
class AtRandom:
    """Writes of any size, drawn from a seed."""

    seed: int


Write = WriteWord | EveryBytes | AtRandom


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a scenario says of it. ``write`` acts after ``gzip``; `auto` sends what is due together in one."""

    write: Write = "auto"
    gzip: Gzip = "off"
    between_writes: float = 0.0
    """The least seconds between two writes."""
    content_length: bool = False
    """Whether the head of a stream tells its length, in place of chunks that tell theirs."""

    def for_client(self, accept_encoding: str) -> "Delivery":
        """The same where it is known what the client accepts: `accepted` has become `always` or `off`."""
        if self.gzip != "accepted":
            return self
        return replace(self, gzip="always" if accepts_gzip(accept_encoding) else "off")


Sends = Iterable[Send]

_PARTS: Final[dict[Write, re.Pattern[bytes]]] = {
    "line": re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+"),
    "inside_character": re.compile(rb"[\x80-\xbf][^\x80-\xbf]*|[^\x80-\xbf]+"),
    "inside_eol": re.compile(rb".+?(?:\r(?=\n)|\Z)", re.DOTALL),
}
"""The pieces of a text: lines with their ends, what begins inside of a character, and what begins between CR and LF.
Gzip is flushed behind each, so that who decompresses sees the same pieces."""
_ENOUGH: Final = 1024 * 1024
"""Bytes that leave together, whatever else is due."""
_MANY: Final = 64
"""How many sends leave together: a body without end is made while others wait, and gzip makes little of much."""
_SMALL_AND_LARGE: Final = (1, 8, 64, 512)


def delivered(sends: Sends, ending: Ending, delivery: Delivery) -> Iterator[Send]:
    """The sends of a body, one an event, as they leave: compressed, and cut into writes.

    A piece keeps the time of its bytes, so that writes of so many bytes are shorter where time passes. What waits for
    the write before it leaves later.
    """
    written = _written((send for send in sends if send.data), ending, delivery)
    return _spaced(written, delivery.between_writes) if delivery.between_writes else written


def _written(sends: Sends, ending: Ending, delivery: Delivery) -> Iterator[Send]:
    if parts := _PARTS.get(delivery.write):
        sends = _split(sends, parts)
    if delivery.write == "all":
        sends = _at_the_end(sends, ending)
    if delivery.gzip != "off":
        sends = _compressed(sends, ending)
    match delivery.write:
        case "auto":
            return _together(sends)
        case "all":
            return _alone(_at_the_end(sends, ending))
        case EveryBytes(count):
            return _alone(_cut(sends, lambda: count))
        case AtRandom(seed):
            dice = random.Random(seed)  # noqa: S311  # cuts that can be repeated
            return _alone(_cut(sends, lambda: dice.randint(1, dice.choice(_SMALL_AND_LARGE))))
        case _:
            return _alone(sends)


def _spaced(sends: Sends, gap: float) -> Iterator[Send]:
    soonest = 0.0
    for send in sends:
        at = max(send.at, soonest)
        soonest = at + gap
        yield replace(send, at=at)


def _split(sends: Sends, parts: re.Pattern[bytes]) -> Iterator[Send]:
    return (Send(part[0], send.at) for send in sends for part in parts.finditer(send.data))


def _compressed(sends: Sends, ending: Ending) -> Iterator[Send]:
    """One member of gzip, flushed behind every send. It stays unfinished where the body does."""
    member = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    for send in sends:
        yield Send(member.compress(send.data) + member.flush(zlib.Z_SYNC_FLUSH), send.at)
    if isinstance(ending, Finish) and not ending.inside_member:
        yield Send(member.flush(), ending.at)


def _together(sends: Sends) -> Iterator[Send]:
    """What is due together in one, and no more than that of a body without end."""
    for at, group in groupby(sends, lambda send: send.at):
        data: list[bytes] = []
        size = 0
        for send in group:
            data.append(send.data)
            size += len(send.data)
            if size >= _ENOUGH or len(data) >= _MANY:
                yield Send(b"".join(data), at)
                data, size = [], 0
        if data:
            yield Send(b"".join(data), at)


def _at_the_end(sends: Sends, ending: Ending) -> Iterator[Send]:
    if data := b"".join(send.data for send in sends):
        yield Send(data, ending.at)


def _cut(sends: Sends, size: Callable[[], int]) -> Iterator[Send]:
    """What is due together in pieces of these sizes, the last of which may be shorter."""
    for at, group in groupby(sends, lambda send: send.at):
        held, wanted = bytearray(), 0
        for send in group:
            held += send.data
            start = 0
            while start < len(held):
                wanted = wanted or size()
                if start + wanted > len(held):
                    break
                yield Send(bytes(held[start : start + wanted]), at)
                start, wanted = start + wanted, 0
            del held[:start]
        if held:
            yield Send(bytes(held), at)


def _alone(sends: Sends) -> Iterator[Send]:
    return (Send(send.data, send.at, alone=True) for send in sends if send.data)


def announced(headers: Pairs) -> Pairs:
    """The headers with the one that tells of gzip, where the API's edge puts it."""
    names = [name for name, _ in headers]
    place = names.index("vary") if "vary" in names else len(headers)
    return (*headers[:place], ("content-encoding", "gzip"), *headers[place:])


def accepts_gzip(accept_encoding: str) -> bool:
    """Whether the header names gzip, or everything, and not with a weight of 0.

    Source: RFC 9110, section 12.5.3.
    """
    weights: dict[str, float] = {}
    for choice in accept_encoding.lower().split(","):
        coding, _, weight = choice.replace(" ", "").partition(";q=")
        weights[coding.removeprefix("x-")] = _number(weight) if weight else 1.0
    return weights.get("gzip", weights.get("*", 0.0)) > 0


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1.0
