"""Context management: which edits a model makes, in which order, and what the blocks they leave behind need."""

from typing import Any, Final

from tests.rules.cases import ENABLED, OPUS, Asked, Refused, Table, ask, assistant, user

EDITING: Final = "context-management-2025-06-27"
COMPACTING: Final = "compact-2026-01-12"
ON_DEMAND: Final = "compact-2026-09-04"

COMPACT: Final = {"type": "compact_20260112"}
CLEAR_TOOLS: Final = {"type": "clear_tool_uses_20250919"}
CLEAR_THINKING: Final = {"type": "clear_thinking_20251015"}
THINKING: Final[dict[str, Any]] = {"thinking": {"type": "adaptive"}, "model": "claude-opus-4-8"}


def editing(*edits: Any, betas: str = f"{EDITING},{COMPACTING}", **members: Any) -> Asked:
    return ask(betas=betas, context_management={"edits": list(edits)}, **members)


def compacted(content: str | None = "What was said.", **members: Any) -> Asked:
    block = {"type": "compaction", "content": content}
    return ask(user("Hi"), assistant(block, "Hello"), user("Go on"), model=OPUS, **members)


EXPECTED = (
    "messages.1.content.0: `compaction` blocks require a `compact_20260112` strategy in `context_management.edits`."
)

TABLES: Final = {
    "compact_supported": Table(
        refuses=(
            Refused(
                editing(COMPACT),
                "'claude-haiku-4-5-20251001' does not support the 'compact_20260112' context management strategy.",
                "compact-unsupported",
            ),
            Refused(
                editing(CLEAR_TOOLS, COMPACT, model="claude-opus-4-5", counting=True),
                "'claude-opus-4-5-20251101' does not support the 'compact_20260112' context management strategy.",
                "compact-unsupported",
            ),
        ),
        accepts=(
            editing(COMPACT, model=OPUS),
            editing(COMPACT, model="claude-sonnet-4-6"),
            editing(CLEAR_TOOLS),
            editing(),
        ),
    ),
    "clear_thinking_first": Table(
        refuses=(
            Refused(
                editing(CLEAR_TOOLS, CLEAR_THINKING, **THINKING),
                "`clear_thinking_20251015` strategy must be listed first in `context_management.edits`",
            ),
            Refused(
                editing(COMPACT, CLEAR_TOOLS, CLEAR_THINKING, **THINKING),
                "`clear_thinking_20251015` strategy must be listed first in `context_management.edits`",
            ),
        ),
        accepts=(
            editing(CLEAR_THINKING, CLEAR_TOOLS, **THINKING),
            editing(CLEAR_THINKING, thinking=ENABLED, max_tokens=2_000),
            editing(CLEAR_TOOLS, **THINKING),
        ),
    ),
    "compaction_alone": Table(
        refuses=(
            Refused(
                editing(CLEAR_TOOLS, betas=f"{EDITING},{ON_DEMAND}", compaction={"type": "summarize"}, model=OPUS),
                "`compaction` cannot be used together with `context_management`.",
            ),
        ),
        accepts=(
            ask(betas=ON_DEMAND, compaction={"type": "summarize"}, model=OPUS),
            editing(CLEAR_TOOLS, betas=f"{EDITING},{ON_DEMAND}", compaction=None, model=OPUS),
            ask(betas=f"{EDITING},{ON_DEMAND}", compaction={"type": "summarize"}, context_management=None, model=OPUS),
        ),
    ),
    "compaction_expected": Table(
        refuses=(
            Refused(compacted(), EXPECTED, "compaction-no-strategy"),
            Refused(compacted(None), EXPECTED, "compaction-no-strategy"),
            Refused(
                compacted(betas=EDITING, context_management={"edits": [CLEAR_TOOLS]}),
                EXPECTED,
                "compaction-no-strategy",
            ),
        ),
        accepts=(
            compacted(betas=COMPACTING, context_management={"edits": [COMPACT]}),
            compacted(betas=f"{EDITING},{COMPACTING}", context_management={"edits": [CLEAR_TOOLS, COMPACT]}),
            compacted(betas=ON_DEMAND),
        ),
    ),
}
