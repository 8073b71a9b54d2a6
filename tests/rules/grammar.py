"""The grammar of requests: strategies that build what the schema's types describe."""

import re
import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Final, Literal, NotRequired, Required, Union, get_args, get_origin

from annotated_types import Ge, MaxLen, MinLen
from hypothesis import strategies as st
from pydantic.fields import FieldInfo
from typing_extensions import get_type_hints, is_typeddict

from tests.rules.cases import thinking
from understudy.api import blobs
from understudy.api.schema.messages import Message
from understudy.api.schema.requests import CountTokensRequest, MessagesRequest
from understudy.api.schema.values import Choice

Strategy = st.SearchStrategy[Any]

MODELS: Final = (
    "claude-haiku-4-5", "claude-opus-5", "claude-sonnet-4-5", "claude-opus-4-8", "claude-sonnet-5-5", "claude-opus-5-5",
    "claude-haiku-5-5", "claude-mythos-preview", "claude-3-7-sonnet-20250219", "claude-3-haiku-20240307",
    "claude-opus-4-6", "claude-fable-5-1",
)  # fmt: skip
TEXTS: Final = ("Hi", "Search the web for X", "", " ", "a" * 3_000, "\N{FAMILY}", "\ud7ff", "Hi\n", '{"a": 1}', "\x00")
IDS: Final = ("toolu_1", "toolu_2", "srvtoolu_1", "mcptoolu_1", "srvtoolu_01AbC")
TOOLS: Final = ("get_weather", "web_search", "code_execution", "computer", "advisor", "any")
PNG: Final = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

DEEP: Final = ("deep lists", "deep objects")
"""Texts in whose place JSON is sent that is as deep as its parser lets it be; see `requests.sent`."""

json_values: Final[Strategy] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(TEXTS)
    | st.sampled_from(DEEP)
    | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)

objects: Final[Strategy] = st.dictionaries(
    st.sampled_from(("location", "query", "a")) | st.text(max_size=5), json_values, max_size=3
) | st.sampled_from([{"deep": value} for value in DEEP])

_PLAIN: Final = [
    {"type": "object", "properties": {}},
    {"type": "object", "properties": {"location": {"type": "string"}}, "required": ["location"]},
    {"type": "object", "properties": {"a": {"$ref": "#/$defs/A"}}, "$defs": {"A": {"$ref": "#/$defs/A"}}},
    {"type": "object", "properties": {"a": {"anyOf": [{"type": "null"}, {"enum": [1, "b"]}]}}, "oneOf": [{}]},
    {"type": "object", "properties": {"a": True}, "additionalProperties": False},
    {"type": "object", "properties": {"a": {"type": "string", "pattern": "(?<=a)["}}, "minProperties": 1},
    {"type": "object", "properties": {"a": {"type": "array", "items": {"minimum": 1}, "minItems": 2}}},
]
schemas: Final[Strategy] = (
    st.sampled_from(_PLAIN)
    | st.builds(lambda more: {"type": "object", **more}, objects)
    | st.builds(lambda inner: {"type": "object", "properties": inner}, objects)
    | st.sampled_from([{"type": "object", "properties": value} for value in DEEP])
)


@cache
def _genuine() -> Mapping[str, Strategy]:
    """Opaque values, some made here and some not."""
    signed = [block["signature"] for name in MODELS for block in (thinking(model=name), thinking("Hm.", name))]
    return {
        "signature": st.sampled_from([*signed, "", "EqQBCg=="]),
        "encrypted_content": st.sampled_from([blobs.encrypt_content("x"), "", "EqQBCg=="]),
        "encrypted_index": st.sampled_from([blobs.encrypt_index("x"), "", "EqQBCg=="]),
    }


def member(name: str, hint: Any) -> Strategy:
    """What a member may be: by its name where the type does not say, else by its type."""
    match name:
        case "signature" | "encrypted_content" | "encrypted_index":
            return _genuine()[name]
        case "model":
            return st.sampled_from((*MODELS, "no-such-model", "claude-haiku-4-5+hello", "claude-haiku-4-5+none"))
        case "role" if hint is str:
            return st.sampled_from(("user", "assistant"))
        case "messages":
            return st.lists(typed(Message), min_size=1, max_size=4)
        case "inference_geo":
            return st.sampled_from(("us", "global"))
        case "previous_message_id":
            return st.just("msg_1")
        case "data":
            return st.sampled_from((PNG, "aGVsbG8=", "JVBERi0xLjQK", "no base64", ""))
        case "input_schema" | "schema":
            return schemas
        case "url":
            return st.sampled_from(("https://a.example/x", "http://", "x"))
        case "temperature" | "top_p":
            return st.sampled_from((0, 0.5, 0.99, 1, 1.0))
        case "max_tokens":
            return st.sampled_from((0, 1, 100, 2_048, 64_000, 10**6, 2**63))
        case _:
            return typed(hint)


@cache
def _shape(shape: Any) -> Strategy:
    """An object of a shape: what it must have, and some of what it may have."""
    hints = get_type_hints(shape, include_extras=True)
    members = {name: _later(name, hint) for name, hint in hints.items()}
    optional = {name: members.pop(name) for name in hints if name in shape.__optional_keys__}
    return st.fixed_dictionaries(members, optional=optional)


def _later(name: str, hint: Any) -> Strategy:
    """A member, once it is asked for; shapes may hold themselves."""
    return st.deferred(lambda: member(name, hint))


def typed(hint: Any, *notes: Any) -> Strategy:
    """What a type describes."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return typed(arguments[0], *arguments[1:], *notes)
    if origin in (Required, NotRequired):
        return typed(arguments[0], *notes)
    if origin in (Union, types.UnionType):
        return st.one_of(*(typed(argument, *notes) for argument in arguments))
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is list:
        return st.lists(typed(arguments[0]), max_size=3)
    if origin is dict:
        return st.dictionaries(typed(arguments[0]), typed(arguments[1]), max_size=2)
    return _shape(hint) if is_typeddict(hint) else _plain(hint, notes)


def _plain(hint: Any, notes: tuple[Any, ...]) -> Strategy:
    limits = [limit for note in notes if isinstance(note, FieldInfo) for limit in note.metadata]
    choices = [name for note in notes if isinstance(note, Choice) for name in (*note.names, *note.with_betas)]
    patterns = [pattern for limit in limits if (pattern := getattr(limit, "pattern", None))]
    if hint is str and choices:
        return st.sampled_from(choices)
    if hint is str and patterns:
        fitting = [text for text in (*IDS, *TOOLS) if re.search(patterns[0], text)]
        return st.sampled_from(fitting) | st.from_regex(patterns[0], fullmatch=True)
    if hint is str:
        longest = min([limit.max_length for limit in limits if isinstance(limit, MaxLen)], default=20)
        least = max([limit.min_length for limit in limits if isinstance(limit, MinLen)], default=0)
        fitting = [text for text in (*TOOLS, *TEXTS) if least <= len(text) <= longest]
        texts = st.text(min_size=least, max_size=min(longest, 20))
        return texts | st.sampled_from(fitting) if fitting else texts
    if hint is int:
        least = max([int(limit.ge) for limit in limits if isinstance(limit, Ge)], default=-3)  # type: ignore[call-overload]
        return st.integers(least, least + 5) | st.sampled_from((least + 10**4, 2**63))
    return _SIMPLE[hint]


_SIMPLE: Final[Mapping[Any, Strategy]] = {
    bool: st.booleans(),
    float: st.floats(0, 1),
    type(None): st.none(),
    Any: json_values,
    dict: objects,
}


BODIES: Final = {"messages": MessagesRequest, "count_tokens": CountTokensRequest}


def request(endpoint: str) -> Strategy:
    """A body of the schema's shape; what it says together may be nonsense."""
    return typed(BODIES[endpoint])
