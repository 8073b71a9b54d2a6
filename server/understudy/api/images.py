"""Images: media type and size of a PNG, JPEG, GIF or WebP, read from its first bytes."""

from collections.abc import Callable
from typing import Final, NamedTuple


class Picture(NamedTuple):
    """What the head of an image says; ``width`` and ``height`` are pixels."""

    media_type: str
    width: int
    height: int


def look(data: bytes) -> Picture | None:
    """What kind of image this is; None where it is none of the four, or has no size. Never decodes a pixel."""
    for media_type, signature, size in _FORMATS:
        if data.startswith(signature):
            width, height = size(data) or (0, 0)
            return Picture(media_type, width, height) if width and height else None
    return None


Size = tuple[int, int]


def _png(data: bytes) -> Size | None:
    """Source: https://www.w3.org/TR/png-3/#11IHDR"""
    if data[12:16] != b"IHDR" or len(data) < 24:
        return None
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def _gif(data: bytes) -> Size | None:
    """Source: https://www.w3.org/Graphics/GIF/spec-gif89a.txt, 18"""
    if data[:6] not in (b"GIF87a", b"GIF89a"):
        return None
    return _little(data[6:8]), _little(data[8:10])


_FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD9)})


def _jpeg(data: bytes) -> Size | None:
    """Goes from segment to segment up to the header of the frame.

    Source: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.2
    """
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _BARE:
            at += 2
        elif marker in _FRAMES:
            height, width = data[at + 5 : at + 7], data[at + 7 : at + 9]
            return int.from_bytes(width), int.from_bytes(height)
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return None


def _webp(data: bytes) -> Size | None:
    """Source: https://developers.google.com/speed/webp/docs/riff_container"""
    if data[8:12] != b"WEBP" or len(data) < 30:
        return None
    match data[12:16]:
        case b"VP8X":
            return 1 + _little(data[24:27]), 1 + _little(data[27:30])
        case b"VP8 ":
            return _little(data[26:28]) & 0x3FFF, _little(data[28:30]) & 0x3FFF
        case b"VP8L":
            bits = _little(data[21:25])
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return None


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")


_FORMATS: Final[tuple[tuple[str, bytes, Callable[[bytes], Size | None]], ...]] = (
    ("image/png", b"\x89PNG\r\n\x1a\n", _png),
    ("image/jpeg", b"\xff\xd8", _jpeg),
    ("image/gif", b"GIF8", _gif),
    ("image/webp", b"RIFF", _webp),
)
