"""Trouble in the bytes: how events are spelled, cut, compressed and filled up, as they come off the socket."""

import re
import zlib
from collections.abc import Callable

import pytest

from .playing import attempt, attempts, joined, sent, story


def test_events_are_spelled_in_six_ways(base_url: str) -> None:
    crlf, cr, nameless, endless, behind, one = (came.body for came in attempts(base_url, "sse-framing", 6))
    assert crlf.startswith(b'event:message_start\r\nid:evt_7\r\nretry:3000\r\ndata:{"type":')
    assert crlf.endswith(
        b'event:message_stop\r\nid:evt_7\r\nretry:3000\r\ndata:{"type":\r\ndata:"message_stop"}\r\n\r\n'
    )
    assert cr.startswith(b"\xef\xbb\xbfevent: message_start\rdata: {")
    assert b"\n" not in cr
    assert b"event:" not in nameless
    assert nameless.startswith(b'data: {"type":"message_start"')
    assert re.search(rb'data: \{"type":"message_stop" *\}\n$', endless)
    assert re.search(rb'data: ( *)\{"type":"message_stop"\}\1\nevent: message_stop\n\n$', behind)
    assert b"\n\n" not in one
    assert one.count(b"\nevent: ") == behind.count(b"\nevent: ") - 1


Fits = Callable[[list[int], list[bytes]], bool]

PIECES: list[tuple[str, int, Fits]] = [
    ("three bytes", 0, lambda sizes, _: set(sizes[:-1]) == {3} and sizes[-1] <= 3),
    ("one byte", 1, lambda sizes, _: set(sizes) == {1}),
    ("a line", 2, lambda _, chunks: all(chunk.endswith(b"\n") and chunk.count(b"\n") == 1 for chunk in chunks)),
    ("any number", 3, lambda sizes, _: len(set(sizes)) > 5),
    ("all", 4, lambda sizes, _: len(sizes) == 1),
    ("what is between CR and LF", 5, lambda _, chunks: chunks[-1] == b"\n" and chunks[-2] == b"\n\r"),
    ("fifty bytes", 6, lambda sizes, _: set(sizes[:-1]) == {50}),
]


@pytest.mark.parametrize(("at", "fits"), [row[1:] for row in PIECES], ids=[row[0] for row in PIECES])
def test_a_stream_comes_in_pieces_of(base_url: str, at: int, fits: Fits) -> None:
    came = attempts(base_url, "chunking", 7)[at]
    chunks = [chunk.data for chunk in came.chunks]
    assert fits([len(chunk) for chunk in chunks], chunks)


def test_pieces_of_any_size_add_up_to_the_same_events(base_url: str) -> None:
    played = attempts(base_url, "chunking", 7)
    assert {joined(came) for came in played} == {"One piece at a time: é, 漢, 🌍."}
    assert {story(came)[-1] for came in played} == {"message_stop"}


def test_writes_end_inside_characters(base_url: str) -> None:
    came = attempt(base_url, "utf8-split")
    inside = [chunk for chunk in came.chunks if _breaks_off(chunk.data)]
    assert len(inside) == len([character for character in joined(came) if ord(character) > 127])
    assert joined(came) == "Café, 漢字, 🌍 — and naïve."


def _breaks_off(data: bytes) -> bool:
    return data[-1] >= 0xC0


def test_every_event_can_be_decompressed_when_it_comes(base_url: str) -> None:
    came = attempt(base_url, "gzip-sse")
    member = zlib.decompressobj(wbits=31)
    shown = [member.decompress(chunk.data) for chunk in came.chunks]
    assert came.header("content-encoding") == "gzip"
    assert len(shown) >= 10
    assert all(data.startswith(b"event: ") and data.endswith(b"}\n\n") for data in shown)
    assert member.eof


def test_gzip_is_not_announced_then_only_announced_then_without_its_end(base_url: str) -> None:
    _, unannounced, plain, cut, late, error = attempts(base_url, "gzip-sse", 6)
    assert [came.header("content-encoding") for came in (unannounced, plain, cut)] == [None, "gzip", "gzip"]
    assert zlib.decompress(unannounced.body, wbits=31).startswith(b"event: message_start\n")
    assert plain.body.startswith(b"event: message_start\n")
    member = zlib.decompressobj(wbits=31)
    assert member.decompress(cut.body).endswith(b"}\n\n")
    assert not member.eof
    assert cut.ended == "finished"
    (chunk,) = late.chunks
    assert zlib.decompress(chunk.data, wbits=31).startswith(b"event: message_start\n")
    assert b'"overloaded_error"' in zlib.decompress(error.body, wbits=31)
    assert (error.status, error.header("content-encoding")) == (529, "gzip")


def test_comments_come_before_and_between_events_and_a_sentinel_behind_them(base_url: str) -> None:
    came, bare = attempts(base_url, "comments-and-sentinels", 2)
    assert came.body.startswith(b": connected\n\nevent: message_start\n")
    assert 2 <= len(re.findall(rb"^:.*\n\n", came.body, re.MULTILINE)) - 1 <= 3
    assert re.search(rb'event: message_stop\ndata: \{"type":"message_stop" *\}\n\ndata: \[DONE\]\n\n$', came.body)
    assert story(came)[-1] == "message_stop"
    assert bare.body.startswith(b":\n\n:\n\nevent: message_start\n")
    assert bare.body.endswith(b"event: done\ndata: {}\n\n")


def test_pings_come_everywhere(base_url: str) -> None:
    came = attempt(base_url, "ping-variants")
    names = re.findall(r"^event: (\w+)$", came.text, re.MULTILINE)
    assert names == [
        "ping", "message_start", "ping",
        "content_block_start", "content_block_delta",
        "ping", "ping", "ping",
        "content_block_delta", "content_block_stop",
        "ping",
        "content_block_start", "content_block_delta", "ping", "content_block_delta", "content_block_stop",
        "ping", "message_delta", "message_stop", "ping",
    ]  # fmt: skip
    assert {"type": "ping", "note": "still here"} in sent(came)
    assert b"event: ping\ndata:\n\n" in came.body


def test_everything_comes_in_one_piece_at_its_end(base_url: str) -> None:
    chunked, counted = attempts(base_url, "buffered-delivery", 2)
    assert len(chunked.chunks) == 1
    assert chunked.chunks[0].at >= 0.4
    assert (counted.header("transfer-encoding"), counted.header("content-length")) == (None, str(len(counted.body)))
    assert [joined(came) for came in (chunked, counted)] == ["All of it, late."] * 2


def test_a_stream_can_have_no_byte(base_url: str) -> None:
    came = attempt(base_url, "empty-stream")
    assert (came.status, came.header("content-type"), came.body) == (200, "text/event-stream; charset=utf-8", b"")
