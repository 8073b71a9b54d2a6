"""Of two things that are wrong with a request, the API tells the one it was measured to check first."""

from itertools import combinations
from typing import Any, Final

import pytest

from tests.rules.cases import OPUS, Json, assistant, system, text, tool, tool_use, user
from tests.support.messages import post

WRONG: Final[tuple[tuple[str, Any, str], ...]] = (
    ("model", 7, "model: Input should be a valid string"),
    ("tool_choice", 7, "tool_choice: Input should be an object"),
    ("tools", "x", "tools: Input should be a valid array"),
    ("messages", "x", "messages: Input should be a valid array"),
    ("system", 7, "system: Input should be a valid array"),
    ("thinking", "x", "thinking: Input should be an object"),
    ("output_config", "x", "output_config: Input does not match the expected shape."),
    ("cache_control", "x", "cache_control: Input should be an object"),
    ("max_tokens", "x", "max_tokens: Input should be a valid integer"),
    ("metadata", "x", "metadata: Input does not match the expected shape."),
    ("stop_sequences", "ZZ", "stop_sequences: Input should be a valid array"),
    ("temperature", "x", "temperature: Input should be a valid number"),
    ("service_tier", 7, "service_tier: Input should be 'auto' or 'standard_only'"),
    ("top_k", "x", "top_k: Input should be a valid integer"),
    ("top_p", "x", "top_p: Input should be a valid number"),
    ("stream", "yes", "stream: Input should be a valid boolean"),
    ("container", 7, "container.ContainerParams: Input does not match the expected shape."),
    ("inference_geo", 7, "inference_geo: Input should be a valid string"),
    ("zzz_unknown", 1, "zzz_unknown: Extra inputs are not permitted"),
)
"""A wrong value for each member, in the order in which they are checked."""

PAIRS: Final = tuple(combinations(WRONG, 2))

DELETED: Final = object()
IMAGE: Final[Json] = {"type": "image", "source": {"type": "url", "url": "https://sea.example/sea.png"}}
MODEL: Final = "model: Field required"
BOGUS: Final[Json] = {**user("ping"), "bogus": 1}
BOGUS_MEMBER: Final = "messages.0.bogus: Extra inputs are not permitted"
UNKNOWN_KEY: Final = "zzz_unknown: Extra inputs are not permitted"
UNKNOWN_ROLE: Final = 'messages: Unexpected role "bogus". Allowed roles are "user" or "assistant"'
EMPTY: Final = "messages.0: user messages must have non-empty content"
UNANSWERED: Final = (
    "messages.2: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_1. Each `tool_use`"
    " block must have a corresponding `tool_result` block in the next message."
)
SEARCH: Final[Json] = {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {}}

BEFORE: Final[tuple[tuple[str, Json, str], ...]] = (
    ("a missing member before an unknown one", {"model": DELETED, "zzz_unknown": 1}, MODEL),
    ("a missing member before a wrong one", {"model": DELETED, "stop_sequences": "ZZ"}, MODEL),
    ("a message's unknown member before a later member", {"messages": [BOGUS], "temperature": "x"}, BOGUS_MEMBER),
    ("a message's unknown member before the request's", {"messages": [BOGUS], "zzz_unknown": 1}, BOGUS_MEMBER),
    ("a member before the model that lacks it", {"thinking": {"type": "enabled"}, "model": OPUS},
     "thinking.enabled.budget_tokens: Field required"),
    ("the first of two unknown members", {"zzz_unknown": 1, "aaa_unknown": 1}, UNKNOWN_KEY),
    ("an unknown member before an empty message", {"messages": [user("")], "zzz_unknown": 1}, UNKNOWN_KEY),
    ("a wrong member before an empty message", {"messages": [user("")], "temperature": "x"},
     "temperature: Input should be a valid number"),
    ("an unknown member before the container", {"container": "container_x", "zzz_unknown": 1}, UNKNOWN_KEY),
    ("a wrong member before the container", {"container": "container_x", "inference_geo": 7},
     "inference_geo: Input should be a valid string"),
    ("an empty message before the container", {"messages": [user("")], "container": "container_x"}, EMPTY),
    ("a role before an empty system message", {"messages": [user("a"), system(), {"role": "bogus", "content": "x"}]},
     UNKNOWN_ROLE),
    ("empty system messages before their place", {"messages": [user("a"), system(), user("b")]},
     "messages.1: system content must contain at least one block"),
    ("the blocks of system messages before their place", {"messages": [user("a"), system(IMAGE), user("b")]},
     "messages.1: role 'system' supports text, tool_addition, and tool_removal blocks only"),
    ("the place of system messages before their text", {"messages": [user("a"), system("  "), user("b")]},
     "messages.1: role 'system' must precede an 'assistant' message or end the array; the directive-only form"
     " (content: [] with output_config) is accepted at any position"),
    ("their text before the model that does not take them", {"messages": [user("a"), system("  ")]},
     "messages.1: system text blocks must contain non-whitespace text"),
    ("a client tool's result before a server tool's",
     {"messages": [user("a"), assistant(SEARCH, tool_use()), user("b")], "tools": [tool()]}, UNANSWERED),
    ("the shape of a conversation before what the model takes",
     {"messages": [user("a"), assistant(text(" "))], "model": OPUS},
     "messages: text content blocks must contain non-whitespace text"),
    ("calls without a result before the first message", {"messages": [assistant(tool_use()), user("b")]}, UNANSWERED),
    ("the first message before a prefill", {"messages": [assistant("Hello")], "model": OPUS},
     'messages: first message must use the "user" role'),
    ("the container before what the model takes", {"container": "container_x", "inference_geo": "us"},
     "container: Container identifier can only be provided when using the code execution tool"),
)  # fmt: skip


def refusal(url: str, members: Json) -> str:
    """What a request is refused for that has these members, in this order, before the usual ones."""
    usual = {"model": "claude-haiku-4-5", "max_tokens": 16, "messages": [user("ping")]}
    body = members | {name: value for name, value in usual.items() if name not in members}
    answer = post(url, {name: value for name, value in body.items() if value is not DELETED})
    assert answer.status == 400
    return str(answer.json["error"]["message"])


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=[f"{one[0]}-{two[0]}" for one, two in PAIRS])
def test_members_are_checked_in_one_order_whatever_that_of_the_body(
    stage: str, first: tuple[str, Any, str], second: tuple[str, Any, str]
) -> None:
    assert refusal(stage, {second[0]: second[1], first[0]: first[1]}) == first[2]


@pytest.mark.parametrize(("members", "says"), [case[1:] for case in BEFORE], ids=[case[0] for case in BEFORE])
def test_what_is_checked_first_is_told(stage: str, members: Json, says: str) -> None:
    assert refusal(stage, members) == says
