"""Recorded SSE bytes, read frame by frame."""

from pathlib import Path

import pytest

from understudy.scenario.acts import Recorded
from understudy.scenario.recording import RecordingError, read


@pytest.mark.parametrize(
    ("data", "reads"),
    [
        (b"", []),
        (b"data: 1\n\ndata: 2\n\n", [b"data: 1\n\n", b"data: 2\n\n"]),
        (b"data: 1\r\n\r\ndata: 2\r\n\r\n", [b"data: 1\r\n\r\n", b"data: 2\r\n\r\n"]),
        (b"data: 1\r\rdata: 2\r\r", [b"data: 1\r\r", b"data: 2\r\r"]),
        (b"event: a\ndata: 1\n\n\n\ndata: cu", [b"event: a\ndata: 1\n\n\n\n", b"data: cu"]),
        (b"\n\n\ndata: \xff\n\n", [b"\n\n\n", b"data: \xff\n\n"]),
    ],
)
def test_a_read_is_a_frame_with_its_blank_lines(tmp_path: Path, data: bytes, reads: list[bytes]) -> None:
    (tmp_path / "a.sse").write_bytes(data)

    recording = read(tmp_path, "a.sse")

    assert recording.reads == tuple(Recorded(read, None) for read in reads)


def test_a_line_of_json_is_a_read_with_its_time(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below/a.jsonl").write_text('{"at": 0, "data": "a\\n"}\n\n{"data": "é", "at": 0.5}')

    recording = read(tmp_path, "below/a.jsonl")

    assert recording.reads == (Recorded(b"a\n", 0.0), Recorded("é".encode(), 0.5))


@pytest.mark.parametrize(
    "line",
    ["[]", '{"at": -1, "data": ""}', '{"at": true, "data": ""}', '{"at": 0}', '{"at": 0, "data": "", "x": 1}'],
)
def test_a_line_that_is_no_read_is_a_flaw(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"at": 0, "data": ""}}\n{line}\n')

    with pytest.raises(RecordingError) as refused:
        read(tmp_path, "a.jsonl")

    assert [(flaw.place, flaw.text) for flaw in refused.value.flaws] == [
        ((2, 1), 'expected `{"at": seconds, "data": "…"}`')
    ]


@pytest.mark.parametrize("name", ["../a.sse", "/etc/a.sse", "below/../../a.sse", "a\0.sse", "link.sse"])
def test_a_file_outside_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "a.sse").write_text("secret")
    (folder / "link.sse").symlink_to(tmp_path / "a.sse")

    with pytest.raises(RecordingError, match="expected a file in the folder of the scenario"):
        read(folder, name)
