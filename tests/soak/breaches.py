"""What broken clients do on a connection, one small behaviour each; they leave when it returns, or lose patience."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from random import Random
from typing import Final

from tests.support.messages import HELLO, body

from .asking import Asking
from .connection import Connection
from .errands import STREAM
from .garbage import GARBAGE

Breach = Callable[[Connection, Random], Awaitable[None]]

_GZIP: Final = {"accept-encoding": "gzip", "x-understudy-wire": "gzip=always"}
_STEADY: Final = Asking("steady", STREAM)
_ENDLESS: Final = Asking("endless", STREAM)
_FLOOD: Final = Asking("flood", STREAM)
_SILENT: Final = Asking("silent", STREAM)
_LARGE: Final = Asking("silent", body(stream=True, system="The tide comes in twice a day. " * 10_000))


def _blurts(data: bytes) -> Breach:
    """Says this, and leaves at once."""

    async def breach(connection: Connection, chance: Random) -> None:
        await connection.send(data)

    return breach


def _waits(data: bytes) -> Breach:
    """Says this, and reads until nothing more comes."""

    async def breach(connection: Connection, chance: Random) -> None:
        await connection.send(data)
        while await connection.receive():
            pass

    return breach


def _leaves(asking: Asking, most: int) -> Breach:
    """Leaves once some of the answer has come: up to so many bytes, by chance."""

    async def breach(connection: Connection, chance: Random) -> None:
        await connection.send(asking.written())
        left = chance.randint(1, most)
        while left > 0 and (data := await connection.receive(left)):
            left -= len(data)

    return breach


def _dawdles(asking: Asking, count: int = 7) -> Breach:
    """Reads so few bytes at a time, a hundred times a second."""

    async def breach(connection: Connection, chance: Random) -> None:
        await connection.send(asking.written())
        while await connection.receive(count):  # noqa: ASYNC110  # it waits for nothing: it is slow
            await asyncio.sleep(0.01)

    return breach


def _ignores(asking: Asking) -> Breach:
    """Never reads."""

    async def breach(connection: Connection, chance: Random) -> None:
        await connection.send(asking.written())
        await asyncio.Event().wait()

    return breach


def _half_closes(asking: Asking) -> Breach:
    """Ends its half of the connection, and reads on."""

    async def breach(connection: Connection, chance: Random) -> None:
        await connection.send(asking.written())
        connection.half_close()
        while await connection.receive():
            pass

    return breach


async def _breaks_off(connection: Connection, chance: Random) -> None:
    """Leaves anywhere in its request."""
    data = _STEADY.written()
    await connection.send(data[: chance.randrange(len(data))])


async def _falls_silent(connection: Connection, chance: Random) -> None:
    """Sits idle somewhere in its request."""
    await _breaks_off(connection, chance)
    await connection.receive()


async def _drips(connection: Connection, chance: Random) -> None:
    """Sends its request byte by byte, and may lose patience before its end."""
    for byte in _STEADY.written():
        await connection.send(bytes([byte]))
        await asyncio.sleep(0.001)
    await connection.receive()


async def _scrambles(connection: Connection, chance: Random) -> None:
    """A request with some bytes that are not as they should be."""
    data = bytearray(_STEADY.written())
    for _ in range(chance.randint(1, 10)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    await connection.send(bytes(data))
    await connection.receive()


def _presses(asking: Asking, more: bytes) -> Breach:
    """Sends more while its answer is being played, and waits."""

    async def breach(connection: Connection, chance: Random) -> None:
        await connection.send(asking.written())
        await asyncio.sleep(0.05)
        await connection.send(more)
        while await connection.receive():
            pass

    return breach


async def _makes_noise(connection: Connection, chance: Random) -> None:
    """Random bytes."""
    await connection.send(chance.randbytes(chance.randint(1, 5_000)))
    await connection.receive()


async def _comes_and_goes(connection: Connection, chance: Random) -> None:
    """Says nothing at all."""


def _faulty(fault: str, scenario: str = "steady") -> Asking:
    return Asking(scenario, STREAM, {"x-understudy-fault": fault})


FAULTS: Final = (
    "reset@headers",
    "reset@event:4",
    "reset@byte:700",
    "close@headers",
    "close@event:9",
    "close@byte:1500",
    "close=inside_chunk@event:6",
    "end@event:7",
    "error=overloaded_error@event:8",
    "stall@headers",
    "stall@event:2",
    "stall@byte:300",
    "stall=100ms@event:3",
    "drop=2@event:5",
    "repeat=1@event:6",
    "corrupt=1@event:7",
)

BREACHES: Final[Mapping[str, Breach]] = {
    "comes and goes": _comes_and_goes,
    "breaks off its request": _breaks_off,
    "falls silent in its request": _falls_silent,
    "drips its request": _drips,
    "scrambles its request": _scrambles,
    "makes noise": _makes_noise,
    "asks and leaves": _blurts(_STEADY.written()),
    "asks for what flows and leaves": _blurts(_FLOOD.written()),
    "leaves before the first byte": _blurts(Asking("slow-first-byte", STREAM).written()),
    "leaves in a stream": _leaves(_STEADY, 5_000),
    "leaves in a plain answer": _leaves(Asking("huge-text"), 30_000),
    "leaves a stream without end": _leaves(_ENDLESS, 10_000),
    "leaves a flood": _leaves(_FLOOD, 1_000_000),
    "leaves a gzipped stream": _leaves(Asking("endless", STREAM, _GZIP), 3_000),
    "leaves a gzipped flood": _leaves(Asking("backpressure", STREAM, _GZIP), 100_000),
    "leaves silence": _waits(_SILENT.written()),
    "leaves a stall": _waits(Asking("stalled-in-text", STREAM).written()),
    "leaves an improvisation": _leaves(Asking("improv", STREAM), 500),
    "leaves after an HTTP error": _leaves(Asking("overloaded"), 200),
    "reads a stream slowly": _dawdles(_STEADY),
    "reads a stream without end slowly": _dawdles(_ENDLESS),
    "reads a large answer slowly": _dawdles(Asking("backpressure", STREAM)),
    "reads a large plain answer slowly": _dawdles(Asking("large"), 100),
    "reads a gzipped flood slowly": _dawdles(Asking("flood", STREAM, _GZIP)),
    "never reads a stream": _ignores(_ENDLESS),
    "never reads a flood": _ignores(_FLOOD),
    "never reads what backs up": _ignores(Asking("backpressure", STREAM)),
    "never reads small writes": _ignores(Asking("large", STREAM, {"x-understudy-wire": "write=bytes:100"})),
    "half closes before its answer": _half_closes(_STEADY),
    "half closes before a flood": _half_closes(_FLOOD),
    "half closes before silence": _half_closes(_SILENT),
    "pipelines": _waits(_STEADY.written() * 20),
    "pipelines, and leaves": _blurts(_STEADY.written() * 20),
    "pipelines behind silence, and leaves": _blurts(_SILENT.written() * 2),
    "pipelines behind silence, and waits": _waits(_SILENT.written() * 2),
    "pipelines behind a flood, and leaves": _blurts(_FLOOD.written() + _STEADY.written()),
    "asks again behind silence": _presses(_SILENT, _SILENT.written()),
    "asks again behind a stream": _presses(_ENDLESS, _STEADY.written()),
    "has a large request behind silence": _presses(_SILENT, _LARGE.written()),
    "makes noise behind silence": _presses(_SILENT, b"\x00\x01nonsense\r\n\r\n"),
    "has a large body that is met with silence": _waits(_LARGE.written()),
    "has a large body that nobody waits for": _waits(Asking("too-large-early", b"x" * 300_000).written()),
    "leaves in a large body": _blurts(Asking("hello", b"x" * 300_000, {"content-length": "3000000"}).written()),
    "uses a connection that is stale": _waits(Asking("keepalive-stale").written() + Asking("hello").written()),
    "uses a connection that falls silent": _waits(Asking("mute").written() + Asking("hello", HELLO).written()),
    "asks for a head": _waits(Asking("steady", None, method="HEAD").written()),
    "asks what is refused": _waits(Asking("steady", body(max_tokens=-1)).written()),
    **{f"leaves where {fault}": _waits(_faulty(fault).written()) for fault in FAULTS},
    **{f"never reads where {fault}": _ignores(_faulty(fault, "large")) for fault in FAULTS},
    **{f"sends {name}": _waits(data) for name, data in GARBAGE.items()},
    **{f"sends {name}, and leaves": _blurts(data) for name, data in GARBAGE.items()},
}
