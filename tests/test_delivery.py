"""How bytes are cut into writes and compressed, as values."""

import zlib

import pytest

from understudy.delivery import AtRandom, Delivery, EveryBytes, Gzip, Write, accepts_gzip, announced, delivered
from understudy.performance import Close, Ending, Finish, Reset, Send, Stall

ONE, TWO = b"event: ping\ndata: {}\n\n", "event: é\ndata: 𝄞\n\n".encode()
STREAM = (Send(ONE), Send(TWO), Send(b"event: late\n\n", 0.5))


def played(
    write: Write,
    *sends: Send,
    gzip: Gzip = "off",
    ending: Ending = Finish(0.5),  # noqa: B008  # never changes
) -> list[Send]:
    return list(delivered(sends or STREAM, ending, Delivery(write, gzip)))


def data(sends: list[Send]) -> list[bytes]:
    return [send.data for send in sends]


def test_what_is_due_together_leaves_in_one_write_unless_it_is_said_otherwise() -> None:
    assert played("auto") == [Send(ONE + TWO), Send(b"event: late\n\n", 0.5)]


def test_every_event_can_be_a_write_of_its_own() -> None:
    assert played("event") == [
        Send(ONE, alone=True),
        Send(TWO, alone=True),
        Send(b"event: late\n\n", 0.5, alone=True),
    ]


@pytest.mark.parametrize("ending", [Finish(2.5), Close(2.5), Reset(2.5), Stall(2.5)])
def test_everything_can_be_kept_back_until_the_end(ending: Ending) -> None:
    assert played("all", ending=ending) == [Send(ONE + TWO + b"event: late\n\n", 2.5, alone=True)]


@pytest.mark.parametrize(
    ("frame", "lines"),
    [
        (b"event: a\ndata: b\n\n", [b"event: a\n", b"data: b\n", b"\n"]),
        (b"event: a\r\ndata: b\r\n\r\n", [b"event: a\r\n", b"data: b\r\n", b"\r\n"]),
        (b"event: a\rdata: b\r\r", [b"event: a\r", b"data: b\r", b"\r"]),
        (b"data: no end", [b"data: no end"]),
    ],
)
def test_every_line_can_be_a_write_of_its_own(frame: bytes, lines: list[bytes]) -> None:
    assert played("line", Send(frame)) == [Send(line, alone=True) for line in lines]


def test_writes_can_begin_inside_of_every_character_that_has_an_inside() -> None:
    text = "a é € 𝄞!".encode()
    assert data(played("inside_character", Send(text))) == [
        b"a \xc3", b"\xa9 \xe2", b"\x82", b"\xac \xf0", b"\x9d", b"\x84", b"\x9e!",
    ]  # fmt: skip


def test_writes_can_end_between_cr_and_lf() -> None:
    frame = b"event: a\r\ndata: b\rc\r\n\r\n"
    assert data(played("inside_eol", Send(frame))) == [b"event: a\r", b"\ndata: b\rc\r", b"\n\r", b"\n"]
    assert data(played("inside_eol", Send(ONE))) == [ONE]


def test_a_write_can_wait_for_the_one_before_it() -> None:
    spaced = delivered((Send(b"ab"), Send(b"c", 1.0)), Finish(1.0), Delivery(EveryBytes(1), between_writes=0.75))
    assert list(spaced) == [Send(b"a", alone=True), Send(b"b", 0.75, alone=True), Send(b"c", 1.5, alone=True)]


@pytest.mark.parametrize(
    ("count", "pieces"),
    [
        (1, [b"a", b"\r", b"\n", b"b", b"\r", b"\n"]),
        (2, [b"a\r", b"\nb", b"\r\n"]),
        (4, [b"a\r\nb", b"\r\n"]),
        (100, [b"a\r\nb\r\n"]),
    ],
)
def test_writes_can_have_so_many_bytes_across_all_that_is_due_together(count: int, pieces: list[bytes]) -> None:
    assert data(played(EveryBytes(count), Send(b"a\r\n"), Send(b"b\r\n"))) == pieces


def test_a_piece_keeps_the_time_of_its_bytes() -> None:
    assert played(EveryBytes(3), Send(b"abcd"), Send(b"efg", 0.1), Send(b"h", 0.1)) == [
        Send(b"abc", alone=True),
        Send(b"d", alone=True),
        Send(b"efg", 0.1, alone=True),
        Send(b"h", 0.1, alone=True),
    ]


def test_writes_at_random_are_of_many_sizes_and_the_same_for_the_same_seed() -> None:
    body = Send(bytes(range(256)) * 64)
    one, again, other = (data(played(AtRandom(seed), body)) for seed in (7, 7, 8))
    assert one == again != other
    assert b"".join(one) == b"".join(other) == body.data
    sizes = {len(piece) for piece in one}
    assert min(sizes) == 1
    assert max(sizes) > 64


WRITES: list[Write] = [
    "auto", "event", "all", "line", "inside_character", "inside_eol", EveryBytes(1), EveryBytes(7), AtRandom(1),
]  # fmt: skip


@pytest.mark.parametrize("write", WRITES, ids=str)
@pytest.mark.parametrize("gzip", ["off", "always", "unannounced"])
def test_no_write_changes_what_is_said(write: Write, gzip: Gzip) -> None:
    sent = b"".join(data(played(write, gzip=gzip)))
    assert (sent if gzip == "off" else zlib.decompress(sent, 31)) == ONE + TWO + b"event: late\n\n"


@pytest.mark.parametrize("write", WRITES, ids=str)
@pytest.mark.parametrize("gzip", ["off", "always"])
def test_no_write_is_empty_for_an_empty_chunk_would_end_the_body(write: Write, gzip: Gzip) -> None:
    pieces = data(played(write, Send(b""), Send(b"a"), Send(b"", 0.1), gzip=gzip))
    assert pieces
    assert all(pieces)


@pytest.mark.parametrize("write", WRITES, ids=str)
def test_a_body_without_bytes_has_no_writes(write: Write) -> None:
    assert played(write, Send(b"")) == []


def test_gzip_is_one_member_that_is_flushed_behind_every_event() -> None:
    member = zlib.decompressobj(31)
    sends = played("event", gzip="always")
    assert [member.decompress(send.data) for send in sends] == [ONE, TWO, b"event: late\n\n", b""]
    assert member.eof
    assert [send.at for send in sends] == [0.0, 0.0, 0.5, 0.5]


def test_gzip_is_flushed_where_a_line_or_a_character_is_cut() -> None:
    member = zlib.decompressobj(31)
    text = Send("é\n".encode())
    assert [member.decompress(piece) for piece in data(played("inside_character", text, gzip="always"))] == [
        b"\xc3", b"\xa9\n", b"",
    ]  # fmt: skip


def test_gzip_of_what_is_kept_back_is_flushed_only_at_the_end() -> None:
    flush = b"\x00\x00\xff\xff"
    assert [b"".join(data(played(write, gzip="always"))).count(flush) for write in ("event", "all")] == [3, 1]


@pytest.mark.parametrize("ending", [Close(0.5), Reset(0.5), Stall(0.5), Finish(0.5, inside_member=True)], ids=repr)
def test_gzip_of_a_body_that_is_cut_has_no_end(ending: Ending) -> None:
    member = zlib.decompressobj(31)
    assert member.decompress(b"".join(data(played("auto", gzip="always", ending=ending)))).endswith(b"event: late\n\n")
    assert not member.eof


def test_the_same_bytes_are_compressed_the_same_way_and_carry_no_time() -> None:
    sent = b"".join(data(played("auto", gzip="always")))
    assert sent == b"".join(data(played(EveryBytes(1), gzip="always")))
    assert sent[4:8] == b"\0\0\0\0"


def test_gzip_is_told_of_where_the_edge_tells_of_it() -> None:
    told = ("content-encoding", "gzip")
    assert announced((("server", "cloudflare"), ("vary", "Accept-Encoding"))) == (
        ("server", "cloudflare"),
        told,
        ("vary", "Accept-Encoding"),
    )
    assert announced((("server", "nginx"),)) == (("server", "nginx"), told)


@pytest.mark.parametrize(
    ("said", "accepts"),
    [
        ("gzip", True),
        ("gzip, deflate, br, zstd", True),
        ("br;q=1.0, GZIP;q=0.5", True),
        ("x-gzip", True),
        ("*", True),
        ("br, *; q=0.1", True),
        ("", False),
        ("identity", False),
        ("deflate, br", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("*;q=0", False),
        ("gzippy", False),
    ],
)
def test_a_client_accepts_gzip_as_its_header_says(said: str, accepts: bool) -> None:
    assert accepts_gzip(said) is accepts
    assert Delivery(gzip="accepted").for_client(said).gzip == ("always" if accepts else "off")
    assert Delivery(gzip="unannounced").for_client(said).gzip == "unannounced"
