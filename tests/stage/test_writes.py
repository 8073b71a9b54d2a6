"""What leaves alone, on real sockets: each is a write of its own, in a round of the loop of its own."""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
import uvloop

from understudy.performance import Finish, Performance, Send, Step
from understudy.player import play
from understudy.scheduler import LoopClock, Scheduler

from .fakes import HEAD, FakeLine

LOOPS: dict[str, Callable[[], asyncio.AbstractEventLoop]] = {
    "asyncio": asyncio.SelectorEventLoop,
    "uvloop": uvloop.new_event_loop,
}


@dataclass
class SocketLine(FakeLine):
    """A line on a socket; before every write it notes what has reached the other end since the one before."""

    transport: asyncio.Transport = field(kw_only=True)
    other_end: socket.socket = field(kw_only=True)
    arrived: list[bytes] = field(default_factory=list)

    def write(self, data: bytes) -> None:
        self.note()
        self.transport.write(data)

    def note(self) -> None:
        try:
            self.arrived.append(self.other_end.recv(65_536))
        except BlockingIOError:
            self.arrived.append(b"")


async def played(*steps: Step) -> list[bytes]:
    """What had reached the other end before each write, and at last."""
    ours, theirs = socket.socketpair()
    with theirs:
        theirs.setblocking(False)
        transport, _ = await asyncio.get_running_loop().create_connection(asyncio.Protocol, sock=ours)
        line = SocketLine(Scheduler(LoopClock()), transport=transport, other_end=theirs)
        over = asyncio.Event()
        play(Performance(steps), line, then=over.set)
        await over.wait()
        transport.close()
        await asyncio.sleep(0)
        line.note()
        return line.arrived


@pytest.mark.parametrize("loop", LOOPS)
@pytest.mark.parametrize("at", [0.0, 0.01], ids=["at once", "by the timer"])
def test_every_step_that_is_to_leave_alone_is_written_before_the_next_one_is(loop: str, at: float) -> None:
    with asyncio.Runner(loop_factory=LOOPS[loop]) as runner:
        arrived = runner.run(played(HEAD, *(Send(b"%d" % n, at, alone=True) for n in range(5)), Finish(at)))

    nothing, head, *chunks, end = arrived
    assert nothing == b""
    assert head.startswith(b"HTTP/1.1 200 OK")
    assert chunks == [b"1\r\n%d\r\n" % n for n in range(5)]
    assert end == b"0\r\n\r\n"
