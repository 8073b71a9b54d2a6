"""Model rules: the model exists."""

from typing import Final

from ..api import models
from ..api.request import Request
from .rule import Rule


def known_model(request: Request) -> str | None:
    """The model is known by an id or an alias; one that is retired still plays here."""
    return None if models.find(request.model) else f"model: {request.model}"


KNOWN: Final = Rule("model", "about-claude/models/overview", known_model, "not_found_error")

RULES: Final = (KNOWN,)
