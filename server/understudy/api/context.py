"""Context: what of a request the model gets to see, piece by piece, with what each piece costs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

import orjson

from .request import Request
from .tokens import MESSAGE, count_block, count_content, count_json

_THINKING: Final = 28
_TOOLS: Final = 346
_TOOLS_FORCED: Final = 313
"""The system prompt for tools. Source: https://docs.claude.com/en/docs/agents-and-tools/tool-use/overview"""
_THOUGHTS: Final = frozenset({"thinking", "redacted_thinking"})
_COMPACTION: Final = frozenset({"compaction"})

Json = Mapping[str, Any]
Level = Literal["tools", "system", "messages"]


class Piece(NamedTuple):
    """A part of the prompt: a block of the request, or what the API adds there (``block`` None)."""

    level: Level
    block: Json | None
    tokens: int
    speaker: str = ""
    """Who says a block of the messages, with all else that its message says of itself."""


def count_prompt(request: Request) -> int:
    """What a request's prompt costs, at least 1: all that the model sees of it."""
    return request.once(_count)


def _count(request: Request) -> int:
    return sum(piece.tokens for piece in prompt(request)) or 1


def prompt(request: Request) -> Iterator[Piece]:
    """The pieces of a request's prompt, in the order in which the model sees them.

    What tool choice and thinking add stands before the messages, as a change of them spares tools and system. Tools
    whose loading is deferred are not seen.
    """
    for tool in request.tools:
        if not tool.get("defer_loading"):
            yield Piece("tools", tool, count_block(tool))
    yield from _system(request)
    if added := _count_tool_choice(request) + _THINKING * request.thinks:
        yield Piece("messages", None, added)
    for message in messages_seen(request):
        speaker = _speaker(message)
        for block in _blocks(message.get("content")):
            yield Piece("messages", block, count_content(block), speaker)
        yield Piece("messages", None, MESSAGE)


def messages_seen(request: Request) -> Sequence[Json]:
    """The messages as the model sees them; those that lose nothing are the request's own.

    Left out are all blocks before the last compaction, and thinking. With thinking on, models up to 4.5 but for
    Opus 4.5 see only that of the turn that still goes on; a tool loop is one turn, which ends with a user message
    that is not the results of tools alone. With thinking off none is seen. Nor is a message that held nothing else.
    Source: https://platform.claude.com/docs/en/build-with-claude/extended-thinking#preserving-thinking-blocks,
    https://platform.claude.com/docs/en/build-with-claude/compaction
    """
    messages = request.messages
    thinking = [index for index, message in enumerate(messages) if _holds(message, _THOUGHTS)]
    end = _end_of_unseen(request) if thinking else 0
    return _since_compaction(_thoughtless(messages, [index for index in thinking if index < end]))


def output_format(request: Request) -> Json | None:
    """The format the output shall have, by its new or its old name."""
    config = request.body.get("output_config") or {}
    return config.get("format") or request.body.get("output_format")


def _system(request: Request) -> Iterator[Piece]:
    """The system prompt, and what the API says there about the format of the output.

    Source: https://platform.claude.com/docs/en/build-with-claude/structured-outputs
    """
    if form := output_format(request):
        yield Piece("system", None, count_json(form))
    if system := _blocks(request.body.get("system")):
        for block in system:
            yield Piece("system", block, count_content(block))
        yield Piece("system", None, MESSAGE)


def _count_tool_choice(request: Request) -> int:
    if not request.tools:
        return 0
    return _TOOLS_FORCED if request.tool_choice in ("any", "tool") else _TOOLS


def _blocks(content: object) -> Sequence[Json]:
    """The blocks of a content; a string is a text block, an empty one none."""
    if isinstance(content, str):
        return [{"type": "text", "text": content}] if content else []
    return content if isinstance(content, list) else []


def _speaker(message: Json) -> str:
    if len(message) == 2:
        return str(message["role"])
    return orjson.dumps({name: value for name, value in message.items() if name != "content"}).decode()


def _holds(message: Json, types: frozenset[str]) -> bool:
    content = message.get("content")
    if isinstance(content, list):
        for block in content:
            if block["type"] in types:
                return True
    return False


def _end_of_unseen(request: Request) -> int:
    """The index of the first message whose thinking is seen."""
    if not request.thinks:
        return len(request.messages)
    if request.record.keeps_thinking != "last_turn":
        return 0
    rest = request.conversation[request.tool_loop :]
    return rest[0].start if rest else len(request.messages)


def _thoughtless(messages: Sequence[Json], indexes: Sequence[int]) -> Sequence[Json]:
    """The messages, those at the indexes without thinking, or left out where they held nothing else."""
    if not indexes:
        return messages
    seen = list(messages)
    for index in indexes:
        rest = [block for block in messages[index]["content"] if block["type"] not in _THOUGHTS]
        seen[index] = {**messages[index], "content": rest}
    return [message for message in seen if message.get("content") != []]


def _since_compaction(messages: Sequence[Json]) -> Sequence[Json]:
    """The messages from the last compaction on; one that failed has no content and changes nothing."""
    for index in range(len(messages) - 1, -1, -1):
        message = messages[index]
        if _holds(message, _COMPACTION):
            for position, block in reversed([*enumerate(message["content"])]):
                if block["type"] == "compaction" and block.get("content"):
                    return [{**message, "content": message["content"][position:]}, *messages[index + 1 :]]
    return messages
