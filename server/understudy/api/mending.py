"""Mending: what can be played of a body that has not the API's shape."""

from collections.abc import Callable
from typing import Any, Final


def mended(value: object) -> dict[str, Any] | None:
    """The body without the members that cannot be read; None where no model or no messages are left."""
    if not isinstance(value, dict) or not isinstance(value.get("model"), str):
        return None
    messages = _messages(value.get("messages"))
    if not messages:
        return None
    rest = {name: member for name, member in value.items() if name in _READ and _READ[name](member)}
    return {**rest, "model": value["model"], "messages": messages}


def _messages(value: object) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        return []
    return [{**message, "content": _content(message.get("content"))} for message in value if _speaks(message)]


def _speaks(message: object) -> bool:
    return isinstance(message, dict) and message.get("role") in ("user", "assistant", "system")


def _content(value: object) -> str | list[dict[str, Any]]:
    if isinstance(value, str):
        return value
    return _typed(value) if isinstance(value, list) else []


def _typed(items: list[Any]) -> list[dict[str, Any]]:
    return [item for item in items if isinstance(item, dict) and isinstance(item.get("type"), str)]


def _is(*types: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, types) and (bool in types or not isinstance(value, bool))


def _all(type_: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and all(isinstance(item, type_) for item in value)


def _named(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("type"), str)


_READ: Final[dict[str, Callable[[object], bool]]] = {
    "max_tokens": lambda value: _is(int)(value) and value >= 0,  # type: ignore[operator]  # an int by then
    "stream": _is(bool),
    "system": lambda value: isinstance(value, str) or _all(dict)(value),
    "stop_sequences": _all(str),
    "tools": _all(dict),
    "tool_choice": _named,
    "thinking": _named,
    "output_config": _is(dict),
    "context_management": _is(dict),
    "metadata": _is(dict),
    "cache_control": _named,
}
"""The members of a request that a reply depends on, each with what it takes to be read."""
