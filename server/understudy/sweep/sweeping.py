"""Sweeping: a server, two plain runs of the command, and one run for each variant."""

import asyncio
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote

from ..app import App
from ..company import Company
from ..errors import UnderstudyError
from ..journal import Journal
from ..library import Library
from ..performance import Performance
from ..rehearsal import rehearse
from ..scenario.acts import Play
from ..server import serve
from .parts import Part, Parts
from .report import Audience, Report, end
from .running import run
from .variant import Moment, Variant
from .variants import conceivable, variants
from .verdicts import Run, difference, judged, said, seen

_KEY: Final = "understudy"
_LAST_LINES: Final = 10


class SweepError(UnderstudyError):
    """A sweep that cannot be made."""


@dataclass(frozen=True, slots=True)
class Client:
    """The command of a client and its environment; it may take ``timeout`` seconds, and ``jobs`` of it run at once."""

    command: Sequence[str]
    environment: Mapping[str, str]
    timeout: float
    jobs: int


def planned(library: Library, name: str, client: Client, only: Sequence[str] = ()) -> tuple[Variant, ...]:
    """The variants of what this client is played, or without a command of what is played to requests made up for it.

    Raises UnderstudyError where that cannot be.
    """
    _look_at(only)
    if not client.command:
        return _matching(tuple(_rehearsals(library, name)), only)
    with _opened(library, name, client) as sweep:
        return _matching(_performances(asyncio.run(sweep.plain())), only)


def sweep(
    library: Library, name: str, client: Client, audiences: Sequence[Audience], only: Sequence[str] = ()
) -> tuple[Report, ...]:
    """Runs the command for every variant. Raises UnderstudyError where the plain run fails.

    Ctrl-C and SIGTERM end it with a KeyboardInterrupt, once no command is left and the audiences have heard of the end.
    """
    _look_at(only)
    with _opened(library, name, client) as sweep, _terminable():
        return asyncio.run(sweep.all(audiences, only))


@contextmanager
def _terminable() -> Iterator[None]:
    """Has SIGTERM do what Ctrl-C does, while the block runs."""
    before = signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _look_at(only: Sequence[str]) -> None:
    """Raises SweepError for a glob that no variant of any scenario has."""
    for glob in only:
        if not conceivable(glob):
            raise SweepError(f"no variant is called {glob}: --list names them all")


def _rehearsals(library: Library, name: str) -> Iterator[tuple[Moment, Performance]]:
    for turn, scene in enumerate(_play(library, name).scenes):
        attempt = len(scene.attempts)
        yield Moment(turn, turn, attempt), rehearse(library, name, turn, attempt)


def _play(library: Library, name: str) -> Play:
    """The play of this name. Raises UnderstudyError where there is none, as a rehearsal does."""
    rehearse(library, name)
    return library.plays[name]


def _matching(played: Sequence[tuple[Moment, Performance]], only: Sequence[str]) -> tuple[Variant, ...]:
    found = variants(played, only)
    if not found:
        raise SweepError(f"no variant matches {' or '.join(only)}: --list names them all")
    return found


@contextmanager
def _opened(library: Library, name: str, client: Client) -> Iterator["_Sweep"]:
    """A sweep with a server of its own, while the block runs."""
    _play(library, name)
    parts = Parts(time.monotonic)
    company = Company(library, speed=0, clock=time.time, direction=parts)
    with serve(App(company)) as running:
        yield _Sweep(name, client, running.url, parts, company.journal)


@dataclass(frozen=True, slots=True)
class _Sweep:
    name: str
    client: Client
    url: str
    parts: Parts
    journal: Journal

    async def all(self, audiences: Sequence[Audience], only: Sequence[str]) -> tuple[Report, ...]:
        part, plain = await self._first()
        found = _matching(_performances(part), only)
        await self._second(plain)
        for audience in audiences:
            audience.begins(found)
        free = asyncio.Semaphore(self.client.jobs)

        async def report(variant: Variant) -> Report:
            async with free:
                own, run = await self._run(variant.name, variant)
            played = run.turned_away > 0 if own.keeps_otherwise else own.differs(part)
            what = seen(plain, run, played=played, patience=variant.patience)
            return Report(variant, what, judged(variant.expected, what), run, plain)

        reports: list[Report] = []
        running = [asyncio.create_task(report(variant)) for variant in found]
        try:
            for task in running:
                reports.append(await task)
                for audience in audiences:
                    audience.hears(reports[-1])
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            for audience in audiences:
                audience.ends(reports)
        return tuple(reports)

    async def plain(self) -> Part:
        """What a run of the scenario as it is was played. Raises SweepError where the command cannot be swept."""
        part, run = await self._first()
        await self._second(run)
        return part

    async def _first(self) -> tuple[Part, Run]:
        part, run = await self._run("plain")
        if run.exit_code is None:
            raise SweepError(f"the plain run took longer than {self.client.timeout:g} s: --timeout gives it more")
        if run.exit_code:
            printed = [f"    {line}" for line in end(run.stderr or run.stdout).splitlines()[-_LAST_LINES:]]
            raise SweepError("\n".join([f"the plain run failed with exit code {run.exit_code}", *printed]))
        if not part.played:
            raise SweepError(f"the plain run never asked for {self.name}: its base URL is in ANTHROPIC_BASE_URL")
        return part, run

    async def _second(self, first: Run) -> None:
        """Raises SweepError where another plain run comes out differently."""
        _, run = await self._run("plain-again")
        if run.exit_code != first.exit_code or said(run) != said(first):
            differs = difference(first, run) or f"exit code {run.exit_code}"
            raise SweepError(f"two plain runs came out differently, so there is nothing to compare with: {differs}")

    async def _run(self, session: str, variant: Variant | None = None) -> tuple[Part, Run]:
        base_url = f"{self.url}/session/{session}/scenario/{quote(self.name, safe='')}"
        environment = {**_surroundings(self.client.environment), "ANTHROPIC_BASE_URL": base_url}
        with self.parts.given(session, variant) as part:
            came = await run(self.client.command, environment, self.client.timeout)
        entries = tuple(self.journal.entries(session))
        turned_away = sum(1 for entry in entries if entry.status is None and entry.scenario is None)
        return part, replace(
            came,
            asked=part.asked,
            beside=len(entries) - len(part.played) - turned_away,
            turned_away=turned_away,
            shortest_wait=part.shortest_wait,
        )


def _performances(part: Part) -> Sequence[tuple[Moment, Performance]]:
    return [(played.moment, played.performance) for played in part.played]


_PROXIES: Final = ("NO_PROXY", "no_proxy")


def _surroundings(environment: Mapping[str, str]) -> Mapping[str, str]:
    """The environment of a client, which finds a key there, and no proxy before the stage."""
    direct = {name: ",".join(filter(None, [environment.get(name), "127.0.0.1"])) for name in _PROXIES}
    return {"ANTHROPIC_API_KEY": _KEY, **environment, **direct}
