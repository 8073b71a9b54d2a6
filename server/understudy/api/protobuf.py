"""Protocol buffers: the few kinds of field that opaque blobs are written in, with tags below 16.

Source: https://protobuf.dev/programming-guides/encoding/
"""


def field(tag: int, data: bytes) -> bytes:
    """A field that holds bytes."""
    size = len(data)
    if size <= 0x7F:
        return bytes((tag << 3 | 2, size)) + data
    return bytes((tag << 3 | 2,)) + _varint(size) + data


def number(tag: int, value: int) -> bytes:
    """A field that holds a number, not below 0."""
    return bytes((tag << 3,)) + _varint(value)


def _varint(value: int) -> bytes:
    groups = bytearray()
    while value > 0x7F:
        groups.append(value & 0x7F | 0x80)
        value >>= 7
    groups.append(value)
    return bytes(groups)


def fields(message: bytes) -> dict[int, bytes]:
    """The fields of a protobuf message that hold bytes, by number. Raises ``LookupError``, ``ValueError``."""
    found = {}
    at = 0
    while at < len(message):
        tag, value = message[at], message[at + 1]
        if value <= 0x7F:
            at += 2
        else:
            value, at = _read_varint(message, at + 1)
        if tag & 7 == 2:
            found[tag >> 3] = message[at : at + value]
            at += value
    return found


def _read_varint(message: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 35, 7):
        group = message[at]
        at += 1
        value |= (group & 0x7F) << shift
        if group <= 0x7F:
            return value, at
    raise ValueError("a varint of more than 35 bits")
