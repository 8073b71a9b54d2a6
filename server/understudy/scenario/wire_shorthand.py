"""Wire shorthand: how a reply is spelled and delivered, such as `eol=crlf,write=bytes:7`."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from ..delivery import AtRandom, EveryBytes
from .acts import Act
from .shorthand import DURATION, NUMBER, Form, ShorthandError, positive, shortened, unknown


@lru_cache(1024)
def settings(text: str) -> Mapping[str, Any]:
    """The settings of a text, which joins them by commas, the last said winning. Raises ShorthandError."""
    return dict(_setting(word.strip()) for word in text.split(","))


def rewired(act: Act, text: str) -> Act:
    """The act with these settings in place of its own."""
    return act.rewired(settings(text))


def _setting(word: str) -> tuple[str, Any]:
    try:
        name, value = _parts(word)
        return name, _form(name).read(value)
    except ValueError as mistake:
        raise ShorthandError(f"`{shortened(word)}` says nothing of the wire: {mistake}") from None


def _parts(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals:
        raise ValueError("expected KEY=VALUE, such as `eol=crlf`")
    return name, value


def _form(key: str) -> Form:
    if key not in _FORMS:
        raise ValueError(unknown("key", key, _FORMS, [f"`{each}`" for each in _FORMS]))
    return _FORMS[key]


def _choice(key: str, first: str, *words: str) -> Form:
    *most, last = (f"`{word}`" for word in words)
    return Form(f"{', '.join([f'`{key}={first}`', *most])} or {last}", "|".join((first, *words)))


def _switch(key: str) -> Form:
    return replace(_choice(key, "true", "false"), value=_SWITCHES.__getitem__)


def _write(text: str) -> Any:
    name, _, number = text.partition(":")
    return _CUTS[name](int(number)) if number else name


_SWITCHES: Final = {"true": True, "false": False}

_CUTS: Final[Mapping[str, type[EveryBytes | AtRandom]]] = {"bytes": EveryBytes, "random": AtRandom}

_FORMS: Final[Mapping[str, Form]] = {
    "stream": _switch("stream"),
    "eol": _choice("eol", "lf", "crlf", "cr"),
    "padding": _choice("padding", "random", "none", "outside"),
    "event_line": replace(
        _choice("event_line", "true", "false", "after_data"), value=lambda text: _SWITCHES.get(text, text)
    ),
    "space": _switch("space"),
    "blank_lines": _switch("blank_lines"),
    "final_blank_line": _switch("final_blank_line"),
    "comments_every": Form("`comments_every=1s`", DURATION, positive),
    "data_lines": Form("`data_lines=N`", NUMBER, int),
    "bom": _switch("bom"),
    "gzip": _choice("gzip", "off", "accepted", "always", "unannounced"),
    "write": Form(
        "`write=auto`, `event`, `all`, `line`, `inside_character`, `inside_eol`, `bytes:N` or `random:SEED`",
        rf"auto|event|all|line|inside_character|inside_eol|bytes:{NUMBER}|random:\d{{1,9}}",
        _write,
    ),
    "between_writes": Form("`between_writes=20ms`", DURATION, positive),
    "content_length": _switch("content_length"),
}
"""Each setting by its key. What is free text, `trailer`, `comment` and `extra_fields`, takes a file."""
