"""The head of an image tells its media type and its size."""

from base64 import b64decode

import pytest

from tests.support import media
from understudy.api.images import look

EXIF = b"\xff\xe1\xff\xff" + b"Exif\0\0".ljust(0xFFFD, b"\0")
"""A segment as large as can be."""


@pytest.mark.parametrize(
    ("image", "media_type"),
    [
        (media.PNG, "image/png"),
        (media.GIF, "image/gif"),
        (media.JPEG, "image/jpeg"),
        (media.PROGRESSIVE_JPEG, "image/jpeg"),
        (media.WEBP, "image/webp"),
        (media.LOSSLESS_WEBP, "image/webp"),
        (media.WEBP_WITH_ALPHA, "image/webp"),
    ],
)
def test_the_media_type_and_the_size_are_read(image: str, media_type: str) -> None:
    assert look(b64decode(image)) == (media_type, 17, 9)


@pytest.mark.parametrize("size", [(1, 1), (8_000, 1), (1, 8_001), (2_001, 2)])
def test_a_side_may_be_of_any_length(size: tuple[int, int]) -> None:
    assert look(b64decode(media.png(*size))) == ("image/png", *size)


@pytest.mark.parametrize("segments", [b"", EXIF, EXIF * 3, b"\xff\xff\xff", b"\xff\xd0", b"\xff\xfe\x00\x02"])
def test_the_segments_of_a_jpeg_are_passed_over(segments: bytes) -> None:
    jpeg = b64decode(media.JPEG)
    assert look(jpeg[:2] + segments + jpeg[2:]) == ("image/jpeg", 17, 9)


@pytest.mark.parametrize("image", [media.PNG, media.GIF, media.JPEG, media.WEBP, media.LOSSLESS_WEBP])
def test_a_head_cut_anywhere_is_an_image_of_its_size_or_none(image: str) -> None:
    data = b64decode(image)
    found = {look(data[:end]) for end in range(len(data))}

    assert len(found) == 2
    assert look(data[:4]) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"%PDF-1.4",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"BM" + b"\0" * 60,
        b"RIFF\0\0\0\0WAVEfmt " + b"\0" * 40,
        b"GIF80a" + b"\x09\0" * 8,
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xe0\x00\x00" * 9,
        b64decode(media.png(1, 1)).replace(b"IHDR\0\0\0\1", b"IHDR\0\0\0\0"),
    ],
)
def test_anything_else_is_no_image(data: bytes) -> None:
    assert look(data) is None
