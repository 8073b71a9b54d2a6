"""Cases: requests that a rule refuses or lets pass, and the words to write them in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from understudy.api import blobs, models

Json = dict[str, Any]

HAIKU: Final = "claude-haiku-4-5"
"""An active model that takes manual thinking, sampling parameters and a prefill."""
OPUS: Final = "claude-opus-5"
"""An active model that thinks adaptively, and takes no sampling parameters and no prefill."""


@dataclass(frozen=True)
class Asked:
    """A request. A header that is None is left out."""

    body: Json | bytes
    headers: Mapping[str, str | None] = field(default_factory=dict)
    path: str = "/v1/messages"


@dataclass(frozen=True)
class Refused:
    """A request and the API's answer. ``catalogue`` is the id of the recorded message it is compared with."""

    asked: Asked
    says: str
    catalogue: str | None = None
    status: int = 400
    type: str = "invalid_request_error"


@dataclass(frozen=True)
class Table:
    """What a rule refuses, and near misses that it lets pass."""

    refuses: tuple[Refused, ...]
    accepts: tuple[Asked, ...]


def ask(
    *messages: Json,
    betas: str | None = None,
    version: str = "2023-06-01",
    counting: bool = False,
    without: tuple[str, ...] = (),
    **members: Any,
) -> Asked:
    """A request to `POST /v1/messages`, or to count_tokens; by default a user of `HAIKU` says hi."""
    body = {
        "model": HAIKU,
        **({} if counting else {"max_tokens": 100}),
        "messages": list(messages) or [user("Hi")],
        **members,
    }
    return Asked(
        {name: value for name, value in body.items() if name not in without},
        {"anthropic-version": version, "anthropic-beta": betas},
        "/v1/messages/count_tokens" if counting else "/v1/messages",
    )


def user(*content: str | Json) -> Json:
    return _message("user", content)


def assistant(*content: str | Json) -> Json:
    return _message("assistant", content)


def system(*content: str | Json) -> Json:
    return _message("system", content)


def _message(role: str, content: tuple[str | Json, ...]) -> Json:
    if len(content) == 1 and isinstance(content[0], str):
        return {"role": role, "content": content[0]}
    return {"role": role, "content": [text(part) if isinstance(part, str) else part for part in content]}


def text(said: str, **members: Any) -> Json:
    return {"type": "text", "text": said, **members}


def thinking(said: str = "Let me see.", model: str = HAIKU, position: int = 0, count: int = 1, **members: Any) -> Json:
    """A genuine thinking block of a model, the one at ``position`` of ``count`` in its turn."""
    signature = blobs.sign(said, model=_model(model), position=position, count=count)
    return {"type": "thinking", "thinking": said, "signature": signature, **members}


def redacted(said: str = "Let me see.", model: str = HAIKU, position: int = 0, count: int = 1, **members: Any) -> Json:
    """A genuine redacted thinking block."""
    data = blobs.redact(said, model=_model(model), position=position, count=count)
    return {"type": "redacted_thinking", "data": data, **members}


def _model(name: str) -> models.Model:
    model = models.find(name)
    assert model is not None, name
    return model


def tool_use(id_: str = "toolu_1", name: str = "get_weather", **members: Any) -> Json:
    return {"type": "tool_use", "id": id_, "name": name, "input": {}, **members}


def tool_result(id_: str = "toolu_1", content: Any = "Sunny", **members: Any) -> Json:
    return {"type": "tool_result", "tool_use_id": id_, "content": content, **members}


def tool(name: str = "get_weather", schema: Any = None, **members: Any) -> Json:
    return {"name": name, "input_schema": {"type": "object"} if schema is None else schema, **members}


ENABLED: Final[Json] = {"type": "enabled", "budget_tokens": 1024}
