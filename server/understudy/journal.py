"""The journal: what was asked and what was answered, request by request, the latest first to be kept."""

from collections import deque
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from .sent import Sent

MAX_ENTRIES: Final = 10_000
"""How many requests are remembered; the oldest are forgotten first."""

LONGEST: Final = 1_000
"""Characters that are kept of a text that the client chose."""


class Entry(NamedTuple):
    """One request. Neither its key nor its content is kept."""

    at: float
    """Seconds since the epoch."""
    method: str
    path: str
    session: str
    model: str | None
    stream: bool
    scenario: str | None
    """What answered it, where a scenario did."""
    status: int | None
    """None where the connection ended before any."""
    request_id: str | None
    rule: str | None
    """The rule that refused it, or that it breaks where it was let in nevertheless."""
    finding: str | None
    """What the API says to it."""
    faults: tuple[str, ...]
    """What was to go wrong in the reply, each in one word, such as `reset@event:5`."""

    retry_count: int | None
    """How often the client says that it has sent it before."""
    connection: int
    """The number of its connection, in the order in which they were made."""
    request: int
    """Which request on its connection it is; a later one than the first uses it again."""
    sent: Sent

    def row(self) -> dict[str, Any]:
        """The entry as JSON, with what was sent by now."""
        said = self._asdict()
        del said["sent"]
        return said | self.sent.row()


class Journal:
    """The latest requests, of all sessions."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=MAX_ENTRIES)

    def note(self, entry: Entry) -> None:
        self._entries.append(entry)

    def entries(self, session: str | None = None) -> Iterator[Entry]:
        """In the order in which they were answered; of one session or of all."""
        return (entry for entry in tuple(self._entries) if session is None or entry.session == session)
