"""Admission: whether a request is let in, by its headers, its shape and the rules, as strictly as is asked for."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple, get_args

import orjson

from . import rules
from .api import mending
from .api.errors import Refusal
from .api.request import Request, terms
from .api.schema import Endpoint, mistake

Strictness = Literal["strict", "warn", "off"]

VALIDATE: Final = "x-understudy-validate"
"""The header by which one request is checked otherwise than the server does."""

_SAID: Final = (*rules.LOOKED_AT, VALIDATE)
"""The headers that matter here."""
_SMALL: Final = 16 * 1024
"""Bytes of the largest body that is remembered."""
_REMEMBERED: Final = 256


@dataclass(frozen=True, slots=True)
class Policy:
    """What a server asks of its requests. ``api_key`` None: any will do."""

    strictness: Strictness = "strict"
    unknown_models: bool = False
    api_key: str | None = None


class Admitted(NamedTuple):
    """A request that is let in; ``finding`` is what would have refused it, where it was only looked at."""

    request: Request
    finding: Refusal | None = None


@dataclass(frozen=True, slots=True)
class _Head:
    """Headers that were looked at: how strict they want it, what is wrong with them, and their terms."""

    strictness: Strictness
    finding: Refusal | None
    terms: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class _Checked:
    """A body that was looked at: its JSON, what is wrong with it, and the request if its shape is the API's."""

    value: Any
    finding: Refusal | None
    request: Request | None = None


class Admission:
    """Lets requests in, or says why not. The same small body under the same terms is looked at once.

    ``literals`` gives the signatures and opaque data that the loaded scenarios write out.
    """

    def __init__(self, policy: Policy, literals: Callable[[], frozenset[str]]) -> None:
        self._policy = policy
        self._literals = literals
        self._head = lru_cache(_REMEMBERED)(self._look_at_head)
        self._checked: OrderedDict[object, _Checked] = OrderedDict()

    def admit(self, headers: Mapping[str, str], body: bytes, endpoint: Endpoint) -> Admitted | Refusal:
        """The request, or the API's refusal of its headers, its JSON, its shape or what breaks a rule."""
        head = self._head(tuple(map(headers.get, _SAID)))
        if isinstance(head, Refusal):
            return head
        if head.finding and head.strictness == "strict":
            return head.finding
        checked = self._look(headers, body, endpoint, head.terms)
        if checked.finding and head.strictness == "strict":
            return checked.finding
        request = checked.request.again(headers) if checked.request else self._mended(headers, checked.value, endpoint)
        if request is None:
            assert checked.finding
            return checked.finding
        return Admitted(request, None if head.strictness == "off" else head.finding or checked.finding)

    def _mended(self, headers: Mapping[str, str], value: Any, endpoint: Endpoint) -> Request | None:
        """What can be played of a body that has not the API's shape."""
        mended = mending.mended(value, endpoint)
        return None if mended is None else Request(mended, headers, endpoint, self._literals)

    def _look_at_head(self, said: tuple[str | None, ...]) -> _Head | Refusal:
        """The same for all requests that say the same."""
        headers = {name: value for name, value in zip(_SAID, said, strict=True) if value is not None}
        strictness = self._strictness(headers.get(VALIDATE))
        if isinstance(strictness, Refusal):
            return strictness
        presented = rules.Presented(headers, self._policy.api_key)
        finding = None if strictness == "off" else rules.check_headers(presented)
        return _Head(strictness, finding, (headers.get("anthropic-version"), headers.get("anthropic-beta")))

    def _strictness(self, asked: str | None) -> Strictness | Refusal:
        if asked is None:
            return self._policy.strictness
        for strictness in get_args(Strictness):
            if asked == strictness:
                return strictness  # type: ignore[no-any-return]  # one of the three
        message = f"{VALIDATE}: {asked!r} is unknown: expected `strict`, `warn` or `off`"
        return Refusal("invalid_request_error", message, "validate")

    def _look(self, headers: Mapping[str, str], body: bytes, endpoint: Endpoint, terms: Hashable) -> _Checked:
        """What a body holds and what is wrong with it, from memory where it was looked at before."""
        if len(body) > _SMALL:
            return self._check(headers, body, endpoint)
        key = (body, endpoint, terms)
        checked = self._checked.get(key)
        if checked is None:
            checked = self._checked[key] = self._check(headers, body, endpoint)
            if len(self._checked) > _REMEMBERED:
                self._checked.popitem(last=False)
        return checked

    def _check(self, headers: Mapping[str, str], body: bytes, endpoint: Endpoint) -> _Checked:
        try:
            value = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            message = f"The request body is not valid JSON: {_words(error)}"
            return _Checked(None, Refusal("invalid_request_error", message, "valid_json"))
        if text := mistake(value, terms(headers), endpoint):
            return _Checked(value, Refusal("invalid_request_error", text, "request_schema"))
        request = Request(value, headers, endpoint, self._literals)
        return _Checked(value, rules.check_request(request, unknown_models=self._policy.unknown_models), request)


def _words(error: orjson.JSONDecodeError) -> str:
    """What is wrong with JSON; newer parsers add what they expected, which the API does not say."""
    return f"{error.msg.partition(', expected ')[0]}: line {error.lineno} column {error.colno} (char {error.pos})"
