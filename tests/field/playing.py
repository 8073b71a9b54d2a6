"""A scenario played to a raw socket, attempt by attempt."""

import json
import re
from typing import Any

from tests.support.messages import body, post
from tests.support.raw import Ending, Exchange

Json = dict[str, Any]

THINKING: Json = {"max_tokens": 16_000, "thinking": {"type": "enabled", "budget_tokens": 1024}}


PATIENCE = {"stall-mid": 0.7, "client-abort": 1.0, "no-eof-after-stop": 1.0}
"""Seconds after which those that do not end are left."""


def attempts(base_url: str, scenario: str, count: int, **members: Any) -> list[Exchange]:
    """What comes of the first attempts at one request."""
    asked = body(stream=True, **THINKING | members)
    patience = PATIENCE.get(scenario, 5.0)
    return [post(base_url, asked, scenario=scenario, patience=patience) for _ in range(count)]


def attempt(base_url: str, scenario: str, **members: Any) -> Exchange:
    """What comes of the first attempt."""
    (came,) = attempts(base_url, scenario, 1, **members)
    return came


def ending(came: Exchange) -> tuple[int | None, Ending, str | None]:
    """The status, the way the connection ended, and the last event that was named."""
    names = re.findall(rb"event: ?(\w+)", came.body)
    return came.status if came.status_line else None, came.ended, names[-1].decode() if names else None


def sent(came: Exchange) -> list[Json]:
    """The data of all events that were whole and are JSON, whatever stands between them."""
    said = re.findall(rb"^data: ?(\{.*\}) *\r?$", came.body, re.MULTILINE)
    return [json.loads(data) for data in said]


def story(came: Exchange) -> list[str]:
    """The events in a word each: their type, with the index of a block and the kind of its deltas."""
    return [_word(event) for event in sent(came) if event["type"] != "ping"]


def _word(event: Json) -> str:
    if event["type"] == "content_block_delta":
        return f"{event['delta']['type'].removesuffix('_delta')} {event['index']}"
    if event["type"].startswith("content_block_"):
        return f"{event['type'].removeprefix('content_block_')} {event['index']}"
    return str(event["type"])


def joined(came: Exchange, key: str = "text") -> str:
    """What all deltas bring to one member, in a row."""
    return "".join(event["delta"].get(key, "") for event in sent(came) if event["type"] == "content_block_delta")


def starts(came: Exchange) -> list[Json]:
    """The blocks as they start."""
    return [event["content_block"] for event in sent(came) if event["type"] == "content_block_start"]
