"""A connection on a socket of its own, with little patience."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import uvicorn
from uvicorn.server import ServerState

from tests.support.performing import Playhouse
from understudy.connection import Connection
from understudy.performance import Performance, Stall
from understudy.scheduler import LoopClock, Scheduler

PATIENCE = 0.05


STALLING = Playhouse({"/": Performance((Stall(),))})


@pytest.fixture
async def address() -> AsyncIterator[tuple[str, int]]:
    """A server that waits ``PATIENCE`` for what a client has still to say."""
    config = uvicorn.Config(STALLING.control, log_config=None, lifespan="off", timeout_keep_alive=PATIENCE)  # type: ignore[arg-type]  # less than a second
    state, scheduler = ServerState(), Scheduler(LoopClock())
    server = await asyncio.get_running_loop().create_server(
        lambda: Connection(config, state, {}, scheduler=scheduler, house=STALLING), "127.0.0.1", 0
    )
    yield server.sockets[0].getsockname()
    for connection in list(state.connections):
        connection.shutdown()
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"POST / HTTP/1.1\r\nhost: x\r\nhalf-a-",
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nhalf",
    ],
    ids=["nothing", "half a head", "half a body"],
)
async def test_a_client_that_falls_silent_before_its_request_is_whole_is_hung_up_on(
    address: tuple[str, int], said: bytes
) -> None:
    reader, writer = await asyncio.open_connection(*address)
    writer.write(said)
    assert await asyncio.wait_for(reader.read(), 5) == b""
    writer.close()


async def test_a_client_that_waits_for_its_answer_may_be_silent(address: tuple[str, int]) -> None:
    reader, writer = await asyncio.open_connection(*address)
    writer.write(b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\nwhol")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(reader.read(), 10 * PATIENCE)
    writer.close()
