"""The wire in a few words."""

from typing import Any

import pytest

from understudy.delivery import AtRandom, Delivery, EveryBytes
from understudy.scenario.acts import Act, Improv
from understudy.scenario.shorthand import ShorthandError
from understudy.scenario.wire import Wire
from understudy.scenario.wire_shorthand import rewired, settings
from understudy.wire import Spelling

SETTINGS: list[tuple[str, dict[str, Any]]] = [
    ("stream=false", {"stream": False}),
    ("eol=crlf", {"eol": "crlf"}),
    ("padding=none", {"padding": "none"}),
    ("event_line=false", {"event_line": False}),
    ("event_line=after_data", {"event_line": "after_data"}),
    ("space=true", {"space": True}),
    ("blank_lines=false", {"blank_lines": False}),
    ("between_writes=20ms", {"between_writes": 0.02}),
    ("content_length=true", {"content_length": True}),
    ("final_blank_line=false", {"final_blank_line": False}),
    ("comments_every=1.5s", {"comments_every": 1.5}),
    ("data_lines=3", {"data_lines": 3}),
    ("bom=true", {"bom": True}),
    ("gzip=always", {"gzip": "always"}),
    ("gzip=off", {"gzip": "off"}),
    ("write=event", {"write": "event"}),
    ("write=bytes:7", {"write": EveryBytes(7)}),
    ("write=random:42", {"write": AtRandom(42)}),
    ("eol=cr, write=all ,gzip=accepted", {"eol": "cr", "write": "all", "gzip": "accepted"}),
    ("eol=cr,eol=lf", {"eol": "lf"}),
]


@pytest.mark.parametrize(("text", "said"), SETTINGS, ids=[text for text, _ in SETTINGS])
def test_a_setting_is_written_with_its_key(text: str, said: dict[str, Any]) -> None:
    assert settings(text) == said


def test_all_of_the_wire_but_free_text_can_be_set() -> None:
    assert {key for _, said in SETTINGS for key in said} == set(Wire.model_fields) - {
        "trailer",
        "extra_fields",
        "comment",
    }


def test_what_is_not_said_stays_as_the_scenario_has_it() -> None:
    act = Act(Improv(), spelling=Spelling(bom=True, trailer="[DONE]"), delivery=Delivery(write="all"), comments_every=2)

    played = rewired(act, "eol=crlf,gzip=always")

    assert (played.spelling, played.delivery, played.comments_every) == (
        Spelling(bom=True, trailer="[DONE]", eol="crlf"), Delivery("all", "always"), 2
    )  # fmt: skip
    assert [rewired(act, text).stream for text in ("bom=true", "stream=true", "stream=false")] == [None, True, False]
    assert rewired(act, "comments_every=1s,bom=false").comments_every == 1
    assert not rewired(act, "comments_every=1s,bom=false").spelling.bom


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", "`` says nothing of the wire: expected KEY=VALUE, such as `eol=crlf`"),
        ("gzip", "`gzip` says nothing of the wire: expected KEY=VALUE, such as `eol=crlf`"),
        ("gip=off", "`gip=off` says nothing of the wire: unknown key `gip`, did you mean `gzip`?"),
        (
            "trailer=x",
            "`trailer=x` says nothing of the wire: unknown key `trailer`: expected `stream`, `eol`, `padding`,"
            " `event_line`, `space`, `blank_lines`, `final_blank_line`, `comments_every`, `data_lines`, `bom`, `gzip`,"
            " `write`, `between_writes`, `content_length`",
        ),
        ("eol=nl", "`eol=nl` says nothing of the wire: expected `eol=lf`, `crlf` or `cr`"),
        ("bom=yes", "`bom=yes` says nothing of the wire: expected `bom=true` or `false`"),
        ("data_lines=0", "`data_lines=0` says nothing of the wire: expected `data_lines=N`"),
        ("comments_every=1", "`comments_every=1` says nothing of the wire: expected `comments_every=1s`"),
        ("comments_every=0s", "`comments_every=0s` says nothing of the wire: expected a duration longer than nothing"),
        (
            "write=bytes:0",
            "`write=bytes:0` says nothing of the wire: expected `write=auto`, `event`, `all`, `line`,"
            " `inside_character`, `inside_eol`, `bytes:N` or `random:SEED`",
        ),
    ],
)
def test_a_setting_that_is_none_is_told_in_one_line(text: str, mistake: str) -> None:
    with pytest.raises(ShorthandError) as refused:
        settings(text)

    assert str(refused.value) == mistake
