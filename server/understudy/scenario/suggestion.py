"""Suggestion: the known word somebody may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str], count: int = 1) -> list[str]:
    """The known words most like this one, the best first; none where nothing is like it."""
    by_form = {each.lower().replace("-", "_"): each for each in known}
    return [by_form[form] for form in get_close_matches(word[:200].lower().replace("-", "_"), by_form, count)]


def suggestion(word: str, known: Iterable[str]) -> str:
    """`, did you mean …?` to end a sentence with; empty where nothing is like the word."""
    found = nearest(word, known)
    return f", did you mean `{found[0]}`?" if found else ""
