"""`understudy sweep`: what it finds out about clients, and how it says what is wrong."""

import json
import os
import select
import signal
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.sweep.command import QUICK, scenario, sweep, verdicts

CAREFUL = *QUICK, Path(__file__).parent / "sweep" / "careful.py"
GREETING = """
reply:
  - text: ["Grüß ", "dich"]
  - tool_use: greet
    input: {name: José}
"""

TWO_TURNS = """
turns:
  - reply: [{text: One.}]
  - reply: [{text: Two.}]
"""
TALKER = """
import os, json, socket, sys

_, _, host, path = os.environ["ANTHROPIC_BASE_URL"].split("/", 3)
messages = []
for number in (1, 2):
    messages.append({"role": "user", "content": "Hello"})
    asked = {"model": "claude-haiku-4-5", "max_tokens": 99, "stream": True, "messages": messages}
    body = json.dumps(asked).encode()
    head = [
        f"POST /{path}/v1/messages HTTP/1.1", f"host: {host}", "connection: close", "content-type: application/json",
        f"x-api-key: {os.environ['ANTHROPIC_API_KEY']}", "anthropic-version: 2023-06-01",
        f"content-length: {len(body)}", "", "",
    ]
    with socket.create_connection(host.split(":"), timeout=60) as line:
        line.sendall("\\r\\n".join(head).encode() + body)
        came = line.makefile("rb").read()
    print(number, "whole" if b"message_stop" in came else "cut")
    messages.append({"role": "assistant", "content": "Hello"})
"""
TALKER_ONCE = TALKER.replace("(1, 2)", "(1,)")


def test_a_client_that_does_all_it_should_passes_every_variant(tmp_path: Path) -> None:
    greeting = scenario(tmp_path, "greeting", GREETING)
    result = sweep("greeting", greeting, "--jobs", "8", "--junit", tmp_path / "sweep.xml", "--", *CAREFUL)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0, [line for line in lines if not line.endswith(" ok")]
    assert lines[0].split() == ["variant", "expected", "seen", "verdict"]
    assert lines[-1] == f"{len(lines) - 2} variants: {len(lines) - 2} ok, 0 failed"
    assert any(line.split()[0] == "end-inside-input-of-block-1" for line in lines)
    suite = ET.parse(tmp_path / "sweep.xml").getroot()
    assert (suite.get("tests"), suite.get("failures")) == (str(len(lines) - 2), "0")


KEEPER = (
    TALKER.partition("    with socket")[0].replace("socket, sys", "http.client")
    + """
    line = http.client.HTTPConnection(host, timeout=30) if number == 1 else line
    kept = {"content-type": "application/json", "x-api-key": "any", "anthropic-version": "2023-06-01"}
    line.request("POST", f"/{path}/v1/messages", body, kept)
    print(line.getresponse().read().count(b"message_stop"))
    messages.append({"role": "assistant", "content": "Hello"})
"""
)


@pytest.mark.parametrize(
    ("client", "came"), [(KEEPER, ("error", "ok")), (TALKER, ("not played", "skipped"))], ids=["kept", "new"]
)
def test_a_connection_is_of_no_use_to_who_uses_it_again(tmp_path: Path, client: str, came: tuple[str, str]) -> None:
    talk = scenario(tmp_path, "talk", TWO_TURNS)
    result = sweep("talk", talk, "--only", "[cr]*-on-reuse", "--json", "--", *QUICK, "-c", client)
    assert verdicts(result) == {"close-on-reuse": came, "reset-on-reuse": came}


def test_whoever_does_not_wait_as_told_asks_too_soon(tmp_path: Path) -> None:
    impatient = TALKER_ONCE.replace("(1,)", "(1, 1)").replace("print(", "if b'message_stop' in came: break\n    (")
    impatient = impatient.replace('messages.append({"role": "assistant"', 'messages = []; ({"role": "assistant"')
    talk = scenario(tmp_path, "talk", "reply: [{text: One.}]\n")
    result = sweep("talk", talk, "--only", "rate-limited-first", "--json", "--", *QUICK, "-c", impatient)
    assert verdicts(result) == {"rate-limited-first": ("retry too soon", "FAILED")}


HELD = TALKER_ONCE + "os.close(life)"
LIFE = "import os, sys; life = os.open(sys.argv[1], os.O_WRONLY); os.write(life, b'.')"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_sweep_that_is_broken_off_leaves_no_command_behind(tmp_path: Path, number: signal.Signals) -> None:
    talk = scenario(tmp_path, "talk", "reply: [{text: One.}]\n")
    os.mkfifo(tmp_path / "life")
    life, own = os.open(tmp_path / "life", os.O_RDONLY | os.O_NONBLOCK), os.open(tmp_path / "life", os.O_WRONLY)
    options = "--only", "stall-before-event-1", "--junit", tmp_path / "sweep.xml", "--timeout", "60s"
    client = *QUICK, "-c", LIFE + HELD, tmp_path / "life"
    command = "sweep", "talk", talk, *options, "--", *client
    with subprocess.Popen(
        [sys.executable, "-m", "understudy.cli", *map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout
        header = running.stdout.readline()
        lives = b""
        while len(lives) < 3:
            assert select.select([life], [], [], 30)[0]
            lives += os.read(life, 3)
        running.send_signal(number)
        said, complaint = running.communicate(timeout=30)
    os.close(own)
    assert os.read(life, 1) == b""
    os.close(life)
    assert header.split() == [b"variant", b"expected", b"seen", b"verdict"]
    assert (said, complaint) == (b"0 of 1 variant: 0 ok, 0 failed\n", b"error: the sweep was broken off\n")
    assert running.returncode == 2
    assert ET.parse(tmp_path / "sweep.xml").getroot().get("tests") == "0"


def test_a_variant_is_played_at_its_turn_only(tmp_path: Path) -> None:
    talk = scenario(tmp_path, "talk", TWO_TURNS)
    result = sweep("talk", talk, "--only", "*.end-before-event-2", "--json", "--", *QUICK, "-c", TALKER)
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
    command = *QUICK, "-c", TALKER_ONCE
    result = sweep("talk", talk, "--list", "--only", "*end-before-event-1", "--", *command)
    assert result.stdout == "end-before-event-1  error\n"


def test_a_client_that_hangs_is_ended(tmp_path: Path) -> None:
    talk = scenario(tmp_path, "talk", "reply: [{text: One.}]\n")
    command = *QUICK, "-c", TALKER_ONCE
    result = sweep("talk", talk, "--only", "stall-before-event-1", "--timeout", "2s", "--json", "--", *command)
    assert verdicts(result) == {"stall-before-event-1": ("timed out", "FAILED")}


def test_a_key_of_the_environment_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = TALKER + "print(os.environ['ANTHROPIC_API_KEY'])\nsys.exit(os.environ['ANTHROPIC_API_KEY'])"
    talk = scenario(tmp_path, "talk", TWO_TURNS)
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    assert sweep("talk", talk, "--", *QUICK, "-c", code).stderr.endswith("exit code 1\n    understudy\n")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-mine")
    assert sweep("talk", talk, "--", *QUICK, "-c", code).stderr.endswith("exit code 1\n    sk-mine\n")


PYTHON = [*QUICK, "-c"]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["hello"], "Name the command to run, after `--`."),
        (["helo", "--", "true"], "error: There is no scenario `helo`: did you mean `hello`"),
        (["hello", "no-such.yaml", "--", "true"], "error: no-such.yaml: "),
        (["hello", "--jobs", "0", "--", "true"], "Invalid value for '--jobs'"),
        (["hello", "--timeout", "soon", "--", "true"], "'soon' is not a duration such as 200ms"),
        (["hello", "--list", "--only", "no-such"], "error: no variant is called no-such: --list names them all"),
        (
            ["hello", "--only", "gzip", "--only", "no-such", "--", "no-such-program"],
            "error: no variant is called no-such",
        ),
        (["hello", "--only", "end-before-event-99", "--", *CAREFUL], "error: no variant matches end-before-event-99: "),
        (["hello", "--", "no-such-program"], "error: cannot run no-such-program: No such file or directory"),
        (
            ["hello", "--", *PYTHON, "import sys; sys.exit('no key')"],
            "error: the plain run failed with exit code 1\n    no key\n",
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
            ["hello", "--", *PYTHON, TALKER_ONCE + "print(os.getpid())"],
            "error: two plain runs came out differently, so there is nothing to compare with: line 2 of its output is ",
        ),
        (
            ["hello", "--only", "eol-cr", "--junit", f"no{os.sep}such.xml", "--", *CAREFUL],
            f"error: cannot write no{os.sep}such.xml: No such file or directory",
        ),
    ],
)
def test_a_sweep_that_cannot_be_made_says_why_and_exits_with_two(arguments: list[str], text: str) -> None:
    result = sweep(*arguments)
    assert result.exit_code == 2
    assert text in result.stderr
    assert "Traceback" not in result.stderr
