"""The model: it exists."""

from typing import Any, Final

from tests.rules.cases import Refused, Table, ask


def unknown(name: str, catalogue: str | None = None, **members: Any) -> Refused:
    return Refused(ask(model=name, **members), f"model: {name}", catalogue, 404, "not_found_error")


TABLES: Final = {
    "model": Table(
        refuses=(
            unknown("this-model-does-not-exist-12345", "model-not-found"),
            unknown("this-model-does-not-exist-12345", "model-not-found", stream=True),
            unknown("claude-opus-4-6-20260101"),
            unknown("Claude-Opus-5"),
            unknown("gpt-5"),
        ),
        accepts=(
            ask(model="claude-haiku-4-5"),
            ask(model="claude-haiku-4-5-20251001"),
            ask(model="claude-opus-5"),
            ask(model="claude-3-7-sonnet-20250219"),
            ask(model="claude-haiku-4-5+hello"),
        ),
    ),
}
