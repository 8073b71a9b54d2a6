"""System message rules: what the role system may say in the middle of a conversation, and where."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..api.request import Request
from .rule import Rule
from .server_tools import RESULTS

_SOURCE: Final = "build-with-claude/mid-conversation-system-messages"
_ANYWHERE: Final = "; the directive-only form (content: [] with output_config) is accepted at any position"
_MAY_SAY: Final = frozenset({"text", "tool_addition", "tool_removal"})
_TURN_SCOPED: Final = "(clear_at: 'next_user_message')"

Json = Mapping[str, Any]


def only_system(request: Request) -> str | None:
    """Only a system message has a `clear_at` or an `output_config`."""
    for index, message in enumerate(request.messages):
        if message["role"] == "system" or len(message) == 2:
            continue
        for member in ("clear_at", "output_config"):
            if message.get(member) is not None:
                return f"messages.{index}.{member}: {member} is only permitted on role 'system' messages"
    return None


def some_block(request: Request) -> str | None:
    """A system message says something, or sets something."""
    for index, message in _system(request):
        if not message.get("content") and not _directs(message):
            return f"messages.{index}: system content must contain at least one block"
    return None


def blocks(request: Request) -> str | None:
    """A system message holds text and changes of tools."""
    for index, message in _system(request):
        if any(block["type"] not in _MAY_SAY for block in _blocks(message)):
            return f"messages.{index}: role 'system' supports text, tool_addition, and tool_removal blocks only"
    return None


def turn_scoped(request: Request) -> str | None:
    """A system message that is cleared with the next user message holds text, without markers, and nothing else."""
    for index, message in _system(request):
        if message.get("clear_at") != "next_user_message":
            continue
        if any(block["type"] != "text" for block in _blocks(message)):
            return f"messages.{index}: a turn-scoped system message supports text blocks only {_TURN_SCOPED}"
        if message.get("output_config") is not None:
            return f"messages.{index}: output_config is not permitted on a turn-scoped system message {_TURN_SCOPED}"
        for position, block in enumerate(_blocks(message)):
            if block.get("cache_control"):
                return (
                    f"messages.{index}.content.{position}: cache_control is not permitted on a turn-scoped system"
                    f" message {_TURN_SCOPED}"
                )
    return None


def place(request: Request) -> str | None:
    """System messages that say something follow a user message or a server tool's result, and nobody but the assistant
    speaks after them.
    """
    for number, turn in enumerate(request.conversation):
        if turn.role != "system" or not turn.blocks:
            continue
        if number == 0:
            return f"messages.0: use the top-level 'system' parameter for the initial system prompt{_ANYWHERE}"
        before = request.conversation[number - 1]
        if before.role != "user" and not (before.blocks and before.blocks[-1]["type"] in RESULTS):
            return (
                f"messages.{turn.start}: role 'system' must follow a 'user' message or an 'assistant' message ending in"
                f" a server tool result{_ANYWHERE}"
            )
        after = request.conversation[number + 1] if number + 1 < len(request.conversation) else None
        if after and after.role != "assistant":
            return (
                f"messages.{after.start - 1}: role 'system' must precede an 'assistant' message or end the"
                f" array{_ANYWHERE}"
            )
    return None


def text(request: Request) -> str | None:
    """The text of a system message is more than whitespace."""
    for index, message in _system(request):
        content = message.get("content")
        said = [content] if isinstance(content, str) else [block["text"] for block in _blocks(message, "text")]
        if any(not words or words.isspace() for words in said if content):
            return f"messages.{index}: system text blocks must contain non-whitespace text"
    return None


def _system(request: Request) -> Iterator[tuple[int, Json]]:
    """The system messages with their index."""
    return ((index, message) for index, message in enumerate(request.messages) if message["role"] == "system")


def _blocks(message: Json, type_: str | None = None) -> list[Json]:
    content = message.get("content")
    blocks = content if isinstance(content, list) else []
    return [block for block in blocks if type_ is None or block["type"] == type_]


def _directs(message: Json) -> bool:
    return any(value is not None for value in (message.get("output_config") or {}).values())


RULES: Final = (
    Rule("system_only", _SOURCE, only_system, about=("clear_at", "output_config")),
    Rule("system_content", _SOURCE, some_block, about=("system",)),
    Rule("system_blocks", _SOURCE, blocks, about=("system",)),
    Rule("system_turn_scoped", _SOURCE, turn_scoped, about=("system",)),
    Rule("system_place", _SOURCE, place, about=("system",)),
    Rule("system_text", _SOURCE, text, about=("system",)),
)
