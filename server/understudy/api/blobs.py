"""Blobs: the API's opaque base64 texts (signatures, redacted and encrypted data), known again without memory.

A blob is a pure function of a few values that it carries; it is genuine if making it anew from them gives the
same characters. The thinking itself is not in it, only a keyed digest. Source of the layout: blobs recorded
since 2026-07; field numbers are as observed, there is no public schema.

A signature is the same under every ``display`` and as long as the full thinking. It seals the text that the model shows
of it: all of it with Claude 3.7, a summary with later models, or what `max_tokens` left of either. A block that comes
back as it left has this text, or none where the display omitted it; both match, and no other text does. That a text put
into an omitted block is ignored cannot be read in a signature: it is so where the request's own display is ``omitted``.
Source: https://platform.claude.com/docs/en/build-with-claude/thinking
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from hashlib import blake2b, shake_256
from hmac import compare_digest
from struct import Struct
from struct import error as StructError  # noqa: N812  # a class, whatever its name
from typing import Final, Literal

from .models import Model
from .protobuf import field, fields, number

Kind = Literal["signature", "redacted_thinking", "encrypted_content", "encrypted_index"]

_KEY: Final = b"understudy: proves provenance, guards nothing"
"""Public on purpose: it tells our blobs from others and from altered ones, no more."""

_KEY_VERSION: Final = 18
_UUID: Final = b"5b0c6f6e-3f0b-4a57-9d5e-1f1d3c2b7a90"
_VERSION: Final = number(1, _KEY_VERSION) + number(3, 2)
_THINKING: Final = number(7, 0) + field(8, b"thinking") + field(11, _UUID)
"""The parts of a header that never change."""
_KIND_NUMBERS: Final[dict[Kind, int]] = {
    "signature": 1,
    "redacted_thinking": 1,
    "encrypted_content": 3,
    "encrypted_index": 4,
}
_ENCRYPTED: Final = frozenset({"encrypted_content", "encrypted_index"})
_TERSE: Final = "claude-3-7-sonnet-20250219"
"""The model whose signatures are shorter than the thinking, and do not name it."""

_NUMBERS: Final = Struct(">III")
_DIGEST: Final = 12
_IDENTITY: Final = 64
_CIPHER_TAG: Final = 16
_LONGEST: Final = 1 << 20
"""No blob grows beyond this many bytes of text."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What a genuine signature, or genuine redacted data, says about its block.

    ``position`` and ``count`` are the block's in the run of thinking and redacted blocks it stands in; ``length``
    is the UTF-8 bytes of the full thinking, at most a MiB.
    """

    model: str
    position: int
    count: int
    length: int
    digest: bytes
    binding: bytes = b""
    """What the thinking is bound to, as much of it as there was room for."""

    def matches(self, text: str) -> bool:
        """Whether a thinking block with this text is as it left: the text is the one that was signed, or omitted."""
        return not text or compare_digest(self.digest, _digest(text))


def sign(
    thinking: str, *, model: Model, position: int, count: int, full_length: int | None = None, binding: bytes = b""
) -> str:
    """The signature of a block that shows this thinking, unless the display omits it.

    ``full_length`` is that of the full thinking in UTF-8 bytes, by default the length of ``thinking``.

    Decoded, it is longer than the full thinking by 227 bytes and the model's name: one less below 112 bytes
    of thinking, up to two more above 16,000. Claude 3.7's has 112 bytes and a sixth of the thinking.
    """
    length = len(_utf8(thinking)) if full_length is None else full_length
    said = Signature(model.id, position, count, min(length, _LONGEST), _digest(thinking))
    return _seal("signature", _bound("signature", said, binding))


def redact(thinking: str | int, *, model: Model, position: int, count: int, binding: bytes = b"") -> str:
    """The data of a redacted thinking block, of a text or of so many bytes of it."""
    text = thinking if isinstance(thinking, str) else f"{thinking} bytes"
    length = len(_utf8(thinking)) if isinstance(thinking, str) else thinking
    said = Signature(model.id, position, count, min(length, _LONGEST), _digest(text))
    return _seal("redacted_thinking", _bound("redacted_thinking", said, binding))


def encrypt_content(text: str) -> str:
    """The ``encrypted_content`` of a search result with this text."""
    return _seal("encrypted_content", Signature("", 0, 0, min(len(_utf8(text)), _LONGEST), _digest(text)))


def encrypt_index(text: str) -> str:
    """The ``encrypted_index`` of a citation of this text. Its ciphertext has 19 to 24 bytes, as recorded."""
    digest = _digest(text)
    return _seal("encrypted_index", Signature("", 0, 0, 3 + digest[0] % 6, digest))


def read_signature(signature: str) -> Signature | None:
    """What a signature says; None if it was not made by ``sign`` or if a single character was altered."""
    return _open("signature", signature)


def read_redacted(data: str) -> Signature | None:
    """What redacted data say; None if they were not made by ``redact``, as they are."""
    return _open("redacted_thinking", data)


def genuine(blob: str, kind: Kind) -> bool:
    """Whether a blob was made here, as it is and as this kind."""
    return _open(kind, blob) is not None


def _bound(kind: Kind, said: Signature, binding: bytes) -> Signature:
    """With a binding, cut to the size of the ciphertext that it is written in; zeros at its end say nothing."""
    return replace(said, binding=binding[: _sizes(kind, said)[1]].rstrip(b"\0")) if binding else said


def _seal(kind: Kind, said: Signature) -> str:
    proof = _proof(kind, said)
    return _written(kind, said, proof, _noise(kind, said, proof))


def _proof(kind: Kind, said: Signature) -> bytes:
    """What only the values themselves come to."""
    values = said.digest + _numbers(said) + _utf8(said.model) + said.binding
    return blake2b(values, key=_KEY, digest_size=48, person=kind.encode()[:16]).digest()


def _noise(kind: Kind, said: Signature, proof: bytes) -> bytes:
    """The bytes of the identity and of the ciphertext."""
    return shake_256(proof).digest(sum(_sizes(kind, said)))


def _numbers(said: Signature) -> bytes:
    return _NUMBERS.pack(said.position, said.count, said.length)


def _written(kind: Kind, said: Signature, proof: bytes, noise: bytes) -> str:
    identity, cipher = _sizes(kind, said)
    hidden = noise[identity:]
    if said.binding:
        hidden = _masked(said.binding.ljust(cipher, b"\0"), hidden)
    sealed = (
        field(1, _VERSION + _origin(kind, _utf8(said.model), noise[:identity]))
        + field(2, said.digest)
        + field(3, _masked(_numbers(said), proof))
        + field(4, proof)
        + field(5, hidden)
    )
    tail = b"" if said.model == _TERSE else number(3, _KIND_NUMBERS[kind])
    return b64encode(field(2, sealed) + tail).decode()


def _open(kind: Kind, blob: str) -> Signature | None:
    """Reads the values, makes the blob anew. The size is checked first: a forgery costs its own length."""
    try:
        sealed = fields(fields(b64decode(blob, validate=True))[2])
        model = fields(sealed[1]).get(6, _unnamed(kind)).decode()
        proof = sealed[4]
        position, count, length = _NUMBERS.unpack(_masked(sealed[3], proof))
        said = Signature(model, position, count, length, sealed[2])
        identity, cipher = _sizes(kind, said)
        if len(sealed[5]) != cipher or len(said.digest) != _DIGEST:
            return None
        noise = _noise(kind, said, proof)
        if noise[identity:] != sealed[5]:
            said = replace(said, binding=_masked(sealed[5], noise[identity:]).rstrip(b"\0"))
    except (ValueError, LookupError, StructError):
        return None
    if not compare_digest(_proof(kind, said), proof):
        return None
    return said if compare_digest(_written(kind, said, proof, noise), blob) else None


def _sizes(kind: Kind, said: Signature) -> tuple[int, int]:
    """Bytes of the random identity in the header, and of the ciphertext."""
    if kind in _ENCRYPTED:
        return 0, said.length + _CIPHER_TAG
    if said.model == _TERSE:
        sixth = said.length // 6
        return min(_IDENTITY, 8 + sixth), 14 + max(sixth - 56, 0)
    return _IDENTITY, said.length + _CIPHER_TAG


def _origin(kind: Kind, name: bytes, identity: bytes) -> bytes:
    """The part of the header that tells whose blob it is."""
    if kind in _ENCRYPTED:
        return field(4, _UUID)
    if name == _unnamed(kind):
        return field(4, identity)
    return field(5, identity) + field(6, name) + _THINKING


def _unnamed(kind: Kind) -> bytes:
    """The model of a blob that names none."""
    return b"" if kind in _ENCRYPTED else _TERSE.encode()


def _masked(numbers: bytes, mask: bytes) -> bytes:
    return (int.from_bytes(numbers, "big") ^ int.from_bytes(mask[: len(numbers)], "big")).to_bytes(len(numbers), "big")


def _digest(text: str) -> bytes:
    return blake2b(_utf8(text), key=_KEY, digest_size=_DIGEST).digest()


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
