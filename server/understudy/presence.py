"""Presence: how many requests of each session are being answered now."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Presence:
    """Counts requests from when they have come whole until their response has ended or their client has left."""

    def __init__(self) -> None:
        self._present: Counter[str] = Counter()

    @contextmanager
    def of(self, session: str) -> Iterator[int]:
        """One more request of a session; how many they are now, it included."""
        self._present[session] += 1
        try:
            yield self._present[session]
        finally:
            self._present[session] -= 1
            if not self._present[session]:
                del self._present[session]
