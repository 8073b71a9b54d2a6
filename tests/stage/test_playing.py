"""Performances on a line, with a clock that the test moves."""

from collections.abc import Iterator
from itertools import count

import pytest

from understudy.performance import Close, Ending, Finish, Flow, Head, Performance, Reset, Send, Stall
from understudy.playing import Playing
from understudy.scheduler import Scheduler

from .fakes import HEAD, SIZED, WRITTEN, FakeClock, FakeLine, started


def test_steps_that_are_due_together_leave_in_one_write_each_a_chunk_of_its_own() -> None:
    _, line, playing = started(HEAD, Send(b"one"), Send(b"three"), Finish())
    assert line.writes == [(0.0, WRITTEN + "3\r\none\r\n5\r\nthree\r\n0\r\n\r\n")]
    assert (line.ended, playing.over) == ("finish", True)


def test_a_step_that_is_to_leave_alone_is_a_write_of_its_own() -> None:
    a, b, c, d = Send(b"a"), Send(b"b", alone=True), Send(b"c", alone=True), Send(b"d")
    clock, line, playing = started(HEAD, a, b, c, d, Finish())
    assert line.writes == [(0.0, WRITTEN + "1\r\na\r\n")]
    clock.pass_(0)
    assert line.writes[1:] == [(0.0, "1\r\nb\r\n"), (0.0, "1\r\nc\r\n"), (0.0, "1\r\nd\r\n0\r\n\r\n")]
    assert (line.ended, playing.over) == ("finish", True)


def test_a_step_that_is_to_leave_alone_is_never_early() -> None:
    clock, line, _ = started(HEAD, Send(b"a", alone=True), Send(b"b", 0.1, alone=True), Send(b"c", 0.1), Finish(0.2))
    clock.pass_(1)
    assert [at for at, _ in line.writes] == [0.0, 0.0, 0.1, 0.1, 0.2]


def test_steps_that_are_to_leave_alone_wait_for_a_client_that_does_not_read_and_stay_alone() -> None:
    clock, line, playing = started(HEAD, Send(b"a", 0.1, alone=True), Send(b"b", 0.2, alone=True), Finish(0.3))
    playing.paused()
    clock.pass_(1)
    assert len(line.writes) == 1
    playing.resumed()
    clock.pass_(0)
    assert line.writes[1:] == [(1.0, "1\r\na\r\n"), (1.0, "1\r\nb\r\n"), (1.0, "0\r\n\r\n")]


def test_nothing_that_is_to_leave_alone_is_written_once_the_client_has_left() -> None:
    clock, line, playing = started(HEAD, Send(b"a", alone=True), Send(b"b", alone=True), Finish())
    playing.left()
    clock.pass_(1)
    assert (line.writes, playing.over) == ([(0.0, WRITTEN)], True)


def test_every_step_is_played_at_its_time() -> None:
    clock, line, _ = started(HEAD, Send(b"a", 0.1), Send(b"b", 0.1), Send(b"c", 0.25), Finish(1.0))
    clock.pass_(2)
    assert line.writes == [
        (0.0, WRITTEN),
        (0.1, "1\r\na\r\n1\r\nb\r\n"),
        (0.25, "1\r\nc\r\n"),
        (1.0, "0\r\n\r\n"),
    ]


@pytest.mark.parametrize("early", [0.0, 0.0013])
def test_a_step_is_never_early_even_where_timers_are(early: float) -> None:
    clock, line, _ = started(HEAD, *(Send(b"x", n * 0.0337) for n in range(1, 60)), Finish(3.0), early=early)
    clock.pass_(4)
    times = [at for at, _ in line.writes[1:-1]]
    lateness = [at - n * 0.0337 for n, at in enumerate(times, start=1)]
    assert len(times) == 59
    assert all(-1e-9 <= late <= 0.0031 for late in lateness)


def test_lateness_does_not_accumulate() -> None:
    clock, line, _ = started(HEAD, Send(b"a", 0.1), Send(b"b", 0.2), Send(b"c", 0.3), Finish(0.3))
    clock.now += 0.15
    clock.pass_(1)
    assert [at for at, _ in line.writes] == [0.0, 0.15, 0.2, 0.3]


def test_nothing_is_written_while_the_client_does_not_read_and_all_that_is_overdue_when_it_does() -> None:
    clock, line, playing = started(HEAD, Send(b"a", 0.1), Send(b"b", 0.2), Send(b"c", 0.3), Finish(0.4))
    playing.paused()
    clock.pass_(0.25)
    assert line.writes == [(0.0, WRITTEN)]
    playing.resumed()
    clock.pass_(1)
    assert line.writes[1:] == [(0.25, "1\r\na\r\n1\r\nb\r\n"), (0.3, "1\r\nc\r\n"), (0.4, "0\r\n\r\n")]


class NarrowLine(FakeLine):
    """A line that is paused by what is written first."""

    def write(self, data: bytes) -> None:
        super().write(data)
        self.paused = len(self.writes) == 1


def test_nothing_is_written_behind_a_beginning_that_the_client_has_not_read() -> None:
    clock = FakeClock()
    line = NarrowLine(Scheduler(clock))
    playing = Playing(Performance((HEAD, Send(b"a", 0.1), Finish(0.2))), line)
    playing.begin()
    clock.pass_(1)
    assert line.writes == [(0.0, WRITTEN)]
    playing.resumed()
    assert line.writes[1:] == [(1.0, "1\r\na\r\n0\r\n\r\n")]


def test_nothing_more_is_written_once_the_client_has_left() -> None:
    clock, line, playing = started(HEAD, Send(b"a", 0.1), Finish(0.2))
    playing.left()
    clock.pass_(1)
    assert (line.writes, line.ended, playing.over) == ([(0.0, WRITTEN)], None, True)


def test_nothing_is_written_for_a_client_that_has_left_already() -> None:
    fake = FakeLine(Scheduler(FakeClock()), gone=True)
    playing = Playing(Performance((HEAD, Send(b"a", 0.1), Finish(0.2))), fake)
    playing.begin()
    assert (fake.writes, fake.ended, playing.over) == ([(0.0, "")], "close", True)


@pytest.mark.parametrize(
    ("ending", "how", "tail"),
    [
        (Finish(), "finish", "0\r\n\r\n"),
        (Close(), "close", ""),
        (Close(inside_chunk=True), "close", "201\r\n "),
        (Reset(), "reset", ""),
    ],
)
def test_a_response_ends_as_it_is_told(ending: Ending, how: str, tail: str) -> None:
    _, line, playing = started(HEAD, Send(b"a"), ending)
    assert line.writes == [(0.0, WRITTEN + "1\r\na\r\n" + tail)]
    assert (line.ended, playing.over) == (how, True)


def test_a_stall_is_silence_without_an_end() -> None:
    clock, line, playing = started(HEAD, Send(b"a"), Stall())
    clock.pass_(100_000)
    assert (len(line.writes), line.ended, playing.over) == (1, None, False)
    playing.left()
    assert playing.over


@pytest.mark.parametrize(("ending", "how"), [(Close(0.5), "close"), (Reset(0.5), "reset")])
def test_a_connection_can_be_cut_before_the_first_byte(ending: Ending, how: str) -> None:
    clock, line, _ = started(ending)
    clock.pass_(1)
    assert (line.writes, line.ended) == ([(0.5, "")], how)


def test_a_body_of_known_length_has_no_chunks() -> None:
    _, line, _ = started(SIZED, Send(b"{}"), Finish())
    assert line.writes == [(0.0, "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\n{}")]


def test_a_connection_that_does_not_stay_says_so() -> None:
    _, line, _ = started(SIZED, Send(b"{}"), Finish(), stays=False)
    assert "\r\nconnection: close\r\n" in line.writes[0][1]


@pytest.mark.parametrize("headers", [(), (("connection", "keep-alive"),)])
def test_a_body_of_unknown_length_says_that_it_has_chunks(headers: tuple[tuple[str, str], ...]) -> None:
    _, line, _ = started(Head.of(200, headers), Send(b"a"), Finish())
    assert line.writes[0][1].endswith("\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n")


@pytest.mark.parametrize(("said", "stays"), [("close", False), ("keep-alive", True)])
def test_a_connection_stays_as_its_headers_say(said: str, stays: bool) -> None:
    _, line, _ = started(Head.of(200, (("content-length", "0"), ("connection", said))), Finish())
    assert line.stays is stays


def test_a_connection_that_does_not_stay_says_so_where_its_headers_said_nothing() -> None:
    _, line, _ = started(Head.of(200, (("content-length", "0"),)), Finish(), stays=False)
    assert line.writes == [(0.0, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")]


def test_a_client_that_knows_no_chunks_gets_none() -> None:
    _, line, _ = started(HEAD, Send(b"abc"), Finish(), chunks=False, stays=False)
    assert line.writes == [
        (0.0, "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\nabc"),
    ]


def test_a_head_alone_has_no_body() -> None:
    _, line, _ = started(SIZED, Send(b"{}"), Finish(), bodiless=True)
    assert line.writes[0][1].endswith("\r\n\r\n")


def test_an_empty_send_is_no_chunk_for_that_would_end_the_body() -> None:
    _, line, _ = started(HEAD, Send(b""), Send(b"a"), Finish())
    assert line.writes == [(0.0, WRITTEN + "1\r\na\r\n0\r\n\r\n")]


def test_a_flow_is_drawn_as_the_client_reads_and_no_further() -> None:
    drawn = []

    def sends() -> Iterator[Send]:
        for number in range(1_000):
            drawn.append(number)
            yield Send(bytes(10_000))

    clock, line, playing = started(HEAD, Flow(sends), Finish())
    playing.paused()
    clock.pass_(1)
    assert len(drawn) <= 8
    playing.resumed()
    clock.pass_(1)
    assert (len(drawn), line.ended) == (1_000, "finish")
    assert sum(written.count("2710\r\n") for _, written in line.writes) == 1_000


def test_the_sends_of_a_flow_come_at_their_times_and_it_may_have_no_end() -> None:
    clock, line, _ = started(HEAD, Flow(lambda: (Send(b"x", 0.1 * number) for number in count())), Stall())
    clock.pass_(10.05)
    assert [at for at, _ in line.writes[:3]] == [0.0, 0.1, 0.2]
    assert sum(written.count("1\r\nx\r\n") for _, written in line.writes) == 101


def test_a_flow_of_nothing_is_passed_over() -> None:
    clock, line, playing = started(HEAD, Flow(lambda: iter(())), Finish())
    playing.due(clock.now)
    assert line.ended == "finish"
