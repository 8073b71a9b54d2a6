"""Sweeps: a client's command, run once for every way in which a scenario's stream can come or break off.

`variants` makes the list of them from what was played: those of `everywhere`, and of each reply the `wrongs`. `parts`
has every session play its own, `running` runs the command, `verdicts` says what should come of it, `sweeping` does all
this; `report` and `junit` tell it.
"""

from .junit import JUnit
from .report import Audience, Lines, Report, Table
from .sweeping import Client, planned, sweep

__all__ = ["Audience", "Client", "JUnit", "Lines", "Report", "Table", "planned", "sweep"]
