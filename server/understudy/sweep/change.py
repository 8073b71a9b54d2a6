"""Change: an act with what a variant says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final

from ..scenario.acts import Act
from ..scenario.document import Scenario
from ..scenario.faults import Fault
from ..scenario.resolve import play

_NAME: Final = "variant"


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """What differs. ``first`` is played at the first attempt at every turn, before the scenario's own."""

    wire: Mapping[str, Any]
    faults: tuple[Fault, ...]
    first: Act | None
    _made: dict[Act, Act] = field(default_factory=dict)

    @classmethod
    def to(cls, says: Mapping[str, Any]) -> "Change":
        """The change to what is said, in the language of scenarios: `wire`, `faults`, or one of `attempts`."""
        document = Scenario.model_validate(says if "attempts" in says else {"reply": [], **says})
        act = play(document, _NAME, _NAME, {}).scenes[0].attempts[0]
        said = document.wire.model_fields_set if document.wire else frozenset()
        wire = {each.name: getattr(part, each.name) for part in (act.spelling, act.delivery) for each in fields(part)}
        return cls(
            wire={name: value for name, value in wire.items() if name in said},
            faults=act.faults,
            first=act if document.attempts else None,
        )

    def of(self, act: Act) -> Act:
        """The act, changed; the same object every time, so that its script is written once."""
        if act not in self._made:
            self._made[act] = replace(act.rewired(self.wire), faults=(*act.faults, *self.faults))
        return self._made[act]
