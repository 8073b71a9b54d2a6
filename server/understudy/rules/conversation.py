"""Conversation rules: who speaks when, and that nothing is empty."""

from typing import Final

from ..api.request import Request
from .rule import Rule

_ROLES: Final = frozenset({"user", "assistant", "system"})
_TOOL_USE: Final = "https://platform.claude.com/docs/en/agents-and-tools/tool-use/overview"


def some_message(request: Request) -> str | None:
    """There is at least one message."""
    return None if request.messages else "messages: at least one message is required"


def roles(request: Request) -> str | None:
    """A message is the user's or the assistant's; older models do not know the role system at all."""
    for message in request.messages:
        role = message["role"]
        if role not in _ROLES:
            hint = f". For instructions on how to use tools, see {_TOOL_USE}." if role == "tool" else ""
            return f'messages: Unexpected role "{role}". Allowed roles are "user" or "assistant"{hint}'
        if role == "system" and request.record.wording == 2025:
            return (
                'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not'
                ' "system" as an input message role.'
            )
    return None


def some_content(request: Request) -> str | None:
    """What the user or the assistant says at one go is not empty, but for a last word of the assistant's."""
    last = len(request.conversation) - 1
    for number, turn in enumerate(request.conversation):
        if turn.blocks or turn.role == "system" or (turn.role == "assistant" and number == last):
            continue
        if turn.role == "user" and request.record.wording == 2026:
            return f"messages.{turn.start}: user messages must have non-empty content"
        return (
            f"messages.{turn.start}: all messages must have non-empty content except for the optional final assistant"
            " message"
        )
    return None


def text(request: Request) -> str | None:
    """A text block holds some text."""
    for place in request.blocks("text"):
        said = place.block["text"]
        if said and not said.isspace():
            continue
        if request.conversation[place.turn].role == "system":
            continue
        what = "contain non-whitespace text" if said else "be non-empty"
        return f"messages: text content blocks must {what}"
    return None


def first_message(request: Request) -> str | None:
    """The user speaks first, unless the messages go on from a compaction or a thread."""
    first = next((turn for turn in request.conversation if turn.role != "system" or turn.blocks), None)
    if first is None or first.role != "assistant" or continues_thread(request):
        return None
    if first.blocks and first.blocks[0]["type"] == "compaction":
        return None
    return 'messages: first message must use the "user" role'


def continues_thread(request: Request) -> bool:
    """Whether the messages go on from a reply that only the API has."""
    return (request.body.get("thread") or {}).get("type") == "continue"


RULES: Final = (
    Rule("messages_present", "api/messages", some_message),
    Rule("roles", "api/messages", roles),
    Rule("content_present", "api/messages", some_content),
    Rule("text_present", "api/messages", text, about=("text",)),
)
FIRST_MESSAGE: Final = Rule(
    "first_message", "build-with-claude/working-with-messages", first_message, about=("assistant",)
)
"""It comes after the rules on calls and their results."""
