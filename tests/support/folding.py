"""The Message that the events of a stream add up to, by the documentation's words and none of our code."""

import json
from typing import Any

Json = dict[str, Any]


def folded(events: list[Json]) -> Json:
    """The final Message. Raises KeyError or IndexError on a stream that breaks the documented flow."""
    message: Json = {}
    fragments: dict[int, str] = {}
    for event in events:
        match event["type"]:
            case "message_start":
                message = json.loads(json.dumps(event["message"]))
            case "content_block_start":
                assert event["index"] == len(message["content"])
                message["content"].append(dict(event["content_block"]))
            case "content_block_delta":
                _apply(event["delta"], message["content"][event["index"]], fragments, event["index"])
            case "message_delta":
                message.update(event["delta"])
                message["usage"].update(event["usage"])
                message.update({key: event[key] for key in event if key not in ("type", "delta", "usage")})
    for index, joined in fragments.items():
        if joined:
            message["content"][index]["input"] = json.loads(joined)
    return message


def _apply(delta: Json, block: Json, fragments: dict[int, str], index: int) -> None:
    match delta["type"]:
        case "text_delta":
            block["text"] += delta["text"]
        case "thinking_delta":
            block["thinking"] += delta["thinking"]
        case "signature_delta":
            block["signature"] = block.get("signature", "") + delta["signature"]
        case "citations_delta":
            block["citations"].append(delta["citation"])
        case "input_json_delta":
            fragments[index] = fragments.get(index, "") + delta["partial_json"]
        case "compaction_delta":
            block["content"] = delta["content"]
        case other:
            raise AssertionError(f"no such delta: {other}")
