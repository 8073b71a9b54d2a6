"""Running: a command run to its end, or for as long as it may take."""

import asyncio
import os
import signal
import time
from collections.abc import Mapping, Sequence
from tempfile import TemporaryFile

from ..errors import UnderstudyError
from .verdicts import Run


class CommandError(UnderstudyError):
    """A command that cannot be run at all."""


async def run(command: Sequence[str], environment: Mapping[str, str], limit: float) -> Run:
    """What came of a command without any input. After ``limit`` seconds it is killed, with all it has started.

    Raises CommandError where there is no such program.
    """
    began = time.monotonic()
    with TemporaryFile() as stdout, TemporaryFile() as stderr:  # a pipe could be held open by what outlives it
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
                env=environment,
                start_new_session=True,
            )
        except OSError as error:
            raise CommandError(f"cannot run {command[0]}: {error.strerror}") from None
        exit_code: int | None = None
        try:
            exit_code = await asyncio.wait_for(process.wait(), limit)
        except TimeoutError:
            pass
        finally:
            await _end(process)
        stdout.seek(0)
        stderr.seek(0)
        return Run(exit_code, stdout.read(), stderr.read(), time.monotonic() - began)


async def _end(process: asyncio.subprocess.Process) -> None:
    """Leaves nothing of a command behind, also where the sweep itself is ended."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    await process.wait()
