"""The house: which module may import which, and where third parties are let in."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "server" / "understudy"

FLOORS: tuple[tuple[str, ...], ...] = (
    ("api", "performance"),
    ("rules", "wire", "tally", "delivery", "chunking", "errors", "digest", "binding"),
    ("scenario",),
    ("library", "script", "fate"),
    (
        "player",
        "playing",
        "outlet",
        "line",
        "connection",
        "head",
        "patience",
        "scheduler",
        "journal",
        "session",
        "prompt_cache",
        "presence",
        "sent",
        "direction",
    ),
    ("admission", "call", "archive", "company", "control", "exchange", "app"),
    ("server", "garbage", "rehearsal", "preview"),
    ("sweep",),
    ("cli", "arguments", "refused"),
)
"""Lowest first. A module imports from lower floors and from its own."""

EVERYWHERE = {"", "__init__"}
"""The package itself: its version."""

FENCES: dict[str, tuple[str, ...]] = {
    "yaml": ("scenario", "library", "api.models"),
    "uvicorn": ("connection", "server"),
    "httptools": ("connection", "head"),
    "starlette": ("app", "control", "outlet"),
    "click": ("cli", "arguments", "refused"),
    "jsonschema_rs": ("api.json_schema",),
    "sse_starlette": ("player",),
    "pydantic": ("api", "scenario"),
    "pydantic_core": ("api", "scenario"),
    "regex": ("chunking", "api.tokens"),
    "uvloop": ("server",),
}
"""Where a third party may be imported, by module or package."""


def modules() -> list[str]:
    """Every module, by its dotted name inside the package."""
    names = (path.relative_to(SOURCE).with_suffix("") for path in SOURCE.rglob("*.py"))
    return sorted(".".join(name.parts).removesuffix(".__init__") for name in names)


def floor(module: str) -> int:
    top = module.partition(".")[0]
    return next(number for number, names in enumerate(FLOORS) if top in names)


def path_of(module: str) -> Path:
    path = SOURCE.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def imports(module: str) -> Iterator[str]:
    """The absolute names a module imports, also inside its functions."""
    path = path_of(module)
    package = ["understudy", *path.relative_to(SOURCE).parent.parts]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{source}.{alias.name}" for alias in node.names)


def ours(module: str) -> Iterator[str]:
    """The top names of our own modules that a module imports."""
    for name in imports(module):
        root, _, rest = name.partition(".")
        top = rest.partition(".")[0]
        if root == "understudy" and not top.startswith("__"):
            yield top


@pytest.mark.parametrize("module", modules())
def test_every_module_has_a_floor(module: str) -> None:
    assert module in EVERYWHERE or any(module.partition(".")[0] in names for names in FLOORS)


@pytest.mark.parametrize("module", [name for name in modules() if name not in EVERYWHERE])
def test_imports_point_down_or_stay_on_their_floor(module: str) -> None:
    higher = [name for name in ours(module) if floor(name) > floor(module)]

    assert higher == []


def test_nothing_imports_the_command_line() -> None:
    assert [module for module in modules() if module != "cli" and "cli" in ours(module)] == []


@pytest.mark.parametrize("third_party", FENCES)
def test_a_third_party_stays_inside_its_fence(third_party: str) -> None:
    users = [module for module in modules() for name in imports(module) if name.partition(".")[0] == third_party]
    outside = [user for user in users if not any(_inside(user, place) for place in FENCES[third_party])]

    assert outside == []


def _inside(module: str, place: str) -> bool:
    return module == place or module.startswith(f"{place}.")
