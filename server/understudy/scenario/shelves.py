"""Shelves: the scenario files in files and folders."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from .mistakes import Mistake

SUFFIXES: Final = (".yaml", ".yml", ".json")
MAX_FILES: Final = 10_000


def files(paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Mistake, ...]]:
    """Every scenario file in the paths, once, those of a folder sorted; with mistakes in naming them."""
    found: dict[Path, Path] = {}
    mistakes: list[Mistake] = []
    for path in paths:
        if mistake := _mistake(path):
            mistakes.append(mistake)
            continue
        for real, file in _within(path):
            if len(found) == MAX_FILES:
                return tuple(found.values()), (Mistake(str(path), f"expected at most {MAX_FILES:,} scenario files"),)
            found.setdefault(real, file)
    return tuple(found.values()), tuple(mistakes)


def _mistake(path: Path) -> Mistake | None:
    if path.is_dir():
        return None if os.access(path, os.R_OK | os.X_OK) else Mistake(str(path), "the folder cannot be read")
    if not path.exists():
        return Mistake(str(path), "there is no such file or folder")
    if not path.is_file() or path.suffix.lower() not in SUFFIXES:
        return Mistake(str(path), f"expected a folder or a file that ends in {', '.join(SUFFIXES)}")
    return None


def _within(path: Path) -> Iterator[tuple[Path, Path]]:
    """A file itself; of a folder all below it that is not hidden; each behind the path that no link is part of.

    A folder is searched once, however often linked.
    """
    if not path.is_dir():
        yield path.resolve(), path
        return
    searched: set[Path] = set()
    for folder, folders, names in os.walk(path, followlinks=True):
        here = Path(folder)
        real = here.resolve()
        if real in searched:
            folders.clear()
            continue
        searched.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if _is_scenario(file := here / name):
                yield (file.resolve() if file.is_symlink() else real / name), file


def _is_scenario(path: Path) -> bool:
    return not path.name.startswith(".") and path.suffix.lower() in SUFFIXES and path.is_file()
