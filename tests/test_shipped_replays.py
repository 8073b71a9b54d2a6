"""The documents' examples: the shipped scenarios that answer their requests by themselves, event for event.

Ids differ; what the documents leave out is filled in where a client needs it.
"""

import json
import re
from typing import Any

import pytest

from tests.support.sse import events
from understudy.call import Call
from understudy.company import Company
from understudy.library import Library
from understudy.performance import Close, Performance
from understudy.sent import Sent

Json = dict[str, Any]

LIBRARY = Library.load([])


def ask(company: Company, scenario: str | None = None, **members: Any) -> Performance:
    """The answer to a request for a greeting, with members added or replaced."""
    hello = {"model": "claude-sonnet-4-5", "max_tokens": 1024, "messages": [{"role": "user", "content": "Good day"}]}
    headers = {"anthropic-version": "2023-06-01", "x-api-key": "any"}
    return company.answer(Call(headers, json.dumps({**hello, **members}).encode(), Sent(), scenario=scenario))


@pytest.fixture
def company() -> Company:
    return Company(LIBRARY, clock=lambda: 1_767_268_800.0)


MAGIC = (
    "ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_46C9A13E193C177646C7398A98432ECCCE4C1253D5E2D82641AC0E52CC2876CB"
)
REFUSED = "ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL_1FAEFB6177B4672DEE07F9D3AFC62588CCD2631EDCF22E8CCC1FB35B501C9C86"

GET_WEATHER: Json = {
    "name": "get_weather",
    "description": "Get the current weather in a given location",
    "input_schema": {
        "type": "object",
        "properties": {"location": {"type": "string", "description": "The city and state, e.g. San Francisco, CA"}},
        "required": ["location"],
    },
}


def request(text: str, max_tokens: int, **members: Any) -> Json:
    return {
        "model": "claude-sonnet-4-5",
        "max_tokens": max_tokens,
        "stream": True,
        "messages": [{"role": "user", "content": text}],
        **members,
    }


THINKING = {"type": "enabled", "budget_tokens": 16000}

REQUESTS = {
    "hello": request("Hello", 256),
    "weather-tool": request(
        "What is the weather like in San Francisco?", 1024, tools=[GET_WEATHER], tool_choice={"type": "any"}
    ),
    "multiplication-thinking": request("What is 27 * 453?", 20000, thinking=THINKING),
    "web-search": request(
        "What is the weather like in New York City today?",
        1024,
        tools=[{"type": "web_search_20250305", "name": "web_search", "max_uses": 5}],
    ),
    "redacted-thinking": request(MAGIC, 20000, thinking=THINKING),
    "refusal": request(f"Please {REFUSED}", 1024),
}


def replayed(company: Company, name: str) -> list[Json]:
    """What the document's request gets without naming a scenario, its ids replaced by their prefixes."""
    body = ask(company, **REQUESTS[name]).body.decode()
    return events(re.sub(r'"(msg|toolu|srvtoolu)_01[1-9A-HJ-NP-Za-km-z]{22}"', r'"\1_…"', body).encode())


def start(usage: Json) -> Json:
    message: Json = {
        "id": "msg_…",
        "type": "message",
        "role": "assistant",
        "content": [],
        "model": "claude-sonnet-4-5-20250929",
        "stop_reason": None,
        "stop_sequence": None,
        "usage": usage,
    }
    return {"type": "message_start", "message": message}


def block(index: int, opened: Json, *deltas: Json, ping_after: int | None = None) -> list[Json]:
    """The events of one block; ``ping_after`` so many of its deltas there is a ping."""
    sent: list[Json] = [{"type": "content_block_delta", "index": index, "delta": delta} for delta in deltas]
    if ping_after is not None:
        sent.insert(ping_after, {"type": "ping"})
    return [
        {"type": "content_block_start", "index": index, "content_block": opened},
        *sent,
        {"type": "content_block_stop", "index": index},
    ]


def text(*pieces: str) -> list[Json]:
    return [{"type": "text_delta", "text": piece} for piece in pieces]


def fragments(*pieces: str) -> list[Json]:
    return [{"type": "input_json_delta", "partial_json": piece} for piece in pieces]


def end(stop_reason: str, usage: Json) -> list[Json]:
    return [
        {"type": "message_delta", "delta": {"stop_reason": stop_reason, "stop_sequence": None}, "usage": usage},
        {"type": "message_stop"},
    ]


EMPTY_TEXT = {"type": "text", "text": ""}


def test_hello_is_the_basic_example(company: Company) -> None:
    assert replayed(company, "hello") == [
        start({"input_tokens": 25, "output_tokens": 1}),
        *block(0, EMPTY_TEXT, *text("Hello", "!"), ping_after=0),
        *end("end_turn", {"output_tokens": 15}),
    ]


def test_weather_tool_is_the_tool_example(company: Company) -> None:
    assert replayed(company, "weather-tool") == [
        start({"input_tokens": 472, "output_tokens": 2}),
        *block(
            0,
            EMPTY_TEXT,
            *text("Okay", ",", " let", "'s", " check", " the", " weather"),
            *text(" for", " San", " Francisco", ",", " CA", ":"),
            ping_after=0,
        ),
        *block(
            1,
            {"type": "tool_use", "id": "toolu_…", "name": "get_weather", "input": {}},
            *fragments("", '{"location":', ' "San', " Francisc", "o,", ' CA"', ", ", '"unit": "fah', 'renheit"}'),
        ),
        *end("tool_use", {"output_tokens": 89}),
    ]


def test_multiplication_thinking_is_the_thinking_example_with_usage(company: Company) -> None:
    thoughts = [
        "Let me solve this step by step:\n\n1. First break down 27 * 453",
        "\n2. 453 = 400 + 50 + 3",
        "\n3. 27 * 400 = 10,800",
        "\n4. 27 * 50 = 1,350",
        "\n5. 27 * 3 = 81",
        "\n6. 10,800 + 1,350 + 81 = 12,231",
    ]
    signature = "EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pkiMOYds..."

    assert replayed(company, "multiplication-thinking") == [
        start({"input_tokens": 45, "output_tokens": 2}),
        *block(
            0,
            {"type": "thinking", "thinking": ""},
            *({"type": "thinking_delta", "thinking": thought} for thought in thoughts),
            {"type": "signature_delta", "signature": signature},
        ),
        *block(1, EMPTY_TEXT, *text("27 * 453 = 12,231")),
        *end("end_turn", {"output_tokens": 115}),
    ]


def test_web_search_begins_and_ends_as_the_search_example(company: Company) -> None:
    played = replayed(company, "web-search")
    results = [event for event in played if event.get("content_block", {}).get("type") == "web_search_tool_result"]
    found = results[0]["content_block"]["content"]
    none_cached = {"cache_creation_input_tokens": 0, "cache_read_input_tokens": 0}

    assert played[:23] == [
        start({"input_tokens": 2679, **none_cached, "output_tokens": 3}),
        *block(
            0,
            EMPTY_TEXT,
            *text("I'll check", " the current weather in New York City for you", "."),
            ping_after=2,
        ),
        *block(
            1,
            {"type": "server_tool_use", "id": "srvtoolu_…", "name": "web_search", "input": {}},
            *fragments("", '{"query', '":', ' "weather', " NY", "C to", 'day"}'),
        ),
        *block(2, {"type": "web_search_tool_result", "tool_use_id": "srvtoolu_…", "content": found}),
        *block(
            3,
            EMPTY_TEXT,
            *text("Here's the current weather information for New York", " City:\n\n# Weather"),
            *text(" in New York City", "\n\n"),
        )[:-1],
    ]
    assert found[0] == {
        "type": "web_search_result",
        "title": "Weather in New York City in May 2025 (New York) - detailed Weather Forecast for a month",
        "url": "https://world-weather.info/forecast/usa/new_york/may-2025/",
        "encrypted_content": "Ev0DCioIAxgCIiQ3NmU4ZmI4OC1k...",
        "page_age": None,
    }
    assert played[-3:] == [
        {"type": "content_block_stop", "index": 17},
        *end(
            "end_turn",
            {"input_tokens": 10682, **none_cached, "output_tokens": 510, "server_tool_use": {"web_search_requests": 1}},
        ),
    ]


def test_web_search_fills_in_cited_texts_up_to_block_17(company: Company) -> None:
    played = replayed(company, "web-search")
    opened = [(event["index"], event["content_block"]) for event in played if event["type"] == "content_block_start"]
    citing = {event["index"] for event in played if event.get("delta", {}).get("type") == "citations_delta"}

    assert [index for index, _ in opened] == list(range(18))
    assert {opened_["type"] for index, opened_ in opened if index > 2} == {"text"}
    assert citing == {index for index, opened_ in opened if "citations" in opened_}
    assert citing == {4, 6, 8, 10, 12, 14, 16}


def test_redacted_thinking_is_the_redaction_example(company: Company) -> None:
    played = replayed(company, "redacted-thinking")
    data = (
        "EmwKAhgBEgy3va3pzix/LafPsn4aDFIT2Xlxh0L5L8rLVyIwxtE3rAFBa8cr3qpPkNRj2YfWXGmKDxH4mPnZ5sQ7vB9URj2pLmN3kF8/"
        "dW5hR7xJ0aP1oLs9yTcMnKVf2wRpEGjH9XZaBt4UvDcPrQ..."
    )
    signature = "WaUjzkypQ2mUEVM36O2TxuC06KN8xyfbJwyem2dw3URve/op91XWHOEBLLqIOMfFG/UvLEczmEsUjavL...."

    assert [event["content_block"] for event in played if event["type"] == "content_block_start"] == [
        {"type": "thinking", "thinking": "", "signature": ""},
        {"type": "redacted_thinking", "data": data},
        EMPTY_TEXT,
    ]
    assert joined(played, 0, "thinking") == "Let me analyze this step by step..."
    assert joined(played, 0, "signature") == signature
    assert [event["type"] for event in played if event.get("index") == 1] == [
        "content_block_start",
        "content_block_stop",
    ]
    assert joined(played, 2, "text") == "Based on my analysis..."


def joined(sent: list[Json], index: int, key: str) -> str:
    """What the deltas of a block bring to one of its members."""
    return "".join(event["delta"].get(key, "") for event in sent if event.get("index") == index and "delta" in event)


def test_without_thinking_the_test_prompt_gets_an_ordinary_text(company: Company) -> None:
    message = json.loads(ask(company, **request(MAGIC, 1024, stream=False)).body)

    assert message["content"] == [{"type": "text", "text": "Based on my analysis..."}]


def test_the_prompt_that_tests_refusals_is_refused_before_any_content(company: Company) -> None:
    played = replayed(company, "refusal")

    assert [event["type"] for event in played] == ["message_start", "ping", "message_delta", "message_stop"]
    assert played[2]["delta"] == {
        "stop_reason": "refusal",
        "stop_sequence": None,
        "stop_details": {"type": "refusal", "category": None, "explanation": None},
    }
    assert played[2]["usage"]["output_tokens"] == 0


def test_only_the_documents_examples_answer_by_themselves() -> None:
    assert {play.name for play in LIBRARY.plays.values() if play.when} == set(REQUESTS)


NEAR_MISSES: list[tuple[str, str, Json]] = [
    ("another word", "hello", {"messages": [{"role": "user", "content": "Hello there"}]}),
    ("another model", "hello", {"model": "claude-haiku-4-5"}),
    ("thinking", "hello", {"max_tokens": 4096, "thinking": {"type": "enabled", "budget_tokens": 1024}}),
    ("a tool", "hello", {"tools": [GET_WEATHER]}),
    ("a later turn", "hello", {
        "messages": [
            {"role": "user", "content": "Hello"},
            {"role": "assistant", "content": "Hello!"},
            {"role": "user", "content": "Hello"},
        ],
    }),
    ("a free choice of tools", "weather-tool", {"tool_choice": {"type": "auto"}}),
    ("another city", "weather-tool", {
        "messages": [{"role": "user", "content": "What is the weather like in San Francisco today?"}],
    }),
    ("no thinking", "multiplication-thinking", {"thinking": {"type": "disabled"}}),
    ("another tool", "web-search", {"tools": [GET_WEATHER]}),
    ("another prompt", "redacted-thinking", {"messages": [{"role": "user", "content": MAGIC[:-1]}]}),
    ("another refused prompt", "refusal", {"messages": [{"role": "user", "content": REFUSED[:-1]}]}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change"), [row[1:] for row in NEAR_MISSES], ids=[row[0] for row in NEAR_MISSES])
def test_a_request_that_differs_is_improvised(company: Company, name: str, change: Json) -> None:
    asked = {**REQUESTS[name], **change, "stream": False}

    came = _said(ask(company, **asked))
    improvised = _said(ask(company, "improv", **asked))

    assert came == improvised


def _said(performance: Performance) -> list[Json]:
    """The content of a Message, but for ids."""
    content = json.loads(performance.body)["content"]
    return [{key: value for key, value in block_.items() if key != "id"} for block_ in content]


def test_an_interrupted_text_goes_on_from_a_prefill(company: Company) -> None:
    asked: Json = {"stream": True, "messages": [{"role": "user", "content": "Tell me"}]}
    cut = ask(company, "resume-after-partial", **asked)
    asked["messages"].append({"role": "assistant", "content": _text(cut)})

    assert isinstance(cut.steps[-1], Close)
    assert _text(cut) == "The first light on Bishop Rock was washed away"
    assert _text(ask(company, "resume-after-partial", **asked)) == " before it had been lit."


def _text(performance: Performance) -> str:
    sent = events(performance.body)
    return "".join(event["delta"]["text"] for event in sent if event["type"] == "content_block_delta")
