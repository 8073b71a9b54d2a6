"""`understudy sweep`: what it finds out about clients, and how it says what is wrong."""

import json
import os
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from understudy.cli import main

CAREFUL = Path(__file__).parent / "sweep" / "careful.py"
GREETING = """
reply:
  - text: ["Grüß ", "dich"]
  - tool_use: greet
    input: {name: José}
"""

SDK = """
import anthropic

client = anthropic.Anthropic(timeout=10)
request = {"model": "claude-haiku-4-5", "max_tokens": 1024, "messages": [{"role": "user", "content": "Hello"}]}
with client.messages.stream(**request) as stream:
    message = stream.get_final_message()
print(message.id, message.content[0].text)
"""

TWO_TURNS = """
turns:
  - reply: [{text: One.}]
  - reply: [{text: Two.}]
"""
TALKER = """
import json, os, sys
from urllib.request import Request, urlopen

messages = []
for number in (1, 2):
    messages.append({"role": "user", "content": "Hello"})
    asked = {"model": "claude-haiku-4-5", "max_tokens": 99, "stream": True, "messages": messages}
    headers = {"x-api-key": os.environ["ANTHROPIC_API_KEY"], "anthropic-version": "2023-06-01"}
    url = os.environ["ANTHROPIC_BASE_URL"] + "/v1/messages"
    came = urlopen(Request(url, json.dumps(asked).encode(), headers), timeout=10).read()
    print(number, "whole" if b"message_stop" in came else "cut")
    messages.append({"role": "assistant", "content": "Hello"})
"""


def sweep(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["sweep", *(str(argument) for argument in arguments)])


def verdicts(result: Result) -> dict[str, tuple[str, str]]:
    """What was seen and how it was judged, by variant."""
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return {row["variant"]: (row["seen"], row["verdict"]) for row in rows}


def scenario(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(text)
    return path


def test_a_client_that_does_all_it_should_passes_every_variant(tmp_path: Path) -> None:
    greeting = scenario(tmp_path, "greeting", GREETING)
    result = sweep("greeting", greeting, "--junit", tmp_path / "sweep.xml", "--", sys.executable, CAREFUL)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0, [line for line in lines if not line.endswith(" ok")]
    assert lines[0].split() == ["variant", "expected", "seen", "verdict"]
    assert lines[-1] == f"{len(lines) - 2} variants: {len(lines) - 2} ok, 0 failed"
    assert any(line.split()[0] == "end-inside-input-of-block-1" for line in lines)
    suite = ET.parse(tmp_path / "sweep.xml").getroot()
    assert (suite.get("tests"), suite.get("failures")) == (str(len(lines) - 2), "0")


def test_the_python_sdk_takes_a_clean_end_for_the_whole_message() -> None:
    variants = ("overloaded-first", "end-before-event-4", "close-before-event-4")
    only = [word for name in variants for word in ("--only", name)]
    result = sweep("hello", *only, "--json", "--", sys.executable, "-c", SDK)
    assert verdicts(result) == {
        "overloaded-first": ("same after retry", "ok"),
        "end-before-event-4": ("other output", "FAILED"),
        "close-before-event-4": ("error", "ok"),
    }
    assert result.exit_code == 1


def test_a_variant_is_played_at_its_turn_only(tmp_path: Path) -> None:
    talk = scenario(tmp_path, "talk", TWO_TURNS)
    result = sweep("talk", talk, "--only", "*.end-before-event-2", "--json", "--", sys.executable, "-c", TALKER)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["variant"], row["turn"], row["requests"], row["seen"]) for row in rows] == [
        ("turn-0.end-before-event-2", 0, 2, "other output"),
        ("turn-1.end-before-event-2", 1, 2, "other output"),
    ]


def test_the_variants_are_listed_without_a_run(tmp_path: Path) -> None:
    talk = scenario(tmp_path, "talk", TWO_TURNS)
    result = sweep("talk", talk, "--list", "--only", "gzip", "--only", "*.stall-before-event-1")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "gzip                         same",
            "turn-0.stall-before-event-1  error",
            "turn-1.stall-before-event-1  error",
        ],
    )


def test_the_variants_of_what_a_client_is_played_are_listed_after_a_plain_run(tmp_path: Path) -> None:
    talk = scenario(tmp_path, "talk", TWO_TURNS)
    command = sys.executable, "-c", TALKER.replace("(1, 2)", "(1,)")
    result = sweep("talk", talk, "--list", "--only", "*end-before-event-1", "--", *command)
    assert result.stdout == "end-before-event-1  error\n"


def test_a_client_that_hangs_is_ended(tmp_path: Path) -> None:
    talk = scenario(tmp_path, "talk", "reply: [{text: One.}]\n")
    command = sys.executable, "-c", TALKER.replace("(1, 2)", "(1,)").replace("timeout=10", "timeout=60")
    result = sweep("talk", talk, "--only", "stall-before-event-1", "--timeout", "3s", "--json", "--", *command)
    assert verdicts(result) == {"stall-before-event-1": ("timed out", "FAILED")}


def test_a_key_of_the_environment_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = TALKER + "print(os.environ['ANTHROPIC_API_KEY'])\nsys.exit(os.environ['ANTHROPIC_API_KEY'])"
    talk = scenario(tmp_path, "talk", TWO_TURNS)
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    assert sweep("talk", talk, "--", sys.executable, "-c", code).stderr.endswith("exit code 1: understudy\n")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-mine")
    assert sweep("talk", talk, "--", sys.executable, "-c", code).stderr.endswith("exit code 1: sk-mine\n")


PYTHON = [sys.executable, "-c"]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["hello"], "Name the command to run, after `--`."),
        (["helo", "--", "true"], "error: There is no scenario `helo`: did you mean `hello`"),
        (["hello", "no-such.yaml", "--", "true"], "error: no-such.yaml: "),
        (["hello", "--jobs", "0", "--", "true"], "Invalid value for '--jobs'"),
        (["hello", "--timeout", "soon", "--", "true"], "'soon' is not a duration such as 200ms"),
        (["hello", "--list", "--only", "no-such"], "error: no variant matches no-such: --list names them all"),
        (["hello", "--", "no-such-program"], "error: cannot run no-such-program: No such file or directory"),
        (
            ["hello", "--", *PYTHON, "import sys; sys.exit('no key')"],
            "error: the plain run failed with exit code 1: no key",
        ),
        (["hello", "--", *PYTHON, "raise SystemExit(7)"], "error: the plain run failed with exit code 7\n"),
        (
            ["hello", "--", *PYTHON, "print()"],
            "error: the plain run never asked for hello: its base URL is in ANTHROPIC_BASE_URL",
        ),
        (
            ["hello", "--timeout", "0.2", "--", *PYTHON, "import time; time.sleep(60)"],
            "error: the plain run took longer than 0.2 s: --timeout gives it more",
        ),
        (
            ["hello", "--", *PYTHON, TALKER.replace("(1, 2)", "(1,)") + "print(os.getpid())"],
            "error: two plain runs came out differently: the variants have nothing to be compared with",
        ),
        (
            ["hello", "--only", "eol-cr", "--junit", f"no{os.sep}such.xml", "--", sys.executable, str(CAREFUL)],
            f"error: cannot write no{os.sep}such.xml: No such file or directory",
        ),
    ],
)
def test_a_sweep_that_cannot_be_made_says_why_and_exits_with_two(arguments: list[str], text: str) -> None:
    result = sweep(*arguments)
    assert result.exit_code == 2
    assert text in result.stderr
    assert "Traceback" not in result.stderr
