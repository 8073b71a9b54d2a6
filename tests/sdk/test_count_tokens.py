"""The newest Python SDK counts tokens, caches prompts, and reads the same numbers from every way of asking."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import anthropic
import pytest

Play = Callable[..., str]
Json = dict[str, Any]

HELLO: Json = {"model": "claude-haiku-4-5", "messages": [{"role": "user", "content": "Hello"}]}
LONG = "word " * 4_000
"""20,000 bytes: 5,000 tokens, more than the 4,096 that the model caches."""


@pytest.fixture
def client(base_url: str) -> Iterator[anthropic.Anthropic]:
    with anthropic.Anthropic(base_url=f"{base_url}/scenario/echo", api_key="sk-ant-test", max_retries=0) as client:
        yield client


def test_the_synchronous_client_counts(client: anthropic.Anthropic) -> None:
    assert client.messages.count_tokens(**HELLO).input_tokens == 5


async def test_the_asynchronous_client_counts(base_url: str) -> None:
    async with anthropic.AsyncAnthropic(base_url=base_url, api_key="sk-ant-test") as client:
        assert (await client.messages.count_tokens(**HELLO)).input_tokens == 5


def test_the_beta_door_tells_the_count_before_context_management(client: anthropic.Anthropic) -> None:
    counted = client.beta.messages.count_tokens(
        **HELLO,
        betas=["context-management-2025-06-27"],
        context_management={"edits": [{"type": "clear_tool_uses_20250919"}]},
    )
    assert counted.input_tokens == 5
    assert counted.context_management is not None
    assert counted.context_management.original_input_tokens == 5


def test_a_count_that_is_refused_raises_what_a_message_does(client: anthropic.Anthropic) -> None:
    with pytest.raises(anthropic.NotFoundError) as refused:
        client.messages.count_tokens(**{**HELLO, "model": "claude-haiku-9"})
    assert json.loads(refused.value.response.text)["error"]["message"] == "model: claude-haiku-9"


def test_a_count_that_fails_raises_the_error_of_its_type(play: Play) -> None:
    url = play(failing="count_tokens: {error: overloaded_error}\nreply: [{text: Hello}]")
    client = anthropic.Anthropic(base_url=f"{url}/scenario/failing", api_key="sk-ant-test", max_retries=0)
    with client, pytest.raises(anthropic.InternalServerError) as failed:
        client.messages.count_tokens(**HELLO)
    assert failed.value.status_code == 529


def test_what_was_cached_is_read_by_stream_and_by_plain_call(client: anthropic.Anthropic) -> None:
    asked: Json = {
        "model": "claude-haiku-4-5",
        "max_tokens": 100,
        "system": [{"type": "text", "text": LONG, "cache_control": {"type": "ephemeral", "ttl": "1h"}}],
        "messages": [{"role": "user", "content": "Hello"}],
    }
    written = client.messages.create(**asked).usage
    with client.messages.stream(**asked) as stream:
        read = stream.get_final_message().usage
    counted = client.messages.count_tokens(**{name: asked[name] for name in ("model", "system", "messages")})

    assert (written.input_tokens, written.cache_creation_input_tokens, written.cache_read_input_tokens) == (8, 5_000, 0)
    assert written.cache_creation is not None
    assert written.cache_creation.ephemeral_1h_input_tokens == 5_000
    assert (read.input_tokens, read.cache_creation_input_tokens, read.cache_read_input_tokens) == (8, 0, 5_000)
    assert counted.input_tokens == 5_008
