"""A clock that only moves when told, and a line that keeps what is written."""

from collections.abc import Callable
from dataclasses import dataclass, field

from understudy.outlet import Listener
from understudy.performance import Head, Keeping, Performance, Reuse, Step
from understudy.playing import Playing
from understudy.scheduler import Scheduler, Timer

HEAD = Head.of(200, (("content-type", "text/plain"), ("transfer-encoding", "chunked"), ("connection", "keep-alive")))
SIZED = Head.of(200, (("content-length", "2"), ("connection", "keep-alive")))
WRITTEN = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ntransfer-encoding: chunked\r\nconnection: keep-alive\r\n\r\n"


class FakeClock:
    """Time stands still between calls of ``pass_``; timers fire ``early`` seconds too soon."""

    def __init__(self, early: float = 0.0) -> None:
        self.now = 1_000.0
        self._early = early
        self.timers: list[FakeTimer] = []

    def time(self) -> float:
        return self.now

    def call_later(self, delay: float, callback: Callable[[], None]) -> Timer:
        timer = FakeTimer(self, self.now + max(0.0001, delay - self._early), callback)
        self.timers.append(timer)
        return timer

    def call_soon(self, callback: Callable[[], None]) -> Timer:
        timer = FakeTimer(self, self.now, callback)
        self.timers.append(timer)
        return timer

    def pass_(self, seconds: float) -> None:
        """Lets time pass, and every timer ring at its time."""
        end = self.now + seconds
        while self.timers and (first := min(self.timers, key=lambda timer: timer.at)).at <= end:
            self.timers.remove(first)
            self.now = max(self.now, first.at)
            first.callback()
        self.now = end


@dataclass(eq=False)
class FakeTimer:
    """A timer that can be cancelled once."""

    clock: FakeClock
    at: float
    callback: Callable[[], None]

    def cancel(self) -> None:
        self.clock.timers.remove(self)


@dataclass
class FakeLine:
    """Remembers each write with its time, and how the response ended."""

    scheduler: Scheduler
    method: str = "GET"
    path: str = "/"
    chunks: bool = True
    stays: bool = True
    bodiless: bool = False
    paused: bool = False
    gone: bool = False
    connection: int = 1
    number: int = 1
    unsent: int = 0
    reuse: Reuse = "answer"
    writes: list[tuple[float, str]] = field(default_factory=list)
    ended: str | None = None

    def listen(self, listener: Listener) -> None: ...

    def keep(self, keeping: Keeping) -> None: ...

    def send(self, data: bytes) -> int:
        self.write(data)
        return len(data)

    def hold(self, data: bytes) -> None: ...

    def write(self, data: bytes) -> None:
        self.writes.append((round(self.scheduler.clock.time() - 1_000, 6), data.decode()))

    def finish(self, data: bytes) -> None:
        self._end("finish", data)

    def close(self, data: bytes) -> None:
        self._end("close", data)

    def reset(self, data: bytes) -> None:
        self._end("reset", data)

    def _end(self, how: str, data: bytes) -> None:
        self.ended = how
        self.write(data)


def started(
    *steps: Step, early: float = 0.0, chunks: bool = True, stays: bool = True, bodiless: bool = False
) -> tuple[FakeClock, FakeLine, Playing]:
    """A performance that has just begun on a line."""
    clock = FakeClock(early)
    fake = FakeLine(Scheduler(clock), chunks=chunks, stays=stays, bodiless=bodiless)
    playing = Playing(Performance(steps), fake)
    playing.begin()
    return clock, fake, playing
