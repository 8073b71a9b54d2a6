"""Presence: how many requests of each session are being answered now."""

from collections import Counter


class Presence:
    """Counts requests from when they have come whole until their response has ended or their client has left."""

    def __init__(self) -> None:
        self._present: Counter[str] = Counter()

    def enter(self, session: str) -> int:
        """One more request of a session, which has to leave; how many they are now, it included."""
        self._present[session] += 1
        return self._present[session]

    def leave(self, session: str) -> None:
        """One less."""
        if self._present[session] == 1:
            del self._present[session]
        else:
            self._present[session] -= 1
