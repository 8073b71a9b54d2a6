"""The bytes on the socket, from the status line to the end, as plain files.

`make golden` writes them anew; what changed is read as a diff.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.messages import Json, body, post
from understudy.app import create_app
from understudy.library import Library
from understudy.server import serve

GOLDEN = Path(__file__).parent / "golden"
REWRITE = os.environ.get("UNDERSTUDY_GOLDEN") == "rewrite"

NOON = 1_767_268_800.0
"""The clock of the transcripts: 2026-01-01T12:00:00Z."""

THINKING: Json = {"type": "enabled", "budget_tokens": 1024}


@dataclass(frozen=True)
class Take:
    """One transcript: a scenario, what is asked, and the file's name."""

    name: str
    scenario: str
    request: Json = field(default_factory=lambda: {"stream": True})


TAKES = (
    Take("hello", "hello"),
    Take("hello-plain", "hello", {}),
    Take("hello-cut-at-max-tokens", "hello", {"stream": True, "max_tokens": 3}),
    Take("thinking", "thinking", {"stream": True, "max_tokens": 4096, "thinking": THINKING}),
    Take("omitted-thinking", "omitted_thinking", {"stream": True, "model": "claude-opus-4-7"} | {
        "thinking": {"type": "adaptive"}}),
    Take("redacted", "redacted", {"stream": True, "max_tokens": 4096, "thinking": THINKING}),
    Take("weather", "weather"),
    Take("search", "search"),
    Take("search-plain", "search", {}),
    Take("overloaded", "overloaded"),
    Take("rate-limited", "rate_limited"),
    Take("overloaded-midway", "overloaded_midway"),
    Take("cut-inside-chunk", "cut_inside_chunk"),
    Take("proxy", "proxy"),
    Take("noise", "noise"),
    Take("spelled", "spelled"),
    Take("faulty", "faulty"),
    Take("unknown-scenario", "hallo"),
)  # fmt: skip


@pytest.fixture
def studio() -> Iterator[str]:
    """A server whose ids start anew and whose clock stands still."""
    with serve(create_app(Library.load([GOLDEN]), clock=lambda: NOON)) as running:
        yield running.url


@pytest.mark.golden
@pytest.mark.parametrize("take", TAKES, ids=lambda take: take.name)
def test_the_bytes_on_the_socket_are_these(studio: str, take: Take) -> None:
    path = GOLDEN / f"{take.name}.http"
    came = post(studio, body(**take.request), scenario=take.scenario).raw
    if REWRITE:
        path.write_bytes(came)

    assert came == path.read_bytes()


def test_every_golden_file_belongs_to_a_take() -> None:
    assert {path.stem for path in GOLDEN.glob("*.http")} == {take.name for take in TAKES}
