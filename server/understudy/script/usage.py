"""Usage: what a reply is counted as, at its start and cumulatively at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..api import tokens
from ..api.request import Request
from .limits import cost
from .parts import Delta, Part, Played
from .stencil import Slots

_SEARCHES: Final = {"web_search": "web_search_requests", "web_fetch": "web_fetch_requests"}
_FIRST_THINKING: Final = 2


@dataclass(frozen=True, slots=True)
class Usage:
    """``start`` goes into ``message_start``, ``delta`` into ``message_delta``."""

    start: dict[str, Any]
    delta: dict[str, Any]


def count(played: Sequence[Played], request: Request, slots: Slots, *, by_iteration: bool) -> Usage:
    """The usage of a reply.

    Input tokens grow by what server tools brought in, at the end; output tokens count thinking in full, shown or not.
    """
    parts = [item for item in played if isinstance(item, Part)]
    thinking = sum(cost(part) for part in parts if part.thinks)
    first = _first(parts)
    output = max(first, sum(cost(part) for part in parts))
    brought = sum(tokens.count_json(part.start.get("content")) for part in parts if _is_result(part))
    start: dict[str, Any] = {
        "input_tokens": slots.number("rest"),
        "cache_creation_input_tokens": slots.number("created"),
        "cache_read_input_tokens": slots.number("read"),
        "cache_creation": _created(slots),
        "output_tokens": first,
        "service_tier": "standard",
        "inference_geo": request.record.inference_geo,
    }
    delta: dict[str, Any] = {
        "input_tokens": slots.number("rest", brought),
        "cache_creation_input_tokens": slots.number("created", brought),
        "cache_read_input_tokens": slots.number("read"),
        "output_tokens": output,
    }
    if _reports_thinking(request):
        delta["output_tokens_details"] = {"thinking_tokens": thinking}
    if any(part.type == "server_tool_use" for part in parts):
        delta["server_tool_use"] = {key: _calls(parts, tool) for tool, key in _SEARCHES.items()}
    if by_iteration:
        delta["iterations"] = [_iteration(slots, brought, output)]
    return Usage(start, delta)


def _created(slots: Slots, brought: int = 0) -> dict[str, Any]:
    """The tokens written to the prompt cache, by their time to live."""
    return {
        "ephemeral_5m_input_tokens": slots.number("created_5m", brought),
        "ephemeral_1h_input_tokens": slots.number("created_1h"),
    }


def _first(parts: Sequence[Part]) -> int:
    """The tokens generated before the first event leaves: one of text, a whole property of a tool's input."""
    if not parts:
        return 0
    first = parts[0]
    if first.thinks:
        return min(_FIRST_THINKING, cost(first)) if first.type == "thinking" else cost(first)
    if first.delta_type == "partial_json":
        early = [chunk for chunk in first.chunks if isinstance(chunk, Delta) and chunk.tokens][:1]
        return first.tokens + round(early[0].tokens if early else 0)
    return 1


def _reports_thinking(request: Request) -> bool:
    on = request.thinking not in ("absent", "disabled")
    return on or request.record.reports_thinking_tokens


def _is_result(part: Part) -> bool:
    return part.type.endswith("_tool_result")


def _calls(parts: Sequence[Part], tool: str) -> int:
    return sum(part.type == "server_tool_use" and part.start.get("name") == tool for part in parts)


def _iteration(slots: Slots, brought: int, output: int) -> dict[str, Any]:
    return {
        "input_tokens": slots.number("rest", brought),
        "output_tokens": output,
        "cache_read_input_tokens": slots.number("read"),
        "cache_creation_input_tokens": slots.number("created", brought),
        "cache_creation": _created(slots, brought),
        "type": "message",
    }
