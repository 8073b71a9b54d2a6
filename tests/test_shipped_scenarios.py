"""The shipped scenarios: what each file, and the page about them, owes its reader."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from understudy.library import Library, shipped
from understudy.performance import Close, Finish, Performance, Reset, Stall
from understudy.rehearsal import rehearse
from understudy.scenario.acts import Play

FOLDER = Path(__file__).parents[1] / "scenarios"
FILES = sorted(FOLDER.rglob("*.yaml"))
README = (FOLDER / "README.md").read_text()

each_file = pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])


@cache
def library() -> Library:
    return Library.load([])


def of(file: Path) -> Play:
    return library().plays[file.stem]


def test_the_shipped_folder_is_the_one_of_the_checkout() -> None:
    assert shipped().resolve() == FOLDER.resolve()


def test_every_file_is_a_scenario_of_its_name() -> None:
    assert sorted(library().plays) == sorted(file.stem for file in FILES)


def test_the_library_covers_many_ways_to_behave() -> None:
    assert len(FILES) >= 40


@each_file
def test_a_name_is_in_kebab_case(file: Path) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z]+)*", file.stem)


@each_file
def test_a_file_opens_with_a_comment_of_one_to_three_lines(file: Path) -> None:
    lines = file.read_text().splitlines()
    comment = next(number for number, line in enumerate(lines) if not line.startswith("# "))

    assert 1 <= comment <= 3
    assert lines[comment].startswith("description: ")


@each_file
def test_a_description_is_one_short_line(file: Path) -> None:
    assert 0 < len(of(file).description) <= 90
    assert "\n" not in of(file).description
    assert not of(file).description.endswith(".")


LASTING = {"client-abort": 11.0, "no-eof-after-stop": 30.0}
"""Seconds of those whose point is that a client does not wait for their end."""


@each_file
def test_every_attempt_at_every_turn_is_over_within_a_second(file: Path) -> None:
    performances = list(rehearsals(library(), file.stem))

    assert performances
    for performance in performances:
        ending = performance.steps[-1]
        assert isinstance(ending, Finish | Close | Reset | Stall)
        assert ending.at <= LASTING.get(file.stem, 1.0)


def rehearsals(loaded: Library, name: str) -> Iterator[Performance]:
    for turn, scene in enumerate(loaded.plays[name].scenes):
        for attempt in range(1, len(scene.attempts) + 1):
            yield rehearse(loaded, name, turn, attempt)


def table() -> dict[str, str]:
    """The names and descriptions in the README's tables of scenarios."""
    section = README.partition("## The shipped scenarios")[2]
    return dict(re.findall(r"^\| `([a-z0-9-]+)` \| ([^|]+) \|$", section, re.MULTILINE))


def test_the_readme_names_every_scenario_with_its_description() -> None:
    assert table() == {file.stem: of(file).description for file in FILES}


EXAMPLES = dict(re.findall(r"^```yaml\n(# file: (?P<name>[\w-]+)\.yaml\n.*?)^```$", README, re.MULTILINE | re.DOTALL))


def test_the_readme_has_examples() -> None:
    assert len(EXAMPLES) >= 10


@pytest.mark.parametrize(("text", "name"), EXAMPLES.items(), ids=list(EXAMPLES.values()))
def test_an_example_of_the_readme_has_no_mistakes(text: str, name: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.yaml").write_text(text)
    (tmp_path / "recording.sse").write_text('event: message_stop\ndata: {"type":"message_stop"}\n\n')
    loaded = Library.load([tmp_path], with_shipped=False)

    assert list(loaded.plays) == [name]
    assert list(rehearsals(loaded, name))
