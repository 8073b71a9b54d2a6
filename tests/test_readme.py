"""The README: what it shows is what happens."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from understudy.cli import main
from understudy.scenario.fault_shorthand import faults
from understudy.scenario.faults import DOINGS, POSITIONS

README = (Path(__file__).parents[1] / "README.md").read_text()
DEFAULT = "http://127.0.0.1:8484"


def fenced(language: str, holding: str) -> str:
    """The one code block of a language that holds these words."""
    blocks = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    (block,) = (block for block in blocks if holding in block)
    return str(block)


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_the_curl_example_streams_hello(stage: str) -> None:
    command = fenced("bash", "curl -N").replace(DEFAULT, stage)
    answer = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=20, check=True).stdout
    shown = fenced("text", "message_start").strip().removesuffix("…").rpartition("msg_01")[0]
    assert answer.startswith(shown)
    assert '"text":"Hello"' in answer
    assert answer.rstrip().splitlines()[-2] == "event: message_stop"


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_the_refusal_example_is_answered_as_shown(stage: str) -> None:
    command = fenced("bash", "tool_choice").replace(DEFAULT, stage)
    answer = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=20, check=True).stdout
    shown = fenced("json", "invalid_request_error").strip().partition('"req_01…"')[0]
    assert answer.startswith(shown)


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_the_fault_example_ends_with_an_error(stage: str) -> None:
    command = fenced("bash", "x-understudy-fault").replace(DEFAULT, stage)
    answer = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=20, check=True).stdout
    assert re.findall(r"^event: (\w+)$", answer, re.MULTILINE) == [
        "message_start", "content_block_start", "ping", "content_block_delta", "error"
    ]  # fmt: skip


def test_the_tables_of_faults_name_what_can_be_written() -> None:
    table = README.partition("| directive | what happens |")[2].partition("\n\n")[0]
    words = re.findall(r"`([^`]+)`", table)
    told_doings = [word for word in words if word.partition("=")[0] in DOINGS]
    told_places = [
        word for word in words if word.partition(":")[0].partition("=")[0] in (*POSITIONS, "block", "headers")
    ]
    for doing in told_doings:
        assert faults(f"{doing}@event:1")
    for place in told_places:
        assert faults(f"reset@{place}")
    assert {doing.partition("=")[0] for doing in told_doings} == set(DOINGS) - {"event", "raw"}
    assert len(told_places) == len(POSITIONS) + 1


def test_the_sdk_example_is_cut_short_with_the_error_in_hand(stage: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(fenced("python", "max_retries=0").replace(DEFAULT, stage), {})
    said, _, error = capsys.readouterr().out.partition("\ncut short: ")
    assert said
    assert "'type': 'overloaded_error'" in error


def test_the_scenario_example_is_checked_as_shown(tmp_path: Path) -> None:
    (tmp_path / "weather.yaml").write_text(fenced("yaml", "# file: weather.yaml"))
    result = CliRunner().invoke(main, ["check", str(tmp_path / "weather.yaml")])
    assert (result.exit_code, result.output) == (0, "1 scenario, no mistakes\n")


def test_the_scenario_example_fails_twice_and_then_calls_the_tool(play: Callable[..., str]) -> None:
    import anthropic

    base = play(weather=fenced("yaml", "# file: weather.yaml"))
    client = anthropic.Anthropic(base_url=base, api_key="any", max_retries=0)

    def ask() -> anthropic.types.Message:
        with client.messages.stream(
            model="claude-haiku-4-5", max_tokens=99, messages=[{"role": "user", "content": "The weather?"}]
        ) as stream:
            return stream.get_final_message()

    with pytest.raises(anthropic.InternalServerError, match="Overloaded"):
        ask()
    with pytest.raises(Exception, match=r"(?i)reset|read|closed|incomplete"):
        ask()
    assert ask().content[-1].type == "tool_use"


def test_the_tables_name_every_command_and_every_option_of_serve_with_its_default() -> None:
    commands = set(re.findall(r"^\| `understudy (\w+)", README, re.MULTILINE))
    assert commands == set(main.commands)
    told = dict(re.findall(r"^\| `(--[\w-]+)` \| (.*?) \|", README, re.MULTILINE))
    serve = main.commands["serve"]
    options = {option.opts[0]: option.default for option in serve.params if option.param_type_name == "option"}
    assert set(told) == set(options)
    for name in ("--host", "--port", "--seed"):
        assert told[name] == f"`{options[name]}`"


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)]+)\)", README))
def test_a_link_leads_somewhere(link: str) -> None:
    assert (Path(__file__).parents[1] / link).exists()
