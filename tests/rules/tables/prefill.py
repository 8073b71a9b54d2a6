"""A last message of the assistant's, which the reply goes on from."""

from typing import Any, Final

from tests.rules.cases import HAIKU, OPUS, Asked, Json, Refused, Table, ask, assistant, text, user
from understudy.api import blobs

UNSUPPORTED: Final = (
    "This model does not support assistant message prefill. The conversation must end with a user message."
)
WHITESPACE: Final = "messages: final assistant content cannot end with trailing whitespace"

SEARCH: Final[Json] = {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {"query": "sea"}}
FOUND: Final[Json] = {
    "type": "web_search_tool_result",
    "tool_use_id": "srvtoolu_1",
    "content": [
        {
            "type": "web_search_result",
            "title": "The sea",
            "url": "https://sea.example",
            "encrypted_content": blobs.encrypt_content("The sea"),
        }
    ],
}
TOOLS: Final = [{"type": "web_search_20250305", "name": "web_search"}]


def prefilled(*content: str | Json, model: str = HAIKU, **members: Any) -> Asked:
    return ask(user("Hi"), assistant(*content), model=model, **members)


TABLES: Final = {
    "prefill": Table(
        refuses=(
            Refused(prefilled("Hello", model="claude-opus-4-6"), UNSUPPORTED, "prefill-unsupported"),
            Refused(prefilled("Hello", model="claude-sonnet-5"), UNSUPPORTED, "prefill-unsupported"),
            Refused(prefilled("Hello", model="claude-mythos-preview"), UNSUPPORTED, "prefill-unsupported"),
            Refused(prefilled("Hello, ", model=OPUS, stream=True), UNSUPPORTED, "prefill-unsupported"),
        ),
        accepts=(
            prefilled("Hello"),
            prefilled("", model=OPUS),
            prefilled("Hello", model="claude-opus-4-5"),
            prefilled("Let me see.", SEARCH, FOUND, model=OPUS, tools=TOOLS),
            prefilled("Let me see.", SEARCH, model=OPUS, tools=TOOLS),
            prefilled("Hello", model=OPUS, betas="fallback-credit-2026-07-01", fallback_credit_token="fct_1"),
        ),
    ),
    "prefill_whitespace": Table(
        refuses=tuple(
            Refused(prefilled(*content), WHITESPACE, "final-assistant-whitespace")
            for content in (["Hello "], ["Hello\n"], ["Hello\u00a0"], [text("A"), text("B ")])
        ),
        accepts=(
            prefilled(" Hello"),
            prefilled(text("A "), text("B")),
            ask(user("Hi"), assistant("Hello "), user("So?")),
            ask(user("Hi ")),
        ),
    ),
}
