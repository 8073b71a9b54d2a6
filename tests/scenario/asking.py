"""Requests to choose by."""

from typing import Any

from understudy.api.request import Request

TOOL = {"name": "get_weather", "input_schema": {"type": "object"}}
CALL = {"type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": {}}
RESULT = {"type": "tool_result", "tool_use_id": "toolu_1", "content": "sunny"}

HELLO = {"role": "user", "content": "Hello there"}
CALLED = {"role": "assistant", "content": [CALL]}
ANSWERED = {"role": "user", "content": [RESULT]}


def ask(
    *messages: dict[str, Any], headers: dict[str, str] | None = None, concurrent: int = 1, **members: Any
) -> Request:
    """A request of these messages, or of one hello."""
    body = {"model": "claude-sonnet-4-5", "max_tokens": 100, "messages": list(messages) or [HELLO]}
    return Request(body | members, headers or {}).among(concurrent)
