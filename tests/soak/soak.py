"""The soak: good clients alone, then among broken ones, and what the server has left of them all."""

import asyncio
import json
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.bench.processes import cpu, memory, sockets, started
from tests.support.messages import body

from .asking import Asking
from .broken import Broken
from .connection import Answer, Connection
from .good import Good, Models, Notes, models

SCENARIOS: Final = Path(__file__).parent / "scenarios"
GROWTH: Final = 0.10
"""How much more memory the server may have at the end than after it has warmed up."""
_LEAVING: Final = 5.0
"""Seconds in which the server notices that everybody has left; a client that has left needs not be waited for."""
_LOOK: Final = 0.05
"""Seconds between two looks at what is still open."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How many come, for how long, and what the server may make of them. Times are in seconds."""

    clients: int
    seconds: float
    """Good clients among broken ones."""
    alone: float = 15.0
    """Good clients alone, before that and again after it."""
    warming: float = 10.0
    """All of them, at least, before anything is measured."""
    remembered: int = 10_000
    """Requests that have to be answered before anything is measured: as many as the journal holds."""
    looks: int = 3
    """How often a quiet server is asked for each answer."""
    pause: float = 0.75
    """Of a good client, between two errands; a broken one takes half of it."""
    patience: float = 2.0
    """Of a broken client."""
    later: tuple[float, float] = (0.010, 0.100)
    """By how much later answers may come among the broken than to good clients alone: the median, and the worst in a
    hundred."""
    pinned: bool = True
    """Whether server and clients have a core each."""

    @property
    def broken(self) -> int:
        return self.clients // 3


@dataclass(slots=True)
class Found:
    """All that a soak has seen."""

    alone: Notes = field(default_factory=Notes)
    among: Notes = field(default_factory=Notes)
    visits: Counter[str] = field(default_factory=Counter)
    cpu: float = 0.0
    """Of the server while the broken were there, as a part of its core."""
    memory: tuple[int, int] = (0, 0)
    """Bytes after the warm-up and at the end, both times with nobody there."""
    sockets: tuple[int, int] = (0, 0)
    """Before anybody came, and at the end."""
    unended: int = 0
    """Answers that the journal says are still being played, with nobody there."""
    last: int = 0
    """The status of the answer to a request that only gets one while nobody else of its session is being answered."""
    errors: str = ""
    """What the server wrote to its standard error."""


def soak(plan: Plan) -> Found:
    """Starts a server, and sees what becomes of it."""
    found = Found()
    with tempfile.TemporaryFile("w+") as errors:
        command = ("-m", "understudy.cli", "serve", str(SCENARIOS), "--port", "0")
        with started(*command, errors=errors, pinned=plan.pinned) as (pid, url):
            asyncio.run(_Run(plan, found, pid, url).play())
        errors.seek(0)
        found.errors = errors.read()
    return found


class _Run:
    """One run against one server."""

    def __init__(self, plan: Plan, found: Found, pid: int, url: str) -> None:
        self._plan = plan
        self._found = found
        self._pid = pid
        self._url = url
        self._models: Models = {}

    async def play(self) -> None:
        plan, found, pid = self._plan, self._found, self._pid
        before = sockets(pid)
        self._models = await models(self._url, self._plan.looks)
        await self._warm_up()
        await self._deserted(before)
        warm = memory(pid)
        await self._crowd(found.alone, plan.alone)
        used, began = cpu(pid), time.monotonic()
        await self._crowd(found.among, plan.seconds, found.visits)
        found.cpu = (cpu(pid) - used) / (time.monotonic() - began)
        await self._crowd(found.alone, plan.alone)
        found.sockets = before, await self._deserted(before)
        found.memory = warm, memory(pid)
        found.unended, found.last = await self._unended(), await self._last()

    async def _warm_up(self) -> None:
        """The same crowd, with shorter pauses, until all that the server remembers is full."""
        notes, clock = Notes(), time.monotonic
        began = clock()
        while clock() - began < self._plan.warming or len(notes.seconds) < self._plan.remembered:
            await self._crowd(notes, min(self._plan.warming, 5.0), Counter(), self._plan.pause / 10)
        self._found.alone.wrong += notes.wrong

    async def _crowd(
        self, notes: Notes, seconds: float, visits: Counter[str] | None = None, pause: float | None = None
    ) -> None:
        """Good clients for so long, and broken ones where their visits are counted."""
        plan, until = self._plan, asyncio.get_running_loop().time() + seconds
        pause = plan.pause if pause is None else pause
        async with asyncio.TaskGroup() as crowd:
            for number in range(plan.clients - plan.broken):
                crowd.create_task(Good(self._url, number, self._models, notes).come(until, pause))
            if visits is None:
                return
            for number in range(plan.broken):
                crowd.create_task(Broken(self._url, number, visits).come(until, pause / 2, plan.patience))

    async def _deserted(self, expected: int) -> int:
        """How many sockets are open once so many are expected, or when the time for that is over."""
        until = time.monotonic() + _LEAVING
        while True:
            now = sockets(self._pid)
            if now == expected or time.monotonic() > until:
                return now
            await asyncio.sleep(_LOOK)

    async def _unended(self) -> int:
        answer = await self._ask(Asking(body=None, method="GET", path="/_understudy/journal"))
        return sum(entry["ended"] is None for entry in json.loads(answer.body)["entries"])

    async def _last(self) -> int:
        question = body(messages=[{"role": "user", "content": "Is anyone here?"}])
        return (await self._ask(Asking(body=question))).status

    async def _ask(self, asking: Asking) -> Answer:
        connection = await Connection.to(self._url)
        try:
            return await connection.ask(asking.written())
        finally:
            connection.leave()
