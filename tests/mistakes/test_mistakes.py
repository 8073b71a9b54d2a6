"""Every broken file is answered with all its mistakes, each in one line with its place.

`make golden` writes the answers anew; what changed is read as a diff.
"""

import os
from pathlib import Path

import pytest

from understudy.library import Library, LibraryError

HERE = Path(__file__).parent
REWRITE = os.environ.get("UNDERSTUDY_GOLDEN") == "rewrite"
BROKEN = sorted(path for path in HERE.iterdir() if path.suffix in (".yaml", ".json"))


@pytest.mark.golden
@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_is_answered_with_these_lines(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)

    with pytest.raises(LibraryError) as refused:
        Library.load([Path(path.name)], with_shipped=False)

    answer = path.with_suffix(".txt")
    if REWRITE:
        answer.write_text(f"{refused.value}\n")
    assert f"{refused.value}\n" == answer.read_text()


def test_every_answer_belongs_to_a_broken_file() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == {path.stem for path in BROKEN}


@pytest.mark.parametrize(
    ("said", "mistake"),
    [
        ("many", "expected a number of tokens or `{error: …}`, found `many`"),
        ("null", "expected a number of tokens or `{error: …}`, found nothing"),
        ("true", "expected a number of tokens or `{error: …}`, found `true`"),
        ("[1]", "expected a number of tokens or `{error: …}`, found a list"),
        ("-1", "expected a number of at least 0, found the number -1"),
        ("12.5", "expected a whole number, found the number 12.5"),
        ("{}", "expected `tokens` or `error`, with `pace` and `headers`, or these alone"),
        (
            "{tokens: 1, error: api_error}",
            "expected `tokens` or `error`, with `pace` and `headers`, or these alone",
        ),
    ],
)
def test_a_count_that_is_none_is_told(said: str, mistake: str, tmp_path: Path) -> None:
    (tmp_path / "counts.yaml").write_text(f"count_tokens: {said}\nreply: []\n")

    with pytest.raises(LibraryError) as refused:
        Library.load([tmp_path], with_shipped=False)

    assert str(refused.value) == f"{tmp_path}/counts.yaml:1:15: {mistake}"


def test_the_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("replay: []\n")
    (tmp_path / "b.yaml").write_text("reply: []\n")
    (tmp_path / "c.yaml").write_text("reply: [{wait: soon}]\n")

    with pytest.raises(LibraryError) as refused:
        Library.load([tmp_path], with_shipped=False)

    assert [mistake.where for mistake in refused.value.mistakes] == [
        f"{tmp_path}/a.yaml:1:1",
        f"{tmp_path}/c.yaml:1:16",
    ]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * 16_000_001)

    with pytest.raises(LibraryError) as refused:
        Library.load([large], with_shipped=False)

    assert str(refused.value) == f"{large}:1:1: the file is too large: expected at most 16,000,000 bytes"
