"""How bytes arrive on a raw socket: in which chunks, compressed or not, and cut at any byte."""

import zlib
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import pytest

from tests.support.messages import body, post, stream
from tests.support.raw import Exchange
from tests.support.sse import WHOLE, frames, types

Play = Callable[..., str]

GZIP = {"accept-encoding": "gzip"}
REPLY = "reply:\n  - text: [Grüße, ' ', 'aus 東京! 🎏']\n"


def asked(url: str, scenario: str, *, patience: float = 5.0, streams: bool = True) -> Exchange:
    """The answer to a client that accepts gzip."""
    return post(url, body(stream=streams), scenario=scenario, headers=GZIP, patience=patience)


@pytest.fixture
def whole(play: Play) -> bytes:
    """The body of the reply, cut in no way; every server gives the first request of a session the same ids."""
    return stream(play(whole="wire: {padding: none}\n" + REPLY), "whole").body


def chunks(played: Exchange) -> list[bytes]:
    return [chunk.data for chunk in played.chunks]


def test_every_event_is_a_chunk_of_its_own(play: Play, whole: bytes) -> None:
    played = stream(play(cut="wire: {padding: none, write: event}\n" + REPLY), "cut")
    assert played.body == whole
    assert [types(chunk) for chunk in chunks(played)] == [[type_] for type_ in WHOLE]


def test_every_line_is_a_chunk_of_its_own_cr_and_lf_together(play: Play, whole: bytes) -> None:
    played = stream(play(cut="wire: {padding: none, write: line, eol: crlf}\n" + REPLY), "cut")
    assert chunks(played) == [line.replace(b"\n", b"\r\n") for line in whole.splitlines(keepends=True)]


@pytest.mark.parametrize("count", [1, 7, 1000])
def test_chunks_have_so_many_bytes(play: Play, whole: bytes, count: int) -> None:
    played = stream(play(cut=f"wire: {{padding: none, write: {{bytes: {count}}}}}\n" + REPLY), "cut")
    assert played.body == whole
    assert {len(chunk) for chunk in chunks(played)[:-1]} == {count}


def test_a_chunk_can_end_between_cr_and_lf(play: Play) -> None:
    played = stream(play(cut="wire: {padding: none, eol: crlf, write: {bytes: 1}}\n" + REPLY), "cut")
    assert chunks(played)[-4:] == [b"\r", b"\n", b"\r", b"\n"]


def test_chunks_begin_inside_of_characters(play: Play, whole: bytes) -> None:
    played = stream(play(cut="wire: {padding: none, write: inside_character}\n" + REPLY), "cut")
    assert played.body == whole
    continuations = sum(0x80 <= byte <= 0xBF for byte in whole)
    assert sum(0x80 <= chunk[0] <= 0xBF for chunk in chunks(played)) == continuations == 9


def test_chunks_at_random_are_those_of_the_seed(play: Play, whole: bytes) -> None:
    one = stream(play(cut="wire: {padding: none, write: {random: 4}}\n" + REPLY), "cut")
    again = stream(play(cut="wire: {padding: none, write: {random: 4}}\n" + REPLY), "cut")
    assert chunks(one) == chunks(again)
    assert one.body == whole
    assert len(one.chunks) > 10


def test_all_can_be_kept_back_until_the_end(play: Play, whole: bytes) -> None:
    url = play(cut="wire: {padding: none, write: all}\npace: {between_events: 20ms}\n" + REPLY)
    played = stream(url, "cut")
    assert chunks(played) == [whole]
    assert played.chunks[0].at >= 0.16


def test_each_event_of_a_paced_stream_in_gzip_can_be_read_at_once(play: Play, whole: bytes) -> None:
    played = asked(
        play(pressed="wire: {padding: none, gzip: accepted}\npace: {between_events: 20ms}\n" + REPLY), "pressed"
    )
    member = zlib.decompressobj(31)
    read = [member.decompress(chunk) for chunk in chunks(played)]
    assert (played.header("content-encoding"), played.header("content-type")) == (
        "gzip",
        "text/event-stream; charset=utf-8",
    )
    assert [types(data) for data in read] == [[type_] for type_ in WHOLE]
    assert b"".join(read) == whole
    assert (member.eof, member.unused_data) == (True, b"")
    assert played.chunks[-1].at - played.chunks[0].at >= 0.14


@pytest.mark.parametrize(
    ("said", "accepts", "told", "pressed"),
    [
        ("off", True, None, False),
        ("accepted", True, "gzip", True),
        ("accepted", False, None, False),
        ("always", False, "gzip", True),
        ("unannounced", False, None, True),
        ("unannounced", True, None, True),
    ],
)
def test_gzip_is_as_the_scenario_and_the_client_say(
    play: Play, said: str, accepts: bool, told: str | None, pressed: bool
) -> None:
    url = play(maybe=f"wire: {{gzip: {said}}}\n{REPLY}")
    for streams in (True, False):
        headers = GZIP if accepts else {"accept-encoding": "br"}
        played = post(url, body(stream=streams), scenario="maybe", headers=headers)
        assert played.header("content-encoding") == told
        assert played.body.startswith(b"\x1f\x8b") is pressed


def test_one_scenario_answers_those_who_accept_gzip_and_those_who_do_not(play: Play) -> None:
    url = play(both="wire: {gzip: accepted}\n" + REPLY)
    told = [
        post(url, body(stream=True), scenario="both", headers=said).header("content-encoding")
        for said in (GZIP, {}) * 2
    ]
    assert told == ["gzip", None, "gzip", None]


def test_a_plain_answer_and_an_error_tell_the_length_of_their_gzip(play: Play) -> None:
    url = play(fine="wire: {gzip: accepted}\n" + REPLY, wrong="wire: {gzip: accepted}\nerror: overloaded_error")
    fine, wrong = asked(url, "fine", streams=False), asked(url, "wrong")
    assert (fine.status, wrong.status) == (200, 529)
    assert b'"type":"message"' in zlib.decompress(fine.body, 31)
    assert b"overloaded_error" in zlib.decompress(wrong.body, 31)


@pytest.mark.parametrize(
    ("do", "ended", "complete"),
    [
        ("reset", "reset", False),
        ("close", "fin", False),
        ("end", "finished", True),
        ("{end: inside_member}", "finished", False),
        ("{stall: forever}", "open", False),
    ],
)
@pytest.mark.parametrize("at", ["{byte: 30}", "{event: 1}"])
def test_a_member_ends_only_where_the_body_does(
    play: Play, whole: bytes, at: str, do: str, ended: str, complete: bool
) -> None:
    url = play(cut=f"wire: {{padding: none, gzip: always}}\nfaults: [{{at: {at}, do: {do}}}]\n{REPLY}")
    played = stream(url, "cut", patience=0.7)
    member = zlib.decompressobj(31)
    read = member.decompress(played.body)
    assert read == (whole[:30] if "byte" in at else whole[: whole.index(b"\n\n") + 2])
    assert (played.ended, member.eof) == (ended, complete)


CUTS = [("end", "finished"), ("close", "fin"), ("reset", "reset"), ("{stall: forever}", "open")]


@pytest.mark.parametrize(("do", "ended"), CUTS, ids=[do for do, _ in CUTS])
def test_a_stream_ends_inside_of_a_character(play: Play, whole: bytes, do: str, ended: str) -> None:
    place = whole.index("🎏".encode()) + 2
    url = play(cut=f"wire: {{padding: none}}\nfaults: [{{at: {{byte: {place}}}, do: {do}}}]\n{REPLY}")
    played = stream(url, "cut", patience=0.7)
    assert (played.body, played.ended) == (whole[:place], ended)


@pytest.mark.parametrize(("do", "ended"), CUTS, ids=[do for do, _ in CUTS])
def test_a_plain_answer_breaks_off_inside_of_its_json(play: Play, do: str, ended: str) -> None:
    url = play(cut=f"faults: [{{at: {{byte: 40}}, do: {do}}}]\n{REPLY}", fine=REPLY)
    played = post(url, body(), scenario="cut", patience=0.7)
    length = "40" if do == "end" else post(url, body(), scenario="fine").header("content-length")
    assert (played.ended, played.header("content-length")) == (ended, length)
    assert len(played.body or played.unfinished) == 40


def test_a_chunk_promises_more_than_comes_after_so_many_bytes(play: Play, whole: bytes) -> None:
    url = play(cut=f"wire: {{padding: none}}\nfaults: [{{at: {{byte: 30}}, do: {{close: inside_chunk}}}}]\n{REPLY}")
    played = stream(url, "cut")
    assert (played.body, played.ended) == (whole[:30], "fin")
    assert played.unfinished


def test_a_silence_in_the_middle_of_a_frame_is_as_long_as_it_is_said(play: Play, whole: bytes) -> None:
    url = play(slow=f"wire: {{padding: none}}\nfaults: [{{at: {{byte: 30}}, do: {{wait: 100ms}}}}]\n{REPLY}")
    played = stream(url, "slow")
    assert chunks(played) == [whole[:30], whole[30:]]
    assert played.chunks[1].at - played.chunks[0].at >= 0.09


@pytest.mark.parametrize(("do", "ended"), CUTS[1:], ids=[do for do, _ in CUTS[1:]])
@pytest.mark.parametrize("streams", [True, False], ids=["stream", "plain"])
def test_nothing_comes_where_a_fault_is_before_the_status_line(play: Play, do: str, ended: str, streams: bool) -> None:
    url = play(cut=f"faults: [{{at: headers, do: {do}}}]\n{REPLY}")
    played = post(url, body(stream=streams), scenario="cut", patience=0.7)
    assert (played.raw, played.ended) == (b"", ended)


def test_a_status_line_can_be_late_and_an_error(play: Play) -> None:
    url = play(
        late=f"faults: [{{at: headers, do: {{wait: 100ms}}}}, {{at: headers, do: {{error: api_error}}}}]\n{REPLY}"
    )
    played = stream(url, "late")
    assert (played.status, played.json["error"]["type"]) == (500, "api_error")
    assert played.ended_at >= 0.09


def test_an_informational_response_can_come_first(play: Play) -> None:
    url = play(hint=f'faults: [{{at: headers, do: {{raw: "HTTP/1.1 103 Early Hints\\r\\n\\r\\n"}}}}]\n{REPLY}')
    played = stream(url, "hint")
    hint, _, rest = played.raw.partition(b"\r\n\r\n")
    assert hint == b"HTTP/1.1 103 Early Hints"
    assert rest.startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_transcript_is_cut_and_compressed_as_a_reply_is(play: Play, whole: bytes, tmp_path: Path) -> None:
    (tmp_path / "recorded.sse").write_bytes(whole)
    url = play(
        cut="wire: {write: event, gzip: always}\ntranscript: recorded.sse",
        short="faults: [{at: {byte: 100}, do: reset}]\ntranscript: recorded.sse",
    )
    member = zlib.decompressobj(31)
    read = [member.decompress(chunk) for chunk in chunks(stream(url, "cut"))]
    assert [len(frames(data)) for data in read] == [1] * 9 + [0]
    assert list(accumulate(read))[-1] == whole
    assert stream(url, "short").body == whole[:100]


COUNTED = "wire: {padding: none, content_length: true, write: event}\n"


def length(played: Exchange) -> int:
    """What the head tells of the body, which then does not come in chunks."""
    assert played.header("transfer-encoding") is None
    return int(played.header("content-length") or 0)


def test_a_stream_can_tell_its_length_before_it_begins(play: Play, whole: bytes) -> None:
    played = stream(play(counted=f"pace: {{between_events: 10ms}}\n{COUNTED}{REPLY}"), "counted")
    assert (played.body, played.ended) == (whole, "finished")
    assert length(played) == len(whole)
    assert played.ended_at >= 0.07


def test_a_stream_in_gzip_tells_the_length_of_its_gzip(play: Play, whole: bytes) -> None:
    url = play(counted="wire: {padding: none, gzip: always, content_length: true}\n" + REPLY)
    played = stream(url, "counted")
    assert zlib.decompress(played.body, wbits=31) == whole
    assert length(played) == len(played.body)


@pytest.mark.parametrize("place", ["{event: 5}", "{byte: 700}"])
@pytest.mark.parametrize(("do", "ended"), [("close", "fin"), ("reset", "reset"), ("{stall: forever}", "open")])
def test_a_stream_that_breaks_off_has_told_more_than_comes(play: Play, place: str, do: str, ended: str) -> None:
    url = play(counted=f"faults: [{{at: {place}, do: {do}}}]\n{COUNTED}{REPLY}")
    played = stream(url, "counted", patience=0.5)
    assert played.ended == ended
    assert length(played) > len(played.unfinished) > 500


@pytest.mark.parametrize("place", ["{event: 5}", "{byte: 700}", "headers"])
def test_a_stream_that_ends_early_has_told_what_comes(play: Play, place: str) -> None:
    url = play(counted=f"faults: [{{at: {place}, do: end}}]\n{COUNTED}{REPLY}")
    played = stream(url, "counted", patience=0.5)
    assert played.ended == "finished"
    assert length(played) == len(played.body)


def test_a_large_stream_tells_its_length_unless_only_gzip_would_show_it(play: Play) -> None:
    large = "honour_limits: false\nreply: [{text: {bytes: 1MB}}]\n"
    url = play(
        counted=f"wire: {{content_length: true}}\n{large}",
        pressed=f"wire: {{content_length: true, gzip: always}}\n{large}",
    )
    counted, pressed = stream(url, "counted"), stream(url, "pressed")
    assert length(counted) == len(counted.body) > 1_000_000
    assert (pressed.header("content-length"), pressed.header("transfer-encoding")) == (None, "chunked")
    assert b"message_stop" in zlib.decompress(pressed.body, wbits=31)


def test_writes_can_wait_for_each_other(play: Play, whole: bytes) -> None:
    url = play(slow="wire: {padding: none, write: {bytes: 200}, between_writes: 20ms}\n" + REPLY)
    played = stream(url, "slow")
    assert played.body == whole
    times = [chunk.at for chunk in played.chunks]
    assert all(at >= number * 0.02 for number, at in enumerate(times))
    assert played.ended_at >= times[-1]


def test_chunks_end_between_cr_and_lf(play: Play, whole: bytes) -> None:
    played = stream(play(cut="wire: {padding: none, eol: crlf, write: inside_eol}\n" + REPLY), "cut")
    assert played.body == whole.replace(b"\n", b"\r\n")
    assert sum(chunk.endswith(b"\r") for chunk in chunks(played)) == whole.count(b"\n")
