"""Matching: globs, and texts that are a substring or `/regex/flags`."""

import re
from collections.abc import Callable
from fnmatch import translate
from functools import lru_cache

_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}
_REGEX = re.compile(r"/(.*)/([a-z]*)", re.DOTALL)


@lru_cache(1024)
def compile_pattern(text: str) -> Callable[[str], bool]:
    """A test for a text. Raises ValueError on a regex or flag that cannot be."""
    if not (parts := _REGEX.fullmatch(text)):
        return lambda value: text in value
    flags = re.NOFLAG
    for letter in parts[2]:
        if letter not in _FLAGS:
            raise ValueError(f"unknown flag {letter!r}, known are {''.join(_FLAGS)}")
        flags |= _FLAGS[letter]
    try:
        search = re.compile(parts[1], flags).search
    except re.error as mistake:
        raise ValueError(str(mistake)) from None
    return lambda value: search(value) is not None


@lru_cache(1024)
def compile_glob(glob: str) -> Callable[[str], bool]:
    """A test for a whole name, in which `*` stands for anything."""
    match = re.compile(translate(glob.replace("[", "[[]"))).match
    return lambda value: match(value) is not None
