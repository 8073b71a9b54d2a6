"""Sense: mistakes of a scenario that are right in form, and could never be played as written."""

from collections.abc import Container, Iterator
from typing import Any, Final

from .blocks import ITEMS
from .directives import said_key
from .suggestion import suggestion
from .template import FAMILIES, NAMES, known, names
from .wire import SPELLED

Location = tuple[str | int, ...]
Nonsense = tuple[Location, str]
"""Where, and what is wrong."""

_ENDINGS: Final = ("error", "end", "close", "reset")
_LISTS: Final = ("text", "thinking", "fragments")
"""Members of a block that may be a list of chunks."""
_TELLINGS: Final = ("full", "summary")
"""Members of full thinking that may be one; a request gets to see one of them."""
_EVENTS: Final = (
    "message_start",
    "content_block_start",
    "content_block_delta",
    "content_block_stop",
    "message_delta",
    "message_stop",
    "ping",
    "error",
)
_BY_TYPE: Final = ("before", "after")
_SERVER_CALLS: Final = ("server_tool_use", "mcp_tool_use")


def outcomes(scenario: Any) -> Iterator[tuple[Location, dict[str, Any]]]:
    """Every mapping of a scenario that may say what happens, as plain values of any form."""
    if isinstance(scenario, dict):
        yield (), scenario
        yield from _attempts((), scenario)
        for location, turn in _mappings(scenario.get("turns"), ("turns",)):
            yield location, turn
            yield from _attempts(location, turn)


def nonsense(scenario: Any) -> Iterator[Nonsense]:
    """All of it. Values of the wrong form are passed over: the schema speaks of them."""
    known_events = {*_EVENTS, *_named_events(scenario)}
    recorded = any("transcript" in outcome for _, outcome in outcomes(scenario))
    for location, outcome in outcomes(scenario):
        yield from _recorded_otherwise(outcome, location)
        yield from _unknown_names(outcome.get("faults"), (*location, "faults"))
        yield from _names_of_error(outcome.get("error"), (*location, "error"))
        if not recorded:
            yield from _misspelt_events(outcome.get("faults"), (*location, "faults"), known_events)
        if isinstance(reply := outcome.get("reply"), list):
            yield from _unplayed(reply, (*location, "reply"))
            yield from _homeless_results(reply, (*location, "reply"))
            yield from _unknown_names(reply, (*location, "reply"))


def _recorded_otherwise(outcome: dict[str, Any], location: Location) -> Iterator[Nonsense]:
    """What is said of the spelling of recorded bytes, right beside them."""
    if isinstance(outcome.get("transcript"), str) and isinstance(wire := outcome.get("wire"), dict):
        for key in wire.keys() & SPELLED:
            text = f"a transcript is played as it was recorded: `{key}` of `wire` does not apply to it"
            yield (*location, "wire", key), text


def _attempts(location: Location, entry: dict[str, Any]) -> Iterator[tuple[Location, dict[str, Any]]]:
    yield from _mappings(entry.get("attempts"), (*location, "attempts"))


def _mappings(value: Any, location: Location) -> Iterator[tuple[Location, dict[str, Any]]]:
    for number, item in enumerate(_items(value)):
        if isinstance(item, dict):
            yield (*location, number), item


def _unplayed(reply: list[Any], location: Location) -> Iterator[Nonsense]:
    """What stands after the end, and a `hold` that is not last."""
    ended: str | None = None
    for number, item in enumerate(reply):
        here = (*location, number)
        if ended:
            yield here, f"nothing is sent after `{ended}`: this can never be played"
            return
        key = said_key(item, ITEMS)
        if key == "hold" and number + 1 < len(reply):
            yield here, "`hold` comes after everything: make it the last item of the reply"
        for tellings in _tellings(item, here):
            endings = [_ending(chunks) for _, chunks in tellings]
            ended = ended or (endings[0] if all(endings) else None)
            for chunks_location, chunks in tellings:
                yield from _unplayed_chunks(chunks, chunks_location)
        ended = ended or (key if key in _ENDINGS else None)


def _tellings(item: Any, location: Location) -> Iterator[list[tuple[Location, Any]]]:
    """What a block's members that may be chunks hold, each with its place; of full thinking, all that it may be."""
    for member in _LISTS:
        if isinstance(item, dict) and member in item:
            here, said = (*location, member), item[member]
            told = [((*here, key), said[key]) for key in _TELLINGS if key in said] if isinstance(said, dict) else []
            yield told or [(here, said)]


def _ending(chunks: Any) -> str | None:
    keys = (said_key(chunk, ITEMS) for chunk in _items(chunks))
    return next((key for key in keys if key in _ENDINGS), None)


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _unplayed_chunks(chunks: Any, location: Location) -> Iterator[Nonsense]:
    items = _items(chunks)
    for number, chunk in enumerate(items):
        key = said_key(chunk, ITEMS)
        if key == "hold":
            yield (*location, number), "`hold` comes after everything: make it the last item of the reply"
        if key in _ENDINGS and number + 1 < len(items):
            yield (*location, number + 1), f"nothing is sent after `{key}`: this can never be played"
            return


def _homeless_results(reply: list[Any], location: Location) -> Iterator[Nonsense]:
    """Results that name no call, where no call came before."""
    called = False
    for item_location, item in _mappings(reply, location):
        key = said_key(item, ITEMS) or ""
        called = called or key in _SERVER_CALLS
        start = item.get("start")
        said = "tool_use_id" in item or (isinstance(start, dict) and "tool_use_id" in start)
        if key.endswith("_tool_result") and not called and not said:
            yield item_location, f"no server tool is called before this `{key}`: give it a `tool_use_id`"


def _names_of_error(error: object, location: Location) -> Iterator[Nonsense]:
    """Those in an HTTP error; where it is early, any is one too many."""
    if isinstance(error, dict) and error.get("early") is True:
        for where, text in _strings(error, location):
            if names(text):
                yield where, "an `early` error knows nothing of the request: expected no template"
    else:
        yield from _unknown_names(error, location)


def _unknown_names(said: object, location: Location) -> Iterator[Nonsense]:
    for where, text in _strings(said, location):
        for name in dict.fromkeys(names(text)):
            if not known(name):
                yield where, _unknown_name(name)


def _unknown_name(name: str) -> str:
    if not name:
        return "a template without a name"
    possible = [*NAMES, *(f"{family}NAME" for family in FAMILIES)]
    expected = ", ".join(f"`{each}`" for each in possible)
    return f"unknown name `{name}` in a template{suggestion(name, possible) or f': expected one of {expected}'}"


def _misspelt_events(faults: Any, location: Location, known_events: Container[str]) -> Iterator[Nonsense]:
    """Positions at an event that no reply has, and whose type is nearly one of the API's."""
    for where, fault in _mappings(faults, location):
        at = fault.get("at")
        for member in _BY_TYPE:
            name = at.get(member) if isinstance(at, dict) else None
            if isinstance(name, str) and name not in known_events and (hint := suggestion(name, _EVENTS)):
                yield (*where, "at", member), f"no event of the type `{name}` is ever sent{hint}"


def _named_events(value: Any) -> Iterator[str]:
    """The types and names that a scenario gives to events of its own."""
    match value:
        case {"event": {"name": str(name)}} | {"event": {"type": str(name)}}:
            yield name
        case dict():
            for item in value.values():
                yield from _named_events(item)
        case list():
            for item in value:
                yield from _named_events(item)


def _strings(value: Any, location: Location) -> Iterator[tuple[Location, str]]:
    match value:
        case str():
            yield location, value
        case list():
            for number, item in enumerate(value):
                yield from _strings(item, (*location, number))
        case dict():
            for key, item in value.items():
                yield from _strings(item, (*location, key))
