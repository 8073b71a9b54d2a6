"""The measures of a soak: what was seen, in words, and whether it is as it should be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .soak import GROWTH, Found, Plan

_SHARES: Final = (0.5, 0.99)


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that was looked at."""

    words: str
    holds: bool

    def __str__(self) -> str:
        return f"soak: {self.words}{'' if self.holds else '  <- FAILED'}"


def measures(plan: Plan, found: Found) -> tuple[Measure, ...]:
    """All of them, each one line."""
    return tuple(_measures(plan, found))


def _measures(plan: Plan, found: Found) -> Iterator[Measure]:
    kinds, visits = len(found.visits), found.visits.total()
    yield Measure(
        f"{plan.clients} clients for {plan.seconds:.0f} s, {plan.broken} of them broken in {kinds} ways, "
        f"{visits} times; CPU of the server {found.cpu:.0%}",
        visits >= plan.broken,
    )
    wrong = [*found.alone.wrong, *found.among.wrong]
    yield Measure(
        f"good answers: {len(found.alone.seconds)} alone and {len(found.among.seconds)} among the broken, "
        f"{len(wrong)} of them wrong (at most 0){''.join(f'{chr(10)}  {each}' for each in wrong[:5])}",
        not wrong and bool(found.among.seconds),
    )
    alone, among = (_milliseconds(notes.seconds) for notes in (found.alone, found.among))
    yield Measure(
        f"whole answers: median {alone[0]:.1f} ms, p99 {alone[1]:.1f} ms alone; "
        f"median {among[0]:.1f} ms, p99 {among[1]:.1f} ms among the broken",
        True,
    )
    alone, among = (_milliseconds(notes.late) for notes in (found.alone, found.among))
    most = [limit * 1000 for limit in plan.later]
    yield Measure(
        f"later than from a quiet server: median {alone[0]:.1f} ms, p99 {alone[1]:.1f} ms alone; "
        f"median {among[0]:.1f} ms, p99 {among[1]:.1f} ms among the broken "
        f"(at most {most[0]:.0f} ms and {most[1]:.0f} ms more than alone)",
        all(there - here <= limit for here, there, limit in zip(alone, among, most, strict=True)),
    )
    warm, end = found.memory
    yield Measure(
        f"memory: {warm / 1e6:.1f} MB after the warm-up, {end / 1e6:.1f} MB at the end, "
        f"{end / warm - 1:+.1%} (at most {GROWTH:+.0%})",
        end <= warm * (1 + GROWTH),
    )
    before, after = found.sockets
    yield Measure(f"open sockets: {before} before anybody came, {after} at the end", before == after)
    yield Measure(f"answers still being played with nobody there: {found.unended} (at most 0)", not found.unended)
    yield Measure(f"a client that has to be alone is answered {found.last} (200 if it is)", found.last == 200)
    yield Measure(f"standard error: {found.errors or 'nothing'}", not found.errors)


def _milliseconds(seconds: Sequence[float]) -> list[float]:
    """The median and the worst in a hundred."""
    ordered = sorted(seconds) or [0.0]
    return [ordered[int(len(ordered) * share)] * 1000 for share in _SHARES]
