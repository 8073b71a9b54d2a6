"""Presence: how many requests of each session are being answered now."""


class Presence:
    """Counts requests from when they have come whole until their response has ended or their client has left."""

    def __init__(self) -> None:
        self._present: dict[str, int] = {}

    def enter(self, session: str) -> int:
        """One more request of a session, which has to leave; how many they are now, it included."""
        present = self._present[session] = self._present.get(session, 0) + 1
        return present

    def leave(self, session: str) -> None:
        """One less."""
        present = self._present.pop(session) - 1
        if present:
            self._present[session] = present
