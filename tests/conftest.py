"""Servers for every test: one for the shipped scenarios, and as many as a test wants for its own."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from understudy.app import create_app
from understudy.library import Library
from understudy.server import serve


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "golden: compares with files that `make golden` rewrites")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Names a case by its bytes only where they are text: what is packed may hold the time, and collection is to be
    the same in every process.
    """
    return argname if isinstance(val, bytes | bytearray) and not re.fullmatch(rb"[\t\n\r -~]{0,60}", val) else None


@pytest.fixture(scope="session")
def stage() -> Iterator[str]:
    """The URL of a server of the shipped scenarios, which the whole session shares: see `base_url`."""
    with serve(create_app(Library.load([]))) as running:
        yield running.url


@pytest.fixture
def base_url(stage: str, request: pytest.FixtureRequest) -> str:
    """The stage, in a session of this test alone: attempts and ids start anew."""
    return f"{stage}/session/{hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:16]}"


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Serves scenarios written in the test, by their names, and gives the URL. They are gone with the test."""
    with ExitStack() as servers:

        def play(**scenarios: str) -> str:
            for name, text in scenarios.items():
                (tmp_path / f"{name}.yaml").write_text(text)
            app = create_app(Library.load([tmp_path]))
            return servers.enter_context(serve(app)).url

        yield play
