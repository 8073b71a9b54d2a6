"""Thinking that is bound: what came before it has to be as it was."""

from typing import Any, Final

from tests.rules.cases import Asked, Refused, Table, ask, assistant, redacted, system, text, tool, user
from understudy.api import blobs, models
from understudy.api.request import Request
from understudy.binding import bind

FABLE: Final = "claude-fable-5-1"
BETA: Final = "thinking-binding-controls-2026-08-01"
HEADER: Final = f" That setting requires the `{BETA}` value in the `anthropic-beta` header."
TOOLS: Final = " The `tools` list differs from the one this block was created with."
SYSTEM: Final = " The `system` prompt differs from the one this block was created with."
CONTENT: Final = " Content before this block differs from when it was created"
DROP: Final = {"type": "adaptive", "block_binding": {"prefix_mismatch_behavior": "drop_block"}}
ERROR: Final = {"type": "adaptive", "block_binding": {"prefix_mismatch_behavior": "error"}}

WEATHER: Final = [tool("get_weather")]
BE_KIND: Final = "Be kind."
FIRST: Final = (user("Hi"),)


def made_after(*messages: Any, model: str = FABLE, position: int = 0, count: int = 1, **members: Any) -> Any:
    """The thinking of a reply to these messages."""
    body = {"model": model, "messages": list(messages), "tools": WEATHER, "system": BE_KIND, **members}
    signature = blobs.sign(
        "A greeting, nothing more.",
        model=models.find(model) or models.stranger(model),
        position=position,
        count=count,
        binding=bind(Request(body, {})),
    )
    return {"type": "thinking", "thinking": "", "signature": signature}


def talk(*messages: Any, model: str = FABLE, **members: Any) -> Asked:
    return ask(*messages, **{"model": model, "tools": WEATHER, "system": BE_KIND, **members})


def answered(*blocks: Any, asked: Any = FIRST, **members: Any) -> Asked:
    """A talk whose first reply held these blocks."""
    return talk(*asked, assistant(*blocks, text("Hello!")), user("And now?"), **members)


def bound(
    path: str, why: str = "", header: str = HEADER, invalid: str = "Invalid `signature` in `thinking` block"
) -> str:
    return (
        f"{path}: {invalid}. The block is bound to a different conversation. Remove the block, or set"
        f' `thinking.block_binding.prefix_mismatch_behavior` to "drop_block".{header}{why}'
    )


THOUGHT: Final = made_after(*FIRST)
SECOND: Final = (user("Hi"), assistant(THOUGHT, text("Hello!")), user("And now?"))
LATER: Final = made_after(*SECOND)
PAIR: Final = (made_after(*FIRST, count=2), made_after(*FIRST, position=1, count=2))
TRIPLE: Final = tuple(made_after(*FIRST, position=position, count=3) for position in range(3))
UNBOUND: Final = redacted(model=FABLE)

TABLES: Final = {
    "thinking_bound": Table(
        refuses=(
            Refused(
                answered(THOUGHT, tools=[tool("another")]), bound("messages.1.content.0", TOOLS), "thinking-bound-tools"
            ),
            Refused(
                answered(THOUGHT, without=("tools",)), bound("messages.1.content.0", TOOLS), "thinking-bound-tools"
            ),
            Refused(
                answered(THOUGHT, system="Be rude."), bound("messages.1.content.0", SYSTEM), "thinking-bound-system"
            ),
            Refused(
                answered(THOUGHT, without=("system",)), bound("messages.1.content.0", SYSTEM), "thinking-bound-system"
            ),
            Refused(answered(THOUGHT, system="Be rude.", betas=BETA), bound("messages.1.content.0", SYSTEM, header="")),
            Refused(
                answered(THOUGHT, system="Be rude.", betas=BETA, thinking=ERROR),
                bound("messages.1.content.0", SYSTEM, header=""),
            ),
            Refused(
                answered(THOUGHT, asked=[user("Ho")], betas=BETA),
                bound("messages.1.content.0", f"{CONTENT}, first at `messages.0.content.0`.", header=""),
            ),
            Refused(
                answered(THOUGHT, asked=[user("Hi"), user("Are you there?")]),
                bound("messages.1.content.0", f"{CONTENT}."),
            ),
            Refused(
                talk(user("Hi"), assistant("Hello."), user("And now?"), assistant(LATER, text("Well.")), user("So?")),
                bound("messages.3.content.0", f"{CONTENT}, first at `messages.1.content.0`."),
            ),
            Refused(
                talk(user("Summary."), assistant(LATER, text("Well.")), user("So?")),
                bound("messages.1.content.0", f"{CONTENT}, first at `messages.0.content.0`."),
            ),
            Refused(answered(PAIR[1], PAIR[0]), bound("messages.1.content.1")),
            Refused(
                answered(PAIR[1], PAIR[0], betas=BETA),
                bound("messages.1.content.1", header=""),
                "thinking-block-bound-prefix",
            ),
            Refused(answered(TRIPLE[0], TRIPLE[2]), bound("messages.1.content.1")),
            Refused(
                talk(
                    *(user("Hi"), assistant(PAIR[0], text("Hello!")), user("And now?")),
                    *(assistant(LATER, text("Well.")), user("So?")),
                ),
                bound("messages.3.content.0"),
            ),
            Refused(
                answered(
                    made_after(*FIRST, model="claude-opus-5-5"),
                    tools=[tool("another")],
                    model="claude-opus-5-5",
                    counting=True,
                ),
                bound("messages.1.content.0", TOOLS),
                "thinking-bound-tools",
            ),
            Refused(
                answered(
                    made_after(*FIRST, model="claude-haiku-5-5"),
                    system="Be rude.",
                    model="claude-haiku-5-5",
                    thinking={"type": "disabled"},
                ),
                bound("messages.1.content.0", SYSTEM),
                "thinking-bound-system",
            ),
        ),
        accepts=(
            answered(THOUGHT),
            answered(THOUGHT, asked=[user(text("Hi ", cache_control={"type": "ephemeral"}))]),
            answered(THOUGHT, system=[text(BE_KIND, cache_control={"type": "ephemeral"})]),
            answered(THOUGHT, tools=[*WEATHER, tool("later", defer_loading=True)]),
            answered(THOUGHT, output_config={"effort": "low"}),
            answered(THOUGHT, system="Be rude.", betas=BETA, thinking=DROP),
            answered(*PAIR),
            answered(PAIR[0]),
            answered(PAIR[1]),
            answered(*TRIPLE[1:]),
            answered(UNBOUND, system="Be rude."),
            talk(*SECOND, system("Be brief.")),
            talk(*SECOND, assistant(LATER, text("Well.")), user("So?")),
            talk(user("Hi"), assistant("Hello!"), user("And now?"), assistant(LATER, text("Well.")), user("So?")),
            answered(THOUGHT, system="Be rude.", model="claude-opus-5-5"),
            answered(THOUGHT, system="Be rude.", model="claude-opus-5"),
            answered(made_after(*FIRST, model="claude-mythos-5-1"), system="Be rude.", model="claude-mythos-5-1"),
        ),
    ),
}
