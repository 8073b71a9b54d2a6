"""The examples of the seeds, served under `when`s that their own requests meet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from understudy.app import create_app
from understudy.library import Library
from understudy.server import serve


@pytest.fixture(scope="session")
def examples() -> Iterator[str]:
    """A server of the four example streams of the page on streaming."""
    with serve(create_app(Library.load([Path(__file__).parent / "stream"]))) as running:
        yield running.url
