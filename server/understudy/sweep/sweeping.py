"""Sweeping: a server, two plain runs of the command, and one run for each variant."""

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote

from ..app import stage
from ..company import Company
from ..errors import UnderstudyError
from ..journal import Journal
from ..library import Library
from ..performance import Performance
from ..rehearsal import rehearse
from ..scenario.acts import Play
from ..server import serve
from .parts import Part, Parts
from .report import Audience, Report
from .running import run
from .variants import Moment, Variant, variants
from .verdicts import Run, judged, said, seen

_KEY: Final = "understudy"


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
    if not client.command:
        return _matching(tuple(_rehearsals(library, name)), only)
    with _opened(library, name, client) as sweep:
        part, _ = asyncio.run(sweep.plain())
        return _matching(part.played, only)


def sweep(
    library: Library, name: str, client: Client, audience: Audience, only: Sequence[str] = ()
) -> tuple[Report, ...]:
    """Runs the command for every variant. Raises UnderstudyError where the plain run fails."""
    with _opened(library, name, client) as sweep:
        return asyncio.run(sweep.all(audience, only))


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
    parts = Parts()
    company = Company(library, speed=0, clock=time.time, direction=parts)
    with serve(stage(company)) as running:
        yield _Sweep(name, client, running.url, parts, company.journal)


@dataclass(frozen=True, slots=True)
class _Sweep:
    name: str
    client: Client
    url: str
    parts: Parts
    journal: Journal

    async def all(self, audience: Audience, only: Sequence[str]) -> tuple[Report, ...]:
        part, plain = await self.plain()
        found = _matching(part.played, only)
        audience.begins(found)
        free = asyncio.Semaphore(self.client.jobs)

        async def report(variant: Variant) -> Report:
            async with free:
                own, run = await self._run(variant.name, variant)
            what = seen(plain, run, played=own.differs(part))
            return Report(variant, what, judged(variant.expected, what), run)

        async with asyncio.TaskGroup() as tasks:
            running = [tasks.create_task(report(variant)) for variant in found]
            for task in running:
                audience.hears(await task)
        reports = tuple(task.result() for task in running)
        audience.ends(reports)
        return reports

    async def plain(self) -> tuple[Part, Run]:
        """A run of the scenario as it is. Raises SweepError where a second one comes out differently."""
        part, first = await self._run("plain")
        if first.exit_code is None:
            raise SweepError(f"the plain run took longer than {self.client.timeout:g} s: --timeout gives it more")
        if first.exit_code:
            why = f": {first.complaint}" if first.complaint else ""
            raise SweepError(f"the plain run failed with exit code {first.exit_code}{why}")
        if not part.played:
            raise SweepError(f"the plain run never asked for {self.name}: its base URL is in ANTHROPIC_BASE_URL")
        _, second = await self._run("plain-again")
        if (second.exit_code, said(second)) != (first.exit_code, said(first)):
            raise SweepError("two plain runs came out differently: the variants have nothing to be compared with")
        return part, first

    async def _run(self, session: str, variant: Variant | None = None) -> tuple[Part, Run]:
        base_url = f"{self.url}/session/{session}/scenario/{quote(self.name, safe='')}"
        environment = {"ANTHROPIC_API_KEY": _KEY, **self.client.environment, "ANTHROPIC_BASE_URL": base_url}
        with self.parts.given(session, variant) as part:
            came = await run(self.client.command, environment, self.client.timeout)
        asked = sum(1 for _ in self.journal.entries(session))
        return part, replace(came, asked=part.asked, beside=asked - len(part.played))
