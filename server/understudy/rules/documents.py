"""Document rules: a PDF can be read, and there are not too many pages."""

from collections.abc import Iterator
from typing import Final

from ..api import pdf
from ..api.media import Medium, decoded
from ..api.request import Request
from ..api.window import context_window
from .rule import Rule

_PDF: Final = "build-with-claude/pdf-support"

_LONG: Final = 1_000_000
"""Tokens of the windows that take more pages."""
_PAGES: Final = 100
_PAGES_OF_LONG: Final = 600


def pdf_present(request: Request) -> str | None:
    """A base64 PDF is not empty."""
    for document in _held(request):
        if not document.payload:
            return f"{document.path}.document.source.base64: PDF cannot be empty"
    return None


def pdf_readable(request: Request) -> str | None:
    """A PDF is one, asks for no password, and has at most 100 pages, or 600 where the window has 1M tokens."""
    for document in _held(request):
        found = _look(document)
        if found is None:
            words = "The PDF specified was not valid."
        elif found.protected:
            words = "The PDF specified is password protected."
        elif found.pages > (most := _most(request)):
            words = f"A maximum of {most} PDF pages may be provided."
        else:
            continue
        return f"{document.path}.pdf.source.base64.data: {words}"
    return None


def media_count(request: Request) -> str | None:
    """A request has at most 100 pages and images together, or 600 where the window has 1M tokens."""
    shown = len(request.media.images)
    pages = sum(found.pages for document in _held(request) if (found := _look(document)))
    if pages + shown > (most := _most(request)):
        return f"Too much media: {pages} document pages + {shown} images > {most}"
    return None


def _held(request: Request) -> Iterator[Medium]:
    """The PDFs that a request brings along."""
    return (document for document in request.media.documents if document.payload is not None)


def _look(document: Medium) -> pdf.Pdf | None:
    return pdf.look(decoded(document.payload or "") or b"")


def _most(request: Request) -> int:
    return _PAGES_OF_LONG if context_window(request) >= _LONG else _PAGES


RULES: Final = (
    Rule("pdf_present", _PDF, pdf_present, about=("document",)),
    Rule("pdf_readable", _PDF, pdf_readable, about=("document",)),
    Rule("media_count", "build-with-claude/vision", media_count, about=("image", "document")),
)
