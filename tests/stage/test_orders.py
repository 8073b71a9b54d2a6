"""Faults without a file: ordered by the header of a request or an option of the server; and chance, by the seed."""

import gzip
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.messages import body, plain, post, stream
from tests.support.raw import Exchange, exchange
from tests.support.sse import types
from understudy.app import create_app
from understudy.fate import NOTHING
from understudy.library import Library
from understudy.server import serve

Serving = Callable[..., str]

SCENARIOS = {
    "greeting": "when: {turn: 0}\nreply: [{text: [Good, ' morning']}, {tool_use: look, input: {at: sky}}]\n",
    "cut": "faults: [{at: {event: 3}, do: end}]\nreply: [{text: [Good, ' morning']}]\n",
    "flaky": "faults: [{at: {event: 1}, do: end, probability: 0.5}]\nreply: [{text: Hello}]\n",
    "seldom": "faults: [{at: {event: 1}, do: end, attempt: 2}]\nreply: [{text: Hello}]\n",
}
WHOLE = [
    "message_start",
    *("content_block_start", "ping", "content_block_delta", "content_block_delta", "content_block_stop"),
    *("content_block_start", *["content_block_delta"] * 3, "content_block_stop"),
    "message_delta",
    "message_stop",
]
"""The events of `greeting`."""


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    """Serves the scenarios, with these faults ordered of the server."""
    for name, text in SCENARIOS.items():
        (tmp_path / f"{name}.yaml").write_text(text)
    with ExitStack() as servers:

        def serving(*faults: str, seed: str = "0", wire: str | None = None) -> str:
            order = NOTHING.rewire(wire, "--wire") if wire else NOTHING
            for fault in faults:
                order = order.fault(fault, "--fault")
            return servers.enter_context(serve(create_app(Library.load([tmp_path]), seed=seed, order=order))).url

        yield serving


def ordered(url: str, faults: str, scenario: str | None = None, **members: object) -> Exchange:
    headers = {"x-understudy-fault": faults}
    return post(url, body(**{"stream": True, **members}), headers=headers, scenario=scenario, patience=0.5)


@pytest.mark.parametrize(
    ("faults", "events", "ended"),
    [
        ("reset@event:5", WHOLE[:5], "reset"),
        ("close@after_block:0", WHOLE[:6], "fin"),
        ("end@before:message_stop", WHOLE[:-1], "finished"),
        ("stall@block:0/delta:1", WHOLE[:4], "open"),
        ("drop=2@event:1", [WHOLE[0], *WHOLE[3:]], "finished"),
        ("repeat=1@event:2", [*WHOLE[:3], *WHOLE[2:]], "finished"),
        ("error=overloaded_error@after:message_start", ["message_start", "error"], "finished"),
        ("ping@event:1,end@event:2", ["message_start", "ping", "content_block_start"], "finished"),
    ],
)
def test_a_request_orders_its_faults_in_a_header(serving: Serving, faults: str, events: list[str], ended: str) -> None:
    answer = ordered(serving(), faults)

    assert (types(answer.body), answer.ended) == (events, ended)


def test_a_request_orders_its_wire_in_a_header(serving: Serving) -> None:
    url = serving()
    answer = post(url, body(stream=True), headers={"x-understudy-wire": "eol=crlf,event_line=false,padding=none"})
    assert answer.text.startswith('data: {"type":"message_start",')
    assert answer.text.count("\r\n\r\n") == len(WHOLE)
    assert types(stream(url).body) == WHOLE


def test_an_option_orders_the_wire_of_every_reply_and_a_request_orders_otherwise(serving: Serving) -> None:
    url = serving(wire="eol=crlf,bom=true")
    assert stream(url).body.startswith(b"\xef\xbb\xbfevent: message_start\r\n")
    lines = post(url, body(stream=True), headers={"x-understudy-wire": "eol=lf"}).body
    assert lines.startswith(b"\xef\xbb\xbfevent: message_start\n")


def test_writes_and_compression_are_ordered_as_well(serving: Serving) -> None:
    url = serving(wire="gzip=accepted")
    assert types(stream(url).body) == WHOLE
    cut = post(url, body(stream=True), headers={"x-understudy-wire": "write=bytes:7"})
    assert {len(chunk.data) for chunk in cut.chunks[:-1]} == {7}
    assert types(cut.body) == WHOLE
    squeezed = post(url, body(stream=True), headers={"accept-encoding": "gzip"})
    assert squeezed.header("content-encoding") == "gzip"
    assert types(gzip.decompress(squeezed.body)) == WHOLE


def test_bytes_of_the_body_and_what_comes_before_it_can_be_ordered_to_fail(serving: Serving) -> None:
    url = serving()
    cut = ordered(url, "close@byte:100")
    assert (len(cut.body), cut.ended) == (100, "fin")
    assert (ordered(url, "reset@headers").raw, ordered(url, "reset@headers").ended) == (b"", "reset")
    assert ordered(url, "error=overloaded_error@headers").status == 529


def test_only_the_request_that_orders_it_meets_a_fault(serving: Serving) -> None:
    url = serving()
    assert types(stream(url).body) == WHOLE
    assert types(ordered(url, "end@event:1").body) == WHOLE[:1]
    assert types(stream(url).body) == WHOLE


def test_an_option_orders_faults_of_every_reply_and_those_of_a_request_come_on_top(serving: Serving) -> None:
    url = serving("drop=1@event:2", "end@event:5")
    assert types(stream(url).body) == [*WHOLE[:2], *WHOLE[3:5]]
    assert types(stream(url).body) == [*WHOLE[:2], *WHOLE[3:5]]
    assert types(ordered(url, "end@event:1").body) == WHOLE[:1]


def test_what_is_ordered_adds_to_what_the_scenario_tells(serving: Serving) -> None:
    assert types(ordered(serving(), "ping@event:1", "cut").body) == [
        "message_start", "ping", "content_block_start", "ping"
    ]  # fmt: skip


def test_a_plain_answer_meets_the_faults_as_well(serving: Serving) -> None:
    answer = ordered(serving(), "error=overloaded_error@event:4", stream=False)
    assert answer.status == 529


def test_a_wrong_header_is_refused_in_one_sentence(serving: Serving) -> None:
    answer = post(serving(), body(), headers={"x-understudy-fault": "rest@event:1"})
    assert answer.status == 400
    assert answer.header("x-understudy-rule") == "order"
    assert answer.header("x-should-retry") == "false"
    assert answer.json["error"] == {
        "type": "invalid_request_error",
        "message": "x-understudy-fault: `rest@event:1` is no fault: unknown directive `rest`, did you mean `reset`?",
    }


def test_the_command_takes_faults_and_takes_them_again() -> None:
    arguments = ["--port", "0", "--fault", "drop=1@event:0", "--fault", "end@before:content_block_stop"]
    command = [sys.executable, "-m", "understudy.cli", "serve", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        url = process.stdout.readline().removeprefix("understudy: listening on ").strip()
        answer = stream(url, "hello")
        process.terminate()
    assert types(answer.body)[:3] == ["content_block_start", "ping", "content_block_delta"]
    assert types(answer.body)[-1] == "content_block_delta"


def fates(url: str, session: str, scenario: str = "flaky", count: int = 40) -> str:
    """What became of so many requests of a session: `x` where the fault happened."""
    base = f"{url}/session/{session}"
    return "".join("x" if len(types(stream(base, scenario).body)) == 1 else "." for _ in range(count))


def test_chance_is_decided_by_the_seed_the_session_and_the_number_of_the_request(serving: Serving) -> None:
    first = fates(serving(seed="7"), "a")

    assert first == fates(serving(seed="7"), "a")
    assert first != fates(serving(seed="8"), "a")
    assert first != fates(serving(seed="7"), "b")
    assert 8 <= first.count("x") <= 32


def test_the_journal_tells_what_was_to_go_wrong(serving: Serving) -> None:
    url = serving("ping@event:1", seed="7")
    marks = fates(url, "a", count=12)
    ordered(f"{url}/session/a", "wait=0s@event:2", "cut")
    plain(f"{url}/session/a", max_tokens=-1)
    entries = exchange(f"{url}/_understudy/journal?session=a", b"", {}, method="GET").json["entries"]
    told = [entry["faults"] for entry in entries]
    assert told[:12] == [["end@event:1", "ping@event:1"] if mark == "x" else ["ping@event:1"] for mark in marks]
    assert told[12:] == [["end@event:3", "ping@event:1", "wait=0s@event:2"], []]


def test_a_fault_of_one_attempt_happens_at_that_attempt_alone(serving: Serving) -> None:
    assert fates(serving(), "a", "seldom", 4) == ".x.."


def test_a_refusal_and_a_count_meet_no_ordered_fault(serving: Serving) -> None:
    url = serving("reset@event:0")
    assert plain(url, max_tokens=-1).status == 400
    assert post(url, body(max_tokens=None), path="/v1/messages/count_tokens").status == 200
