"""Patience: how long a connection waits for its client."""

import asyncio
from collections.abc import Callable


class Patience:
    """Calls back when nothing has come for too long: one timer, however often the wait begins anew."""

    __slots__ = ("_loop", "_over", "_rings", "_timer", "_until")

    def __init__(self, loop: asyncio.AbstractEventLoop, over: Callable[[], None]) -> None:
        self._loop = loop
        self._over = over
        self._timer: asyncio.TimerHandle | None = None
        self._rings = 0.0
        self._until: float | None = None

    def begin(self, seconds: float) -> None:
        """Waits for so long, from now on."""
        self._until = self._loop.time() + seconds
        if self._timer is None or self._until < self._rings:
            self._set(self._until)

    def pause(self) -> None:
        """It is not the client's turn."""
        self._until = None

    def end(self) -> None:
        """Waits no more, and calls nobody."""
        self._until = None
        self._over = _nobody
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _set(self, until: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._rings = until
        self._timer = self._loop.call_at(until, self._ring)

    def _ring(self) -> None:
        self._timer = None
        if self._until is None:
            return
        if self._until > self._rings:
            self._set(self._until)
        else:
            self._until = None
            self._over()


def _nobody() -> None: ...
