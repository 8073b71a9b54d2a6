"""The JSON Schema of a scenario file, for editors."""

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any, Final

from . import blocks, directives, document, faults, pace, values, when, wire

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_MODULES: Final[tuple[ModuleType, ...]] = (values, pace, wire, when, directives, blocks, faults, document)


def json_schema() -> dict[str, Any]:
    """The schema, draft 2020-12. It knows the form of a scenario, not all that is wrong in meaning."""
    schema = document.Scenario.model_json_schema()
    described = dict(_descriptions())
    for name, entry in {**schema["$defs"], "Scenario": schema}.items():
        _finish(entry, described.get(name, {}))
    return {
        "$schema": _DIALECT,
        "title": "understudy scenario",
        "description": "One scenario: what a stand-in for the Claude Messages API plays.",
        **{key: value for key, value in schema.items() if key not in ("title", "description")},
    }


def _finish(entry: dict[str, Any], described: dict[str, str]) -> None:
    """Describes the properties, and leaves out the titles and the null defaults of what is merely not said."""
    for key, member in entry.get("properties", {}).items():
        member.pop("title", None)
        if "default" in member and member["default"] is None:
            del member["default"]
        if key in described:
            member.setdefault("description", described[key])


def _descriptions() -> Iterator[tuple[str, dict[str, str]]]:
    """Each entry's name with the docstrings below its fields, its bases' first."""
    own: dict[str, dict[str, str]] = {}
    for module in _MODULES:
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.ClassDef):
                inherited = (own.get(base.id, {}) for base in node.bases if isinstance(base, ast.Name))
                own[node.name] = {key: text for texts in inherited for key, text in texts.items()} | dict(_fields(node))
    yield from own.items()


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for statement, following in zip(node.body, node.body[1:], strict=False):
        match statement, following:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)
