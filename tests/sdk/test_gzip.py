"""The official SDK reads a stream in gzip as it reads any other, however it is cut."""

from collections.abc import Callable
from typing import Any

import anthropic
import pytest

pytestmark = pytest.mark.filterwarnings("ignore:The model:DeprecationWarning")

Play = Callable[..., str]

REPLY = """
reply:
  - thinking: 考えます。
  - text: [Grüße, ' ', 'aus 東京! 🎏']
  - tool_use: get_weather
    input: {location: 東京}
"""
WRITES = ["auto", "event", "line", "inside_character", "all", "{bytes: 1}", "{bytes: 7}", "{random: 3}"]
REQUEST: dict[str, Any] = {
    "model": "claude-sonnet-4-5",
    "max_tokens": 4096,
    "thinking": {"type": "enabled", "budget_tokens": 2048},
    "messages": [{"role": "user", "content": "Hello"}],
}
WHOLE = ["考えます。", "Grüße aus 東京! 🎏", {"location": "東京"}]


def client(url: str, session: str) -> anthropic.Anthropic:
    return anthropic.Anthropic(base_url=f"{url}/session/{session}/scenario/pressed", api_key="any", max_retries=0)


def contents(message: Any) -> list[Any]:
    return [getattr(block, {"tool_use": "input"}.get(block.type, block.type)) for block in message.content]


@pytest.mark.parametrize("write", WRITES)
def test_a_stream_in_gzip_comes_to_the_same_message_however_it_is_cut(play: Play, write: str) -> None:
    url = play(pressed=f"wire: {{gzip: accepted, write: {write}}}{REPLY}")
    with client(url, "a") as sdk, sdk.messages.stream(**REQUEST) as stream:
        streamed = stream.get_final_message()
        assert stream.response.headers["content-encoding"] == "gzip"
    with client(url, "b") as sdk:
        plain = sdk.messages.create(**REQUEST)
    assert contents(streamed) == contents(plain) == WHOLE


def test_an_error_in_gzip_is_told_in_its_own_words(play: Play) -> None:
    url = play(pressed="wire: {gzip: accepted}\nerror: {type: overloaded_error, message: Überlastet}")
    with client(url, "a") as sdk, pytest.raises(anthropic.APIStatusError, match="Überlastet"):
        sdk.messages.create(**REQUEST)


def test_a_stream_whose_gzip_is_cut_but_ends_properly_is_silently_short(play: Play) -> None:
    url = play(
        pressed=f"wire: {{gzip: accepted}}\nfaults: [{{at: {{before: ping}}, do: {{end: inside_member}}}}]{REPLY}"
    )
    with client(url, "a") as sdk, sdk.messages.stream(**REQUEST) as stream:
        events = [event.type for event in stream]
    assert events == ["message_start", "content_block_start"]


def test_gzip_that_no_header_tells_of_is_no_stream_of_events(play: Play) -> None:
    url = play(pressed=f"wire: {{gzip: unannounced}}{REPLY}")
    with client(url, "a") as sdk, sdk.messages.stream(**REQUEST) as stream, pytest.raises(UnicodeDecodeError):
        list(stream)
