"""The command line: what it prints, and how it says what is wrong."""

import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from understudy.cli import main

CUT = "description: Cut in the middle\nreply:\n  - text: [Hel, {wait: 200ms}, lo, {reset: }]\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def cut(tmp_path: Path) -> Path:
    path = tmp_path / "cut.yaml"
    path.write_text(CUT)
    return path


def test_show_tells_every_event_with_its_time_and_the_end(cut: Path) -> None:
    lines = run("show", "cut", cut).output.splitlines()
    assert [(line.split()[0], line.split()[2]) for line in lines] == [
        ("0.000", "HTTP"),
        ("0.000", "message_start"),
        ("0.000", "content_block_start"),
        ("0.000", "ping"),
        ("0.000", "content_block_delta"),
        ("0.200", "content_block_delta"),
        ("0.200", "reset:"),
    ]
    assert lines[0] == "    0.000 s  HTTP 200"
    assert lines[-1] == "    0.200 s  reset: RST"


def test_show_gives_one_json_object_a_step(cut: Path) -> None:
    steps = [json.loads(line) for line in run("show", "cut", cut, "--json").output.splitlines()]
    assert steps[0]["head"]["status"] == 200
    assert steps[4] == {
        "at": 0.0,
        "event": "content_block_delta",
        "data": {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hel"}},
    }
    assert steps[-1] == {"at": 0.2, "end": "reset"}


def test_show_knows_events_in_any_spelling_and_the_faults_of_an_attempt(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_text(
        """
wire: {eol: crlf, space: false, event_line: false, data_lines: 2, bom: true, extra_fields: {id: 7}}
faults:
  - {at: {event: 1}, do: close, attempt: 1}
  - {at: {event: 1}, do: {raw: ": a comment\\r\\n\\r\\n"}, attempt: 2}
reply: [{text: [Hi]}]
"""
    )
    first, second = (
        [json.loads(line) for line in run("show", "odd", tmp_path, "--json", "--attempt", attempt).output.splitlines()]
        for attempt in (1, 2)
    )

    assert [step.get("event") for step in first] == [None, "message_start", None]
    assert first[-1] == {"at": 0.0, "end": "close"}
    assert second[2] == {"at": 0.0, "bytes": ": a comment"}
    assert second[4] == {"at": 0.0, "event": "ping", "data": {"type": "ping"}, "fields": {"id": "7"}}


@pytest.mark.parametrize("write", ["event", "line", "all", "{bytes: 1}", "{random: 1}", "inside_character"])
@pytest.mark.parametrize("gzip", ["off", "always", "unannounced"])
def test_show_puts_together_what_is_cut_into_writes_and_unpacks_gzip(tmp_path: Path, write: str, gzip: str) -> None:
    reply = "pace: {between_events: 10ms}\nreply: [{text: [Grüß, e]}]\n"
    (tmp_path / "cut.yaml").write_text(f"wire: {{write: {write}, gzip: {gzip}}}\n{reply}")
    (tmp_path / "whole.yaml").write_text(reply)
    cut, whole = (
        [json.loads(line).get("event") for line in run("show", name, tmp_path, "--json").output.splitlines()]
        for name in ("cut", "whole")
    )
    assert cut == whole


def test_show_says_what_of_a_body_is_left_unfinished_or_not_shown(tmp_path: Path) -> None:
    (tmp_path / "half.yaml").write_text("wire: {gzip: always}\nreply: [{text: [Hi, {end: inside_member}]}]\n")
    (tmp_path / "huge.yaml").write_text("reply: [{text: {bytes: 100MB}}]\nhonour_limits: false\n")
    half, huge = (run("show", name, tmp_path).output.splitlines() for name in ("half", "huge"))
    assert half[-1] == "    0.000 s  finish: the body ends properly, its gzip without an end"
    assert huge[-2] == "    0.000 s  flow                 what is too much to be shown"


def test_show_takes_faults_and_wire_as_serve_does(cut: Path) -> None:
    lines = run("show", "hello", "--fault", "drop=1@event:0", "--fault", "reset@event:3").output.splitlines()
    assert [line.split()[2] for line in lines] == ["HTTP", "content_block_start", "ping", "reset:"]
    assert b"\r\n\r\n" in run("show", "cut", cut, "--raw", "--wire", "eol=crlf").stdout_bytes
    assert run("show", "hello", "--fault", "rest@event:3").stderr == (
        "error: --fault: `rest@event:3` is no fault: unknown directive `rest`, did you mean `reset`?\n"
    )


def test_show_gives_the_bytes_of_the_body(cut: Path) -> None:
    assert run("show", "cut", cut, "--raw").stdout_bytes.startswith(b'event: message_start\ndata: {"type":')


def test_show_knows_turns_and_attempts() -> None:
    assert "HTTP 529" in run("show", "flaky").output
    assert "message_stop" in run("show", "flaky", "--attempt", 3).output
    assert "tool_use" in run("show", "tool-loop").output
    assert "end_turn" in run("show", "tool-loop", "--turn", 1).output


def test_list_names_own_scenarios_first_with_what_they_say_of_themselves(cut: Path) -> None:
    lines = run("list", cut).output.splitlines()
    assert lines[0].split(maxsplit=1) == ["cut", "Cut in the middle"]
    assert any(line.startswith("overloaded-mid-stream ") for line in lines)


def test_check_counts_what_is_fine(cut: Path) -> None:
    assert (run("check", cut).exit_code, run("check", cut).output) == (0, "1 scenario, no mistakes\n")
    assert run("check", cut.parents[1] / "no-such").exit_code == 1


def test_schema_is_a_json_schema() -> None:
    assert json.loads(run("schema").output)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_rules_are_listed_in_the_order_of_their_checks_each_with_its_source() -> None:
    lines = run("rules").output.splitlines()
    assert lines[:3] == [
        "api_key",
        "  A request carries an API key: `x-api-key`, or `authorization: Bearer`. Any value will do.",
        "  https://platform.claude.com/docs/en/api/overview",
    ]
    rows = [json.loads(line) for line in run("rules", "--json").output.splitlines()]
    assert [row["name"] for row in rows] == lines[::3]
    assert rows[0].keys() == {"name", "rule", "source"}


def test_version_is_that_of_the_package() -> None:
    assert run("version").output == "0.1.0\n"


def broken(folder: Path) -> Path:
    path = folder / "broken.yaml"
    path.write_text("reply:\n  - texx: Hello\n")
    return path


def test_a_mistake_is_one_line_with_its_place_and_exit_code_one(tmp_path: Path) -> None:
    path = broken(tmp_path)
    for command in (["check", path], ["list", path], ["show", "hello", path], ["serve", path]):
        result = run(*command)
        assert result.exit_code == 1
        (line,) = result.stderr.splitlines()
        assert line.startswith(f"error: {path}:2:5: ")
        assert "did you mean `text`" in line


def test_a_taken_port_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", port)
    assert result.exit_code == 1
    assert result.stderr == (
        f"error: cannot listen on 127.0.0.1 port {port}: Address already in use;"
        " choose another with --port, or --port 0 for a free one\n"
    )


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["show", "helo"], "There is no scenario `helo`: did you mean `hello`"),
        (["show", "hello", "--turn", "1"], "hello has no turn 1: expected a number below 1"),
        (["check"], "Name at least one file or folder to check."),
        (["serve", "--fault", "reset@evnt:5"], "error: --fault: `reset@evnt:5` is no fault: unknown position `evnt`"),
        (["serve", "--wire", "eol=nl"], "error: --wire: `eol=nl` says nothing of the wire: expected `eol=lf`, `crlf`"),
        (["serve", "--speed", "-1"], "Invalid value for '--speed'"),
        (["serve", "--port", "70000"], "Invalid value for '--port'"),
    ],
)
def test_what_is_wrong_is_said_without_a_traceback(arguments: list[str], text: str) -> None:
    result = run(*arguments)
    assert result.exit_code in (1, 2)
    assert text in result.stderr
    assert "Traceback" not in result.stderr
