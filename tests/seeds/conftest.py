"""The examples of the seeds, served under `when`s that their own requests meet; and conversations with thinking."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.seeds.chat import AGENT, TALKER, Chat, Chatting
from understudy.app import create_app
from understudy.library import Library
from understudy.server import serve


@pytest.fixture(scope="session")
def examples() -> Iterator[str]:
    """A server of the four example streams of the page on streaming."""
    with serve(create_app(Library.load([Path(__file__).parent / "stream"]))) as running:
        yield running.url


@pytest.fixture
def agent(play: Callable[..., str]) -> Chatting:
    """Begins conversations with an agent that thinks and calls a tool twice, each in a session of its own."""
    return _chatting(play(agent=AGENT), "agent")


@pytest.fixture
def talker(play: Callable[..., str]) -> Chatting:
    """Begins conversations with one who thinks before every answer, each in a session of its own."""
    return _chatting(play(talker=TALKER), "talker")


def _chatting(url: str, scenario: str) -> Chatting:
    sessions = count()

    def chatting(headers: dict[str, str] | None = None, **members: Any) -> Chat:
        return Chat(f"{url}/session/{next(sessions)}/scenario/{scenario}", members, headers or {})

    return chatting
