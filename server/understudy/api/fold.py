"""Fold: the Message that a stream's events add up to, as the API sends it with ``stream: false``."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import orjson

Data = Mapping[str, Any]
Block = dict[str, Any]


def fold(events: Iterable[Data]) -> dict[str, Any]:
    """The Message in the API's key order.

    Events that do not fit (a delta for a block that was never opened) are passed over: a stand-in folds the
    streams it was told to get wrong as well. Fragments that are no JSON object give ``{}``.
    """
    message: dict[str, Any] = {}
    blocks: dict[int, Block] = {}
    fragments: dict[int, str] = {}
    for data in events:
        match data.get("type"):
            case "message_start":
                message = message or dict(data.get("message") or {})
            case "content_block_start" if isinstance(data.get("index"), int):
                blocks[data["index"]] = dict(data.get("content_block") or {})
            case "content_block_delta" if data.get("index") in blocks:
                _apply(data.get("delta") or {}, data["index"], blocks, fragments)
            case "message_delta":
                _finish(message, data)
            case _:
                pass
    for index, joined in fragments.items():
        blocks[index]["input"] = _parsed(joined)
    if "content" in message or blocks:
        message["content"] = [blocks[index] for index in sorted(blocks)]
    return message


def _apply(delta: Data, index: int, blocks: dict[int, Block], fragments: dict[int, str]) -> None:
    if delta.get("type") == "input_json_delta":
        fragments[index] = fragments.get(index, "") + str(delta.get("partial_json") or "")
    elif add := _DELTAS.get(str(delta.get("type"))):
        add(blocks[index], delta)


def _append(key: str) -> Callable[[Block, Data], None]:
    def append(block: Block, delta: Data) -> None:
        block[key] = str(block.get(key) or "") + str(delta.get(key) or "")

    return append


def _cite(block: Block, delta: Data) -> None:
    block["citations"] = [*(block.get("citations") or ()), delta.get("citation")]


def _compact(block: Block, delta: Data) -> None:
    block.update((key, value) for key, value in delta.items() if key != "type")


_DELTAS: Mapping[str, Callable[[Block, Data], None]] = {
    "text_delta": _append("text"),
    "thinking_delta": _append("thinking"),
    "signature_delta": _append("signature"),
    "citations_delta": _cite,
    "compaction_delta": _compact,
}


def _finish(message: dict[str, Any], data: Data) -> None:
    """Top-level changes; usage is cumulative, and what only the end knows goes before ``service_tier``."""
    message.update(data.get("delta") or {})
    if isinstance(usage := data.get("usage"), Mapping):
        start = dict(message.get("usage") or {})
        tail = {key: start.pop(key) for key in ("service_tier", "inference_geo") if key in start}
        message["usage"] = {**start, **usage, **tail}
    elif "usage" in data and "usage" not in message:
        message["usage"] = data["usage"]
    message.update((key, data[key]) for key in data if key not in ("type", "delta", "usage"))
    if "usage" in message:
        message["usage"] = message.pop("usage")
    if "context_management" in message:
        message["context_management"] = message.pop("context_management")


def _parsed(joined: str) -> dict[str, Any]:
    try:
        value = orjson.loads(joined)
    except orjson.JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}
