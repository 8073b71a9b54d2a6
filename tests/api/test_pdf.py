"""A PDF tells how many pages it has and whether it asks for a password."""

from base64 import b64decode

import pytest

from tests.support import media
from understudy.api.pdf import look

PAGE = b"<< /Type /Page >>"


def written(*objects: bytes) -> bytes:
    parts = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, content) for number, content in enumerate(objects, 1))
    return b"%PDF-1.4\n" + parts + b"%%EOF"


@pytest.mark.parametrize("pages", [1, 2, 100, 101, 601, 6_000])
def test_the_tree_counts_the_pages(pages: int) -> None:
    assert look(b64decode(media.pdf(pages))) == (pages, False)


@pytest.mark.parametrize(
    ("objects", "pages"),
    [
        ((PAGE,), 1),
        ((PAGE, b"<</Type/Page/Parent 2 0 R>>", b"<< /Type\n/Page >>"), 3),
        ((b"<</Type/Pages/Count 7>>", PAGE), 7),
        ((b"<</Type/Pages/Count 2>>", b"<</Count 5/Type/Pages>>", b"<</Type/Pages/Count 3>>"), 5),
        ((b"<< /Type /Outlines /Count 9 >>", PAGE), 1),
        ((b"<< /Type /PageLabel >>", PAGE), 1),
    ],
)
def test_pages_are_counted_one_by_one_where_no_tree_counts_them(objects: tuple[bytes, ...], pages: int) -> None:
    assert look(written(*objects)) == (pages, False)


def test_compressed_pages_are_counted() -> None:
    assert look(b64decode(media.PACKED_PDF)) == (3, False)


def test_a_file_may_have_something_before_its_head() -> None:
    assert look(b"\xef\xbb\xbf\n" + written(PAGE)) == (1, False)


def test_a_password_is_told() -> None:
    assert look(b64decode(media.PROTECTED_PDF)) == (0, True)
    assert look(written(PAGE) + b"trailer << /Encrypt << /Filter /Standard >> >>") == (0, True)


def test_a_word_in_a_text_is_no_password() -> None:
    assert look(written(PAGE, b"(/Encrypt and /EncryptMetadata true)")) == (1, False)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"%PDF-1.4 fake",
        written(),
        b" " * 1_024 + written(PAGE),
        written(b"<< /Type /ObjStm /First 8 >>\nstream\nnothing\nendstream"),
        written(b"<< /Type /ObjStm >>\nstream\nnothing\nendstream"),
        b"%PDF-1.4 << /Type /ObjStm /First 8 >>\nstream\n",
    ],
)
def test_a_file_without_a_page_is_none(data: bytes) -> None:
    assert look(data) is None


@pytest.mark.parametrize("end", range(0, 560, 7))
def test_a_file_that_is_cut_raises_nothing(end: int) -> None:
    found = look(b64decode(media.PACKED_PDF)[:end])

    assert found is None or found.pages <= 3
