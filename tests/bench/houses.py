"""Houses: stand-ins that play the same words, ours and others', each on the first core."""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .processes import LOAD_CORE, SERVER_CORE, cpu, memory, started

AIMOCK: Final = ("npx", "--yes", "--package", "@copilotkit/aimock@1.43.0", "llmock")
"""https://www.npmjs.com/package/@copilotkit/aimock"""
FIRST: Final = 0.5
"""Seconds before the first event, where it can be said."""


@dataclass(frozen=True, slots=True)
class House:
    """A running server. ``first`` is when its first event is due, in seconds; None: it cannot be told."""

    name: str
    pids: tuple[int, ...]
    url: str
    first: float | None

    def cpu(self) -> float:
        """Seconds of CPU it has used."""
        return sum(map(cpu, self.pids))

    def memory(self) -> int:
        """Bytes of it that are in memory."""
        return sum(map(memory, self.pids))


@contextmanager
def ours(folder: Path, words: Sequence[str], gap: float = 0.0) -> Iterator[House]:
    """Each word a delta, ``gap`` seconds after the one before, at absolute times."""
    pace = f"{{between_events: {gap}, first_event: {FIRST}, ping: none}}" if gap else "{}"
    deltas = "".join(f"      - '{word}'\n" for word in words)
    (folder / "words.yaml").write_text(
        f"description: words\nwhen: {{last_user_text: Hello}}\npace: {pace}\nreply:\n  - text:\n{deltas}"
    )
    with started("-m", "understudy.cli", "serve", str(folder / "words.yaml"), "--port", "0") as (pid, url):
        yield House("understudy", (pid,), url, FIRST)


@contextmanager
def aimock(folder: Path, words: Sequence[str], gap: float = 0.0) -> Iterator[House]:
    """The same with aimock, whose words have to be of one length."""
    fixture = {"match": {"userMessage": "Hello"}, "response": {"content": "".join(words)}}
    (folder / "fixtures.json").write_text(json.dumps({"fixtures": [fixture]}))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = {"-p": port, "-f": folder / "fixtures.json", "-c": len(words[0]), "--log-level": "silent"}
    options |= {"-l": f"{gap * 1000:g}"} if gap else {}
    command = [*AIMOCK, *(str(word) for option in options.items() for word in option)]
    process = subprocess.Popen(command, start_new_session=True)
    try:
        _await(port)
        pids = tuple(_tree(process.pid))
        for pid in pids:
            for task in Path(f"/proc/{pid}/task").iterdir():
                os.sched_setaffinity(int(task.name), SERVER_CORE)
        os.sched_setaffinity(0, LOAD_CORE)
        yield House("aimock", pids, f"http://127.0.0.1:{port}", None)
    finally:
        os.killpg(process.pid, 15)
        process.wait()


def _await(port: int) -> None:
    """Waits until something listens, for up to a minute: the package may have to be fetched."""
    until = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


def _tree(pid: int) -> Iterator[int]:
    """A process and those it has started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _tree(int(child))
