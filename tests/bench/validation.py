"""What it costs to check a request that was never seen before: its JSON, its shape and every rule."""

import gc
import json
import statistics
import time
from collections.abc import Iterator
from typing import Any, Final

from understudy.admission import Admission, Admitted, Policy
from understudy.api import blobs, models

HEADERS: Final = {"x-api-key": "any", "anthropic-version": "2023-06-01"}
MODEL: Final = "claude-haiku-4-5"
ROUNDS: Final = 15
SHORT_LIMIT: Final = 60
"""Microseconds for three messages and a tool."""
LONG_LIMIT: Final = 3_000
"""Microseconds for 200 messages of 200 KB, with tools, their results and thinking."""
TOOL: Final = {
    "name": "get_weather",
    "description": "Get the current weather in a given location.",
    "input_schema": {
        "type": "object",
        "properties": {"location": {"type": "string", "description": "The city and state, e.g. San Francisco, CA"}},
        "required": ["location"],
    },
}


def main() -> None:
    """Prints the CPU of both in microseconds, as the median of some rounds and the best of them, and what it may be."""
    print(
        f"validation: three messages and a tool {_cost(_short(), 300)} µs of CPU (at most {SHORT_LIMIT}); "
        f"200 messages of {len(next(_long())) / 1000:.0f} KB {_cost(_long(), 5)} µs (at most {LONG_LIMIT})"
    )


def _cost(bodies: Iterator[bytes], number: int) -> str:
    """Microseconds a request; no two are the same, so that none is remembered."""
    admission = Admission(Policy(), frozenset)
    rounds = [[next(bodies) for _ in range(number)] for _ in range(ROUNDS + 1)]
    gc.collect()
    gc.freeze()
    times = [_round(admission, bodies) for bodies in rounds][1:]
    return f"{statistics.median(times):.0f}, at best {min(times):.0f}"


def _round(admission: Admission, bodies: list[bytes]) -> float:
    began = time.process_time()
    for body in bodies:
        admitted = admission.admit({**HEADERS, "content-length": str(len(body))}, body, "messages")
        assert isinstance(admitted, Admitted), admitted
    return (time.process_time() - began) / len(bodies) * 1e6


def _short() -> Iterator[bytes]:
    number = 0
    while True:
        number += 1
        yield _body(
            {"role": "user", "content": f"What is the weather in San Francisco? Ask number {number}."},
            {"role": "assistant", "content": "Do you mean today or tomorrow?"},
            {"role": "user", "content": [{"type": "text", "text": "Today, please."}]},
            tools=[TOOL],
        )


def _long() -> Iterator[bytes]:
    """A client's work with tools, as it goes on: 50 turns, each with thinking, a call, its result and an answer."""
    model = models.find(MODEL)
    assert model
    messages = [message for turn in range(50) for message in _turn(model, turn)][:-1]
    tools = [{**TOOL, "name": f"tool_{tool}"} for tool in range(20)]
    number = 0
    while True:
        number += 1
        last = {"role": "user", "content": f"Go on, now for the time number {number}."}
        yield _body(*messages, last, tools=tools, thinking=THINKING)


THINKING: Final = {"type": "enabled", "budget_tokens": 1_024}


def _turn(model: models.Model, number: int) -> Iterator[dict[str, Any]]:
    """A user's request, a tool called after thinking, its result, and the answer."""
    name = f"place {number}"
    thought = f"The user wants to know of {name}. " + "So I have to look it up. " * 12
    signature = blobs.sign(thought, model=model, position=0, count=1)
    id_ = f"toolu_{number}"
    yield {
        "role": "user",
        "content": [{"type": "text", "text": f"Look up {name}. " + "It is a place in the hills. " * 20}],
    }
    yield {
        "role": "assistant",
        "content": [
            {"type": "thinking", "thinking": thought, "signature": signature},
            {"type": "text", "text": "I look it up."},
            {"type": "tool_use", "id": id_, "name": "tool_1", "input": {"location": name}},
        ],
    }
    result = {"type": "text", "text": "Sunny, and no wind at all. " * 50}
    yield {"role": "user", "content": [{"type": "tool_result", "tool_use_id": id_, "content": [result]}]}
    yield {"role": "assistant", "content": [{"type": "text", "text": f"In {name} it is sunny. " * 8}]}


def _body(*messages: dict[str, Any], **members: Any) -> bytes:
    return json.dumps({"model": MODEL, "max_tokens": 4_096, "messages": messages, **members}).encode()


if __name__ == "__main__":
    main()
