"""A splitter of SSE bodies, as strict as the API's own streams allow."""

import json
from dataclasses import dataclass
from typing import Any

Event = dict[str, Any]

WHOLE = [
    "message_start",
    "content_block_start",
    "ping",
    "content_block_delta",
    "content_block_delta",
    "content_block_delta",
    "content_block_stop",
    "message_delta",
    "message_stop",
]
"""The types of the events of a reply that has one block of three deltas."""


@dataclass(frozen=True)
class Frame:
    """One frame: the lines between two blank ones."""

    event: str
    data: str

    @property
    def json(self) -> Event:
        value = json.loads(self.data)
        assert isinstance(value, dict)
        return value


def frames(body: bytes) -> list[Frame]:
    """The frames of a body in which each is one `event:` line, one `data:` line and a blank line."""
    text = body.decode()
    if not text:
        return []
    assert text.endswith("\n\n"), "the last frame ends with a blank line"
    assert "\r" not in text, "lines end with LF alone"
    return [_frame(part) for part in text.removesuffix("\n\n").split("\n\n")]


def _frame(part: str) -> Frame:
    event, data = part.split("\n")
    assert event.startswith("event: "), event
    assert data.startswith("data: "), data
    return Frame(event.removeprefix("event: "), data.removeprefix("data: "))


def events(body: bytes) -> list[Event]:
    """The data of every frame."""
    return [frame.json for frame in frames(body)]


def types(body: bytes) -> list[str]:
    """The name of every frame."""
    return [frame.event for frame in frames(body)]


def without_pings(body: bytes) -> list[Event]:
    return [event for event in events(body) if event["type"] != "ping"]
