"""The grammar of requests: strategies that build what the schema describes."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st
from pydantic_core.core_schema import CoreSchema

from tests.rules.cases import thinking
from understudy.api import blobs
from understudy.api.schema.messages import Message
from understudy.api.schema.requests import CountTokensRequest, MessagesRequest
from understudy.api.schema.shapes import String, definition

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


def member(name: str, schema: CoreSchema) -> Strategy:
    """What a member may be: by its name where the schema does not say, else by its schema."""
    match name:
        case "signature" | "encrypted_content" | "encrypted_index":
            return _genuine()[name]
        case "model":
            return st.sampled_from((*MODELS, "no-such-model", "claude-haiku-4-5+hello", "claude-haiku-4-5+none"))
        case "role" if schema is String:
            return st.sampled_from(("user", "assistant"))
        case "messages":
            return st.lists(described(Message), min_size=1, max_size=4)
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
            return described(schema)


_DESCRIBED: Final[dict[int, Strategy]] = {}


def described(schema: CoreSchema) -> Strategy:
    """What a schema describes; made once for each part of the whole, which never goes away."""
    if id(schema) not in _DESCRIBED:
        _DESCRIBED[id(schema)] = _describe(schema)
    return _DESCRIBED[id(schema)]


def _describe(schema: Any) -> Strategy:
    match schema:
        case {"metadata": {"names": names}}:
            return st.sampled_from(names)
        case {"type": "definition-ref"}:
            return described(definition(schema))
        case {"type": "typed-dict", "fields": fields}:
            return _object(fields)
        case {"type": "tagged-union", "choices": arms}:
            return st.one_of(*(described(arm) for arm in arms.values()))
        case {"type": "literal", "expected": values}:
            return st.sampled_from(values)
        case {"type": "list", "items_schema": item}:
            return st.lists(described(item), max_size=3)
        case {"type": "dict", "keys_schema": key, "values_schema": value}:
            return st.dictionaries(described(key), described(value), max_size=2)
        case {"type": "nullable", "schema": inner}:
            return described(inner) | st.none()
        case {"type": "str"}:
            return _text(schema.get("min_length", 0), schema.get("max_length", 20), schema.get("pattern"))
        case {"type": "int"}:
            least = schema.get("ge", -3)
            return st.integers(least, least + 5) | st.sampled_from((least + 10**4, 2**63))
        case {"schema": inner}:
            return described(inner)
        case _:
            return _SIMPLE[schema["type"]]


def _object(fields: Mapping[str, Any]) -> Strategy:
    """An object of a shape: what it must have, and some of what it may have."""
    members = {name: _later(name, field["schema"]) for name, field in fields.items()}
    optional = {name: members.pop(name) for name, field in fields.items() if not field.get("required", True)}
    return st.fixed_dictionaries(members, optional=optional)


def _later(name: str, schema: CoreSchema) -> Strategy:
    """A member, once it is asked for; there are many."""
    return st.deferred(lambda: member(name, schema))


def _text(least: int, longest: int, pattern: str | None) -> Strategy:
    if pattern:
        fitting = [text for text in (*IDS, *TOOLS) if re.search(pattern, text)]
        return st.sampled_from(fitting) | st.from_regex(pattern, fullmatch=True)
    fitting = [text for text in (*TOOLS, *TEXTS) if least <= len(text) <= longest]
    texts = st.text(min_size=least, max_size=min(longest, 20))
    return texts | st.sampled_from(fitting) if fitting else texts


_SIMPLE: Final[Mapping[str, Strategy]] = {
    "bool": st.booleans(),
    "float": st.floats(0, 1),
    "none": st.none(),
    "any": json_values,
    "is-instance": objects,
}


BODIES: Final = {"messages": MessagesRequest, "count_tokens": CountTokensRequest}


def request(endpoint: str) -> Strategy:
    """A body of the schema's shape; what it says together may be nonsense."""
    return described(BODIES[endpoint])
