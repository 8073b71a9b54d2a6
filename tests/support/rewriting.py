"""A recorded stream, written again as a scenario: what was said in it, not how it was cut."""

from typing import Any

from .folding import folded

Json = dict[str, Any]

NUMBERS = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "output_tokens")
BY_BETA = ("server_tool_use", "iterations")
DERIVED_STOPS = ("end_turn", "tool_use")


def scenario_of(events: list[Json], *, betas_known: bool) -> Json:
    """A scenario whose reply is that of the recording; what the API derives is left to be derived.

    Where the betas that were asked for are not known, what follows from them is said.
    """
    message = folded([event for event in events if event["type"] != "ping"])
    cut_whole = {event["index"] for event in events if event["type"] == "content_block_delta"}
    scenario: Json = {
        "reply": [item_of(block, index in cut_whole) for index, block in enumerate(message["content"])],
        "usage": {"start": numbers(_start(events)["usage"]), "delta": numbers(message["usage"])},
    }
    if not betas_known:
        by_beta = {key: message["usage"][key] for key in BY_BETA if key in message["usage"]}
        scenario["usage"]["delta"] |= by_beta
    if message["stop_reason"] not in DERIVED_STOPS:
        scenario["stop_reason"] = message["stop_reason"]
        scenario["stop_sequence"] = message["stop_sequence"]
    members = {key: message[key] for key in ("container", "context_management") if key in message}
    return scenario | ({"message": members} if members else {})


def _start(events: list[Json]) -> Json:
    message: Json = events[0]["message"]
    return message


def numbers(usage: Json) -> Json:
    return {key: usage[key] for key in NUMBERS if key in usage}


def item_of(block: Json, has_deltas: bool) -> Json:
    """A block in the scenario language."""
    rest = {key: value for key, value in block.items() if key != "type"}
    match block["type"]:
        case "text" | "thinking":
            return rest
        case "redacted_thinking":
            return {"redacted_thinking": block["data"]}
        case "tool_use" | "server_tool_use" | "mcp_tool_use" if has_deltas:
            return {block["type"]: rest.pop("name"), **rest}
        case "web_search_tool_result":
            return {"web_search_tool_result": _searched(rest.pop("content")), **rest}
        case type_ if type_.endswith("_tool_result") or type_ == "compaction":
            return {type_: rest.pop("content"), **rest}
        case _:
            return {"block": block}


def _searched(content: Any) -> Any:
    if isinstance(content, dict):
        return {"error": content["error_code"]}
    return [{key: value for key, value in hit.items() if key != "type"} for hit in content]
