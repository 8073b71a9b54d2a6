"""Thoughts: blocks of thinking sent back, each by itself."""

from typing import Any, Final

from tests.rules.cases import (
    ENABLED,
    OPUS,
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

FORGED: Final = "EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrzLoky3dl1pkiMOYds"


def finished(*blocks: Any, **members: Any) -> Asked:
    """A conversation whose first turn held these blocks."""
    return ask(user("Hi"), assistant(*blocks, text("Hello!")), user("And now?"), **members)


def loop(*blocks: Any, **members: Any) -> Asked:
    """A tool loop whose call came with these blocks."""
    return ask(
        *(user("Weather?"), assistant(*blocks, tool_use()), user(tool_result())),
        **{"thinking": ENABLED, "max_tokens": 2048, "tools": [tool()], **members},
    )


def bare(said: str = "", signature: str = "") -> dict[str, Any]:
    return {"type": "thinking", "thinking": said, "signature": signature}


def altered(block: dict[str, Any], member: str) -> dict[str, Any]:
    """The block with a character changed in the middle of its blob."""
    blob = block[member]
    middle = len(blob) // 2
    return {**block, member: blob[:middle] + ("A" if blob[middle] != "A" else "B") + blob[middle + 1 :]}


def invalid_signature(path: str) -> str:
    return f"{path}: Invalid `signature` in `thinking` block"


def invalid_data(path: str) -> str:
    return f"{path}: Invalid `data` in `redacted_thinking` block"


TABLES: Final = {
    "thinking_present": Table(
        refuses=(
            Refused(
                finished(bare()),
                "messages.1.content.0.thinking: each thinking block must contain thinking",
                "thinking-empty-block",
            ),
            Refused(
                loop(thinking(count=2), bare()),
                "messages.1.content.1.thinking: each thinking block must contain thinking",
                "thinking-empty-block",
            ),
            Refused(
                finished(bare(), counting=True),
                "messages.1.content.0.thinking: each thinking block must contain thinking",
                "thinking-empty-block",
            ),
        ),
        accepts=(
            finished(bare("", thinking("Hm.")["signature"])),
            loop(bare("", thinking("Hm.")["signature"])),
            finished(thinking()),
        ),
    ),
    "thinking_signature": Table(
        refuses=(
            Refused(loop(bare("Hm.", FORGED)), invalid_signature("messages.1.content.0"), "thinking-signature-invalid"),
            Refused(loop(bare("Hm.")), invalid_signature("messages.1.content.0"), "thinking-signature-invalid"),
            Refused(
                loop(altered(thinking(), "signature")),
                invalid_signature("messages.1.content.0"),
                "thinking-signature-invalid",
            ),
            Refused(
                loop({**thinking(), "signature": thinking()["signature"][:-8]}),
                invalid_signature("messages.1.content.0"),
            ),
            Refused(
                ask(
                    *(user("Hi"), assistant("Hello!"), user("Well?")),
                    assistant("One.", "Two.", "Three.", altered(thinking(), "signature"), text("Four.")),
                    user("And now?"),
                ),
                invalid_signature("messages.3.content.3"),
                "thinking-signature-invalid-real",
            ),
            Refused(finished(bare("Hm.", FORGED), model=OPUS), invalid_signature("messages.1.content.0")),
            Refused(loop(bare("Hm.", redacted()["data"])), invalid_signature("messages.1.content.0")),
        ),
        accepts=(
            finished(thinking()),
            finished(thinking(model="claude-sonnet-4-5")),
            loop(thinking()),
            ask(user("Hi"), assistant("Hello!"), user("And now?")),
        ),
    ),
    "redacted_data": Table(
        refuses=(
            Refused(
                loop({"type": "redacted_thinking", "data": FORGED}),
                invalid_data("messages.1.content.0"),
                "redacted-data-invalid",
            ),
            Refused(loop(altered(redacted(), "data")), invalid_data("messages.1.content.0"), "redacted-data-invalid"),
            Refused(
                finished("One.", {"type": "redacted_thinking", "data": ""}, model="claude-sonnet-5"),
                invalid_data("messages.1.content.1"),
                "redacted-data-invalid",
            ),
        ),
        accepts=(
            loop(redacted()),
            finished(redacted(model="claude-opus-4-6")),
            loop({"type": "redacted_thinking", "data": thinking()["signature"]}),
        ),
    ),
    "thinking_not_last": Table(
        refuses=(
            Refused(
                ask(user("Hi"), assistant(thinking()), thinking=ENABLED, max_tokens=2048),
                "messages.1: The final block in an assistant message cannot be `thinking`.",
                "thinking-last-block",
            ),
            Refused(
                ask(user("Hi"), assistant(thinking(model=OPUS)), model=OPUS),
                "messages.1: The final block in an assistant message cannot be `thinking`.",
                "thinking-last-block",
            ),
            Refused(
                ask(user("Hi"), assistant("Well,"), assistant(thinking())),
                "messages.1: The final block in an assistant message cannot be `thinking`.",
                "thinking-last-block",
            ),
        ),
        accepts=(
            ask(user("Hi"), assistant(thinking(), text("Hello")), thinking=ENABLED, max_tokens=2048),
            ask(user("Hi"), assistant(thinking()), user("Go on."), thinking=ENABLED, max_tokens=2048),
            ask(user("Hi"), assistant("Hello")),
            ask(user("Hi"), assistant("")),
        ),
    ),
}
