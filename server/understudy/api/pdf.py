"""PDF: whether a file is one, asks for a password, and how many pages it has; nothing of it is rendered.

Source: https://pdfa.org/resource/pdf-specification-archive/ (ISO 32000-1, 7.5 and 7.7.3)
"""

import re
import zlib
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final, NamedTuple

_HEAD: Final = 1_024
"""Bytes within which a file has to say that it is a PDF."""
_PAGES: Final = 20_000
_NODES: Final = 1_000
"""How many pages are counted one by one, and how many objects are read: that of a tree's root is among them."""
_OBJECT: Final = 1 << 16
"""Bytes before and behind its type that may belong to an object."""
_STREAM: Final = 1 << 20
_UNPACKED: Final = 1 << 25
"""Bytes of one stream of compressed objects, and of all of them together when they are unpacked."""

_ENCRYPT: Final = re.compile(rb"/Encrypt\s*(?:<<|\d+\s+\d+\s+R)")
_NODE: Final = re.compile(rb"/Type\s*/Page(s?)(?![A-Za-z])")
_COUNT: Final = re.compile(rb"/Count\s+(\d{1,9})")
_PACKED: Final = re.compile(rb"/Type\s*/ObjStm")
_FIRST: Final = re.compile(rb"/First\s+(\d{1,9})")
_DATA: Final = re.compile(rb"stream\r?\n")


class Pdf(NamedTuple):
    """What is known of a file. A protected one does not show its pages."""

    pages: int
    protected: bool


def look(data: bytes) -> Pdf | None:
    """What a file says of itself; None where it is no PDF or has no page.

    The tree of the pages counts them; where there is none, they are counted one by one.
    """
    if b"%PDF-" not in data[:_HEAD]:
        return None
    if _ENCRYPT.search(data):
        return Pdf(0, protected=True)
    counted = pages = 0
    for node, parts in _nodes(data):
        if node:
            counted = max([counted, *(int(count) for count in _COUNT.findall(parts))])
        else:
            pages += 1
    return Pdf(counted or pages, protected=False) if counted or pages else None


def _nodes(data: bytes) -> Iterator[tuple[bool, bytes]]:
    """Each object of the page tree: whether it is a node or a page, and what it says."""
    nodes = 0
    for found in islice(_NODE.finditer(data), _PAGES):
        if not found[1]:
            yield False, b""
        elif nodes < _NODES:
            nodes += 1
            yield True, _object(data, found)
    for part in _packed(data):
        if packed := _NODE.search(part):
            yield bool(packed[1]), part


def _object(data: bytes, found: re.Match[bytes]) -> bytes:
    """The object around a match."""
    start = data.rfind(b" obj", max(found.start() - _OBJECT, 0), found.start())
    end = data.find(b"endobj", found.end(), found.end() + _OBJECT)
    return data[start if start >= 0 else found.start() : end if end >= 0 else found.end() + _OBJECT]


def _packed(data: bytes) -> Iterator[bytes]:
    """The objects in compressed object streams."""
    room = _UNPACKED
    for found in islice(_PACKED.finditer(data), _NODES):
        begin = _DATA.search(data, found.end(), found.end() + _HEAD)
        first = _FIRST.search(_object(data, found).partition(b"stream")[0])
        if not begin or not first or not room:
            continue
        end = data.find(b"endstream", begin.end(), begin.end() + _STREAM)
        try:
            plain = zlib.decompressobj().decompress(data[begin.end() : max(end, 0)], room)
        except zlib.error:
            continue
        room -= len(plain)
        yield from _split(plain, int(first[1]))


def _split(plain: bytes, first: int) -> Iterator[bytes]:
    """The objects of an object stream; its head has the number and the offset of each."""
    offsets = [first + int(offset) for offset in plain[:first].split()[1::2] if offset.isdigit()]
    for start, end in pairwise([*offsets, len(plain)]):
        yield plain[start:end]
