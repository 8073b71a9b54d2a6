"""The wheel holds the server, every shipped scenario, and nothing odd."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from understudy import __version__

METADATA = f"understudy-{__version__}.dist-info"
CHECKOUT = Path(__file__).parents[1]
SCENARIOS = sorted(path.relative_to(CHECKOUT) for path in (CHECKOUT / "scenarios").rglob("*") if path.is_file())
SOURCES = sorted(
    path.relative_to(CHECKOUT / "server")
    for path in (CHECKOUT / "server" / "understudy").rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


@pytest.fixture(scope="module")
def unpacked(wheel: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's files, as an installer would put them."""
    folder = tmp_path_factory.mktemp("site")
    wheel.extractall(folder)
    return folder


def test_it_holds_every_module_and_every_scenario_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    scenarios = [f"understudy/{path.as_posix()}" for path in SCENARIOS]
    modules = [path.as_posix() for path in SOURCES]
    names = [name for name in wheel.namelist() if not name.startswith(METADATA)]

    assert sorted(names) == sorted([*scenarios, *modules])


@pytest.mark.parametrize("name", ["understudy/py.typed", "understudy/api/models.yaml"])
def test_it_holds_what_is_no_module(wheel: zipfile.ZipFile, name: str) -> None:
    assert name in wheel.namelist()


def test_it_gives_the_command_understudy(wheel: zipfile.ZipFile) -> None:
    entries = wheel.read(f"{METADATA}/entry_points.txt").decode()

    assert entries.strip() == "[console_scripts]\nunderstudy = understudy.cli:main"


def test_the_shipped_scenarios_play_from_an_unpacked_wheel(unpacked: Path) -> None:
    program = (
        "import understudy\n"
        "from understudy.library import Library\n"
        "print(understudy.__file__)\n"
        "print(*Library.load([]).plays)\n"
    )
    environment = {"PYTHONPATH": str(unpacked)}
    ran = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=unpacked, check=True, capture_output=True, text=True
    )
    place, names = ran.stdout.splitlines()

    assert Path(place).is_relative_to(unpacked)
    assert set(names.split()) >= {path.stem for path in SCENARIOS if path.suffix in (".yaml", ".yml")}
