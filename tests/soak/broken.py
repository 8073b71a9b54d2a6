"""Broken clients: they come, do what no client should, and leave, again and again."""

import asyncio
from collections import Counter
from contextlib import suppress
from itertools import cycle
from random import Random
from typing import Final

from .breaches import BREACHES
from .connection import Connection

_SMALL: Final = 1
"""Bytes of a receive buffer that are asked for; the kernel gives the fewest it can."""


class Broken:
    """One broken client."""

    def __init__(self, url: str, number: int, visits: Counter[str]) -> None:
        self._url = url
        self._visits = visits
        self._random = Random(number)

    async def come(self, until: float, pause: float, patience: float) -> None:
        """Visits the server until the loop's clock says so, for up to ``patience`` seconds each time.

        What is begun then is left where it is.
        """
        names = list(BREACHES)
        self._random.shuffle(names)
        with suppress(TimeoutError):
            async with asyncio.timeout_at(until):
                await asyncio.sleep(self._random.uniform(0, pause))
                for name in cycle(names):
                    await self._visit(name, patience)
                    await asyncio.sleep(self._random.uniform(0, 2 * pause))

    async def _visit(self, name: str, patience: float) -> None:
        """One behaviour, with a FIN or a RST at its end, and a receive buffer that is small or not."""
        connection = await Connection.to(self._url, self._random.choice((None, _SMALL)))
        self._visits[name] += 1
        try:
            async with asyncio.timeout(self._random.uniform(0, patience)):
                await BREACHES[name](connection, self._random)
        except (TimeoutError, ConnectionError):
            return
        finally:
            connection.leave(reset=self._random.random() < 0.5)
