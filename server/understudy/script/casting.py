"""Casting: which of a reply's blocks this request gets to see, and in which deltas."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import Any, Final

from ..api import blobs, models, tokens
from ..api.request import Request
from ..api.window import room
from ..chunking import cut_buffered, cut_evenly, cut_json, cut_json_eagerly, cut_json_evenly, cut_text
from ..scenario.acts import Act
from ..scenario.blocks import (
    Block,
    DocumentedBlock,
    FullThinking,
    Item,
    OtherBlock,
    RedactedThinking,
    Size,
    Text,
    Thinking,
    ToolCall,
    ToolFailure,
    WebSearchToolResult,
)
from ..scenario.generator import Generator
from .generating import Knife, generated
from .limits import cost
from .parts import Chunk, Delta, Part, Played
from .stencil import Slots

BYTES_A_TOKEN: Final = 4
_CALL_TOKENS: Final = 8
"""What naming a tool costs beside its name and input."""

_ID_PREFIX: Final = {"tool_use": "toolu_", "server_tool_use": "srvtoolu_", "mcp_tool_use": "mcptoolu_"}
_DIRECT: Final = {"type": "direct"}
_CALLED_DIRECTLY: Final = {"web_search_tool_result", "web_fetch_tool_result"}
_REDACTED_BYTES: Final = 256
_MORE: Final = 64
"""Tokens that are made of a generator beyond those that can be played, so that a limit cuts it."""


def cast(items: Iterable[Item], act: Act, request: Request, slots: Slots, dice: random.Random) -> list[Played]:
    """The parts and directives that are played, in order. Ids are taken from ``slots``, sizes from ``dice``."""
    troupe = _Troupe(act, request, slots, dice)
    return [troupe.part(item) if isinstance(item, Block) else item for item in _shown(items, request)]


def redacted_bytes(block: RedactedThinking) -> int | None:
    """How much thinking a redacted block stands for; None where the scenario writes out its data."""
    match block.redacted_thinking:
        case Size(bytes=size):
            return size
        case "auto":
            return _REDACTED_BYTES
    return None


def _shown(items: Iterable[Item], request: Request) -> Iterator[Item]:
    """Thinking appears where the API would think, or where it is always written."""
    resumed = request.turn_has_begun
    for item in items:
        if isinstance(item, Thinking | RedactedThinking):
            if item.always or _thinks(request, resumed):
                yield item
            continue
        resumed = resumed or isinstance(item, WebSearchToolResult) or _is_result(item)
        yield item


def _is_result(item: Item) -> bool:
    return isinstance(item, DocumentedBlock) and item.type.endswith("_tool_result")


def _thinks(request: Request, resumed: bool) -> bool:
    """Whether the API thinks here: before a turn, and after results within it only where thinking is interleaved."""
    if not request.thinks:
        return False
    if resumed:
        return request.interleaves
    return request.thinking != "between_tools"


class _Troupe:
    """Makes the parts of one reply; knows what each needs of those before it."""

    def __init__(self, act: Act, request: Request, slots: Slots, dice: random.Random) -> None:
        self._act = act
        self._request = request
        self._slots = slots
        self._dice = dice
        self._server_call: str | None = None
        self._first_text = True

    def part(self, block: Block) -> Part:
        match block:
            case Text():
                return self._text(block)
            case Thinking():
                return self._thinking(block)
            case RedactedThinking():
                return self._redacted(block)
            case ToolCall():
                return self._call(block)
            case WebSearchToolResult():
                return self._web_search(block)
            case DocumentedBlock():
                return self._documented(block)
            case OtherBlock():
                return Part(block, dict(block.block), after=block.deltas)
        raise TypeError(f"no such block: {block!r}")

    def _text(self, block: Text) -> Part:
        sizes = self._request.record.deltas.text
        chunks = self._chunks(block.text, sizes, self._request.record.deltas.first_text if self._first_text else None)
        self._first_text = False
        start = {"type": "text", "text": ""}
        if block.citations is None:
            return Part(block, start, "text", chunks)
        cited = tuple({"type": "citations_delta", "citation": citation} for citation in block.citations)
        return Part(block, {"citations": [], **start}, "text", chunks, before=cited)

    def _thinking(self, block: Thinking) -> Part:
        shown, hidden = self._told(block)
        chunks = self._chunks(shown, self._request.record.deltas.thinking, None)
        start = {"type": "thinking", "thinking": "", "signature": ""}
        part = Part(block, start, "thinking", chunks, billed=block.tokens, hidden=hidden)
        if hidden is None and block.tokens is None:
            return part
        return replace(part, chunks=tuple(_slowed(chunks, cost(part))))

    def _told(self, block: Thinking) -> tuple[object, str | None]:
        """The thinking that is shown, and the full one where that is its summary."""
        thinking = block.thinking
        if not isinstance(thinking, FullThinking):
            return thinking, None
        if thinking.summary is None or self._request.record.display == "full":
            return thinking.full, None
        return thinking.summary, _joined(thinking.full)

    def _redacted(self, block: RedactedThinking) -> Part:
        size = redacted_bytes(block)
        start = {"type": "redacted_thinking", "data": block.redacted_thinking if size is None else ""}
        return Part(block, start, tokens=tokens.count_content(start) if size is None else ceil(size / BYTES_A_TOKEN))

    def _call(self, block: ToolCall) -> Part:
        id_ = block.id if block.id is not None else self._slots.id(_ID_PREFIX[block.type])
        if block.type != "tool_use":
            self._server_call = id_
        start = {"type": block.type, "id": id_, "name": block.name, "input": {}}
        if server := getattr(block, "server_name", None):
            start["server_name"] = server
        if block.caller is not None:
            start["caller"] = block.caller
        elif block.type == "tool_use":
            start["caller"] = _DIRECT
        cost = tokens.count_text(block.name) + _CALL_TOKENS
        return Part(block, start, "partial_json", self._input(block), tokens=cost)

    def _input(self, block: ToolCall) -> tuple[Chunk, ...]:
        if isinstance(block.fragments, Generator):
            return self._generated(block.fragments, lambda text: cut_buffered(text, self._dice), json=True)
        if block.fragments is not None:
            return tuple(_written(block.fragments))
        value, chunk = block.input or {}, self._act.pace.chunk
        if chunk is not None:
            return tuple(_paced(piece) for piece in cut_json_evenly(value, chunk * BYTES_A_TOKEN))
        if self._request.streams_eagerly(block.name):
            return tuple(_paced(piece) for piece in cut_json_eagerly(value, self._dice))
        return tuple(
            Delta(piece, _tokens("".join(segment)) if first else 0.0, burst=not first)
            for segment in cut_json(value, self._dice)
            for first, piece in zip((True, *(False,) * len(segment)), segment, strict=False)
        )

    def _web_search(self, block: WebSearchToolResult) -> Part:
        found = block.web_search_tool_result
        if isinstance(found, ToolFailure):
            content: Any = {"type": "web_search_tool_result_error", "error_code": found.error}
        else:
            content = [
                {
                    "type": "web_search_result",
                    "title": hit.title,
                    "url": hit.url,
                    "encrypted_content": hit.encrypted_content or blobs.encrypt_content(hit.url + hit.title),
                    "page_age": hit.page_age,
                    **(hit.model_extra or {}),
                }
                for hit in found
            ]
        start = {
            "type": "web_search_tool_result",
            "tool_use_id": block.tool_use_id or self._server_call,
            "content": content,
            "caller": block.caller or _DIRECT,
        }
        return Part(block, start)

    def _documented(self, block: DocumentedBlock) -> Part:
        if block.type == "compaction":
            delta = {"type": "compaction_delta", "content": block.content, **block.members}
            return Part(block, {"type": "compaction", "content": None}, after=(delta,))
        start: dict[str, Any] = {"type": block.type}
        members = block.members
        if block.type.endswith("_tool_result"):
            start["tool_use_id"] = members.pop("tool_use_id", self._server_call)
            if block.type == "mcp_tool_result":
                start["is_error"] = members.pop("is_error", False)
            if block.type in _CALLED_DIRECTLY:
                members.setdefault("caller", _DIRECT)
        if block.content is not None:
            start["content"] = block.content
        return Part(block, start | members)

    def _chunks(self, said: object, sizes: models.Spread, first: int | None) -> tuple[Chunk, ...]:
        median, p90 = sizes

        def cut(text: str) -> Iterable[str]:
            return cut_text(text, median=median, p90=p90, first=first, rng=self._dice)

        if isinstance(said, Generator):
            return self._generated(said, cut)
        if not isinstance(said, str):
            return tuple(_written(said))
        return tuple(_paced(piece) for piece in self._evenly(said) or cut(said))

    def _evenly(self, text: str) -> list[str]:
        """The pieces that the pace says; none where it says nothing of them."""
        chunk = self._act.pace.chunk
        return [] if chunk is None else cut_evenly(text, chunk * BYTES_A_TOKEN)

    def _generated(
        self, generator: Generator, cut: Callable[[str], Iterable[str]], *, json: bool = False
    ) -> tuple[Chunk, ...]:
        chunk, limits = self._act.pace.chunk, self._act.honour_limits
        knife = Knife(
            cut=lambda text: [_paced(piece) for piece in self._evenly(text) or cut(text)],
            whole=_paced,
            piece=None if chunk is None else ceil(chunk * BYTES_A_TOKEN),
        )
        most = (room(self._request) + _MORE) * BYTES_A_TOKEN if limits else None
        return tuple(generated(generator, knife, streams=self._request.stream, most=most, json=json))


def _written(said: object) -> Iterator[Chunk]:
    """Chunks as they are written, each string one delta; of a string but one."""
    chunks: Iterable[Any] = (said,) if isinstance(said, str) else said  # type: ignore[assignment]  # generators are made
    for chunk in chunks:
        yield _paced(chunk) if isinstance(chunk, str) else chunk


def _joined(said: object) -> str:
    return "".join(chunk.text for chunk in _written(said) if isinstance(chunk, Delta))


def _slowed(chunks: Sequence[Chunk], cost: int) -> Iterator[Chunk]:
    """The chunks at the pace of so many tokens in all: what is not shown takes its time, too."""
    spoken = [chunk.tokens for chunk in chunks if isinstance(chunk, Delta)]
    shown = sum(spoken)
    for chunk in chunks:
        if isinstance(chunk, Delta):
            share = chunk.tokens / shown if shown else 1 / len(spoken)
            yield replace(chunk, tokens=cost * share)
        else:
            yield chunk


def _paced(text: str) -> Delta:
    return Delta(text, _tokens(text))


def _tokens(text: str) -> float:
    return len(text.encode("utf-8", "replace")) / BYTES_A_TOKEN
