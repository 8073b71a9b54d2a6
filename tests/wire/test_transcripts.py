"""Recorded streams are played byte for byte."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.captures import Recording, recordings
from tests.support.messages import stream
from understudy.app import create_app
from understudy.library import Library
from understudy.server import serve


@pytest.fixture(scope="module")
def playback(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that plays every recording by its name."""
    folder = tmp_path_factory.mktemp("recordings")
    for recording in recordings():
        write(folder, recording)
    with serve(create_app(Library.load([folder]))) as running:
        yield running.url


def write(folder: Path, recording: Recording) -> None:
    (folder / f"{recording.name}.sse").write_bytes(recording.body)
    (folder / f"{recording.name}.yaml").write_text(f"transcript: {recording.name}.sse\n")


@pytest.mark.parametrize("recording", recordings(), ids=lambda recording: recording.name)
def test_a_transcript_is_played_as_it_was_recorded(playback: str, recording: Recording) -> None:
    played = stream(playback, recording.name)

    assert played.status == 200
    assert played.body == recording.body
    assert played.ended == "finished"
