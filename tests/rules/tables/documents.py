"""Documents: a PDF can be read, and there are not too many pages."""

from typing import Any, Final

from tests.rules.cases import OPUS, Asked, Refused, Table, ask, assistant, tool, tool_result, tool_use, user
from tests.rules.tables.images import image
from tests.support import media

SONNET: Final = "claude-sonnet-4-20250514"
LONG: Final = "context-1m-2025-08-07"


def pdf(data: str, **members: Any) -> dict[str, Any]:
    source = {"type": "base64", "media_type": "application/pdf", "data": data}
    return {"type": "document", "source": source, **members}


def said(data: str, **members: Any) -> dict[str, Any]:
    return {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": data}, **members}


def fetched(data: str) -> Asked:
    """A PDF that the API fetched, sent back."""
    use = {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_fetch", "input": {"url": "https://example.com"}}
    content = {"type": "web_fetch_result", "url": "https://example.com", "content": pdf(data)}
    result = {"type": "web_fetch_tool_result", "tool_use_id": "srvtoolu_1", "content": content}
    return ask(
        user("Hi"),
        assistant(use, result, "Here it is."),
        user("Thanks"),
        tools=[{"type": "web_fetch_20250910", "name": "web_fetch"}],
    )


def not_valid(asked: Asked) -> Refused:
    says = "messages.0.content.0.pdf.source.base64.data: The PDF specified was not valid."
    return Refused(asked, says, "pdf-invalid")


TABLES: Final = {
    "pdf_present": Table(
        refuses=(Refused(ask(user(pdf(""))), "messages.0.content.0.document.source.base64: PDF cannot be empty"),),
        accepts=(ask(user(pdf(media.pdf(1)))), ask(user(said("Hi"))), ask(user(said("")))),
    ),
    "pdf_readable": Table(
        refuses=(
            not_valid(ask(user(pdf("aGVsbG8=")))),
            not_valid(ask(user(pdf("JVBERi0xLjQgZmFrZQ==")))),
            not_valid(ask(user(pdf("no base64")))),
            not_valid(ask(user(pdf(media.PNG)), counting=True)),
            Refused(
                ask(user("Hi"), assistant(tool_use()), user(tool_result(content=[pdf("aGk=")])), tools=[tool()]),
                "messages.2.content.0.tool_result.content.0.pdf.source.base64.data: The PDF specified was not valid.",
            ),
            Refused(
                ask(user(pdf(media.PROTECTED_PDF))),
                "messages.0.content.0.pdf.source.base64.data: The PDF specified is password protected.",
                "pdf-password",
            ),
            Refused(
                ask(user("Hi", pdf(media.pdf(101)))),
                "messages.0.content.1.pdf.source.base64.data: A maximum of 100 PDF pages may be provided.",
                "pdf-pages",
            ),
            Refused(
                ask(user(pdf(media.pdf(101))), model=SONNET),
                "messages.0.content.0.pdf.source.base64.data: A maximum of 100 PDF pages may be provided.",
                "pdf-pages",
            ),
            Refused(
                ask(user(pdf(media.pdf(601))), model=OPUS),
                "messages.0.content.0.pdf.source.base64.data: A maximum of 600 PDF pages may be provided.",
                "pdf-pages-600",
            ),
            Refused(
                ask(user(pdf(media.pdf(601))), model=SONNET, betas=LONG, counting=True),
                "messages.0.content.0.pdf.source.base64.data: A maximum of 600 PDF pages may be provided.",
                "pdf-pages-600",
            ),
            Refused(
                fetched(media.pdf(101)),
                "messages.1.content.1.pdf.source.base64.data: A maximum of 100 PDF pages may be provided.",
                "pdf-pages",
            ),
        ),
        accepts=(
            ask(user(pdf(media.pdf(100)))),
            ask(user(pdf(media.PACKED_PDF))),
            ask(user(pdf(media.pdf(600))), model=OPUS),
            ask(user(pdf(media.pdf(101))), model=SONNET, betas=LONG),
            ask(user({"type": "document", "source": {"type": "url", "url": "https://example.com/a.pdf"}})),
            fetched(media.pdf(100)),
        ),
    ),
    "media_count": Table(
        refuses=(
            Refused(
                ask(user(*[image()] * 101)),
                "Too much media: 0 document pages + 101 images > 100",
            ),
            Refused(
                ask(user(pdf(media.pdf(60)), pdf(media.pdf(30)), *[image()] * 11)),
                "Too much media: 90 document pages + 11 images > 100",
            ),
            Refused(
                ask(user(pdf(media.pdf(600)), image()), model=OPUS),
                "Too much media: 600 document pages + 1 images > 600",
            ),
        ),
        accepts=(
            ask(user(*[image()] * 100)),
            ask(user(pdf(media.pdf(60)), pdf(media.pdf(30)), *[image()] * 10)),
            ask(user(*[image()] * 101), model=OPUS),
        ),
    ),
}
