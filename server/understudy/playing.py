"""A playing: one performance on one line, each step at its time."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Final

from .api.headers import changed, lines
from .outlet import Line
from .performance import ENOUGH, Close, Finish, Head, Performance, Reset, Send, Step, chunk
from .scheduler import TOLERANCE
from .sent import Ended, Sent
from .tally import Tally

_PHRASES: Final = {status.value: status.phrase for status in HTTPStatus} | {529: "Overloaded"}
_STATUS: Final = {status: f"HTTP/1.1 {status} {phrase}\r\n".encode() for status, phrase in _PHRASES.items()}
_LAST: Final = (Finish, Close, Reset)
"""The steps after which nothing can be sent."""
_LAST_CHUNK: Final = b"0\r\n\r\n"
_TURN: Final = 0.001
"""Seconds for one: a flow is made while others wait, and gzip makes few bytes of many."""
_PROMISED: Final = 512
"""How many bytes more than it holds a chunk promises that is never finished."""


class Playing:
    """One performance on one line, from the moment it is made.

    What is due together leaves in one write, but for what is to leave alone. What the client is too slow to read
    waits, and is sent when it reads again; the times of what follows do not move.
    """

    __slots__ = (
        "_arrived",
        "_bucket",
        "_chunks",
        "_held",
        "_line",
        "_mute",
        "_next",
        "_place",
        "_run",
        "_runs",
        "_scheduler",
        "_sent",
        "_tally",
        "_then",
        "_whole",
        "over",
        "send",
        "written",
    )

    def __init__(
        self, performance: Performance, line: Line, sent: Sent | None = None, then: Callable[[], None] | None = None
    ) -> None:
        """``sent`` is told what is sent; ``then`` is called when the response has ended or the client has left."""
        self._runs = performance.play()
        self._run: Sequence[Step] = ()
        """Steps in their order; ``_next`` is at ``_place`` there."""
        self._place = 0
        self._next = self._turn()
        self._line = line
        self.send = line.send
        self._scheduler = line.scheduler
        self._arrived = line.scheduler.clock.time()
        self._chunks = False
        self._mute = line.bodiless
        self._held = line.paused
        self._bucket: int | None = None
        self._whole = 0
        self._tally: Tally | None = None
        self.written = 0
        """The bytes that were written, whether the client has read them or not."""
        self.over = False
        """Whether the response has ended, or the client has left."""
        self._then = then
        self._sent = sent or Sent()
        self._sent.begin(self)

    @property
    def unsent(self) -> int:
        """The bytes that were written and wait for the client to read."""
        return self._line.unsent

    @property
    def events(self) -> int:
        """The events that were written whole."""
        return self._whole + (self._tally.events if self._tally else 0)

    def begin(self) -> None:
        """Plays what is due at once, and the rest at its time."""
        if self._line.gone:
            self._line.close(b"")
            self.left()
            return
        self._go_on(self._arrived)
        if not self.over:
            self._line.listen(self)
            self._held = self._line.paused

    def due(self, now: float) -> bytes:
        """Plays every step whose time has come, and waits for the next; gives what is to be written.

        Streams spend nearly all of their time here: one function.
        """
        self._bucket = None
        if self.over or self._held:
            return b""
        step, now, run, place = self._next, now - self._arrived + TOLERANCE, self._run, self._place
        last: Step | None = None
        pieces: list[bytes] = []
        size, over = 0, 0.0
        while step is not None and step.at <= now:
            if isinstance(step, Send):
                if step.alone and pieces:
                    break
                if step.events is None:
                    self._count(step.data)
                else:
                    self._whole += step.events
                data = self._framed(step) if step.chunk is None or not self._chunks else step.chunk
                pieces.append(data)
                size += len(data)
                enough = step.alone or size >= ENOUGH
            else:
                pieces.append(self._bytes(step))
                enough = False
            last = step
            place += 1
            if place < len(run):
                step = run[place]
            else:
                step = self._turn()
                run, place = self._run, 0
            if len(pieces) > 1:
                time = self._scheduler.clock.time()
                over = over or time + _TURN
                enough = enough or time > over
            if enough:
                break
        self._next, self._place = step, place
        data = pieces[0] if len(pieces) == 1 else b"".join(pieces)
        self.written += len(data)
        if isinstance(last, _LAST):
            self._end(last, data)
            return b""
        if step is not None:
            soon = step.at <= now
            self._bucket = self._scheduler.soon(self) if soon else self._scheduler.at(self._arrived + step.at, self)
        return data

    def paused(self) -> None:
        self._held = True

    def resumed(self) -> None:
        self._held = False
        if self._bucket is None and not self.over:
            self._go_on(self._scheduler.clock.time())

    def left(self) -> None:
        if self._bucket is not None:
            self._scheduler.cancel(self._bucket, self)
            self._bucket = None
        self._finished("left")

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

    def hold(self, data: bytes) -> None:
        """Keeps what could not be sent at once for a client that reads again."""
        self._line.hold(data)

    def _go_on(self, now: float) -> None:
        if data := self.due(now):
            self._line.write(data)

    def _turn(self) -> Step | None:
        """The first step of the next run; None: there is nothing more."""
        for run in self._runs:
            if run:
                self._run = run
                return run[0]
        return None

    def _bytes(self, step: Step) -> bytes:
        match step:
            case Head():
                return self._head(step)
            case Finish():
                return _LAST_CHUNK if self._chunks else b""
            case Close(inside_chunk=True):
                return _unfinished(self._chunks)
            case _:
                return b""

    def _framed(self, send: Send) -> bytes:
        """The bytes of a send as they go out on this line."""
        if self._mute:
            return b""
        return chunk(send.data) if self._chunks and send.data else send.data

    def _count(self, data: bytes) -> None:
        """Counts the events in bytes of the body of which that is not known."""
        if self._tally is None:
            self._tally = Tally()
        self._tally.add(data)

    def _head(self, head: Head) -> bytes:
        """The status line and the headers, made to fit the connection."""
        line, status = self._line, _STATUS.get(head.status) or b"HTTP/1.1 %d \r\n" % head.status
        self._chunks = line.chunks and not line.bodiless and head.extent != "length"
        if head.closes:
            line.stays = False
            self._chunks = self._chunks and head.extent == "chunks"
        fitting: dict[str, str | None] = {}
        if not line.stays:
            fitting["connection"] = "close"
        if not line.chunks:
            fitting["transfer-encoding"] = None
        elif self._chunks and head.extent is None:
            fitting["transfer-encoding"] = "chunked"
        said = lines(changed(head.headers, fitting)) if fitting else head.lines
        return b"%b%b\r\n" % (status, said)

    def _finished(self, how: Ended) -> None:
        if not self.over:
            self.over = True
            self._sent.end(how, self._scheduler.clock.time() - self._arrived)
            if self._then is not None:
                self._then()


def _unfinished(chunks: bool) -> bytes:
    """The beginning of a chunk that promises more than comes; without chunks there is nothing to promise."""
    return b"%x\r\n " % (_PROMISED + 1) if chunks else b""
