"""Plays a reply written in the scenario language, without files, sockets or a clock."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from understudy import script
from understudy.api.request import Request
from understudy.api.tokens import InputTokens
from understudy.performance import Performance
from understudy.scenario import resolve
from understudy.scenario.document import Scenario

IDS = ("req_1", "msg_1", "id_2", "id_3", "id_4", "id_5")
Event = dict[str, Any]


def request(body: dict[str, Any] | None = None, *, betas: str = "") -> Request:
    plain = {
        "model": "claude-sonnet-4-5",
        "max_tokens": 1000,
        "stream": True,
        "messages": [{"role": "user", "content": "Hello"}],
    }
    return Request(plain | (body or {}), {"anthropic-beta": betas})


def play(
    reply: object,
    body: dict[str, Any] | None = None,
    *,
    betas: str = "",
    pace: dict[str, Any] | None = None,
    wire: dict[str, Any] | None = None,
    faults: Sequence[object] = (),
    attempt: int = 1,
    speed: float = 1.0,
    **settings: Any,
) -> Performance:
    """The performance of a reply for a request, its ids being those of ``IDS`` and its prompt 25 tokens."""
    document = {"reply": reply, "pace": pace or {}, "wire": wire or {}, "faults": list(faults)}
    ((act,),) = (scene.attempts for scene in resolve.play(Scenario.model_validate(document), "name", "", {}).scenes)
    act = script.at_attempt(replace(act, **settings), attempt)
    written = script.write(act, request(body, betas=betas), lambda name: f"<{name}>", "seed", 1 / speed if speed else 0)
    return written.perform(script.Filling(IDS, InputTokens(25)), now=0.0)


def events(performance: Performance) -> list[Event]:
    """The data of the events, pings included."""
    lines = performance.body.decode().split("\n")
    return [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]


def types(performance: Performance) -> list[str]:
    return [event["type"] for event in events(performance)]


def message(performance: Performance) -> dict[str, Any]:
    """The Message of a plain answer."""
    whole: dict[str, Any] = json.loads(performance.body)
    return whole


def deltas(performance: Performance, key: str) -> list[str]:
    """The pieces of one kind: `text`, `thinking`, `partial_json` or `signature`."""
    return [event["delta"][key] for event in events(performance) if key in event.get("delta", {})]
