"""Media: small images and PDFs as real programs wrote them, and others of any size, all in base64."""

import struct
import zlib
from base64 import b64encode
from typing import Final

PNG: Final = "iVBORw0KGgoAAAANSUhEUgAAABEAAAAJCAAAAADxg5jQAAAAEklEQVR4nGNkZ0ADTOgCAywCAAq7ABkPi+WEAAAAAElFTkSuQmCC"
GIF: Final = "R0lGODdhEQAJAIEAAAcHBwAAAAAAAAAAACwAAAAAEQAJAAAIFgABCBxIsKDBgwgTKlzIsKHDhxAjBgQAOw=="
JPEG: Final = (
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////"
    "////////wAALCAAJABEBAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/AJgA/9k="
)
PROGRESSIVE_JPEG: Final = (
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////"
    "////////wgALCAAJABEBAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/2gAIAQEAAAABkH//xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAEF"
    "Al//xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAY/Al//xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAE/IV//2gAIAQEAAAAQA//EABQQ"
    "AQAAAAAAAAAAAAAAAAAAACD/2gAIAQEAAT8QX//Z"
)
WEBP: Final = "UklGRjAAAABXRUJQVlA4ICQAAACwAgCdASoRAAkAP83W4mY/tK4nMAgD8DmJaQAAeyAA/ujQ6AA="
LOSSLESS_WEBP: Final = "UklGRh4AAABXRUJQVlA4TBEAAAAvEAACAAfQgx70oP+BiOh/AAA="
WEBP_WITH_ALPHA: Final = (
    "UklGRlQAAABXRUJQVlA4WAoAAAAQAAAAEAAACAAAQUxQSAoAAAABB1CEiAhERP8DVlA4ICQAAACwAgCdASoRAAkAP83W4mY/tK4nMAgD8DmJaQAA"
    "eyAA/ujQ6AA="
)
"""Each 17 pixels wide and 9 high, written by Pillow 12."""

PACKED_PDF: Final = (
    "JVBERi0xLjUKJb/3ov4KMSAwIG9iago8PCAvVHlwZSAvT2JqU3RtIC9MZW5ndGggMTYzIC9GaWx0ZXIgL0ZsYXRlRGVjb2RlIC9O"
    "IDYgL0ZpcnN0IDMyID4+CnN0cmVhbQp4nM2NzQrCMBCE7z7FHPVi0zT2B0oO9iiCFG/SQ2hiKYgpaQP27d1GCz6CLDuwu/PNcjAk"
    "4AICOcMBcSyQIs4LZOCp2JQloouz2rfGYTvMg77vIGXYV9Y/J6KjU69H3IhmqIleNAvaILrOg6EI1Zlx5T5DEhzfe6Um9bDd6jgb"
    "3aujfVEo27PQBVWzsM6EpwGuzWi9aymNKCl/v/1v1BtVDGEMCmVuZHN0cmVhbQplbmRvYmoKOCAwIG9iago8PCAvVHlwZSAvWFJl"
    "ZiAvTGVuZ3RoIDI5IC9GaWx0ZXIgL0ZsYXRlRGVjb2RlIC9EZWNvZGVQYXJtcyA8PCAvQ29sdW1ucyA0IC9QcmVkaWN0b3IgMTIg"
    "Pj4gL1cgWyAxIDIgMSBdIC9JbmZvIDIgMCBSIC9Sb290IDQgMCBSIC9TaXplIDkgL0lEIFs8ZDIyNzlmNDNjYWFmOGVkODYxODJi"
    "YWYxNzI2NmFkZjk+PGQyMjc5ZjQzY2FhZjhlZDg2MTgyYmFmMTcyNjZhZGY5Pl0gPj4Kc3RyZWFtCnicY2IAAiZGBn4Q8YmBCchj"
    "xEr8ZxT7DQAoGQMsCmVuZHN0cmVhbQplbmRvYmoKc3RhcnR4cmVmCjI3OQolJUVPRgo="
)
"""Three pages in a compressed object stream, written by pikepdf 10."""

PROTECTED_PDF: Final = (
    "JVBERi0xLjcKJb/3ov4KMSAwIG9iago8PCAvRXh0ZW5zaW9ucyA8PCAvQURCRSA8PCAvQmFzZVZlcnNpb24gLzEuNyAvRXh0ZW5z"
    "aW9uTGV2ZWwgOCA+PiA+PiAvUGFnZXMgNCAwIFIgL1R5cGUgL0NhdGFsb2cgPj4KZW5kb2JqCjIgMCBvYmoKPDwgL1R5cGUgL09i"
    "alN0bSAvTGVuZ3RoIDE3NiAvRmlsdGVyIC9GbGF0ZURlY29kZSAvTiA1IC9GaXJzdCAyNiA+PgpzdHJlYW0K3oz7Dd7bLw2mXUNy"
    "e27EDNjhiEnm6RHdXOBj2ogCkFvL3WnkAbiWaILQ6uZLyGG8Kbvm23EpQ1luA0CZ+A7eoJXupDHNRgXB1uHit47NiHo3TRRpC9yA"
    "jSvOl+vsRuFuptoUkTL2R5txFwPTcql/TcTX28t6snlZSgRGN9icJpfkyD7hXH1UYg2vfvZfIMw9V/a37qTVBXTlGtey78HlKYYP"
    "GgZAfYZ9FFoXqaDtxqMKZW5kc3RyZWFtCmVuZG9iago4IDAgb2JqCjw8IC9DRiA8PCAvU3RkQ0YgPDwgL0F1dGhFdmVudCAvRG9j"
    "T3BlbiAvQ0ZNIC9BRVNWMyAvTGVuZ3RoIDMyID4+ID4+IC9GaWx0ZXIgL1N0YW5kYXJkIC9MZW5ndGggMjU2IC9PIDw4ZmNlYmY5"
    "MWVhMzg1N2E1ODlhZTY1MmU1ODJjZDZlMjVlMjM2OTM5MDhiZjcwZWZhYzhjMDdkY2E0NWNhMDZmYTk3ZGUyOGViZDQ0YTZhYTg2"
    "YjJmZWEyNTE4YzVmZjU+IC9PRSA8NWQxZWI2ZGQ2Y2MyOTZjMjE0NzA2ZWJjMTE3ODk4MzY3OGZiYjMyNzY5NGFlNzI1M2VjNjk5"
    "NTE0ODg0ZjYxYT4gL1AgLTEwMjggL1Blcm1zIDw0NDg1NjFhYzY2ODE2MGNmMjMyNDk3YTIwZWFjYTA4Nj4gL1IgNiAvU3RtRiAv"
    "U3RkQ0YgL1N0ckYgL1N0ZENGIC9VIDw2OGY3M2YzZGZlMWRlM2MyMjJlMmU5NmUxYzI2MGQwNzMzZDZhZWE0Y2FjMmMxZWQxZjc5"
    "NWM5ZjBmMzU5NjVhYjZkMjQ0NDYzZjllNGVmYzNmYzA3MTI1Y2RlODczYTA+IC9VRSA8NmUzMjg2MjZlYmRjZmI2OTMzODcyMTRm"
    "ZjE0MTQ0YmFlNThjMjNjNDc0MzU0MGNjN2I4MDA5OTFkYmMzZjYxND4gL1YgNSA+PgplbmRvYmoKOSAwIG9iago8PCAvVHlwZSAv"
    "WFJlZiAvTGVuZ3RoIDM4IC9GaWx0ZXIgL0ZsYXRlRGVjb2RlIC9EZWNvZGVQYXJtcyA8PCAvQ29sdW1ucyA0IC9QcmVkaWN0b3Ig"
    "MTIgPj4gL1cgWyAxIDIgMSBdIC9JbmZvIDMgMCBSIC9Sb290IDEgMCBSIC9TaXplIDEwIC9JRCBbPGQyMjc5ZjQzY2FhZjhlZDg2"
    "MTgyYmFmMTcyNjZhZGY5PjxkMjI3OWY0M2NhYWY4ZWQ4NjE4MmJhZjE3MjY2YWRmOT5dIC9FbmNyeXB0IDggMCBSID4+CnN0cmVh"
    "bQp4nGNiAAImRgZ+BiYGhmIQqwHEYmBEJ/4zTv3DxMCkxgAAOVED1gplbmRzdHJlYW0KZW5kb2JqCnN0YXJ0eHJlZgo5NTcKJSVF"
    "T0YK"
)
"""The same behind a password."""


def png(width: int, height: int) -> str:
    """A black image, a bit for each pixel."""
    rows = zlib.compress((b"\0" * ((width + 7) // 8 + 1)) * height)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return _base64(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks))


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def pdf(pages: int) -> str:
    """A file of so many empty pages, nothing of it compressed."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [ {kids} ] >>",
        *["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * pages,
    ]
    parts = [f"{number} 0 obj\n{content}\nendobj\n" for number, content in enumerate(objects, 1)]
    return _base64(("%PDF-1.4\n" + "".join(parts) + "trailer << /Size 2 /Root 1 0 R >>\n%%EOF").encode())


def _base64(data: bytes) -> str:
    return b64encode(data).decode()
