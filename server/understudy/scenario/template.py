"""Templates: the `{{ … }}` in a reply's strings, which name a value of the request."""

import re
from collections.abc import Callable
from typing import Final

NAMES: Final = ("request.model", "last_user_text", "attempt", "turn", "retry_count", "input_tokens")
FAMILIES: Final = ("tool_result.", "header.")
"""Names that go on: with a tool's name, with a header's."""

_TEMPLATE: Final = re.compile(r"\{\{([^{}\n]*)\}\}")


def render(text: str, values: Callable[[str], str]) -> str:
    """The text with every template replaced by the value of its name. Values are not looked through again."""
    return _TEMPLATE.sub(lambda template: values(template[1].strip()), text)


def has_template(text: str) -> bool:
    return "{{" in text and _TEMPLATE.search(text) is not None


def names(text: str) -> tuple[str, ...]:
    """The names in the templates of a text, in order, known or not."""
    return tuple(name.strip() for name in _TEMPLATE.findall(text))


def known(name: str) -> bool:
    """Whether a template may name this."""
    return name in NAMES or any(name.startswith(family) and name != family for family in FAMILIES)
