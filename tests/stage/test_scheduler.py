"""One timer for everything that is due."""

from dataclasses import dataclass, field

from understudy.scheduler import Scheduler

from .fakes import FakeClock


@dataclass(eq=False)
class Note:
    """A cue that notes when it was called."""

    clock: FakeClock
    called: list[float] = field(default_factory=list)

    def due(self, now: float) -> None:  # noqa: ARG002  # as the scheduler calls
        self.called.append(round(self.clock.now - 1_000, 6))


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
    calls: list[float] = []

    @dataclass(eq=False)
    class Again:
        left: int = 3

        def due(self, now: float) -> None:  # noqa: ARG002  # as the scheduler calls
            calls.append(round(clock.now - 1_000, 6))
            self.left -= 1
            if self.left:
                scheduler.at(clock.now + 0.01, self)

    scheduler.at(1_000.01, Again())
    clock.pass_(1)
    assert calls == [0.01, 0.02, 0.03]


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
