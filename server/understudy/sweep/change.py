"""Change: what is played, with what a variant says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final

from ..performance import Keeping
from ..scenario.acts import Act
from ..scenario.document import Scenario
from ..scenario.faults import Fault
from ..scenario.resolve import play
from .variant import Says

_NAME: Final = "variant"


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """What differs. ``first`` is played at every turn before the scenario's own attempts, ``always`` in their place."""

    wire: Mapping[str, Any]
    faults: tuple[Fault, ...]
    first: tuple[Act, ...] = ()
    always: Act | None = None
    keeping: Keeping | None = None
    _made: dict[Act, Act] = field(default_factory=dict)

    @classmethod
    def to(cls, says: Says) -> "Change":
        """The change to what is said, in the language of scenarios: `wire`, `faults`, `connection`, or what happens."""
        document = Scenario.model_validate(says if {"attempts", "error"} & says.keys() else {"reply": [], **says})
        said_play = play(document, _NAME, _NAME, {})
        attempts = said_play.scenes[0].attempts
        said = document.wire.model_fields_set if document.wire else frozenset()
        wire = {
            each.name: getattr(part, each.name)
            for part in (attempts[0].spelling, attempts[0].delivery)
            for each in fields(part)
        }
        return cls(
            wire={name: value for name, value in wire.items() if name in said},
            faults=attempts[0].faults,
            first=attempts if document.attempts else (),
            always=attempts[0] if document.error else None,
            keeping=said_play.keeping,
        )

    def at(self, attempt: int, attempts: Sequence[Act]) -> Act:
        """The act of an attempt, where the scenario has these: the same object every time, so it is written once."""
        if self.always:
            return self.always
        if attempt <= len(self.first):
            return self.first[attempt - 1]
        return self._changed(attempts[min(attempt - len(self.first), len(attempts)) - 1])

    def _changed(self, act: Act) -> Act:
        if act not in self._made:
            self._made[act] = replace(act.rewired(self.wire), faults=(*act.faults, *self.faults))
        return self._made[act]
