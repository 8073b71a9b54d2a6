"""Requests of every kind: as clients build them, with something wrong in them, and what is no request at all."""

import copy
import json
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from tests.rules.cases import Json, redacted, text, thinking, tool_result, tool_use
from understudy.api import models
from understudy.api.betas import BETAS
from understudy.api.schema import VERSIONS
from understudy.api.schema.content import DocumentBlock, ImageBlock, SearchResultBlock, TextBlock
from understudy.api.schema.messages import Block

from .grammar import BODIES, DEEP, MODELS, TOOLS, Strategy, described, json_values, member


@st.composite
def conversations(draw: st.DrawFn, model: str) -> list[Json]:
    """Turn and turn about: tools are answered, thinking was made by the model."""
    messages: list[Json] = []
    results: list[Json] = []
    for number in range(draw(st.integers(1, 4))):
        messages.append({"role": "user", "content": [*results, *draw(_said)]})
        names = draw(st.lists(st.sampled_from(TOOLS), max_size=2))
        calls = [tool_use(f"toolu_{number}_{call}", name) for call, name in enumerate(names)]
        results = [tool_result(call["id"]) for call in calls]
        messages.append({"role": "assistant", "content": [*draw(_thoughts(model)), *draw(_answered), *calls]})
    more: bool = draw(st.booleans())
    if results or more:
        messages.append({"role": "user", "content": [*results, *draw(_said)]})
    return messages


def _spoken(*blocks: Any) -> Strategy:
    """A content: mostly what is said, sometimes one of these blocks."""
    plain = st.sampled_from(([text("Hi")], [text("Go on"), text("Search the web")]))
    return st.one_of(plain, plain, st.builds(lambda block: [block, text("So.")], st.one_of(*map(described, blocks))))


_said: Final = _spoken(TextBlock, ImageBlock, DocumentBlock, SearchResultBlock)
_answered: Final = _spoken(Block)


def _thoughts(model: str) -> Strategy:
    return st.sampled_from(
        (
            [],
            [],
            [thinking(model=model)],
            [redacted(model=model)],
            [thinking(model=model, position=0, count=2), redacted(model=model, position=1, count=2)],
            [thinking(model="claude-opus-4-6")],
        )
    )


@st.composite
def sensible(draw: st.DrawFn, endpoint: str) -> Json:
    """A body as clients build them, with a few of the members that the schema has besides."""
    model = draw(st.sampled_from(MODELS))
    known = models.find(model)
    assert known
    body: Json = {"model": model, "messages": draw(conversations(model))}
    if endpoint == "messages":
        body["max_tokens"] = draw(st.sampled_from((1, 100, 3_000, known.max_output)))
        body["stream"] = draw(st.booleans())
    if draw(st.booleans()):
        body["tools"] = [{"name": name, "input_schema": {"type": "object"}} for name in TOOLS]
    if draw(st.booleans()):
        body["thinking"] = draw(
            st.sampled_from(({"type": "enabled", "budget_tokens": 1_024}, {"type": "adaptive"}, {"type": "disabled"}))
        )
    if draw(st.booleans()):
        body |= draw(_some_members(endpoint))
    return body


@cache
def _some_members(endpoint: str) -> Strategy:
    """One or two of the members that are optional."""
    fields = BODIES[endpoint]["fields"]
    rest = sorted(
        name for name, field in fields.items() if not field.get("required", True) and name not in ("stream", "tools")
    )
    return st.lists(st.sampled_from(rest), max_size=2).flatmap(
        lambda names: st.fixed_dictionaries({name: member(name, fields[name]["schema"]) for name in names})
    )


@st.composite
def mutated(draw: st.DrawFn, bodies: Strategy) -> Any:
    """A body in which, at one or two places, something is gone, doubled, or something else."""
    body = copy.deepcopy(draw(bodies))
    for _ in range(draw(st.integers(1, 2))):
        owner, key = draw(st.sampled_from(list(_places(body)) or [([body], 0)]))
        match draw(st.sampled_from(("drop", "replace", "double", "rename", "wrap"))):
            case "drop":
                del owner[key]
            case "double" if isinstance(owner, list):
                owner.insert(key, owner[key])
            case "rename" if isinstance(owner, dict):
                owner[draw(st.sampled_from((f"{key}_", "type", "cache_control", "name")))] = owner.pop(key)
            case "wrap":
                owner[key] = [owner[key]]
            case _:
                owner[key] = draw(json_values | st.just({"type": "ephemeral"}) | st.sampled_from(DEEP))
    return body


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in JSON: the object or list, and the key or index; not far down, where nothing looks."""
    found: list[tuple[Any, Any]] = []
    level = [value]
    for _ in range(8):
        entered = [(owner, key) for owner in level for key in _keys(owner)]
        found += entered
        level = [owner[key] for owner, key in entered]
    return found


def _keys(owner: Any) -> list[Any]:
    if isinstance(owner, dict):
        return list(owner)
    return list(range(len(owner))) if isinstance(owner, list) else []


BYTES: Final = (
    b"", b" ", b"\xef\xbb\xbf{}", b"\xff\xfe{\x00}\x00", b"{", b"[" * 5_000, b'{"a":' * 5_000, b'{"model": "\\ud800"}',
    b'{"model": "\\ud800\\u0041"}', b"\xff", b"NaN", b'{"max_tokens": Infinity}', b'{"a": 1, "a": 2}', b"1e999",
    b'{"max_tokens": 1e400}', b"null", b"[]", b'"x"', b"{}" * 2, b'{"model": "\x01"}', b'{"a": 01}', b"'", b"\x00",
)  # fmt: skip

no_json: Final[Strategy] = st.sampled_from(BYTES) | st.binary(max_size=60) | st.text(max_size=30).map(str.encode)

headers: Final[Strategy] = st.fixed_dictionaries(
    {},
    optional={
        "anthropic-version": st.sampled_from((*VERSIONS, "2020-01-01", "")),
        "anthropic-beta": st.just(",".join(sorted(BETAS)))
        | st.lists(st.sampled_from(sorted(BETAS)), max_size=3).map(",".join)
        | st.sampled_from(("", "none-such-2025-01-01", ",", "output-128k-2025-02-19,")),
        "x-api-key": st.sampled_from(("", "k")),
        "authorization": st.sampled_from(("Bearer k", "Basic k", "")),
    },
)


_DEPTHS: Final = (b"[" * 900 + b"]" * 900, b'{"properties":' * 450 + b"1" + b"}" * 450)


def sent(body: Any) -> bytes:
    """The JSON of a body."""
    written = json.dumps(body).encode()
    for word, depth in zip(DEEP, _DEPTHS, strict=True):
        written = written.replace(json.dumps(word).encode(), depth)
    return written
