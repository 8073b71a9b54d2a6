"""Events, counted in the bytes of a body."""

import gzip

import pytest

from understudy.tally import Tally

FRAME = b'event: ping\ndata: {"type": "ping"}\n\n'


def counted(*pieces: bytes) -> int:
    tally = Tally()
    for piece in pieces:
        tally.add(piece)
    return tally.events


@pytest.mark.parametrize(
    ("body", "events"),
    [
        (b"", 0),
        (FRAME, 1),
        (FRAME * 3, 3),
        (FRAME[:-1], 0),
        (FRAME + b"event: message_stop\ndata: {", 1),
        (FRAME + b": a comment\n\n" + FRAME, 2),
        (b": a comment\n\n", 0),
        (FRAME.replace(b"\n", b"\r\n") * 2, 2),
        (FRAME.replace(b"\n", b"\r") * 2, 2),
        (b"data:{}\n\ndata:{}\n\n", 2),
        (b"event: a\ndata: {\ndata: }\n\n", 1),
        (b"\xef\xbb\xbf" + FRAME * 2, 2),
        (b"\n\n\n" + FRAME + b"\n\n", 1),
        (b'{"type":"error"}', 0),
        (b'{\n\n"type":"error"}\n\n', 0),
        (gzip.compress(FRAME * 3, mtime=0), 3),
        (gzip.compress(FRAME * 3, mtime=0)[:-9], 3),
    ],
)
def test_events_are_counted_however_the_body_is_spelled_and_cut(body: bytes, events: int) -> None:
    assert counted(body) == events
    assert counted(*(body[at : at + 1] for at in range(len(body)))) == events
    assert counted(*(body[at : at + 7] for at in range(0, len(body), 7))) == events


def test_frames_and_pieces_of_frames_may_alternate() -> None:
    assert counted(FRAME, FRAME[:9], FRAME[9:], FRAME, FRAME[:-1], b"\n") == 4
