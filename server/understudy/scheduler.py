"""The scheduler: one timer for everything that is due on one event loop."""

import asyncio
import heapq
import time
from collections.abc import Callable, Iterable
from math import ceil
from typing import Final, Protocol

_MILLISECOND: Final = 0.001
TOLERANCE: Final = 1e-6
"""Seconds by which times that are meant to be the same may differ; floats do."""
_ROUND: Final = 0.001
"""Seconds for which what waits for no time has its turn: requests come in only when that is over."""
_BATCH: Final = 64
"""How many cues say what they send before any of it is sent."""
_SOON: Final = -1
"""Stands for a bucket where a cue waits for no time."""


class Cue(Protocol):
    """Something that waits for its time."""

    def due(self, now: float) -> bytes:
        """Its time has come; ``now`` is the clock's, or was a moment ago. What it gives is sent."""

    def send(self, data: bytes, /) -> int:
        """Sends bytes at once, as many as it gives back; raises OSError where it cannot."""

    def hold(self, data: bytes) -> None:
        """Takes what could not be sent at once."""


class Timer(Protocol):
    """A call that is still to come."""

    def cancel(self) -> None: ...


class Clock(Protocol):
    """Where the time comes from; tests bring their own."""

    def time(self) -> float:
        """Seconds that never go back."""

    def call_later(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Calls back once, after so many seconds, or a little sooner."""

    def call_soon(self, callback: Callable[[], None]) -> Timer:
        """Calls back once, when what is going on now is done."""


class LoopClock:
    """The running event loop's timers, and the machine's monotonic time, which the loop only reads now and then."""

    time = staticmethod(time.monotonic)

    def call_later(self, delay: float, callback: Callable[[], None]) -> Timer:
        return asyncio.get_running_loop().call_later(delay, callback)

    def call_soon(self, callback: Callable[[], None]) -> Timer:
        return asyncio.get_running_loop().call_soon(callback)


class Scheduler:
    """Calls cues at absolute times, in buckets of a millisecond, never early."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._buckets: dict[int, dict[Cue, None]] = {}
        self._order: list[int] = []
        self._timer: Timer | None = None
        self._rings: int = 0
        """The bucket the timer is set for, while there is one."""
        self._soon: dict[Cue, None] = {}
        """What is to be called in the loop's next round."""
        self._ready: dict[Cue, None] = {}
        """What was to be called in this one."""
        self._turns = False

    @property
    def busy(self) -> bool:
        """Whether something waits for its time."""
        return bool(self._order or self._turns)

    def at(self, when: float, cue: Cue) -> int:
        """Has a cue called at ``when``; the number given back cancels it."""
        bucket = ceil((when - TOLERANCE) / _MILLISECOND)
        cues = self._buckets.get(bucket)
        if cues is None:
            cues = self._buckets[bucket] = {}
            heapq.heappush(self._order, bucket)
        cues[cue] = None
        if self._timer is None or bucket < self._rings:
            self._arm()
        return bucket

    def soon(self, cue: Cue) -> int:
        """Has a cue called in the loop's next round, after all others have had theirs; cancelled as with ``at``."""
        self._soon[cue] = None
        if not self._turns:
            self._turns = True
            self.clock.call_soon(self._turn)
        return _SOON

    def cancel(self, bucket: int, cue: Cue) -> None:
        """Forgets a cue that ``at`` put into a bucket, or ``soon``."""
        if bucket == _SOON:
            self._soon.pop(cue, None)
            self._ready.pop(cue, None)
            return
        cues = self._buckets.get(bucket, {})
        cues.pop(cue, None)
        if not cues:
            self._buckets.pop(bucket, None)

    def _arm(self) -> None:
        """Sets the timer for the first bucket: for the loop's next round where that is due already.

        Loops count whole milliseconds and fire early: round up.
        """
        if self._timer is not None:
            self._timer.cancel()
        self._rings = self._order[0]
        left = ceil(self._rings - (self.clock.time() + TOLERANCE) / _MILLISECOND)
        if left > 0:
            self._timer = self.clock.call_later(left * _MILLISECOND, self._ring)
        else:
            self._timer = self.clock.call_soon(self._ring)

    def _turn(self) -> None:
        """Calls cues for as long as a round may take; those that are left come first in the next."""
        self._ready.update(self._soon)
        self._soon.clear()
        now = self.clock.time()
        over = now + _ROUND
        while self._ready:
            cue = next(iter(self._ready))
            del self._ready[cue]
            _play((cue,), now)
            now = self.clock.time()
            if now > over:
                break
        self._turns = bool(self._ready or self._soon)
        if self._turns:
            self.clock.call_soon(self._turn)

    def _ring(self) -> None:
        """Calls the cues of the first bucket. Requests that have come meanwhile go before those of the next."""
        self._timer = None
        now = self.clock.time()
        if self._order and self._order[0] <= (now + TOLERANCE) / _MILLISECOND:
            cues = list(self._buckets.pop(heapq.heappop(self._order), ()))
            for start in range(0, len(cues), _BATCH):
                _play(cues[start : start + _BATCH], now)
        if self._order and self._timer is None:
            self._arm()


def _play(cues: Iterable[Cue], now: float) -> None:
    """What is due of all of them, and only then what of it is sent: a system call leaves little of Python in caches."""
    sends = [(cue.send, data, cue) for cue in cues if (data := cue.due(now))]
    for send, data, cue in sends:
        try:
            sent = send(data)
        except OSError:
            sent = 0
        if sent < len(data):
            cue.hold(data[sent:])
