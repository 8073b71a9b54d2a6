"""A rule: one sentence of the API's documentation that a request can break."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from ..api.errors import Refusal

Subject = TypeVar("Subject")

DOCS: Final = "https://platform.claude.com/docs/en/"


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """``breaks`` gives the API's words for the first thing that breaks the rule, or None.

    Its docstring is the rule in words; ``source`` is where it is documented: a URL, or the end of one under `DOCS`.
    ``counts`` tells whether the rule holds for `count_tokens` too, ``about`` the members, types and roles one of which
    a request has to mention for the rule to be worth asking; none for a rule that always is.
    """

    name: str
    source: str
    breaks: Callable[[Subject], str | None]
    type: str = "invalid_request_error"
    counts: bool = True
    about: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return " ".join((self.breaks.__doc__ or "").split())

    @property
    def url(self) -> str:
        return self.source if self.source.startswith("https://") else DOCS + self.source


def first_refusal(rules: Iterable[Rule[Subject]], subject: Subject) -> Refusal | None:
    """The refusal of the first rule that is broken, in the order given."""
    for rule in rules:
        if message := rule.breaks(subject):
            return Refusal(rule.type, message, rule.name)
    return None
