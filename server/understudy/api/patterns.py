"""Patterns: the regular expressions of a JSON Schema that the API can compile.

Source: https://platform.claude.com/docs/en/build-with-claude/structured-outputs#json-schema-limitations
"""

import re
from typing import Final

_LARGE: Final = 256
"""Repetitions from which on a range counts as large; the documentation says no number."""

_TOKEN: Final = re.compile(
    r"""
    \[\^?\]?(?:\\.|[^\]\\])*\]                       # a class: what is in it is literal
    | \(\?(?P<look>=|!|<=|<!)
    | \((?:\?(?:P?<\w+>|:))?(?P<open>)
    | \)(?P<close>)
    | \\(?:(?P<back>[1-9])|(?P<edge>[bB])|.)
    | \{(?P<low>\d+)(?:,(?P<high>\d*))?\}
    | (?P<repeat>[*+?])
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


def unsupported(pattern: str) -> str | None:
    """What the API says of the first thing in a pattern that it cannot compile."""
    repeats = [False]
    closed = False
    for token in _TOKEN.finditer(pattern):
        found, was_closed, closed = token.groupdict(), closed, False
        if found["look"]:
            return "Lookaround assertions are not supported."
        if found["back"]:
            return "Backreferences are not supported."
        if found["edge"]:
            return "Word boundaries are not supported."
        if found["open"] is not None:
            repeats.append(False)
        elif found["close"] is not None and len(repeats) > 1:
            closed = repeats.pop()
            repeats[-1] |= closed
        elif found["low"]:
            if was_closed:
                return "Cannot apply a range quantifier to this regex."
            if int(found["high"] or found["low"]) > _LARGE:
                return (
                    "pattern is too complex for structured output: reduce the {n,m} upper bound, narrow the character"
                    " class range, or avoid nesting quantified groups"
                )
            repeats[-1] = True
        elif found["repeat"]:
            repeats[-1] = True
    return None
