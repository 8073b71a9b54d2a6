"""Citation rules: what is cited, and what goes with it."""

from typing import Final

from ..api.context import output_format
from ..api.request import Request
from .rule import Rule

_CITATIONS: Final = "build-with-claude/citations"
_CITED: Final = ("citations",)


def citations_alike(request: Request) -> str | None:
    """Citations are enabled on all documents of a request or on none of them, and so on its search results."""
    for named, those in (("documents", request.media.documents), ("search results", request.media.search_results)):
        if len({medium.cites for medium in those}) > 1:
            return f"Citations must be enabled on all or none of the {named} within a request."
    return None


def citations_without_format(request: Request) -> str | None:
    """Citations are not enabled where the format of the output is set."""
    if output_format(request) is None:
        return None
    if any(medium.cites for those in request.media[1:] for medium in those):
        return "Citations are not supported with `output_config.format`."
    return None


RULES: Final = (
    Rule("citations_alike", _CITATIONS, citations_alike, about=_CITED),
    Rule("citations_without_format", "build-with-claude/structured-outputs", citations_without_format, about=_CITED),
)
