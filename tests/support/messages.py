"""Requests to `POST /v1/messages`, as plain mappings."""

import json
from collections.abc import Mapping
from typing import Any

from .raw import Exchange, exchange

Json = dict[str, Any]

HEADERS: Mapping[str, str] = {
    "anthropic-version": "2023-06-01",
    "content-type": "application/json",
    "x-api-key": "sk-ant-test",
}

HELLO: Json = {
    "model": "claude-sonnet-4-5",
    "max_tokens": 1024,
    "messages": [{"role": "user", "content": "Hello"}],
}

WEATHER_TOOL: Json = {
    "name": "get_weather",
    "description": "Get the current weather in a given location",
    "input_schema": {
        "type": "object",
        "properties": {"location": {"type": "string", "description": "The city and state, e.g. San Francisco, CA"}},
        "required": ["location"],
    },
}


def body(**members: Any) -> Json:
    """A request that says hello, with members added or replaced; None takes a member away."""
    return {name: value for name, value in {**HELLO, **members}.items() if value is not None}


def post(
    base_url: str,
    request: Json | bytes,
    *,
    scenario: str | None = None,
    headers: Mapping[str, str | None] | None = None,
    patience: float = 5.0,
    path: str = "/v1/messages",
) -> Exchange:
    """One request, on a connection of its own. A header that is None is left out."""
    sent: dict[str, str | None] = {**HEADERS, "x-understudy-scenario": scenario, **(headers or {})}
    content = request if isinstance(request, bytes) else json.dumps(request).encode()
    said = {name: value for name, value in sent.items() if value is not None}
    return exchange(base_url + path, content, said, patience=patience)


def stream(base_url: str, scenario: str | None = None, *, patience: float = 5.0, **members: Any) -> Exchange:
    """The stream a scenario answers a request with."""
    return post(base_url, body(stream=True, **members), scenario=scenario, patience=patience)


def plain(base_url: str, scenario: str | None = None, **members: Any) -> Exchange:
    """The JSON a scenario answers the same request with."""
    return post(base_url, body(**members), scenario=scenario)
