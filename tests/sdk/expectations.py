"""What is expected of every shipped scenario, and the cases the judges get."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from understudy.library import Library

Json = dict[str, Any]

PATIENCE = 0.6
"""Seconds after which a judge gives up on a silent stream."""


@dataclass(frozen=True)
class Expectation:
    """How a scenario ends for an SDK; see the table for the words."""

    scenario: str
    outcome: str | dict[str, str] = "message"
    request: Json = field(default_factory=dict)
    beta: bool = False
    status: int | None = None
    type: str | None = None
    text: str = ""
    plain: str | None = None
    heard: dict[str, str] = field(default_factory=dict)

    def outcome_for(self, judge: str) -> str:
        return self.outcome if isinstance(self.outcome, str) else self.outcome[judge]

    def case(self, judge: str) -> Json:
        """The case for a judge, whose name keeps its sessions apart."""
        request = {**_table()["request"], **self.request}
        return {
            "judge": judge,
            "scenario": self.scenario,
            "silent": self.outcome_for(judge) == "silent",
            "timeout": PATIENCE if self.outcome_for(judge) == "silent" else 20.0,
            "headers": _table()["headers"],
            "beta": self.beta,
            "request": {key: value for key, value in request.items() if value is not None},
        }


@cache
def _table() -> Json:
    table: Json = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text())
    return table


def expectations() -> tuple[Expectation, ...]:
    """One for every shipped scenario that a judge is asked about."""
    return tuple(expected for expected in every() if expected.outcome != "unasked")


@cache
def every() -> tuple[Expectation, ...]:
    """One for every shipped scenario."""
    said = _table()["scenarios"]
    return tuple(Expectation(name, **said.get(name, {})) for name in shipped())


@cache
def shipped() -> tuple[str, ...]:
    return tuple(Library.load([]).plays)


def surplus() -> list[str]:
    """The table's entries for scenarios that are not shipped."""
    return sorted(set(_table()["scenarios"]) - set(shipped()))
