"""What the newest SDK makes of streams that spell their events in other ways than the API does."""

from collections.abc import Callable
from typing import Any

import anthropic
import pytest
from anthropic.types import Message

pytestmark = pytest.mark.filterwarnings("ignore:The model:DeprecationWarning")

Play = Callable[..., str]

REPLY = """
reply:
  - text: ["One", {wait: 50ms}, " \\"two\\"\\n"]
  - tool_use: get_weather
    input: {city: "Köln\\t🌍", days: [1, {of: null}]}
"""
REQUEST: dict[str, Any] = {
    "model": "claude-sonnet-4-5",
    "max_tokens": 1024,
    "messages": [{"role": "user", "content": "Hello"}],
}


def streamed(play: Play, wire: str, faults: str = "[]") -> Message:
    url = play(spelled=f"wire: {wire}\nfaults: {faults}{REPLY}")
    with (
        anthropic.Anthropic(base_url=f"{url}/scenario/spelled", api_key="sk-ant-test") as client,
        client.messages.stream(**REQUEST) as stream,
    ):
        return stream.get_final_message()


@pytest.mark.parametrize(
    "wire",
    [
        "{eol: crlf}",
        "{eol: cr}",
        "{space: false}",
        "{data_lines: 5}",
        "{extra_fields: {id: evt_1, retry: 3000}}",
        "{comments_every: 10ms}",
        "{final_blank_line: false}",
        '{trailer: "data: [DONE]\\n\\n"}',
        "{padding: none}",
        "{event_line: after_data, padding: outside}",
        "{comments_every: 10ms, comment: ''}",
        "{eol: crlf, write: inside_eol}",
        "{write: {bytes: 200}, between_writes: 2ms}",
        "{content_length: true}",
        "{content_length: true, write: all, gzip: accepted}",
        "{eol: crlf, space: false, data_lines: 3, extra_fields: {id: 1}, comments_every: 10ms, padding: none}",
        "{eol: cr, space: false, data_lines: 3, extra_fields: {id: 1}, comments_every: 10ms, padding: none}",
    ],
)
def test_the_message_is_the_same(play: Play, wire: str) -> None:
    message = streamed(play, wire)
    text, call = message.content

    assert (text.type, text.text) == ("text", 'One "two"\n')  # type: ignore[union-attr]  # it is a text
    assert (call.type, call.input) == ("tool_use", {"city": "Köln\t🌍", "days": [1, {"of": None}]})  # type: ignore[union-attr]  # it is a call
    assert message.stop_reason == "tool_use"
    assert message.usage.output_tokens > 1


@pytest.mark.parametrize(
    ("wire", "faults"),
    [
        pytest.param("{event_line: false}", "[]", id="it goes by the name of the event"),
        pytest.param("{blank_lines: false}", "[]", id="no event ever ends"),
        pytest.param("{stream: false}", "[]", id="it is a whole Message in JSON"),
        pytest.param("{bom: true}", "[]", id="it takes the mark for a part of the first line"),
        pytest.param("{}", "[{at: {event: 0}, do: {drop: 1}}]", id="nothing starts the message"),
    ],
)
def test_there_is_no_message_at_all(play: Play, wire: str, faults: str) -> None:
    with pytest.raises((AssertionError, RuntimeError)):
        streamed(play, wire, faults)


def test_a_stream_that_breaks_off_before_the_length_it_told_raises(play: Play) -> None:
    with pytest.raises(Exception, match="without sending complete message body"):
        streamed(play, "{content_length: true}", "[{at: {event: 5}, do: close}]")
