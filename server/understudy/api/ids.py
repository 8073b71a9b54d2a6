"""Ids: the API's identifiers, counted from a seed so that they are unique and come out the same again."""

from hashlib import blake2b
from random import Random
from struct import Struct
from typing import Final
from uuid import UUID

_ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PAIRS: Final = tuple(high + low for high in _ALPHABET for low in _ALPHABET)
_UUID7: Final = 0x7 << 76 | 0b10 << 62 | 1 << 61
_FREE: Final = 0xFFF << 64
"""Of 128 bits, those that are fixed behind the 48 of the time, and those that are free, but for the last ten digits.

The bit before the last 61 keeps these digits, whatever they are, from touching the fixed ones. Source: RFC 9562, 5.7.
"""
_EACH: Final = 58**2
"""The ids of one millisecond; two digits count them."""
_BATCH: Final = 29
"""How many are made at once, which takes a third of the time; it divides the number of those of one millisecond."""
_DRAW: Final = Struct(f"<{4 * _BATCH}H")
"""What is drawn for them."""
_SCRAMBLED: Final = bytes((number * 167 + 41) % 256 for number in range(256))
"""Stands for every byte another one."""
_THREE: Final = 58**3
_DRAWN: Final = tuple(_PAIRS[number % _EACH] for number in range(1 << 12))
"""Two digits for twelve bits of chance."""
_FIVE: Final = 58**5
"""The most digits whose values the machine divides in one step."""
_WIDTH: Final = 22
_TIMED: Final = frozenset({"req_", "msg_", "file_"})
_EPOCH_MS: Final = 1_767_225_600_000
"""2026-01-01T00:00:00Z in milliseconds since 1970."""


class Ids:
    """Mints ids: the same ones whenever the seed and the order of the prefixes asked for are the same."""

    def __init__(self, seed: str) -> None:
        self._bits = Random(f"ids/{seed}").getrandbits  # noqa: S311  # chance that can be repeated
        self._count = 0
        self._time = ""
        self._timed: list[str] = []
        """Those that are made already and hold a time, without their prefix, the next one last."""

    def mint(self, prefix: str) -> str:
        """A new id, such as ``msg_01…``. Those with a time in them sort in the order of minting.

        Source: recorded ids; ``req_``, ``msg_`` and ``file_`` hold a UUIDv7, the others 128 random bits.
        """
        if prefix not in _TIMED:
            return f"{prefix}01{_base58(self._bits(128))}"
        if not self._timed:
            self._timed = self._batch()
        return prefix + self._timed.pop()

    def _batch(self) -> list[str]:
        milliseconds, first = divmod(self._count, _EACH)
        if not first:
            self._time = _base58((_EPOCH_MS + milliseconds) << 80 | _UUID7 | self._bits(128) & _FREE)[:-10]
        self._count += _BATCH
        drawn = iter(_DRAW.unpack(self._bits(8 * _DRAW.size).to_bytes(_DRAW.size, "little")))
        return [
            f"01{self._time}{_PAIRS[number]}"
            f"{_DRAWN[a & 0xFFF]}{_DRAWN[b & 0xFFF]}{_DRAWN[c & 0xFFF]}{_DRAWN[d & 0xFFF]}"
            for number, a, b, c, d in zip(
                range(first + _BATCH - 1, first - 1, -1), drawn, drawn, drawn, drawn, strict=False
            )
        ]


def decode(minted: str) -> int:
    """The 128-bit integer in an id. Raises ``ValueError`` for text that is none."""
    digits = minted[-_WIDTH:]
    if minted[-_WIDTH - 2 : -_WIDTH] != "01" or len(digits) != _WIDTH:
        raise ValueError(f"{minted!r} is no id: expected a prefix, 01 and {_WIDTH} base58 characters")
    value = 0
    for digit in digits:
        value = value * 58 + _ALPHABET.index(digit)
    if value >> 128:
        raise ValueError(f"{minted!r} is no id: its number has more than 128 bits")
    return value


def organization_id(seed: str) -> str:
    """The UUIDv4 of the header ``anthropic-organization-id``."""
    return str(UUID(bytes=_bytes(seed, "organization", 16), version=4))


def workspace_id(seed: str) -> str:
    """The id of the header ``anthropic-workspace-id``."""
    return f"wrkspc_01{_base58(int.from_bytes(_bytes(seed, 'workspace', 16), 'big'))}"


def traces(request_id: str) -> tuple[str, str]:
    """The values of the headers ``traceresponse`` and ``cf-ray`` that go with a request id."""
    if len(request_id) < 16:
        request_id = request_id.rjust(16, "0")
    last = f"{request_id[:-17:-1]}{request_id[-8:]}{request_id[-10:-2]}"  # in which ids differ
    digits = last.encode().translate(_SCRAMBLED).hex()
    return f"00-{digits[:32]}-{digits[32:48]}-01", f"{digits[48:]}-EWR"


def _bytes(seed: str, purpose: str, size: int) -> bytes:
    return blake2b(seed.encode(), person=purpose.encode(), digest_size=size).digest()


def _base58(value: int) -> str:
    """22 characters, most significant first: two, and four times five, each in small integers; this is a hot path."""
    value, e = divmod(value, _FIVE)
    value, d = divmod(value, _FIVE)
    value, c = divmod(value, _FIVE)
    a, b = divmod(value, _FIVE)
    return (
        f"{_PAIRS[a]}"
        f"{_PAIRS[b // _THREE]}{_PAIRS[b // 58 % _EACH]}{_ALPHABET[b % 58]}"
        f"{_PAIRS[c // _THREE]}{_PAIRS[c // 58 % _EACH]}{_ALPHABET[c % 58]}"
        f"{_PAIRS[d // _THREE]}{_PAIRS[d // 58 % _EACH]}{_ALPHABET[d % 58]}"
        f"{_PAIRS[e // _THREE]}{_PAIRS[e // 58 % _EACH]}{_ALPHABET[e % 58]}"
    )
