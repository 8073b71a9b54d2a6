"""Garbage: when Python looks for it. A look at everything that lives halts a thousand streams for 20 ms and more."""

import gc
from typing import Final

_OFTEN: Final = (700, 5)
"""After how many new objects Python looks at these, and after how many such looks at all that is newer than a look at
everything: each takes less than a millisecond."""
_NEVER: Final = 1_000_000_000
_IDLE: Final = 10
_BUSY: Final = 300
"""After how many of the latter everything is looked at: when nobody is answered, and in any case; a million objects."""


def begin() -> None:
    """Spares what there is, and has everything looked at by ``look`` alone."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(*_OFTEN, _NEVER)


def look(*, busy: bool) -> None:
    """Looks at everything, if it is time; ``busy``: somebody is being answered."""
    if gc.get_count()[2] >= (_BUSY if busy else _IDLE):
        gc.collect()
