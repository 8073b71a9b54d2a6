"""Improv: a sensible reply to any request, made up from the request alone."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson

from ..api.request import Request, blocks_of
from ..scenario.blocks import Item, Text, Thinking, ToolUse
from . import example

_WORD: Final = re.compile(r"[^\W_]{4,}")
_LIMIT: Final = 200
"""How much of the user's words the thinking repeats, in characters."""


def items(request: Request) -> tuple[Item, ...]:
    """Thinking, then what is called for: the end of a tool loop, a tool call, structured output, or an echo.

    The thinking is always written; it is played where the request has thinking on.
    """
    return tuple(_items(request))


def _items(request: Request) -> Iterator[Item]:
    asked = request.last_user_text[:_LIMIT]
    if request.answers_tools:
        yield Thinking(thinking="The tools have answered, so I can tell the user what they found.")
        yield Text(text=_reported(request))
    elif tool := _tool_to_call(request):
        yield Thinking(thinking=f"The user says: {asked}\nThe tool {tool['name']} is the way to answer that.")
        if request.tool_choice not in ("any", "tool"):
            yield Text(text=f"I'll use {tool['name']} for that.")
        yield ToolUse(tool_use=tool["name"], input=_input(tool))
    elif schema := _output_schema(request):
        yield Thinking(thinking=f"The user says: {asked}\nThe answer has to fit the schema that was given.")
        yield Text(text=orjson.dumps(example.of(schema)).decode())
    else:
        yield Thinking(thinking=f"The user says: {asked}\nI will answer with the same words.")
        yield Text(text=request.last_user_text or _received(request))


def _reported(request: Request) -> str:
    """What the tools said, in the order of the last message."""
    lines = [f"{name}: {request.tool_results[name]}" for name in request.tool_result_names]
    return "\n".join(lines) or "The tools have answered."


def _tool_to_call(request: Request) -> Mapping[str, Any] | None:
    """The tool that `tool_choice` forces, else one whose name shares a word with what the user says."""
    tools = [tool for tool in request.tools if tool.get("type") in (None, "custom")]
    match request.body.get("tool_choice"):
        case {"type": "none"}:
            return None
        case {"type": "tool", "name": name}:
            return next((tool for tool in tools if tool["name"] == name), None)
        case {"type": "any"}:
            return tools[0] if tools else None
    said = _words(request.last_user_text)
    return next((tool for tool in tools if said & _words(tool["name"])), None)


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text.replace("_", " "))}


def _input(tool: Mapping[str, Any]) -> dict[str, Any]:
    made = example.of(tool["input_schema"])
    return made if isinstance(made, dict) else {}


def _output_schema(request: Request) -> Mapping[str, Any] | None:
    config = request.body.get("output_config")
    for wanted in ((config or {}).get("format"), request.body.get("output_format")):
        if isinstance(wanted, dict) and isinstance(schema := wanted.get("schema"), dict):
            return schema
    return None


def _received(request: Request) -> str:
    """What came instead of words."""
    kinds = [str(block.get("type")) for message in request.messages for block in blocks_of(message.get("content"))]
    return f"Received: {', '.join(dict.fromkeys(kinds))}." if kinds else "Received."
