"""Faults, as a socket sees them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.messages import body, post, stream
from tests.support.sse import WHOLE, events, types

Play = Callable[..., str]

TOOL = """
  - tool_use: get_weather
    fragments: ["", '{"city": "Pa', 'ris"}']
"""
CUTS = [("end", "finished"), ("close", "fin"), ("reset", "reset"), ("{stall: forever}", "open")]


@pytest.mark.parametrize(("do", "ended"), CUTS, ids=[do for do, _ in CUTS])
def test_a_stream_ends_inside_the_json_of_a_tool(play: Play, do: str, ended: str) -> None:
    url = play(cut=f"faults: [{{at: {{block: 0, json_byte: 11}}, do: {do}}}]\nreply: {TOOL}")

    played = stream(url, "cut", patience=1.0)

    assert played.ended == ended
    assert types(played.body) == WHOLE[:5]
    assert events(played.body)[-1]["delta"]["partial_json"] == '{"city": "P'


def test_an_attempt_has_its_own_faults_and_those_of_all(play: Play) -> None:
    url = play(
        flaky=f"""
faults: [{{at: {{event: 0}}, do: ping}}]
attempts:
  - faults: [{{at: {{before: ping}}, do: reset}}]
    reply: {TOOL.replace(chr(10), chr(10) + "    ")}
  - reply: {TOOL.replace(chr(10), chr(10) + "    ")}
"""
    )

    first, second = (stream(url, "flaky") for _ in range(2))

    assert (first.ended, types(first.body)) == ("reset", ["ping", *WHOLE[:2]])
    assert (second.ended, types(second.body)) == ("finished", ["ping", *WHOLE])


def test_one_reply_goes_wrong_at_the_attempts_that_are_said(play: Play) -> None:
    url = play(
        flaky=f"""
faults:
  - {{at: {{event: 2}}, do: close, attempt: 1}}
  - {{at: {{event: 0}}, do: {{error: overloaded_error}}, attempt: 3}}
reply: {TOOL}
"""
    )

    attempts = [stream(url, "flaky") for _ in range(5)]

    assert [(each.ended, types(each.body)) for each in attempts] == [
        ("fin", WHOLE[:2]),
        ("finished", WHOLE),
        ("finished", ["error"]),
        ("finished", WHOLE),
        ("finished", WHOLE),
    ]


def test_a_fault_tells_each_attempt_what_it_is(play: Play) -> None:
    url = play(
        told=f"""
faults: [{{at: {{after: ping}}, do: {{error: {{type: api_error, message: "Attempt {{{{ attempt }}}}"}}}}}}]
reply: {TOOL}
"""
    )

    errors = [events(stream(url, "told").body)[-1]["error"]["message"] for _ in range(2)]

    assert errors == ["Attempt 1", "Attempt 2"]


def test_a_plain_answer_goes_wrong_as_well(play: Play) -> None:
    url = play(
        flaky=f"""
faults:
  - {{at: {{event: 2}}, do: close, attempt: 1}}
  - {{at: {{event: 0}}, do: {{error: overloaded_error}}, attempt: 2}}
reply: {TOOL}
"""
    )

    closed, overloaded, answered = (post(url, body(), scenario="flaky", patience=0.5) for _ in range(3))

    assert (closed.ended, closed.raw) == ("fin", b"")
    assert overloaded.status == 529
    assert answered.json["content"][0]["input"] == {"city": "Paris"}


RECORDED = (
    b"event: message_start\n"
    b'data: {"type": "message_start", "message": {"id": "msg_01", "content": []}}\n\n'
    b"event: content_block_start\n"
    b'data: {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}\n\n'
    b": a comment\n\n"
    b"event: content_block_delta\n"
    b'data: {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hi."}  }\n\n'
    b"event: message_stop\n"
    b'data: {"type": "message_stop"}\n\n'
)
FRAMES = [frame + b"\n\n" for frame in RECORDED.split(b"\n\n")[:-1]]


@pytest.mark.parametrize(
    ("at", "do", "expected"),
    [
        ("{event: 2}", "close", FRAMES[:3]),
        ("{after: content_block_start}", "close", FRAMES[:2]),
        ("{block: 0, delta: 0}", "{drop: 1}", [*FRAMES[:3], FRAMES[4]]),
        ("{block: 0, delta: 0}", "{repeat: 1}", [*FRAMES[:4], *FRAMES[3:]]),
        ("{event: 3}", "{corrupt: 1}", [*FRAMES[:4], b'event: message_stop\ndata: {"type":"message_stop"\n\n']),
        ("{event: 9}", "close", FRAMES),
    ],
)
@pytest.mark.parametrize("suffix", [".sse", ".jsonl"])
def test_a_transcript_goes_wrong_as_well(
    play: Play, tmp_path: Path, suffix: str, at: str, do: str, expected: list[bytes]
) -> None:
    written = RECORDED.decode()
    lines = [written[:100], written[100:333], written[333:]]
    jsonl = "".join(f'{{"at": 0.0{number}, "data": {_quoted(line)}}}\n' for number, line in enumerate(lines))
    (tmp_path / f"recorded{suffix}").write_text(written if suffix == ".sse" else jsonl)
    url = play(recorded=f"transcript: recorded{suffix}\nfaults: [{{at: {at}, do: {do}}}]")

    assert stream(url, "recorded").body == b"".join(expected)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"').replace("\n", "\\n") + '"'
