"""Thinking: the modes of the `thinking` parameter."""

from typing import Annotated, Final, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from .terms import with_beta
from .values import choice, shape

BUDGET_MINIMUM: Final = 1_024
"""Tokens. Source: https://platform.claude.com/docs/en/build-with-claude/extended-thinking"""


@shape
class BlockBinding(TypedDict):
    prefix_mismatch_behavior: NotRequired[Literal["error", "drop_block"] | None]


class ShownThinkingMembers(TypedDict):
    """What every mode of thinking may say that shows it."""

    display: NotRequired[
        Annotated[str | None, choice("summarized", "omitted", updates="thinking-display-updates-2026-08-18")]
    ]
    block_binding: NotRequired[Annotated[BlockBinding | None, with_beta("thinking-binding-controls-2026-08-01")]]


@shape
class ThinkingEnabled(ShownThinkingMembers):
    type: Literal["enabled"]
    budget_tokens: Annotated[int, Field(ge=BUDGET_MINIMUM)]


@shape
class ThinkingAdaptive(ShownThinkingMembers):
    type: Literal["adaptive"]


@shape
class ThinkingDisabled(TypedDict):
    type: Literal["disabled"]


@shape
class ThinkingBetweenTools(TypedDict):
    type: Literal["between_tools"]


Thinking = Annotated[
    ThinkingAdaptive | ThinkingBetweenTools | ThinkingDisabled | ThinkingEnabled, Field(discriminator="type")
]
