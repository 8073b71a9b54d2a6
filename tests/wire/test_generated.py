"""Texts that a scenario does not write out: long ones, single events of any size, streams without end."""

import gzip
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.messages import HEADERS, body, plain, stream
from tests.support.raw import connect
from tests.support.sse import events, types

Play = Callable[..., str]

UNLIMITED = "honour_limits: false\n"


def joined(received: bytes, key: str) -> str:
    """What the deltas of one kind add up to."""
    return "".join(event["delta"].get(key, "") for event in events(received) if event["type"] == "content_block_delta")


@pytest.mark.parametrize("size", ["1", "300", "262144", "262145", "3MB"])
def test_a_text_has_as_many_bytes_as_are_said(play: Play, size: str) -> None:
    answer = stream(play(long=f"{UNLIMITED}reply: [{{text: {{bytes: {size}}}}}]"), "long", patience=20)

    count = int(size.replace("MB", "000000"))
    assert answer.ended == "finished"
    assert joined(answer.body, "text") == ("bla " * (count // 4 + 1))[:count]
    assert types(answer.body)[-3:] == ["content_block_stop", "message_delta", "message_stop"]
    assert events(answer.body)[-2]["usage"]["output_tokens"] == max(1, -(-count // 4))


@pytest.mark.parametrize(
    ("block", "size"),
    [
        ("text", 64 * 1024 + 1),
        ("text", 1024 * 1024 + 1),
        ("text", 33 * 1024 * 1024),
        ("thinking", 1024 * 1024 + 1),
    ],
)
def test_an_event_can_be_of_any_size(play: Play, block: str, size: int) -> None:
    always = ", always: true" if block == "thinking" else ""
    url = play(huge=f"{UNLIMITED}pace: {{chunk: 10000000}}\nreply: [{{{block}: {{bytes: {size}}}{always}}}]")

    answer = stream(url, "huge", patience=60)

    deltas = [event["delta"] for event in events(answer.body) if event["type"] == "content_block_delta"]
    assert [len(delta[block]) for delta in deltas if block in delta] == [size]
    assert answer.ended == "finished"


@pytest.mark.parametrize("size", [12, 400, 400_000])
def test_a_tools_input_of_any_size_is_json(play: Play, size: int) -> None:
    url = play(tool=f"{UNLIMITED}reply: [{{tool_use: write_file, fragments: {{bytes: {size}}}}}]")

    partial_json = joined(stream(url, "tool", patience=60).body, "partial_json")

    assert len(partial_json) == size
    assert list(json.loads(partial_json)) == ["text"]


@pytest.mark.parametrize(("block", "key"), [("text: ", "text"), ("tool_use: write_file, fragments: ", "partial_json")])
@pytest.mark.parametrize("times", [1, 3, 5000])
def test_a_text_can_be_sent_so_many_times(play: Play, block: str, key: str, times: int) -> None:
    url = play(again=f'{UNLIMITED}reply: [{{{block}{{repeat: "ho ", times: {times}}}}}]')

    deltas = [event["delta"] for event in events(stream(url, "again").body) if event["type"] == "content_block_delta"]

    assert [delta[key] for delta in deltas] == ["ho "] * times


def test_a_plain_answer_holds_the_same(play: Play) -> None:
    url = play(long=f"{UNLIMITED}reply: [{{text: {{bytes: 1MB}}}}]")

    assert plain(url, "long").json["content"][0]["text"] == "bla " * 250_000


@pytest.mark.parametrize("made", ["{bytes: 1GB}", "{repeat: ho, times: forever}"])
def test_limits_cut_what_is_generated(play: Play, made: str) -> None:
    url = play(long=f"reply: [{{text: {made}}}]")

    answer = stream(url, "long", max_tokens=100)

    assert len(joined(answer.body, "text")) == 400
    assert events(answer.body)[-2]["delta"]["stop_reason"] == "max_tokens"


def test_a_plain_answer_without_end_never_comes(play: Play) -> None:
    url = play(endless=f"{UNLIMITED}reply: [{{text: {{repeat: ho, times: forever}}}}]")

    with connect(url) as connection:
        connection.sendall(request("endless", stream=False))
        connection.settimeout(0.3)
        with pytest.raises(TimeoutError):
            connection.recv(100)


def test_a_text_without_end_comes_at_its_pace(play: Play) -> None:
    url = play(endless=f"{UNLIMITED}pace: {{between_events: 1ms}}\nreply: [{{text: {{repeat: ho, times: forever}}}}]")

    began = time.monotonic()
    with connect(url) as connection:
        connection.sendall(request("endless"))
        received = b""
        while received.count(b'"text":"ho"') < 1000:
            received += connection.recv(65536)

    assert 1 <= time.monotonic() - began < 10


def test_a_round_of_a_run_takes_its_time(play: Play) -> None:
    url = play(run=f"{UNLIMITED}pace: {{between_events: 0.2ms}}\nreply: [{{text: {{repeat: ho, times: 3000}}}}]")

    answer = stream(url, "run")

    assert answer.ended == "finished"
    assert 0.6 <= answer.ended_at < 3


def request(scenario: str, *, stream: bool = True) -> bytes:
    content = json.dumps(body(stream=stream)).encode()
    lines = ["POST /v1/messages HTTP/1.1", "host: x", f"x-understudy-scenario: {scenario}"]
    lines += [f"{name}: {value}" for name, value in HEADERS.items()]
    return "\r\n".join([*lines, f"content-length: {len(content)}", "", ""]).encode() + content


def resident(pid: int) -> int:
    """Bytes of memory that a process has in use."""
    pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    return int(pages) * 4096


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc")
def test_what_no_one_reads_is_not_made_and_what_is_read_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "flood.yaml").write_text(f"{UNLIMITED}reply: [{{text: {{repeat: bla, times: forever}}}}]")
    command = [sys.executable, "-m", "understudy.cli", "serve", str(tmp_path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            url = process.stdout.readline().split()[-1]
            with connect(url) as reading:
                reading.sendall(request("flood"))
                take(reading, 2_000_000)
                before = resident(process.pid)
                with connect(url) as idle:
                    idle.sendall(request("flood"))
                    take(reading, 200_000_000)
                assert resident(process.pid) - before < 8_000_000
        finally:
            process.terminate()


def take(connection: socket.socket, count: int) -> None:
    """Reads so many bytes and forgets them."""
    while count > 0:
        received = connection.recv(1_000_000)
        assert received
        count -= len(received)


FLOOD = f"{UNLIMITED}reply: [{{text: {{bytes: 1MB}}}}]\n"


@pytest.mark.parametrize(
    "wire",
    ["{write: event}", "{write: all}", "{write: {bytes: 5000}}", "{write: {random: 1}}", "{eol: crlf}", "{trailer: x}"],
)
def test_what_is_generated_is_spelled_and_cut_like_all_else(play: Play, wire: str) -> None:
    answer = stream(play(long=f"{FLOOD}wire: {wire}"), "long", patience=30)

    text = answer.text.replace("\r\n", "\n").removesuffix("x")
    assert answer.ended == "finished"
    assert text.count("event: content_block_delta\n") > 5_000
    assert joined(text.encode(), "text") == "bla " * 250_000


def test_what_is_generated_is_compressed_like_all_else(play: Play) -> None:
    answer = stream(play(long=f"{FLOOD}wire: {{gzip: always}}"), "long", patience=30)

    assert answer.ended == "finished"
    assert joined(gzip.decompress(answer.body), "text") == "bla " * 250_000


@pytest.mark.parametrize("made", ["{bytes: 100GB}", "{repeat: ho, times: forever}"])
@pytest.mark.parametrize(
    ("at", "received"), [("{byte: 2000000}", 2_000_000), ("{block: 0, delta: 30000}", None), ("{event: 5}", None)]
)
def test_a_fault_can_stand_in_the_middle_of_what_is_generated(
    play: Play, made: str, at: str, received: int | None
) -> None:
    url = play(cut=f"{UNLIMITED}reply: [{{text: {made}}}]\nfaults: [{{at: {at}, do: close}}]")

    answer = stream(url, "cut", patience=30)

    assert answer.ended == "fin"
    assert received in (None, len(answer.body))
    if "delta" in at:
        assert answer.text.count("event: content_block_delta\n") == 30_000


def test_everything_at_the_end_of_a_text_without_end_never_comes(play: Play) -> None:
    url = play(endless=f"{UNLIMITED}wire: {{write: all}}\nreply: [{{text: {{repeat: ho, times: forever}}}}]")

    answer = stream(url, "endless", patience=0.5)

    assert (answer.status, answer.body, answer.ended) == (200, b"", "open")
