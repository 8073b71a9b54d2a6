"""The player: it plays performances on lines, each step at its time."""

import asyncio
from collections.abc import Iterator
from http import HTTPStatus
from typing import Final, Protocol

from starlette.types import Receive, Scope
from starlette.types import Send as AsgiSend

from .api.headers import changed, lines
from .performance import Close, Finish, Flow, Head, Keeping, Performance, Reset, Reuse, Send, Step
from .scheduler import TOLERANCE, Scheduler
from .sent import Ended, Sent

EXTENSION: Final = "understudy.line"
"""The key of the line in an ASGI scope's ``extensions``."""

_PHRASES: Final = {status.value: status.phrase for status in HTTPStatus} | {529: "Overloaded"}
_LAST: Final = (Finish, Close, Reset)
"""The steps after which nothing can be sent."""
_LAST_CHUNK: Final = b"0\r\n\r\n"
_DRAWN: Final = 64 * 1024
"""Bytes of a flow that are made for one write."""
_TURN: Final = 0.002
"""Seconds after which no more are made for it: others wait meanwhile, and gzip makes few of many."""
_PROMISED: Final = 512
"""How many bytes more than it holds a chunk promises that is never finished."""


class Listener(Protocol):
    """Who plays on a line."""

    def resumed(self) -> None:
        """The client reads again."""

    def left(self) -> None:
        """The connection is gone."""


class Line(Protocol):
    """One response on one connection."""

    scheduler: Scheduler
    chunks: bool
    """Whether the client knows chunks: HTTP/1.1 does."""
    stays: bool
    """Whether the connection may be used again after this response; False ends it with the response."""
    bodiless: bool
    """Whether a head alone was asked for."""
    paused: bool
    """Whether more has been written than the client reads for now."""
    gone: bool
    connection: int
    """The number of the connection."""
    number: int
    """Which request on the connection is answered, from 1."""
    unsent: int
    """The bytes that have been written and wait for the client to read."""
    reuse: Reuse
    """What comes of the request, as an earlier one on the connection has left it."""

    def keep(self, keeping: Keeping) -> None:
        """What becomes of the connection after this response."""

    def listen(self, listener: Listener) -> None:
        """Tells the listener what happens on the connection until the response has ended."""

    def write(self, data: bytes) -> None: ...

    def finish(self, data: bytes) -> None:
        """The last bytes of a proper response; the connection goes on, if it stays."""

    def close(self, data: bytes) -> None:
        """These bytes, then FIN."""

    def reset(self, data: bytes) -> None:
        """These bytes, then RST."""


def line_of(scope: Scope) -> Line:
    """The line of a request. Raises RuntimeError where there is none: serve the app with `understudy.server`."""
    line: Line | None = scope.get("extensions", {}).get(EXTENSION)
    if line is None:
        raise RuntimeError("understudy needs its own server: serve this app with understudy.server.serve or run")
    return line


async def play(performance: Performance, line: Line, sent: Sent | None = None) -> None:
    """Plays; returns when the response has ended or the client has left. ``sent`` is told what is sent."""
    if performance.keeping is not None:
        line.keep(performance.keeping)
    playing = Playing(performance, line, sent)
    playing.due()
    if not playing.over:
        await playing.end()


class PerformanceResponse:
    """A performance as an ASGI response."""

    def __init__(self, performance: Performance) -> None:
        self._performance = performance

    async def __call__(self, scope: Scope, receive: Receive, send: AsgiSend) -> None:  # noqa: ARG002  # as ASGI calls
        """Plays. Raises RuntimeError on a server that gives no line: serve the app with `understudy.server`."""
        await play(self._performance, line_of(scope))


class Playing:
    """One performance on one line, from the moment it is made.

    What is due together leaves in one write, but for what is to leave alone. What the client is too slow to read
    waits, and is sent when it reads again; the times of what follows do not move.
    """

    __slots__ = (
        "_arrived",
        "_bucket",
        "_chunks",
        "_ended",
        "_flow",
        "_index",
        "_line",
        "_now",
        "_sent",
        "_steps",
        "over",
    )

    def __init__(self, performance: Performance, line: Line, sent: Sent | None = None) -> None:
        self._steps = performance.steps
        self._line = line
        self._sent = sent or Sent()
        self._sent.begin(line)
        self._arrived = line.scheduler.clock.time()
        self._index = 0
        self._flow: Iterator[Send] | None = None
        self._chunks = False
        self._bucket: int | None = None
        self._ended: asyncio.Future[None] | None = None
        self.over = False
        """Whether the response has ended, or the client has left."""

    def due(self) -> None:
        """Plays every step whose time has come, and waits for the next."""
        self._bucket = None
        if self._line.gone:
            self._line.close(b"")
            self.left()
        if self.over or self._line.paused:
            return
        played = self._due_steps()
        if played:
            self._write(played)
        if not self.over and self._index < len(self._steps):
            self._bucket = self._wait(self._steps[self._index].at)

    async def end(self) -> None:
        """Waits until it is over. A task that is cancelled leaves nothing behind."""
        self._ended = asyncio.get_running_loop().create_future()
        self._line.listen(self)
        try:
            await self._ended
        finally:
            self.left()

    def resumed(self) -> None:
        if self._bucket is None and not self.over:
            self.due()

    def left(self) -> None:
        if self._bucket is not None:
            self._line.scheduler.cancel(self._bucket, self)
            self._bucket = None
        self._finished("left")

    def _due_steps(self) -> tuple[Step, ...]:
        """The steps that are due now and leave together; time is only looked at where a step waits for it."""
        first, steps = self._index, self._steps
        self._now = 0.0
        while self._index < len(steps):
            step = steps[self._index]
            if isinstance(step, Flow):
                if self._index > first:
                    break
                self._draw(step)
                first, steps = 0, self._steps
                continue
            if step.at > self._now:
                self._now = self._line.scheduler.clock.time() - self._arrived + TOLERANCE
                if step.at > self._now:
                    break
            if isinstance(step, Send) and step.alone:
                self._index += self._index == first
                break
            self._index += 1
        return steps[first : self._index]

    def _draw(self, flow: Flow) -> None:
        """Puts the next sends of a flow before it, enough for one write; takes it away where there are no more."""
        if self._flow is None:
            self._flow = flow.sends()
        drawn, size = [], 0
        clock = self._line.scheduler.clock.time
        turn = clock() + _TURN
        for send in self._flow:
            drawn.append(send)
            size += len(send.data)
            if size >= _DRAWN or clock() > turn or send.at > drawn[0].at:
                break
        left = self._steps[self._index :] if drawn else self._steps[self._index + 1 :]
        self._steps, self._index = (*drawn, *left), 0
        if not drawn:
            self._flow = None

    def _wait(self, at: float) -> int:
        """Waits for the time of the next step; where that has come, for the loop's next round."""
        scheduler = self._line.scheduler
        return scheduler.soon(self) if at <= self._now else scheduler.at(self._arrived + at, self)

    def _write(self, steps: tuple[Step, ...]) -> None:
        data = b"".join([self._bytes(step) for step in steps])
        self._sent.written += len(data)
        step = steps[-1]
        if isinstance(step, _LAST):
            self._end(step, data)
        elif data:
            self._line.write(data)

    def _end(self, ending: Finish | Close | Reset, data: bytes) -> None:
        match ending:
            case Finish():
                self._line.finish(data)
                self._finished("finished")
            case Close():
                self._line.close(data)
                self._finished("closed")
            case Reset():
                self._line.reset(data)
                self._finished("reset")

    def _bytes(self, step: Step) -> bytes:
        if isinstance(step, Send):
            data = step.data
            self._sent.count(step)
            if self._chunks:
                return b"%x\r\n%b\r\n" % (len(data), data) if data else b""
            return b"" if self._line.bodiless else data
        match step:
            case Head():
                return self._head(step)
            case Finish():
                return _LAST_CHUNK if self._chunks else b""
            case Close(inside_chunk=True):
                return _unfinished(self._chunks)
            case _:
                return b""

    def _head(self, head: Head) -> bytes:
        """The status line and the headers, made to fit the connection."""
        line, status = self._line, f"HTTP/1.1 {head.status} {_PHRASES.get(head.status, '')}\r\n"
        said = f"{status}{head.lines}\r\n"
        closes, coded = "\r\nconnection: close\r\n" in said, "\r\ntransfer-encoding: " in said
        ends = (closes and not coded) or "\r\ncontent-length: " in said
        self._chunks = line.chunks and not line.bodiless and not ends
        if closes:
            line.stays = False
        fitting: dict[str, str | None] = {}
        if not line.stays:
            fitting["connection"] = "close"
        if not line.chunks:
            fitting["transfer-encoding"] = None
        elif self._chunks and not coded:
            fitting["transfer-encoding"] = "chunked"
        if fitting:
            said = f"{status}{lines(changed(head.headers, fitting))}\r\n"
        return said.encode("latin-1", "replace")

    def _finished(self, how: Ended) -> None:
        if not self.over:
            self.over = True
            self._sent.end(how, self._line.scheduler.clock.time() - self._arrived)
        if self._ended is not None and not self._ended.done():
            self._ended.set_result(None)


def _unfinished(chunks: bool) -> bytes:
    """The beginning of a chunk that promises more than comes; without chunks there is nothing to promise."""
    return b"%x\r\n " % (_PROMISED + 1) if chunks else b""
