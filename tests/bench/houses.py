"""Houses: stand-ins that play the same words, ours and others', each on the first core."""

import json
import os
import socket
import subprocess
import tempfile
import time
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from .processes import LOAD_CORE, SERVER_CORE, connect, cpu, memory, post, started

AIMOCK: Final = ("npx", "--yes", "--package", "@copilotkit/aimock@1.43.0", "llmock")
"""https://www.npmjs.com/package/@copilotkit/aimock"""
LLMOCK: Final = "llmock==0.2.2"
"""https://pypi.org/project/llmock/"""
FIRST: Final = 0.5
"""Seconds before the first event, where it can be said."""


@dataclass(frozen=True, slots=True)
class House:
    """A running server. ``first`` is when its first event is due, in seconds; None: it cannot be told."""

    name: str
    pids: tuple[int, ...]
    url: str
    first: float | None
    path: str = "/v1/messages"

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
    options = ("-f", str(folder / "fixtures.json"), "-c", str(len(words[0])), "--log-level", "silent")
    with _fetched("aimock", *AIMOCK, *options, *(("-l", f"{gap * 1000:g}") if gap else ())) as house:
        yield house


@contextmanager
def llmock(_: Path, words: Sequence[str], gap: float = 0.0) -> Iterator[House]:
    """The same with LLMock, which cuts a text at its spaces: words are to hold none."""
    options = ("serve", "--log-level", "error", "--stream-chunk-delay-ms", f"{gap * 1000:.0f}")
    with _fetched("LLMock", str(_installed(LLMOCK) / "llmock"), *options) as house:
        reply = {"type": "reply", "text": " ".join(map(str.strip, words)), "times": None}
        with connect(house.url) as connection:
            connection.sendall(post("/_llmock/scenario", json.dumps({"behaviors": [reply]}).encode()))
            assert connection.recv(65536).startswith(b"HTTP/1.1 201 ")
        yield replace(house, path="/anthropic/v1/messages")


OTHERS: Final = (aimock, llmock)


@cache
def _installed(package: str) -> Path:
    """Where the commands of a package are that pip fetches; it is gone with this process."""
    folder = Path(_fetched_here.name)
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin" / "pip", "install", "--quiet", "--quiet", package], check=True)
    return folder / "bin"


_fetched_here: Final = tempfile.TemporaryDirectory()


@contextmanager
def _fetched(name: str, *command: str) -> Iterator[House]:
    """A server that was made by others, with all its threads on the first core."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen([*command, "-p", str(port)], start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        _await(port)
        pids = tuple(_tree(process.pid))
        for pid in pids:
            for task in Path(f"/proc/{pid}/task").iterdir():
                os.sched_setaffinity(int(task.name), SERVER_CORE)
        os.sched_setaffinity(0, LOAD_CORE)
        yield House(name, pids, f"http://127.0.0.1:{port}", None)
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
