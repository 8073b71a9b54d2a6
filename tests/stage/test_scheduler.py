"""One timer for everything that is due."""

from dataclasses import dataclass, field

from understudy.scheduler import Scheduler

from .fakes import FakeClock


@dataclass(eq=False)
class Note:
    """A cue that notes when it was called."""

    clock: FakeClock
    called: list[float] = field(default_factory=list)

    def due(self, now: float) -> bytes:  # noqa: ARG002  # as the scheduler calls
        self.called.append(round(self.clock.now - 1_000, 6))
        return b""

    def send(self, data: bytes) -> int:
        return len(data)

    def hold(self, data: bytes) -> None: ...


def test_cues_are_called_at_their_times_whatever_the_order_they_came_in() -> None:
    clock = FakeClock()
    scheduler = Scheduler(clock)
    late, soon, past = Note(clock), Note(clock), Note(clock)
    scheduler.at(1_000.5, late)
    scheduler.at(1_000.02, soon)
    scheduler.at(999.0, past)
    clock.pass_(1)
    assert (past.called, soon.called, late.called) == ([0.0], [0.02], [0.5])


def test_a_cancelled_cue_is_not_called_and_not_held() -> None:
    clock = FakeClock()
    scheduler = Scheduler(clock)
    kept, gone = Note(clock), Note(clock)
    scheduler.at(1_000.5, kept)
    scheduler.cancel(scheduler.at(1_000.5, gone), gone)
    clock.pass_(1)
    assert (kept.called, gone.called) == ([0.5], [])


def test_a_cue_may_ask_for_more_while_it_is_called() -> None:
    clock = FakeClock()
    scheduler = Scheduler(clock)

    class Again(Note):
        def due(self, now: float) -> bytes:
            if len(self.called) < 2:
                scheduler.at(clock.now + 0.01, self)
            return super().due(now)

    again = Again(clock)
    scheduler.at(1_000.01, again)
    clock.pass_(1)
    assert again.called == [0.01, 0.02, 0.03]


def test_there_is_one_timer_whatever_is_due() -> None:
    clock = FakeClock()
    scheduler = Scheduler(clock)
    notes = [Note(clock) for _ in range(50)]
    for number, note in enumerate(reversed(notes)):
        scheduler.at(1_010 - number * 0.1, note)
        assert len(clock.timers) == 1
    clock.pass_(20)
    assert len(clock.timers) == 0
    assert all(len(note.called) == 1 for note in notes)


def test_a_cue_that_is_to_be_called_soon_is_called_in_the_next_round_however_often_it_asks() -> None:
    clock = FakeClock()
    scheduler = Scheduler(clock)
    one, two, gone = Note(clock), Note(clock), Note(clock)
    scheduler.soon(one)
    scheduler.soon(two)
    scheduler.soon(one)
    scheduler.cancel(scheduler.soon(gone), gone)
    assert one.called == []
    clock.pass_(0)
    assert (one.called, two.called, gone.called) == ([0.0], [0.0], [])


@dataclass(eq=False)
class Sender(Note):
    """A cue that sends all that it says but for the last byte, or fails to."""

    broken: bool = False
    sent: list[bytes] = field(default_factory=list)
    held: list[bytes] = field(default_factory=list)

    def due(self, now: float) -> bytes:
        super().due(now)
        return b"said"

    def send(self, data: bytes) -> int:
        if self.broken:
            raise BlockingIOError
        self.sent.append(data)
        return len(data) - 1

    def hold(self, data: bytes) -> None:
        self.held.append(data)


def test_what_cannot_be_sent_at_once_is_held() -> None:
    clock = FakeClock()
    scheduler = Scheduler(clock)
    full, broken = Sender(clock), Sender(clock, broken=True)
    scheduler.at(1_000.01, full)
    scheduler.soon(broken)
    clock.pass_(1)
    assert (full.sent, full.held) == ([b"said"], [b"d"])
    assert (broken.sent, broken.held) == ([], [b"said"])


def test_more_cues_than_leave_together_are_all_called() -> None:
    clock = FakeClock()
    scheduler = Scheduler(clock)
    senders = [Sender(clock) for _ in range(1_000)]
    for sender in senders:
        scheduler.at(1_000.01, sender)
    clock.pass_(1)
    assert all(sender.sent == [b"said"] for sender in senders)
