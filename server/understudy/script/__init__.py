"""Scripts: how an act becomes a performance, from blocks to timed bytes.

`casting` cuts blocks into deltas, `limits` says where the reply begins and ends, `signing` signs its thinking, `usage`
counts it, `beats` makes events of it, `faults` lets them go wrong, `timing` gives them times, `writing` turns them into
a `script` of stencils that is performed for every request of one kind.
"""

from .attempts import at_attempt, tells_attempts_apart
from .counting import count
from .names import Names
from .refusing import refuse
from .script import Script
from .signing import signs
from .staging import early
from .stencil import Filling
from .words import has_templates
from .writing import write

__all__ = [
    "Filling",
    "Names",
    "Script",
    "at_attempt",
    "count",
    "early",
    "has_templates",
    "refuse",
    "signs",
    "tells_attempts_apart",
    "write",
]
