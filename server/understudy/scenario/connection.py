"""Connection: what a scenario says of the connection after it has answered."""

from typing import Literal

from ..performance import Keeping
from .values import Duration, Entry, Given


class Connection(Entry):
    """What becomes of the connection once the response has ended properly."""

    idle_timeout: Given[Duration] = None
    """How long it is kept while the client says nothing. Does not scale."""
    on_reuse: Given[Literal["close", "reset", "silence"]] = None
    """What a later request on it gets in place of an answer."""


def keeping(said: Connection | None) -> Keeping | None:
    """What a scenario says as what is played; None where it says nothing."""
    return None if said is None else Keeping(said.idle_timeout, said.on_reuse or "answer")
