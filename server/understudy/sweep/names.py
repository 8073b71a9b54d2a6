"""Names: what a variant may be called, and whether a glob can mean it."""

import re
from fnmatch import fnmatchcase
from functools import cache
from typing import Final

NUMBER: Final = "#"
"""Stands for any number in the form of a name, as in `end-before-event-#`."""

_WILDCARD: Final = re.compile(r"\*|\[!?\]?[^\]]*\]|.", re.DOTALL)
_DIGITS: Final = "0123456789"


def meets(glob: str, form: str) -> bool:
    """Whether a glob matches any name of a form."""
    items = _WILDCARD.findall(glob)
    signs = [sign for each in form for sign in ((_DIGITS, f"{_DIGITS}*") if each == NUMBER else (each,))]

    @cache
    def rest(item: int, sign: int) -> bool:
        """Whether what follows in both can be the same."""
        many = item < len(items) and items[item] == "*"
        more = sign < len(signs) and len(signs[sign]) > len(_DIGITS)
        if (many and rest(item + 1, sign)) or (more and rest(item, sign + 1)):
            return True
        if item == len(items) or sign == len(signs):
            return item == len(items) and sign == len(signs)
        fits = any(fnmatchcase(character, items[item]) for character in signs[sign].rstrip("*"))
        return fits and not (many and more) and rest(item + (not many), sign + (not more))

    return rest(0, 0)
