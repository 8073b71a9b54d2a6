"""The prompt cache: which prefixes of prompts are kept, until when, and what a prompt is charged for them.

Source: https://platform.claude.com/docs/en/build-with-claude/prompt-caching
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .api.context import Json, Level, Piece, count_prompt, output_format, prompt
from .api.markers import HOUR, lifetime, marked, results, unmarked
from .api.request import Request
from .api.tokens import InputTokens
from .digest import digest

MAX_PREFIXES: Final = 4_096
"""How many prefixes are kept; the longest unused are forgotten first."""

_LOOKBACK: Final = 20
"""At how many positions a prefix is looked for, that of the marker the first."""
_RUNS: Final = frozenset({"tool_use", "tool_result"})
"""Consecutive blocks of one of these types stand at one position."""
_LEVELS: Final[tuple[Level, ...]] = ("tools", "system", "messages")


@dataclass(frozen=True, slots=True)
class _Prefix:
    """A prompt up to the end of one of its blocks. ``lifetime`` is in seconds, None where the block is not marked."""

    digest: bytes
    tokens: int
    position: int
    lifetime: int | None


class PromptCache:
    """The prefixes of prompts that the requests of one session have written.

    A prefix is written where it is marked and has at least the tokens its model caches; a reply is never part of one.
    It lives for as long as its marker said when it was written, counted from the start of the request that wrote it
    or read it last.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, tuple[int, float]] = OrderedDict()
        """Of each prefix its lifetime, and the time when it ends."""

    def use(self, request: Request, now: float) -> InputTokens:
        """Reads and writes what a request that starts at ``now`` asks for; what its prompt is charged.

        The numbers add up to what the prompt counts without a cache.
        """
        unmarked = request.once(_unmarked)
        if unmarked is not None:
            return unmarked
        pieces = list(prompt(request))
        minimum = request.record.cache_minimum
        prefixes = list(_prefixes(request, pieces))
        ends = [end for end, prefix in enumerate(prefixes) if prefix.lifetime and prefix.tokens >= minimum]
        read = max((self._read(prefixes[: end + 1], now) for end in ends), default=0)
        self._write([prefixes[end] for end in ends], now)
        last = max((prefixes[end].tokens for end in ends), default=0)
        hour = max((prefixes[end].tokens for end in ends if prefixes[end].lifetime == HOUR), default=0)
        longest = max(read, hour)
        whole = sum(piece.tokens for piece in pieces)
        return InputTokens(whole - last, read, last - longest, longest - read, caches_from=minimum)

    def _read(self, prefixes: Sequence[_Prefix], now: float) -> int:
        """The tokens of the longest prefix that is kept, of those the last one looks back to."""
        for prefix in reversed(prefixes):
            if prefixes[-1].position - prefix.position >= _LOOKBACK:
                break
            if kept := self._kept.pop(prefix.digest, None):
                seconds, until = kept
                if now < until:
                    self._kept[prefix.digest] = seconds, now + seconds
                    return prefix.tokens
        return 0

    def _write(self, prefixes: Sequence[_Prefix], now: float) -> None:
        for prefix in prefixes:
            if prefix.digest not in self._kept:
                assert prefix.lifetime is not None
                self._kept[prefix.digest] = prefix.lifetime, now + prefix.lifetime
        while len(self._kept) > MAX_PREFIXES:
            self._kept.popitem(last=False)


def _unmarked(request: Request) -> InputTokens | None:
    """What the prompt of a request is charged that marks nothing."""
    return None if marked(request.body) else InputTokens(count_prompt(request))


def _prefixes(request: Request, pieces: Sequence[Piece]) -> Iterator[_Prefix]:
    """The prefixes of a prompt, the shortest first."""
    settings = _settings(request, pieces)
    automatic = _last_eligible(pieces) if request.body.get("cache_control") else None
    sum_, tokens, position, type_ = b"", 0, 0, None
    for level in _LEVELS:
        sum_ = digest(sum_, settings[level])
        for piece in pieces:
            if piece.level != level:
                continue
            tokens += piece.tokens
            if piece.block is None:
                continue
            position += not (piece.block.get("type") == type_ and type_ in _RUNS)
            type_ = piece.block.get("type")
            sum_ = digest(sum_, piece.speaker, _plain(piece.block))
            asked = lifetime(piece.block) or (lifetime(request.body) if piece is automatic else None)
            yield _Prefix(sum_, tokens, position, asked)


def _plain(block: Json) -> Json:
    """The block as prefixes are compared: the order of its own members does not matter."""
    plain = unmarked(block)
    return {name: plain[name] for name in sorted(plain)}


def _last_eligible(pieces: Sequence[Piece]) -> Piece | None:
    """The block that automatic caching marks: the last that may be marked at all."""
    return next((piece for piece in reversed(pieces) if piece.block is not None and _eligible(piece.block)), None)


def _eligible(block: Json) -> bool:
    return block.get("type") not in ("thinking", "redacted_thinking") and block.get("text") != ""


def _settings(request: Request, pieces: Sequence[Piece]) -> Mapping[Level, object]:
    """What else the prefixes depend on, at the level from which on they do: a change of it spares those before.

    A default that is said changes nothing. Source: the page's table of what invalidates the cache.
    """
    body, thinking = request.body, request.body.get("thinking") or {}
    blocks = [block for piece in pieces if piece.block for block in (piece.block, *results(piece.block))]
    mode = (thinking.get("type", "adaptive"), thinking.get("budget_tokens")) if request.thinks else ("disabled", None)
    effort = (body.get("output_config") or {}).get("effort") or request.record.default_effort
    return {
        "tools": request.model_id,
        "system": (body.get("speed") or "standard", output_format(request), any(map(_cites, blocks))),
        "messages": (body.get("tool_choice") or {"type": "auto"}, mode, effort, any(map(_shows, blocks))),
    }


def _cites(block: Json) -> bool:
    """Whether it is to be cited; the citations of a text are a list."""
    return isinstance(citations := block.get("citations"), dict) and bool(citations.get("enabled"))


def _shows(block: Json) -> bool:
    return block.get("type") == "image"
