"""How long it takes from the start of the command to the first answered request, with the bytecode written."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

from .cost import BODY
from .processes import connect, post, started

RUNS = 9


def main() -> None:
    """Prints the median and the worst of some runs, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}
        _once()  # writes the bytecode, which an installed command has
        _bare()
        times, bare = zip(*sorted((_once(), _bare()) for _ in range(RUNS)), strict=True)
    print(
        f"startup: {statistics.median(times):.2f} s to the first answer, at worst {times[-1]:.2f} s (at most 0.50); "
        f"{statistics.median(bare):.2f} s for Python to import pydantic and uvicorn"
    )


def _once() -> float:
    began = time.monotonic()
    with started("-m", "understudy.cli", "serve", "--port", "0") as (_, url), connect(url) as connection:
        connection.sendall(post("/v1/messages", BODY))
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        return time.monotonic() - began


def _bare() -> float:
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "import pydantic.main, uvicorn"], check=True)
    return time.monotonic() - began


if __name__ == "__main__":
    main()
