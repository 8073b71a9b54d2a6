"""Limits: where a reply begins and ends because the request says so, or fills the context window."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..api import tokens
from ..api.request import Request
from ..api.window import room
from .parts import Part, Played


@dataclass(frozen=True, slots=True)
class Cut:
    """What is left of a reply that a limit cut, and the reason the API gives for it."""

    played: tuple[Played, ...]
    stop_reason: str | None = None
    stop_sequence: str | None = None


def cost(part: Part) -> int:
    """What a part is billed as, in output tokens."""
    if part.billed is not None:
        return part.billed
    return part.tokens + part.untold + tokens.count_text(part.joined if part.hidden is None else part.hidden)


def continued(played: Sequence[Played], request: Request) -> tuple[Played, ...]:
    """The reply without what the prefill holds already; the whole of it where the prefill is no prefix."""
    if not request.prefill or not request.record.prefill or request.thinks:
        return tuple(played)
    rest = list(played)
    for number, block in enumerate(blocks := _blocks(request.messages[-1]["content"])):
        left = _without(rest, block, last=number == len(blocks) - 1)
        if left is None:
            return tuple(played)
        rest = left
    return tuple(rest)


def _blocks(content: str | list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"type": "text", "text": content}] if isinstance(content, str) else content


def _without(played: list[Played], block: dict[str, Any], *, last: bool) -> list[Played] | None:
    """What comes after a block that the prefill holds; None where the reply holds another."""
    at = next((index for index, item in enumerate(played) if isinstance(item, Part)), None)
    if at is None:
        return None
    part = played[at]
    assert isinstance(part, Part)
    if part.type != block.get("type"):
        return None
    if part.type != "text":
        return played[at + 1 :] if part.start.get("name") == block.get("name") else None
    text = str(block.get("text", ""))
    if not (part.joined.startswith(text) if last else part.joined.rstrip() == text.rstrip()):
        return None
    if part.joined == text or not last:
        return played[at + 1 :]
    return [part.without(len(text)), *played[at + 1 :]]


def needed(played: Sequence[Played]) -> int:
    """The `max_tokens` that leaves a reply whole."""
    return sum(cost(item) for item in played if isinstance(item, Part))


def limited(played: Sequence[Played], request: Request) -> Cut:
    """The reply up to `max_tokens`, the end of the window or the first of the `stop_sequences`: what comes first."""
    kept: list[Played] = []
    budget = room(request)
    reason = _reason(request, budget)
    stops = [stop for stop in request.body.get("stop_sequences") or () if stop]
    for item in played:
        if not isinstance(item, Part):
            kept.append(item)
            continue
        stop, place = _first_stop(item, stops)
        fitting = _fitting(item, budget)
        if stop is not None and (fitting is None or place <= fitting):
            return Cut((*kept, *_some(item, place)), "stop_sequence", stop)
        if fitting is not None:
            return Cut((*kept, *_spent(item, fitting, budget)), reason)
        kept.append(item)
        budget -= cost(item)
    return Cut(tuple(kept))


def _reason(request: Request, budget: int) -> str:
    """Why a reply ends that takes its whole budget; models before 3.7 do not tell that the window was full.

    Source: https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons
    """
    full = budget < request.max_tokens and request.record.over_window != "shortens"
    return "model_context_window_exceeded" if full else "max_tokens"


def _first_stop(part: Part, stops: Sequence[str]) -> tuple[str | None, int]:
    """The stop sequence that a text holds first, and where."""
    if part.type != "text" or not stops:
        return None, 0
    text = part.joined
    found = [(text.find(stop), stop) for stop in stops if stop in text]
    return (min(found)[1], min(found)[0]) if found else (None, 0)


def _fitting(part: Part, budget: int) -> int | None:
    """How many characters of a part the budget allows; None where it allows all of it."""
    whole = cost(part)
    if whole <= budget:
        return None
    return len(
        _share(part.joined, budget, whole) if part.thinks else tokens.cut_text(part.joined, budget - part.tokens)
    )


def _share(text: str, budget: int, whole: int) -> str:
    """As much of a text's beginning as a budget is of the whole cost."""
    return tokens.cut_text(text, tokens.count_text(text) * budget // whole)


def _spent(part: Part, characters: int, budget: int) -> tuple[Part, ...]:
    """The beginning of a part that takes the rest of the budget; thinking takes it shown or not."""
    if not part.thinks or budget <= 0:
        return _some(part, characters)
    hidden = None if part.hidden is None else _share(part.hidden, budget, cost(part))
    return (replace(part.kept(characters), hidden=hidden, billed=budget),)


def _some(part: Part, characters: int) -> tuple[Part, ...]:
    """The beginning of a part; nothing of one that has no beginning."""
    return (part.kept(characters),) if characters else ()
