"""The conversation: messages as the API counts them, turn by turn and block by block."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple, Self

THOUGHTS: Final = ("thinking", "redacted_thinking")
"""The types of the blocks that hold thinking."""


class Turn(NamedTuple):
    """Consecutive messages of one role, which the API takes as one; a string is a text block, an empty one none."""

    role: str
    blocks: list[dict[str, Any]]
    start: int
    """The index in `messages` of the first of them."""


class Place(NamedTuple):
    """Where a block stands: the number of its turn, its position there, and the block."""

    turn: int
    position: int
    block: dict[str, Any]

    @property
    def path(self) -> str:
        """Its location as the API writes it."""
        return f"messages.{self.turn}.content.{self.position}"

    def follows(self, other: Self) -> bool:
        """Whether it is the next after another."""
        return (self.turn, self.position) == (other.turn, other.position + 1)


def turns(messages: Sequence[Mapping[str, Any]]) -> tuple[Turn, ...]:
    """The turns of the messages."""
    found: list[Turn] = []
    for index, message in enumerate(messages):
        content = message.get("content") or []
        blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
        if found and found[-1].role == message["role"]:
            found[-1].blocks.extend(blocks)
        else:
            found.append(Turn(message["role"], list(blocks), index))
    return tuple(found)


def places(conversation: Sequence[Turn]) -> Mapping[str, list[Place]]:
    """Where the blocks of each type stand, in the order of the conversation."""
    found: dict[str, list[Place]] = defaultdict(list)
    for number, turn in enumerate(conversation):
        for position, block in enumerate(turn.blocks):
            found[block["type"]].append(Place(number, position, block))
    return found


def tool_loop(conversation: Sequence[Turn]) -> int:
    """The number of the turn with which the current assistant turn begins.

    It follows the last user turn that is not the results of tools alone: a tool loop is one turn of the assistant.
    Source: https://platform.claude.com/docs/en/build-with-claude/extended-thinking
    """
    for number in range(len(conversation) - 1, -1, -1):
        turn = conversation[number]
        if turn.role == "user" and any(block.get("type") != "tool_result" for block in turn.blocks):
            return number + 1
    return 0
