"""The messages of a request, with the blocks they hold."""

from typing import Any, Final

from tests.rules.cases import OPUS, Asked, Json, Refused, ask, assistant, system, text, tool_result, tool_use, user
from tests.rules.shapes.parameters import COMPACTING, EXTRA

IMAGE: Final[Json] = {"type": "image", "source": {"type": "url", "url": "https://sea.example/sea.png"}}
SEARCH: Final[Json] = {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {}}
CLEARING: Final[Json] = {"model": OPUS, "betas": "mid-conversation-system-clear-at-2026-08-21"}
NO_ARRAYS: Final[tuple[Any, ...]] = (None, 7, {})
NO_STRINGS: Final[tuple[Any, ...]] = (None, ["x"], {})
NO_OBJECTS: Final[tuple[Any, ...]] = (None, [], "{}")
ARRAY: Final = "Input should be a valid array"
SHAPE: Final = "Input does not match the expected shape."
ID: Final = "String should match pattern '^[a-zA-Z0-9_-]+$'"


def messages(*said: Any, says: str, catalogue: str | None = None, **members: Any) -> Refused:
    return Refused(ask(*said, **members), says, catalogue)


def in_user(block: Any, says: str, catalogue: str | None = None, **members: Any) -> Refused:
    """A block in the user's first message, after a text."""
    return Refused(ask(user(text("Hi"), block), **members), f"messages.0.content.1{says}", catalogue)


def in_assistant(block: Any, says: str, catalogue: str | None = None, **members: Any) -> Refused:
    """The only block of the assistant's first message."""
    asked = ask(user("Hi"), assistant(block), user("So?"), **members)
    return Refused(asked, f"messages.1.content.0{says}", catalogue)


REFUSED: Final[tuple[Refused, ...]] = (
    Refused(ask(without=("messages",)), "messages: Field required", "messages-missing"),
    Refused(ask(messages=None), f"messages: {ARRAY}", "messages-type"),
    Refused(ask(messages="x"), f"messages: {ARRAY}", "messages-type"),
    messages("Invalid content", says=f"messages.0: {SHAPE}", catalogue="messages-shape-2024"),
    # roles and content
    messages({"content": "ping"}, says="messages.0.role: Field required", catalogue="role-missing"),
    messages({"role": 7, "content": "ping"}, says="messages.0.role: Input should be a valid string"),
    messages({"role": "user"}, says="messages.0.content: Field required", catalogue="content-missing"),
    messages(user("a"), {"role": "system"}, says="messages.1.content: Field required", catalogue="content-missing"),
    *(
        messages({"role": role, "content": content}, says=f"messages.0.content: {ARRAY}", catalogue="content-type")
        for role in ("user", "system")
        for content in NO_ARRAYS
    ),
    messages(user(7), says="messages.0.content.0: Input should be an object", catalogue="content-block-type"),  # type: ignore[arg-type]  # that is the case
    messages(user({}), says="messages.0.content.0.type: Field required", catalogue="content-block-no-type"),
    messages(user("a"), system({"text": "x"}), says="messages.1.content.0.type: Field required",
             catalogue="content-block-no-type"),
    in_user(
        {"type": "codex_reasoning"},
        ": Input tag 'codex_reasoning' found using 'type' does not match any of the expected tags:"
        " 'bash_code_execution_tool_result', 'code_execution_tool_result', 'compaction', 'container_upload',"
        " 'document', 'image', 'redacted_thinking', 'search_result', 'server_tool_use', 'text',"
        " 'text_editor_code_execution_tool_result', 'thinking', 'tool_result', 'tool_search_tool_result', 'tool_use',"
        " 'web_fetch_tool_result', 'web_search_tool_result'",
        "content-block-tag",
    ),
    # members of a message
    messages({**user("ping"), "bogus": 1}, says=f"messages.0.bogus: {EXTRA}", catalogue="message-extra"),
    messages(
        user("a"), {**system("b"), "clear_at": "never"}, model=OPUS,
        says=f"messages.1.clear_at: {EXTRA}", catalogue="clear-at-no-beta",
    ),
    messages(
        user("a"), assistant("b"), user("c"), {**system("d"), "clear_at": "tomorrow"}, **CLEARING,
        says="messages.3.clear_at: Input should be 'next_user_message' or 'never'", catalogue="clear-at-value",
    ),
    messages(
        user("a"), {**system("b"), "output_config": {"effort": "low"}}, model=OPUS,
        says=f"messages.1.output_config: {EXTRA}",
    ),
    # text
    in_user({"type": "text"}, ".text.text: Field required", "text-field-required"),
    *(in_assistant({"type": "text", "text": said}, ".text.text: Input should be a valid string", "text-type")
      for said in NO_STRINGS),
    # thinking
    in_assistant({"type": "thinking", "thinking": "x"}, ".thinking.signature: Field required",
                 "thinking-signature-field-required"),
    in_assistant({"type": "thinking", "thinking": "x", "signature": None},
                 ".thinking.signature: Input should be a valid string"),
    in_assistant({"type": "thinking", "signature": "x"}, ".thinking.thinking: Field required",
                 "thinking-field-required"),
    in_assistant({"type": "thinking", "thinking": "x", "signature": "x", "text": "x"}, f".thinking.text: {EXTRA}",
                 "thinking-extra-text"),
    in_assistant({"type": "thinking", "thinking": "x", "signature": "x", "cache_control": {"type": "ephemeral"}},
                 f".thinking.cache_control: {EXTRA}", "thinking-cache-control"),
    in_assistant({"type": "redacted_thinking", "data": "x", "cache_control": {"type": "ephemeral"}},
                 f".redacted_thinking.cache_control: {EXTRA}", "redacted-cache-control"),
    # tools
    *(in_assistant(tool_use(id_), f".tool_use.id: {ID}", "tool-use-id-pattern") for id_ in ("", "call.1", "a b")),
    *(in_assistant({**tool_use(), "input": given}, ".tool_use.input: Input should be an object",
                   "tool-use-input-object") for given in NO_OBJECTS),
    messages(user("Hi"), assistant("Hm.", {**tool_use(), "text": "x"}), user("So?"),
             says=f"messages.1.content.1.tool_use.text: {EXTRA}", catalogue="tool-use-extra-text"),
    *(in_user(tool_result(id_), f".tool_result.tool_use_id: {ID}", "tool-result-use-id-pattern")
      for id_ in ("", "call:1")),
    in_user(tool_result(content=[IMAGE], is_error=True),
            ".tool_result: all content must be type `text` if `is_error` is true"),
    in_assistant({**SEARCH, "id": "toolu_1"},
                 ".server_tool_use.id: String should match pattern '^srvtoolu_[a-zA-Z0-9_]+$'",
                 "server-tool-use-id-pattern"),
    in_assistant(
        {**SEARCH, "name": "get_weather"},
        ".server_tool_use.name: Input should be 'web_search', 'web_fetch', 'code_execution', 'bash_code_execution',"
        " 'text_editor_code_execution', 'tool_search_tool_regex', 'tool_search_tool_bm25'",
    ),
    # media
    in_user(
        {"type": "image", "source": {"type": "base64", "media_type": "image/tiff", "data": "AAAA"}},
        ".image.source.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'",
        "image-media-type-literal",
    ),
    in_user(
        {"type": "document", "source": {"type": "base64", "media_type": "text/csv", "data": "AAAA"}},
        ".document.source.base64.media_type: Input should be 'application/pdf'",
        "document-media-type-literal",
    ),
    in_user({"type": "document", "source": {"media_type": "text/plain", "data": "x"}},
            ".document.source.type: Field required"),
    # compaction
    in_assistant({"type": "compaction", "content": ""}, ".compaction.content: content cannot be empty",
                 "compaction-empty", betas=COMPACTING),
)  # fmt: skip

LET_PASS: Final[tuple[Asked, ...]] = (
    ask(user(text("Hi", citations=None, cache_control=None))),
    ask(user("Hi"), assistant("Hm.", tool_use("call_1-A")), user(tool_result("call_1-A"))),
    ask(user("Hi"), assistant(tool_use()), user(tool_result(content=[IMAGE], is_error=False))),
    ask(user("Hi"), assistant(tool_use()), user(tool_result(content=[text("No.")], is_error=True))),
    ask(user("Hi"), assistant(tool_use()), user({"type": "tool_result", "tool_use_id": "toolu_1"})),
    ask(user("a"), {**system("b"), "clear_at": None}, **CLEARING),
    ask(user("a"), {**system("b"), "clear_at": "never"}, **CLEARING),
)
