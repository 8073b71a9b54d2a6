"""The tables of the rules, by the rule's name; a module of `understudy.rules` has one here."""

import pkgutil
from importlib import import_module
from typing import Final

from tests.rules.cases import Table

TABLES: Final[dict[str, Table]] = {
    name: table
    for module in pkgutil.iter_modules(__path__)
    for name, table in import_module(f"{__name__}.{module.name}").TABLES.items()
}
