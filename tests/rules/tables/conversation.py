"""The conversation: who speaks when, and that nothing is empty."""

from typing import Final

from tests.rules.cases import OPUS, Json, Refused, Table, ask, assistant, system, text, tool_result, tool_use, user

SONNET_4_5: Final = "claude-sonnet-4-5"
"""An older model, which refuses in older words."""

NON_EMPTY: Final = "all messages must have non-empty content except for the optional final assistant message"
BY_USER: Final = "user messages must have non-empty content"
COMPACTION: Final = {"type": "compaction", "content": "They talked of the sea."}
COMPACTING: Final[Json] = {
    "betas": "compact-2026-01-12,context-management-2025-06-27",
    "context_management": {"edits": [{"type": "compact_20260112"}]},
    "model": OPUS,
}
THREADED: Final[Json] = {"betas": "message-threads-2026-08-12", "model": OPUS}


def bogus(role: str, tail: str = "") -> str:
    return f'messages: Unexpected role "{role}". Allowed roles are "user" or "assistant"{tail}'


TABLES: Final = {
    "messages_present": Table(
        refuses=(
            Refused(ask(messages=[]), "messages: at least one message is required", "messages-empty"),
            Refused(ask(messages=[], counting=True), "messages: at least one message is required", "messages-empty"),
            Refused(ask(messages=[], model=OPUS), "messages: at least one message is required", "messages-empty"),
        ),
        accepts=(
            ask(user("Hi")),
            ask(user("Hi"), user("Hello?")),
            ask(*(user(str(number)) for number in range(200))),
        ),
    ),
    "roles": Table(
        refuses=(
            Refused(ask({"role": "bogus", "content": "ping"}), bogus("bogus"), "role-unknown"),
            Refused(ask({"role": "developer", "content": "x"}, user("ping")), bogus("developer"), "role-unknown"),
            Refused(ask(user("Hi"), {"role": "User", "content": "ping"}), bogus("User"), "role-unknown"),
            Refused(ask(user("a"), system("b"), {"role": "", "content": "x"}, model=OPUS), bogus(""), "role-unknown"),
            Refused(
                ask(user("Hi"), {"role": "tool", "content": "Sunny"}),
                bogus(
                    "tool",
                    ". For instructions on how to use tools, see"
                    " https://platform.claude.com/docs/en/agents-and-tools/tool-use/overview.",
                ),
            ),
            Refused(
                ask(user("Hi"), system("Be brief."), model=SONNET_4_5),
                'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not'
                ' "system" as an input message role.',
                "role-system-old",
            ),
        ),
        accepts=(
            ask(user("Hi"), assistant("Hello."), user("How are you?")),
            ask(user("Hi"), system("Be brief."), model=OPUS),
            ask(user("Hi"), model=SONNET_4_5, system="Be brief."),
            ask(user("Hi"), user("again"), assistant("a"), assistant("b"), user("c"), model=SONNET_4_5),
        ),
    ),
    "content_present": Table(
        refuses=(
            Refused(ask(user("")), f"messages.0: {BY_USER}", "content-empty-user"),
            Refused(ask({"role": "user", "content": []}), f"messages.0: {BY_USER}", "content-empty-user"),
            Refused(
                ask(user("a"), assistant("ok"), user(""), user("")), f"messages.2: {BY_USER}", "user-empty-content"
            ),
            Refused(ask(user("a"), user("b"), assistant("ok"), user("")), f"messages.3: {BY_USER}", "user-empty-old"),
            Refused(ask(user(""), container="container_x"), f"messages.0: {BY_USER}", "content-empty-user"),
            Refused(ask(user(""), model=SONNET_4_5), f"messages.0: {NON_EMPTY}", "empty-user-content"),
            Refused(ask(user("a"), assistant(""), user("b")), f"messages.1: {NON_EMPTY}", "empty-user-content"),
            Refused(
                ask(user("a"), {"role": "assistant", "content": []}, user("b"), model=SONNET_4_5),
                f"messages.1: {NON_EMPTY}",
                "empty-user-content",
            ),
        ),
        accepts=(
            ask({"role": "user", "content": []}, user("a"), model=OPUS),
            ask(user("a"), {"role": "user", "content": []}, model=OPUS),
            ask(user("a"), assistant("ok"), {"role": "user", "content": []}, user("b"), model=OPUS),
            ask(user("a"), {"role": "assistant", "content": []}, model=OPUS),
            ask(user("a"), assistant(""), assistant("b"), user("c")),
            ask(user("a"), assistant("")),
        ),
    ),
    "text_present": Table(
        refuses=(
            Refused(ask(user(text(""))), "messages: text content blocks must be non-empty", "text-block-empty"),
            Refused(
                ask(user("Hi"), assistant(text(""), tool_use()), user(tool_result()), model=OPUS),
                "messages: text content blocks must be non-empty",
                "text-block-empty",
            ),
            Refused(ask(user("Hi", text(""))), "messages: text content blocks must be non-empty", "text-block-empty"),
            Refused(
                ask(user(text(" \n"))),
                "messages: text content blocks must contain non-whitespace text",
                "text-block-whitespace",
            ),
            Refused(
                ask(user("  ")),
                "messages: text content blocks must contain non-whitespace text",
                "text-block-whitespace",
            ),
            Refused(
                ask(user("Hi"), assistant(" "), user("Hm?"), model=OPUS),
                "messages: text content blocks must contain non-whitespace text",
                "text-block-whitespace",
            ),
        ),
        accepts=(
            ask(user(text("."))),
            ask(user(text("\n\n  a"))),
            ask(user("Hi"), assistant(tool_use()), user(tool_result(content=[text("")]))),
            ask(user("Hi"), assistant(tool_use()), user(tool_result(content=""))),
            ask(user("Hi"), system="  "),
        ),
    ),
    "first_message": Table(
        refuses=(
            Refused(
                ask(assistant("Hello."), user("Hi")),
                'messages: first message must use the "user" role',
                "first-message-user",
            ),
            Refused(ask(assistant("Hello.")), 'messages: first message must use the "user" role', "first-message-user"),
            Refused(
                ask(assistant("Hello."), user("Hi"), model=OPUS),
                'messages: first message must use the "user" role',
                "first-message-user",
            ),
        ),
        accepts=(
            ask(user("Hi"), assistant("Hello.")),
            ask(assistant(COMPACTION, "And so on."), user("Go on."), **COMPACTING),
            ask(
                assistant("Hello."), user("Hi"), **THREADED, thread={"type": "continue", "previous_message_id": "msg_1"}
            ),
            ask(
                {"role": "system", "content": [], "output_config": {"effort": "low"}},
                user("Hi"),
                model=OPUS,
                betas="mid-conversation-output-config-2026-07-01",
            ),
        ),
    ),
}
