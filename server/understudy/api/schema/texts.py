"""Texts: a mistake in a request's shape, in the API's words and at the API's location."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic_core import ErrorDetails

from .arms import ABSENT_ARM, needs
from .checks import SAID
from .context_management import ContextEdit
from .messages import Block
from .shapes import HIDDEN_ARM, LIST_ARM, STR_ARM
from .terms import Terms
from .tools import TypedTool

_TEXTS: Final = {
    "missing": "Field required",
    "union_tag_not_found": "Field required",
    "extra_forbidden": "Extra inputs are not permitted",
    "string_type": "Input should be a valid string",
    "int_type": "Input should be a valid integer",
    "float_type": "Input should be a valid number",
    "bool_type": "Input should be a valid boolean",
    "list_type": "Input should be a valid array",
    "model_attributes_type": "Input should be an object",
    "dict_type": "Input does not match the expected shape.",
    "is_instance_of": "Input should be an object",
    "greater_than_equal": "Input should be greater than or equal to {ge}",
    "string_too_short": "String should have at least {min_length} character",
    "string_too_long": "String should have at most {max_length} characters",
    "string_pattern_mismatch": "String should match pattern '{pattern}'",
    "literal_error": "Input should be {expected}",
    "none_required": "Input should be null",
    "too_long": "List should have at most {max_length} items after validation, not {actual_length}",
    SAID: "{text}",
}
"""Each of pydantic's kinds of mistake in the API's words."""

_HIDDEN: Final = frozenset({HIDDEN_ARM, STR_ARM, LIST_ARM, "<system>", "<bool>", "<credit>"})
_EDITS: Final = frozenset(needs(ContextEdit))
"""Arms that do not show in the location of an edit."""
_UNION_MISTAKES: Final = frozenset({"union_tag_invalid", ABSENT_ARM})
_NEEDS: Final = [needs(union) for union in (TypedTool, Block, ContextEdit)]
"""The unions some of whose arms need a beta."""


def text(mistake: ErrorDetails, terms: Terms) -> str:
    """A mistake as `path: text`."""
    location = [str(part) for part in mistake["loc"] if part not in _HIDDEN]
    kind, details = mistake["type"], mistake.get("ctx", {})
    absent = location.pop() if kind == ABSENT_ARM else None
    if location[:2] == ["context_management", "edits"]:
        location = [part for part in location if part not in _EDITS]
    if kind == "union_tag_not_found":
        location.append("type")
    if kind in _UNION_MISTAKES:
        words = _wrong_tag(absent, details, terms)
    else:
        words = _TEXTS.get(kind, mistake["msg"]).format(**details)
    return f"{'.'.join(location)}: {words}" if location else words


def _wrong_tag(absent: str | None, details: Mapping[str, Any], terms: Terms) -> str:
    """The tag that was found beside those that would be known, in alphabetical order but for `tool_choice`."""
    if absent is None:
        found, expected = details["tag"], details["expected_tags"].replace("'", "").split(", ")
    else:
        found, expected = absent, next(list(betas) for betas in _NEEDS if absent in betas)
    betas = {tag: names for union in _NEEDS for tag, names in union.items() if names}
    known = [tag for tag in expected if tag not in betas or not terms.betas.isdisjoint(betas[tag])]
    if known != ["auto", "any", "tool", "none"]:
        known.sort()
    tags = ", ".join(f"'{tag}'" for tag in known)
    return f"Input tag '{found}' found using 'type' does not match any of the expected tags: {tags}"
