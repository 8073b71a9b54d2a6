"""A rule: one sentence of the API's documentation that a request can break."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..api.errors import Refusal

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """``breaks`` gives the API's words for the first thing that breaks the rule, or None.

    Its docstring is the rule in words; ``source`` is where it is documented or was measured.
    """

    name: str
    source: str
    breaks: Callable[[Subject], str | None]
    type: str = "invalid_request_error"

    @property
    def words(self) -> str:
        return (self.breaks.__doc__ or "").strip()


def first_refusal(rules: Iterable[Rule[Subject]], subject: Subject) -> Refusal | None:
    """The refusal of the first rule that is broken, in the order given."""
    for rule in rules:
        if message := rule.breaks(subject):
            return Refusal(rule.type, message, rule.name)
    return None
