"""The assistant's current turn: how it begins, whether it thinks, and that its thinking is as it was."""

from typing import Any, Final

from tests.rules.cases import (
    ENABLED,
    HAIKU,
    Asked,
    Refused,
    Table,
    ask,
    assistant,
    redacted,
    text,
    thinking,
    tool,
    tool_result,
    tool_use,
    user,
)
from tests.rules.tables.thinking import ADAPTIVE, DISABLED

OLD: Final = "claude-sonnet-4-5"
OPUS: Final = "claude-opus-4-6"
"""It thinks manually and adaptively."""


def loop(*blocks: Any, model: str = HAIKU, thinking: Any = ENABLED, more: tuple[Any, ...] = ()) -> Asked:
    """A tool loop whose call came with these blocks, and what came after its result."""
    messages = (user("Weather?"), assistant(*blocks, tool_use()), user(tool_result()), *more)
    return ask(*messages, model=model, thinking=thinking, max_tokens=2048, tools=[tool()])


def expected(path: str, found: str, preceding: str = "preceeding") -> str:
    return (
        f"{path}.type: Expected `thinking` or `redacted_thinking`, but found `{found}`. When `thinking` is enabled, a"
        f" final `assistant` message must start with a thinking block ({preceding} the lastmost set of `tool_use` and"
        " `tool_result` blocks). We recommend you include thinking blocks from previous turns. To avoid this"
        " requirement, disable `thinking`. Please consult our documentation at"
        " https://docs.claude.com/en/docs/build-with-claude/extended-thinking"
    )


def disabled(path: str, found: str = "thinking") -> str:
    return (
        f"{path}: When thinking is disabled, an `assistant` message in the final position cannot contain `{found}`. To"
        " use thinking blocks, enable `thinking` in your request."
    )


def modified(path: str, *asked: Asked) -> tuple[Refused, ...]:
    words = (
        f"{path}: `thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified. These"
        " blocks must remain as they were in the original response."
    )
    return tuple(Refused(one, words, "thinking-blocks-modified") for one in asked)


def two(model: str = HAIKU) -> tuple[Any, Any]:
    """Thinking, then redacted thinking, of one reply."""
    return thinking("One.", model, 0, 2), redacted("Two.", model, 1, 2)


ONE, TWO = two()
SECOND: Final = (assistant(tool_use("toolu_2")), user(tool_result("toolu_2")))
"""Another round of the loop, without thinking."""
FINISHED: Final = (assistant("It is sunny."), user("And tomorrow?"))


TABLES: Final = {
    "turn_starts_with_thinking": Table(
        refuses=(
            Refused(loop(), expected("messages.1.content.0", "tool_use"), "thinking-first-block-tooluse"),
            Refused(loop("Let me see."), expected("messages.1.content.0", "text")),
            Refused(loop(more=SECOND), expected("messages.1.content.0", "tool_use"), "thinking-first-block-tooluse"),
            Refused(
                loop(more=(assistant(thinking(), tool_use("toolu_2")), user(tool_result("toolu_2")))),
                expected("messages.1.content.0", "tool_use"),
            ),
            Refused(loop(model=OLD), expected("messages.1.content.0", "tool_use", "preceding")),
            Refused(loop("Let me see.", model=OLD), expected("messages.1.content.0", "text", "preceding")),
            Refused(loop("Hm.", thinking(model=OPUS), model=OPUS), expected("messages.1.content.0", "text")),
            Refused(
                ask(user("Hi"), assistant("Hello"), thinking=ENABLED, max_tokens=2048),
                expected("messages.1.content.0", "text"),
            ),
            Refused(
                ask(
                    *(user("Hi"), assistant("Hello."), user("So?")),
                    assistant("Well"),
                    thinking=ENABLED,
                    max_tokens=2048,
                ),
                expected("messages.3.content.0", "text"),
            ),
        ),
        accepts=(
            loop(thinking()),
            loop(redacted()),
            loop(thinking(), more=SECOND),
            loop(more=FINISHED),
            loop(model=OPUS, thinking=ADAPTIVE),
            loop("Let me see.", model=OPUS, thinking=ADAPTIVE),
            loop(thinking=DISABLED),
            ask(user("Hi"), assistant("Hello."), user("So?"), thinking=ENABLED, max_tokens=2048),
            ask(user("Hi"), assistant(thinking(), text("Hello")), thinking=ENABLED, max_tokens=2048),
        ),
    ),
    "turn_without_thinking": Table(
        refuses=(
            Refused(loop(thinking(model=OLD), model=OLD, thinking=DISABLED), disabled("messages.1.content.0")),
            Refused(
                loop("Hm.", redacted(model=OLD), model=OLD, thinking=DISABLED),
                disabled("messages.1.content.1", "redacted_thinking"),
            ),
            Refused(
                loop(thinking(model=OLD), model=OLD, thinking=DISABLED, more=SECOND), disabled("messages.1.content.0")
            ),
            Refused(
                ask(user("Hi"), assistant(thinking(model=OLD), text("Hello")), model=OLD),
                disabled("messages.1.content.0"),
            ),
        ),
        accepts=(
            loop(thinking(model=OLD), model=OLD, thinking=DISABLED, more=FINISHED),
            loop(model=OLD, thinking=DISABLED),
            loop(thinking(model=OLD), model=OLD),
            loop(thinking(), thinking=DISABLED),
            loop(thinking(model=OPUS), model=OPUS, thinking=DISABLED),
        ),
    ),
    "thinking_unmodified": Table(
        refuses=(
            *modified(
                "messages.1.content.0",
                loop({**thinking(), "thinking": "Let me think."}),
                loop({**thinking(model=OLD), "thinking": "Let me think."}, model=OLD),
                loop({**thinking(model=OPUS), "thinking": "Let me think."}, model=OPUS, thinking=ADAPTIVE),
                loop(TWO, ONE),
                loop(ONE),
                loop(TWO),
                loop(two(OPUS)[0], model=OPUS, thinking=ADAPTIVE),
                loop(ONE, "In between.", more=SECOND),
            ),
            *modified(
                "messages.1.content.1", loop(ONE, ONE), loop(ONE, thinking()), loop(ONE, redacted("Two.", HAIKU, 1, 3))
            ),
            *modified("messages.1.content.2", loop(ONE, TWO, TWO)),
            *modified(
                "messages.3.content.0",
                loop(thinking(), more=(assistant(TWO, tool_use("toolu_2")), user(tool_result("toolu_2")))),
            ),
        ),
        accepts=(
            loop(ONE, TWO),
            loop(thinking(model=OLD), {**thinking("No."), "thinking": ""}, model=OLD),
            loop(ONE, TWO, more=(assistant(thinking(), tool_use("toolu_2")), user(tool_result("toolu_2")))),
            loop(ONE, TWO, "Now,", thinking()),
            loop(ONE, more=FINISHED),
            loop({**thinking(), "thinking": "Let me think."}, more=FINISHED),
            loop({**thinking(), "thinking": "Let me think."}, thinking=DISABLED),
            loop({**thinking(model=OLD), "thinking": "Let me think."}),
            loop(thinking(model=OLD, position=1, count=3)),
            loop(
                {**thinking(model="claude-opus-4-8"), "thinking": "Mine."}, model="claude-opus-4-8", thinking=ADAPTIVE
            ),
            loop(model=OPUS, thinking=ADAPTIVE),
        ),
    ),
}
