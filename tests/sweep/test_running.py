"""A command, run to its end or ended."""

import os
import select
import sys
from pathlib import Path

import pytest

from understudy.sweep.running import CommandError, run


async def test_a_command_is_run_with_its_environment_and_without_input() -> None:
    code = "import os, sys; print(os.environ['WHO'], sys.stdin.read()); print('no', file=sys.stderr); sys.exit(3)"
    came = await run([sys.executable, "-c", code], {**os.environ, "WHO": "Ada"}, limit=20)
    assert (came.exit_code, came.stdout, came.stderr) == (3, b"Ada \n", b"no\n")
    assert 0 < came.seconds < 20


CHILD = "import os, sys, time; os.write(os.open(sys.argv[1], os.O_WRONLY), b'alive'); time.sleep(60)"
PARENT = "import subprocess, sys; print('begun', flush=True); subprocess.run([sys.executable, '-c', *sys.argv[1:]])"


async def test_a_command_that_takes_too_long_is_ended_with_all_it_has_started(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "life")
    life = os.open(tmp_path / "life", os.O_RDONLY | os.O_NONBLOCK)
    try:
        came = await run([sys.executable, "-c", PARENT, CHILD, str(tmp_path / "life")], dict(os.environ), limit=2)
        heard = os.read(life, 100), select.select([life], [], [], 20)[0], os.read(life, 100)
    finally:
        os.close(life)
    assert (came.exit_code, came.stdout) == (None, b"begun\n")
    assert heard == (b"alive", [life], b"")


async def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandError, match="cannot run no-such-program: No such file or directory"):
        await run(["no-such-program"], dict(os.environ), limit=1)
