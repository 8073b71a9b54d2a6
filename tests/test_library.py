"""The loaded scenarios, and which of them answers."""

from pathlib import Path

import pytest

from understudy.library import Library, LibraryError, Miss, shipped
from understudy.scenario.acts import Play, Scene

from .scenario.asking import ANSWERED, CALLED, HELLO, ask


def write(folder: Path, **scenarios: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in scenarios.items():
        (folder / f"{name}.yaml").write_text(text)
    return folder


def load(folder: Path, **scenarios: str) -> Library:
    return Library.load([write(folder, **scenarios)], with_shipped=False)


def chosen(found: Play | Miss) -> str:
    assert isinstance(found, Play), found
    return found.name


def missed(found: Play | Miss | Scene) -> Miss:
    assert isinstance(found, Miss)
    return found


REPLY = "reply: []\n"


def test_folders_are_searched_through_in_sorted_order_without_what_is_hidden(tmp_path: Path) -> None:
    write(tmp_path, zebra=REPLY, apple=REPLY)
    write(tmp_path / "basics", middle=REPLY)
    write(tmp_path / ".hidden", secret=REPLY)
    (tmp_path / ".quiet.yaml").write_text("no scenario")
    (tmp_path / "README.md").write_text("no scenario")
    (tmp_path / "other.yml").write_text(REPLY)
    (tmp_path / "more.json").write_text('{"reply": []}')

    assert list(Library.load([tmp_path], with_shipped=False).plays) == ["apple", "more", "other", "zebra", "middle"]


def test_links_that_lead_round_in_circles_are_followed_once(tmp_path: Path) -> None:
    write(tmp_path / "a", one=REPLY)
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)

    assert list(Library.load([tmp_path], with_shipped=False).plays) == ["one"]


def test_a_file_that_is_named_twice_is_one_scenario(tmp_path: Path) -> None:
    write(tmp_path, one=REPLY)

    assert list(Library.load([tmp_path, tmp_path / "one.yaml"], with_shipped=False).plays) == ["one"]


def test_two_files_of_one_name_are_a_mistake(tmp_path: Path) -> None:
    write(tmp_path / "a", one=REPLY)
    write(tmp_path / "b", one=REPLY)

    with pytest.raises(LibraryError) as refused:
        Library.load([tmp_path], with_shipped=False)

    assert str(refused.value) == f"{tmp_path}/b/one.yaml: the name `one` is taken by {tmp_path}/a/one.yaml"


def test_paths_that_cannot_be_loaded_are_all_told(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("")

    with pytest.raises(LibraryError) as refused:
        Library.load([tmp_path / "none", text], with_shipped=False)

    assert str(refused.value).splitlines() == [
        f"{tmp_path}/none: there is no such file or folder",
        f"{text}: expected a folder or a file that ends in .yaml, .yml, .json",
    ]


def test_an_empty_folder_is_an_empty_library(tmp_path: Path) -> None:
    assert dict(Library.load([tmp_path], with_shipped=False).plays) == {}


def test_the_shipped_scenarios_are_a_folder_of_the_checkout() -> None:
    assert shipped() == Path(__file__).parents[1] / "scenarios"


def library(own: Library, lent: Library, unmatched: str = "improv") -> Library:
    assert unmatched in ("improv", "refuse")
    return Library(own.plays.values(), files(lent), "improv" if unmatched == "improv" else "refuse")


def files(library: Library) -> dict[str, Path]:
    """The file of each of its scenarios."""
    return {name: Path(play.source) for name, play in library.plays.items()}


def test_an_own_scenario_shadows_a_shipped_one_of_its_name(tmp_path: Path) -> None:
    own = load(tmp_path / "own", hello="description: mine\nreply: []")
    lent = load(tmp_path / "lent", hello="description: theirs\nreply: []", other=REPLY)

    both = library(own, lent)

    assert {name: play.description for name, play in both.plays.items()} == {"hello": "mine", "other": ""}


def test_a_scenario_named_plays_whatever_its_when(tmp_path: Path) -> None:
    scenarios = load(tmp_path, a="when: {stream: true}\nreply: []", b=REPLY)

    assert chosen(scenarios.choose(ask(), "a")) == "a"
    assert chosen(scenarios.choose(ask(), "b")) == "b"


def test_without_a_name_only_scenarios_with_a_when_answer(tmp_path: Path) -> None:
    scenarios = load(tmp_path, a=REPLY, b="when: {stream: false}\nreply: []")

    assert chosen(scenarios.choose(ask())) == "b"


@pytest.mark.parametrize(
    ("first", "second", "best"),
    [
        ("when: {turn: 0}", "when: {turn: 0}", "first"),
        ("when: {turn: 0}", "when: {turn: 0, stream: false}", "second"),
        ("when: {turn: 0, stream: false}", "when: {turn: 0}\npriority: 1", "second"),
        ("when: {turn: 0}\npriority: -1", "when: {turn: 0}", "second"),
        ("when: {turn: 0, prefill: false}", "when: {body: {max_tokens: 100, a: null, b: null}}", "second"),
        ("when: {header: {a: '1', b: '*'}}", "when: {turn: 0}", "first"),
        ("when: {turn: 0, stream: true}", "when: {turn: 0}", "second"),
    ],
)
def test_priority_decides_then_the_number_of_conditions_then_file_order(
    tmp_path: Path, first: str, second: str, best: str
) -> None:
    scenarios = load(tmp_path, first=f"{first}\nreply: []", second=f"{second}\nreply: []")

    assert chosen(scenarios.choose(ask(headers={"a": "1", "b": "2"}))) == best


def test_shipped_scenarios_answer_by_name_only_where_there_are_own_ones(tmp_path: Path) -> None:
    own = load(tmp_path / "own", mine="when: {stream: true}\nreply: []")
    lent = load(tmp_path / "lent", theirs="when: {turn: 0}\nreply: []", improv="reply: improv")

    assert chosen(library(own, lent, "improv").choose(ask())) == "improv"
    assert missed(library(own, lent, "refuse").choose(ask())).nearest == "mine"
    assert chosen(Library((), files(lent)).choose(ask())) == "theirs"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("wether", "There is no scenario `wether`: did you mean `weather` or `weather_two`?"),
        ("Weather-Two", "There is no scenario `Weather-Two`: did you mean `weather_two` or `weather`?"),
        ("x", "There is no scenario `x`: `understudy list` names them all."),
        ("y" * 200, f"There is no scenario `{'y' * 79}…`: `understudy list` names them all."),
    ],
)
def test_an_unknown_name_is_a_miss_with_the_nearest_names(tmp_path: Path, name: str, message: str) -> None:
    scenarios = load(tmp_path, weather=REPLY, weather_two=REPLY, hello=REPLY)

    assert missed(scenarios.choose(ask(), name)).message == message


def test_a_miss_names_the_scenario_with_the_most_that_holds_and_every_difference(tmp_path: Path) -> None:
    scenarios = load(
        tmp_path,
        far="when: {stream: true}\nreply: []",
        near="when: {turn: 0, prefill: false, stream: true, last_user_text: bye}\nreply: []",
    )

    miss = missed(scenarios.choose(ask()))

    assert miss.message == (
        "No scenario matches this request. `near` comes nearest:"
        ' `stream` wants true, got false; `last_user_text` wants "bye", got "Hello there".'
    )
    assert miss.nearest == "near"
    assert [difference.condition for difference in miss.differences] == ["stream", "last_user_text"]


def test_a_miss_where_no_scenario_has_a_when_says_how_to_name_one(tmp_path: Path) -> None:
    assert missed(load(tmp_path, a=REPLY).choose(ask())).message == (
        "No scenario answers by itself, as none has a `when`: name one in the header x-understudy-scenario,"
        " in the base URL as /scenario/NAME, or as MODEL+NAME."
    )


TURNS = """
turns:
  - reply: []
  - when: {tool_result: get_weather}
    reply: []
  - when: {prefill: true}
    reply: []
  - reply: []
"""
SAID = {"role": "assistant", "content": "Hi"}


@pytest.mark.parametrize(
    ("messages", "turn"),
    [
        ([HELLO], 0),
        ([HELLO, SAID, HELLO], 3),
        ([HELLO, CALLED, ANSWERED], 1),
        ([HELLO, SAID, HELLO, SAID, HELLO, CALLED, ANSWERED], 1),
        ([HELLO, SAID], 2),
    ],
    ids=["first", "second", "result", "late result", "prefill"],
)
def test_the_conversation_says_which_turn_answers(tmp_path: Path, messages: list[dict[str, object]], turn: int) -> None:
    scenarios = load(tmp_path, a=TURNS)
    play = scenarios.plays["a"]

    scene = scenarios.scene(play, ask(*messages))

    assert isinstance(scene, Scene)
    assert play.scenes.index(scene) == turn


def test_a_request_beyond_the_last_turn_is_a_miss(tmp_path: Path) -> None:
    scenarios = load(tmp_path, a=TURNS)

    miss = missed(scenarios.scene(scenarios.plays["a"], ask(HELLO, SAID, HELLO, SAID, HELLO)))

    assert miss.message == (
        "The scenario `a` has no turn for this request, which holds 2 assistant messages: it has 2 turns without"
        ' a `when`, and of those with one turn 1 comes nearest: `tool_result` wants "get_weather", got none.'
    )


def test_a_miss_beyond_turns_without_a_when_counts_them(tmp_path: Path) -> None:
    scenarios = load(tmp_path, a="turns: [{reply: []}]")

    assert missed(scenarios.scene(scenarios.plays["a"], ask(HELLO, SAID, HELLO))).message == (
        "The scenario `a` has no turn for this request, which holds 1 assistant message:"
        " it has 1 turn without a `when`."
    )


def test_a_scenario_without_turns_answers_at_every_turn(tmp_path: Path) -> None:
    scenarios = load(tmp_path, a=REPLY)
    play = scenarios.plays["a"]

    assert scenarios.scene(play, ask(HELLO, SAID, HELLO)) is play.scenes[0]
