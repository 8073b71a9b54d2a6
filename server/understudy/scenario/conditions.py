"""Conditions: the entries of a `when`, compiled into tests of a request."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from .comparison import compile_comparison
from .matching import compile_glob, compile_pattern
from .when import When

Test = Callable[[Any], bool]


class Announced(Protocol):
    """What conditions can look at before the body of a request has come: its head."""

    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def betas(self) -> frozenset[str]: ...
    @property
    def retry_count(self) -> int | None: ...


class Asked(Announced, Protocol):
    """What conditions look at: a request."""

    @property
    def model(self) -> str: ...
    @property
    def model_id(self) -> str: ...
    @property
    def stream(self) -> bool: ...
    @property
    def turn(self) -> int: ...
    @property
    def last_user_text(self) -> str: ...
    @property
    def system(self) -> str: ...
    @property
    def tool_names(self) -> tuple[str, ...]: ...
    @property
    def tool_choice(self) -> str | None: ...
    @property
    def tool_result_names(self) -> tuple[str, ...]: ...
    @property
    def thinking(self) -> str: ...
    @property
    def prefill(self) -> bool: ...
    @property
    def concurrent(self) -> int: ...
    @property
    def input_tokens(self) -> int: ...
    @property
    def body(self) -> Mapping[str, Any]: ...


Look = Callable[[Asked], Any]
LookAtHead = Callable[[Announced], Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """A condition that does not hold: what it wants, and what the request has."""

    condition: str
    wanted: str
    got: str

    def __str__(self) -> str:
        return f"`{self.condition}` wants {self.wanted}, got {self.got}"


@dataclass(frozen=True, slots=True)
class Condition:
    """One entry of a `when`; of `header` and `body` each name is one."""

    name: str
    wanted: str
    look: Callable[[Any], Any]
    test: Test
    of_head: bool = False
    """Whether the head of a request is enough to tell."""

    def holds(self, request: Asked) -> bool:
        return self.test(self.look(request))

    def fails(self, head: Announced) -> bool:
        """Whether the head of a request is enough to tell that it does not hold."""
        return self.of_head and not self.test(self.look(head))

    def difference(self, request: Asked) -> Difference:
        """What keeps it from holding. Secrets are not told."""
        got = "a secret" if self.name in _SECRET else told(self.look(request))
        return Difference(self.name, self.wanted, got)


def compiled(when: When | None) -> tuple[Condition, ...]:
    """The conditions of a `when`, in the order of the language; none where there is no `when`."""
    if when is None:
        return ()
    return tuple(
        condition
        for key, make in CONDITIONS.items()
        if (wanted := getattr(when, key)) is not None
        for condition in make(key, wanted)
    )


_SECRET: Final = frozenset({"header authorization", "header x-api-key", "header cookie"})
_LONGEST: Final = 80


def told(value: object) -> str:
    """A value of a request or a condition, as one short line."""
    if isinstance(value, tuple | frozenset):
        return ", ".join(told(each) for each in sorted(value)) or "none"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


Make = Callable[[str, Any], Iterator[Condition]]


def _equal(look: Look) -> Make:
    def make(key: str, wanted: Any) -> Iterator[Condition]:
        yield Condition(key, told(wanted), look, lambda got: got == wanted)

    return make


def _member(look: Look) -> Make:
    def make(key: str, wanted: str) -> Iterator[Condition]:
        yield Condition(key, told(wanted), look, lambda got: wanted in got)

    return make


def _at_sight(make: Make) -> Make:
    """Conditions of what the head tells."""

    def make_of_head(key: str, wanted: Any) -> Iterator[Condition]:
        return (replace(condition, of_head=True) for condition in make(key, wanted))

    return make_of_head


def _pattern(look: Look) -> Make:
    def make(key: str, wanted: str) -> Iterator[Condition]:
        yield Condition(key, wanted if wanted.startswith("/") else told(wanted), look, compile_pattern(wanted))

    return make


def _compared(look: Look) -> Make:
    def make(key: str, wanted: int | str) -> Iterator[Condition]:
        yield Condition(key, str(wanted), look, compile_comparison(wanted))

    return make


def _model(key: str, glob: str) -> Iterator[Condition]:
    """The model as it was sent or as it is resolved."""
    matches = compile_glob(glob)
    yield Condition(
        key,
        told(glob),
        lambda request: tuple({request.model, request.model_id}),
        lambda names: any(matches(name) for name in names),
    )


def _header(key: str, globs: Mapping[str, str]) -> Iterator[Condition]:
    for name, glob in globs.items():
        yield Condition(f"{key} {name.lower()}", told(glob), _header_named(name.lower()), _present(compile_glob(glob)))


def _header_named(name: str) -> LookAtHead:
    return lambda request: request.headers.get(name)


def _body_bytes(request: Announced) -> int | None:
    told = request.headers.get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() else None


def _present(test: Callable[[str], bool]) -> Test:
    return lambda got: got is not None and test(got)


def _body(key: str, values: Mapping[str, Any]) -> Iterator[Condition]:
    for path, wanted in values.items():
        yield Condition(f"{key} {path}", told(wanted), _at(tuple(path.split("."))), _same_as(wanted))


def _at(path: tuple[str, ...]) -> Look:
    """The value at a path, null where there is none."""

    def look(request: Asked) -> Any:
        value: Any = request.body
        for part in path:
            if isinstance(value, Mapping):
                value = value.get(part)
            elif isinstance(value, list) and part.isascii() and part.isdigit() and int(part) < len(value):
                value = value[int(part)]
            else:
                return None
        return value

    return look


def _same_as(wanted: Any) -> Test:
    """JSON's equality, to which true is not 1."""
    return lambda got: got == wanted and isinstance(got, bool) == isinstance(wanted, bool)


CONDITIONS: Final[dict[str, Make]] = {
    "model": _model,
    "stream": _equal(lambda request: request.stream),
    "turn": _equal(lambda request: request.turn),
    "last_user_text": _pattern(lambda request: request.last_user_text),
    "system": _pattern(lambda request: request.system),
    "tool": _member(lambda request: request.tool_names),
    "tool_choice": _equal(lambda request: request.tool_choice),
    "tool_result": _member(lambda request: request.tool_result_names),
    "thinking": _equal(lambda request: request.thinking),
    "beta": _at_sight(_member(lambda request: request.betas)),
    "header": _at_sight(_header),
    "prefill": _equal(lambda request: request.prefill),
    "concurrent": _compared(lambda request: request.concurrent),
    "body_bytes": _at_sight(_compared(_body_bytes)),
    "input_tokens": _compared(lambda request: request.input_tokens),
    "retry_count": _at_sight(_compared(lambda request: request.retry_count)),
    "body": _body,
}
"""Each condition by its key: what it looks at, and how that is tested."""
