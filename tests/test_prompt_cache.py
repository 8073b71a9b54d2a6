"""The prompt cache keeps what is marked, as long as it is said, and charges for it as the documentation says."""

from typing import Any

import pytest

from understudy.api.context import count_prompt
from understudy.api.request import Request
from understudy.api.tokens import InputTokens
from understudy.prompt_cache import MAX_PREFIXES, PromptCache

Json = dict[str, Any]

MARK: Json = {"cache_control": {"type": "ephemeral"}}
HOUR_MARK: Json = {"cache_control": {"type": "ephemeral", "ttl": "1h"}}
BIG = 1_024
"""The tokens of ``text``, just what Sonnet 4.5 caches."""


def text(first: str = "a", **members: object) -> Json:
    """A text block of 1,024 tokens."""
    return {"type": "text", "text": first * (4 * BIG), **members}


def small(said: str, **members: object) -> Json:
    return {"type": "text", "text": said, **members}


def user(*blocks: Json) -> Json:
    return {"role": "user", "content": list(blocks)}


def assistant(*blocks: Json) -> Json:
    return {"role": "assistant", "content": list(blocks)}


def asking(*messages: Json, model: str = "claude-sonnet-4-5", **members: object) -> Request:
    return Request({"model": model, "max_tokens": 100, "messages": list(messages), **members}, {})


def used(*requests: Request, seconds_apart: float = 1) -> list[tuple[int, int, int, int]]:
    """For each request of one session: the rest of its prompt, then what was read, created for 5m and for 1h."""
    cache = PromptCache()
    charged = [cache.use(request, number * seconds_apart) for number, request in enumerate(requests)]
    return [(each.rest, each.read, each.created_5m, each.created_1h) for each in charged]


def test_nothing_is_cached_where_nothing_is_marked() -> None:
    assert used(asking(user(text())), asking(user(text()))) == [(BIG + 3, 0, 0, 0)] * 2


def test_a_marked_prefix_is_written_once_and_read_from_then_on() -> None:
    request = asking(user(text(**MARK), small("abcd")))
    assert used(request, request, request) == [(4, 0, BIG, 0), (4, BIG, 0, 0), (4, BIG, 0, 0)]


def test_a_null_marker_marks_nothing() -> None:
    assert used(asking(user(text(cache_control=None)))) == [(BIG + 3, 0, 0, 0)]


TOOL: Json = {"name": "get", "description": "a" * 4_054, "input_schema": {"type": "object"}}
"""A tool of 1,030 tokens."""


def test_tools_come_before_the_system_prompt_and_that_before_the_messages() -> None:
    request = asking(user(small("abcd", **MARK)), tools=[TOOL | MARK], system=[text(**MARK)])
    changed_message = asking(user(small("abce", **MARK)), tools=[TOOL | MARK], system=[text(**MARK)])
    changed_system = asking(user(small("abcd", **MARK)), tools=[TOOL | MARK], system=[text("b", **MARK)])
    changed_tool = asking(user(small("abcd", **MARK)), tools=[TOOL | {"name": "got"} | MARK], system=[text(**MARK)])
    tools, system, messages = 1_030, BIG, 3 + 346 + 1
    assert used(request, request, changed_message, changed_system, changed_tool) == [
        (3, 0, tools + system + messages, 0),
        (3, tools + system + messages, 0, 0),
        (3, tools + system, messages, 0),
        (3, tools, system + messages, 0),
        (3, 0, tools + system + messages, 0),
    ]


@pytest.mark.parametrize(
    ("model", "minimum"),
    [
        ("claude-opus-5", 512),
        ("claude-sonnet-4-5", 1_024),
        ("claude-opus-4-7", 2_048),
        ("claude-haiku-4-5", 4_096),
    ],
)
def test_a_prefix_below_the_minimum_of_the_model_is_silently_not_cached(model: str, minimum: int) -> None:
    off = {"type": "disabled"}
    enough = asking(user(small("a" * (4 * minimum), **MARK)), model=model, thinking=off)
    short = asking(user(small("a" * (4 * minimum - 4), **MARK)), model=model, thinking=off)
    assert used(enough, enough) == [(3, 0, minimum, 0), (3, minimum, 0, 0)]
    assert used(short, short) == [(minimum + 2, 0, 0, 0)] * 2


def test_the_tokens_of_the_whole_prefix_make_the_minimum() -> None:
    request = asking(user(small("abcd", **MARK)), system=[text()])
    assert used(request, request) == [(3, 0, BIG + 4, 0), (3, BIG + 4, 0, 0)]


@pytest.mark.parametrize(
    ("mark", "seconds", "read"),
    [
        (MARK, 299, True),
        (MARK, 300, False),
        ({"cache_control": {"type": "ephemeral", "ttl": "5m"}}, 300, False),
        (HOUR_MARK, 300, True),
        (HOUR_MARK, 3_599, True),
        (HOUR_MARK, 3_600, False),
    ],
)
def test_a_prefix_lives_as_long_as_its_marker_said(mark: Json, seconds: float, read: bool) -> None:
    request = asking(user(text(**mark)))
    second = used(request, request, seconds_apart=seconds)[1]
    assert second[1] == (BIG if read else 0)
    assert second[2] + second[3] == (0 if read else BIG)


def test_a_read_prolongs_the_life_of_a_prefix() -> None:
    request = asking(user(text(**MARK)))
    reads = [read for _, read, _, _ in used(*[request] * 5, seconds_apart=200)]
    assert reads == [0, BIG, BIG, BIG, BIG]


def test_a_read_does_not_change_how_long_a_prefix_lives() -> None:
    short, long = asking(user(text(**MARK))), asking(user(text(**HOUR_MARK)))
    assert used(short, long) == [(3, 0, BIG, 0), (3, BIG, 0, 0)]
    cache = PromptCache()
    assert [cache.use(request, now).read for request, now in [(short, 0), (long, 100), (long, 401)]] == [0, BIG, 0]


def test_with_both_lifetimes_what_is_created_is_charged_up_to_the_last_marker_of_each() -> None:
    request = asking(user(small("abcd", **MARK), small("efgh")), system=[text(**HOUR_MARK), text("b")])
    assert used(request, request) == [(4, 0, BIG + 4, BIG), (4, 2 * BIG + 4, 0, 0)]


def test_with_both_lifetimes_what_is_read_is_not_created_again() -> None:
    system = [text(**HOUR_MARK)]
    first = asking(user(small("abcd", **MARK)), system=system)
    other = asking(user(small("abce", **MARK)), system=system)
    assert used(first, other) == [(3, 0, 4, BIG), (3, BIG, 4, 0)]


def test_a_growing_conversation_reads_its_beginning_and_writes_the_rest() -> None:
    opening = user(text())
    reply = assistant(small("abcd"))
    first = asking(opening, cache_control={"type": "ephemeral"})
    second = asking(opening, reply, user(small("efgh")), cache_control={"type": "ephemeral"})
    assert used(first, second, second) == [(3, 0, BIG, 0), (3, BIG, 8, 0), (3, BIG + 8, 0, 0)]


def conversation(blocks: int, *marked: int, type_: str = "text") -> Request:
    """One user message of so many blocks, the first big; the numbers of marked ones count from 1."""
    whole = [text(), *(small(f"{number:04}") for number in range(2, blocks + 1))]
    return asking(user(*(block | (MARK if number in marked else {}) for number, block in enumerate(whole, 1))))


@pytest.mark.parametrize(("blocks", "read"), [(15, BIG + 9), (29, BIG + 9), (30, 0), (35, 0)])
def test_a_marker_looks_back_at_twenty_positions_its_own_the_first(blocks: int, read: int) -> None:
    assert used(conversation(10, 10), conversation(blocks, blocks))[1][1] == read


def test_every_marker_has_twenty_positions_of_its_own() -> None:
    assert used(conversation(15, 15), conversation(35, 15, 35))[1] == (3, BIG + 14, 20, 0)


def test_consecutive_calls_and_consecutive_results_stand_at_one_position_each() -> None:
    calls = [{"type": "tool_use", "id": f"toolu_{n}", "name": "get", "input": {}} for n in range(30)]
    results = [{"type": "tool_result", "tool_use_id": f"toolu_{n}", "content": "ok"} for n in range(30)]
    opening = user(text(**MARK))
    results[-1] |= MARK
    assert used(asking(opening), asking(user(text()), assistant(*calls), user(*results)))[1][1] == BIG


def test_only_marked_prefixes_are_written() -> None:
    assert used(conversation(5, 5), conversation(4, 4)) == [(3, 0, BIG + 4, 0), (3, 0, BIG + 3, 0)]


def test_a_marker_inside_the_result_of_a_tool_is_the_results() -> None:
    def request(*, inside: bool) -> Request:
        content = [small("abcd", **(MARK if inside else {})), small("efgh")]
        result: Json = {"type": "tool_result", "tool_use_id": "toolu_1", "content": content}
        return asking(user(text()), user(result if inside else result | MARK))

    assert used(request(inside=True), request(inside=False)) == [(3, 0, BIG + 8, 0), (3, BIG + 8, 0, 0)]


def test_moving_a_marker_changes_no_prefix() -> None:
    first = asking(user(text(**MARK), small("abcd")), system=[small("efgh")])
    second = asking(user(text(), small("abcd", **MARK)), system=[small("efgh")])
    assert used(first, second) == [(4, 0, BIG + 4, 0), (3, BIG + 4, 1, 0)]


AUTOMATIC: Json = {"cache_control": {"type": "ephemeral"}}
THOUGHT: Json = {"type": "thinking", "thinking": "Hm.", "signature": ""}
CALL: Json = {"type": "tool_use", "id": "toolu_1", "name": "get", "input": {}}
THINKING: Json = {"type": "enabled", "budget_tokens": 2_000}


def test_automatic_caching_marks_the_last_block() -> None:
    assert used(asking(user(text(), small("abcd")), **AUTOMATIC)) == [(3, 0, BIG + 1, 0)]


def test_automatic_caching_has_a_lifetime() -> None:
    assert used(asking(user(text()), cache_control={"type": "ephemeral", "ttl": "1h"})) == [(3, 0, 0, BIG)]


@pytest.mark.parametrize("last", [THOUGHT, small("")], ids=["thinking", "an empty text"])
def test_automatic_caching_goes_back_to_a_block_that_may_be_marked(last: Json) -> None:
    request = asking(user(text()), assistant(small("abcd"), last), model="claude-opus-4-6", system=[text()] * 3)
    automatic = Request({**request.body, "thinking": THINKING, **AUTOMATIC}, {})
    assert used(automatic)[0][2] == 4 * BIG + 3 + 28 + 3 + 1


def test_automatic_caching_beside_a_marker_on_the_last_block_changes_nothing() -> None:
    assert used(asking(user(text(**MARK)), **AUTOMATIC)) == used(asking(user(text(**MARK))))


def test_a_string_is_one_block() -> None:
    first = Request({"model": "claude-sonnet-4-5", "messages": [user(text())], **AUTOMATIC}, {})
    message = {"role": "user", "content": "a" * (4 * BIG)}
    second = Request({"model": "claude-sonnet-4-5", "messages": [message], **AUTOMATIC}, {})
    assert used(first, second) == [(3, 0, BIG, 0), (3, BIG, 0, 0)]


def test_consecutive_messages_of_one_role_are_one() -> None:
    first = asking(user(text(), small("abcd", **MARK)))
    second = asking(user(text()), user(small("abcd", **MARK)))
    assert used(first, second)[1][1] == BIG + 1 + 3


IMAGE: Json = {"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}}
PAPER: Json = {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "abcd"}}
SCHEMA: Json = {"type": "json_schema", "schema": {"type": "object"}}
SONNET_5: Json = {"model": "claude-sonnet-5"}
ALL, SYSTEM, TOOLS, NOTHING = "everything", "tools and system", "tools", "nothing"


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ({}, {}, ALL),
        ({}, {"max_tokens": 5, "temperature": 0.5, "stream": True, "stop_sequences": ["x"]}, ALL),
        ({}, {"metadata": {"user_id": "u"}, "service_tier": "auto"}, ALL),
        ({}, {"model": "claude-sonnet-4-0"}, NOTHING),
        ({}, {"model": "claude-sonnet-4-5-20250929"}, ALL),
        ({}, {"tools": [TOOL | {"description": "b" * 4_054} | MARK]}, NOTHING),
        ({}, {"tools": [TOOL | MARK | {"defer_loading": False}]}, NOTHING),
        ({}, {"speed": "standard"}, ALL),
        ({}, {"speed": "fast"}, TOOLS),
        ({}, {"output_config": {"format": SCHEMA}}, TOOLS),
        ({"output_format": SCHEMA}, {"output_config": {"format": SCHEMA}}, ALL),
        ({}, {"tool_choice": {"type": "auto"}}, ALL),
        ({}, {"tool_choice": {"type": "any"}}, SYSTEM),
        ({}, {"tool_choice": {"type": "auto", "disable_parallel_tool_use": True}}, SYSTEM),
        ({}, {"thinking": {"type": "disabled"}}, ALL),
        ({}, {"thinking": THINKING}, SYSTEM),
        ({"thinking": THINKING}, {"thinking": THINKING | {"budget_tokens": 2_001}}, SYSTEM),
        ({"thinking": THINKING}, {"thinking": THINKING | {"display": "omitted"}}, ALL),
        (SONNET_5, SONNET_5 | {"thinking": {"type": "adaptive"}}, ALL),
        (SONNET_5, SONNET_5 | {"thinking": {"type": "disabled"}}, SYSTEM),
        (SONNET_5, SONNET_5 | {"output_config": {"effort": "high"}}, ALL),
        (SONNET_5, SONNET_5 | {"output_config": {"effort": "low"}}, SYSTEM),
    ],
)
def test_a_change_spares_what_comes_before_it(before: Json, after: Json, kept: str) -> None:
    shared: Json = {"tools": [TOOL | MARK], "system": [text(**MARK)]}
    opening = user(text(**MARK), small("abcd"))
    first, second = asking(opening, **{**shared, **before}), asking(opening, **{**shared, **after})
    assert spared(used(first, second)[1][1]) == kept


def spared(read: int) -> str:
    """What was read, by its tokens: a tool, a system prompt, a message and what comes between."""
    exactly = {0: NOTHING, 1_030: TOOLS, 1_030 + BIG: SYSTEM}
    return exactly[read] if read in exactly else ALL if read > 1_030 + 2 * BIG else f"{read} tokens"


@pytest.mark.parametrize(
    ("block", "kept"),
    [
        (IMAGE, BIG),
        ({"type": "tool_result", "tool_use_id": "toolu_1", "content": [IMAGE]}, BIG),
        (PAPER, BIG + 3 + BIG),
        (PAPER | {"citations": {"enabled": True}}, 0),
        (PAPER | {"citations": {"enabled": False}}, BIG + 3 + BIG),
    ],
)
def test_images_spare_the_system_prompt_and_citations_nothing_of_it(block: Json, kept: int) -> None:
    opening = text("b", **MARK)
    first = asking(user(opening), system=[text(**MARK)])
    second = asking(user(opening, block), system=[text(**MARK)])
    assert used(first, second)[1][1] == kept


def test_the_order_of_a_blocks_members_does_not_matter_and_that_of_an_input_does() -> None:
    call = {"type": "tool_use", "id": "toolu_1", "name": "get", "input": {"a": 1, "b": 2}}
    turned = dict(reversed(call.items()))
    other = call | {"input": {"b": 2, "a": 1}}
    first, same, different = (asking(user(text()), assistant(block | MARK)) for block in (call, turned, other))
    assert [read > 0 for _, read, _, _ in used(first, same, different)] == [False, True, False]


def test_what_a_system_message_says_of_the_effort_is_part_of_the_prefix() -> None:
    said: Json = {"role": "system", "content": [small("abcd")]}
    first, other = (
        asking(user(text()), said | {"output_config": {"effort": effort}}, **AUTOMATIC, model="claude-opus-5")
        for effort in ("low", "high")
    )
    assert [read for _, read, _, _ in used(first, first, other)] == [0, 28 + BIG + 3 + 1, 0]


def test_thinking_of_a_finished_turn_is_in_no_prefix() -> None:
    opening, loop = user(text()), (assistant(THOUGHT, CALL), user(small("abcd", **MARK)))
    with_thinking = asking(opening, *loop, thinking=THINKING)
    without = asking(opening, assistant(CALL), loop[1], thinking=THINKING)
    assert used(with_thinking, without)[1][2:] == (0, 0)


def test_thinking_of_the_turn_that_goes_on_is_in_the_prefix() -> None:
    result = {"type": "tool_result", "tool_use_id": "toolu_1", "content": "abcd", **MARK}
    request = asking(user(text()), assistant(THOUGHT, CALL), user(result), thinking=THINKING)
    without = asking(user(text()), assistant(CALL), user(result), thinking=THINKING)
    (_, _, created, _), (_, read, _, _), (_, other_read, other_created, _) = used(request, request, without)
    assert read == created == other_created + 1
    assert other_read == 0


@pytest.mark.parametrize(
    "request_",
    [
        asking(user(small("Hello"))),
        asking(user(text(**MARK), small("abcd"))),
        asking(user(small("Hello", **MARK))),
        asking(user(text(**MARK)), tools=[TOOL | HOUR_MARK], system=[text(**HOUR_MARK), text("b")], **AUTOMATIC),
        asking(user(small("Hello")), system="Be kind.", tools=[TOOL], **AUTOMATIC),
        asking(user(text()), assistant(THOUGHT, CALL), user(small("abcd")), thinking=THINKING, **AUTOMATIC),
    ],
)
def test_the_counts_add_up_to_the_whole_prompt(request_: Request) -> None:
    cache = PromptCache()
    assert [cache.use(request_, now).whole for now in range(3)] == [count_prompt(request_)] * 3


def test_what_server_tools_bring_in_is_cached_where_anything_is_marked() -> None:
    cache = PromptCache()
    assert cache.use(asking(user(small("Hello"))), 0) == InputTokens(5)
    assert cache.use(asking(user(small("Hello", **MARK))), 0) == InputTokens(5, caches_from=1_024)


def test_the_longest_unused_prefix_is_forgotten_first() -> None:
    cache = PromptCache()
    requests = [asking(user(text(**MARK)), system=f"{number}") for number in range(MAX_PREFIXES)]
    for request in requests:
        cache.use(request, 0)
    assert cache.use(requests[0], 1).read > 0
    cache.use(asking(user(text(**MARK)), system="one more"), 2)
    assert cache.use(requests[0], 3).read > 0
    assert cache.use(requests[1], 3).read == 0


def deep(depth: int) -> object:
    value: object = "bottom"
    for _ in range(depth):
        value = {"a": value}
    return value


def test_a_block_as_deep_as_json_is_read_has_a_prefix() -> None:
    request = asking(user(text()), assistant(CALL | {"input": deep(1_000)} | MARK))
    assert used(request, request)[1][2:] == (0, 0)
