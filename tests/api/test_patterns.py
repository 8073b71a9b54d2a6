"""Patterns: which regular expressions can be compiled."""

import pytest

from understudy.api.patterns import unsupported

TOO_COMPLEX = (
    "pattern is too complex for structured output: reduce the {n,m} upper bound, narrow the character class range,"
    " or avoid nesting quantified groups"
)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "^[a-z0-9-]{1,63}$",
        r"^\d{4}-\d{2}-\d{2}$",
        r"^(foo|bar)+$",
        r"(?:ab){2,3}",
        r"(?P<year>\d\d)(?<month>\d\d)",
        r"[\b(?=]",
        r"[^\]\1]",
        r"\\1\(?=",
        "a{,3}{x}",
        ".{256}",
        "(()",
        ")){2}",
    ],
)
def test_a_pattern_is_supported(pattern: str) -> None:
    assert unsupported(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"(a)\1", "Backreferences are not supported."),
        (r"^(?=a)", "Lookaround assertions are not supported."),
        (r"^(?!a)", "Lookaround assertions are not supported."),
        (r"(?<=a)b", "Lookaround assertions are not supported."),
        (r"(?<!a)b", "Lookaround assertions are not supported."),
        (r"\bword\b", "Word boundaries are not supported."),
        (r"a\Bb", "Word boundaries are not supported."),
        ("(a+){2,3}", "Cannot apply a range quantifier to this regex."),
        ("((a*)b){2}", "Cannot apply a range quantifier to this regex."),
        ("(?:a{2}){3,}", "Cannot apply a range quantifier to this regex."),
        (".{1,257}", TOO_COMPLEX),
        ("[a-z]{1000}", TOO_COMPLEX),
        (".{1000,}", TOO_COMPLEX),
    ],
)
def test_a_pattern_is_unsupported(pattern: str, words: str) -> None:
    assert unsupported(pattern) == words
