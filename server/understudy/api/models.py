"""Models: what each of them accepts and how it behaves, by id or alias; the facts are in ``models.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

import yaml

Family = Literal["haiku", "sonnet", "opus", "fable", "mythos"]
ThinkingMode = Literal["enabled", "adaptive", "between_tools", "disabled"]
Effort = Literal["low", "medium", "high", "xhigh", "max"]
Spread = tuple[int, int]
"""Median and 90th percentile, in characters."""


@dataclass(frozen=True, slots=True)
class Deltas:
    """How the model's texts are cut into deltas, as measured; ``first_text`` is the median of the first."""

    text: Spread
    thinking: Spread
    first_text: int


@dataclass(frozen=True, slots=True)
class Model:
    """One row of the table."""

    id: str
    aliases: tuple[str, ...]
    family: Family
    context_window: int
    """Tokens."""
    over_window: Literal["shortens", "refuses", "stops"]
    """What happens when prompt and reply together might not fit; ``stops``: the reply, where the window ends."""
    max_output: int
    """Tokens."""
    cache_minimum: int
    """Tokens of the shortest prompt prefix that is cached."""
    thinking: tuple[ThinkingMode, ...]
    """What ``thinking.type`` may be."""
    default_thinking: Literal["off", "on", "always"]
    """What happens without the parameter; ``always`` cannot be turned off."""
    disabled_up_to: Effort | None
    """The highest effort at which thinking may be off, as ``disabled`` or ``between_tools``; None: any."""
    display: Literal["full", "summarized", "omitted"]
    """How thinking is shown when the request does not say."""
    efforts: tuple[Effort, ...]
    default_effort: Effort | None
    effort_per_message: bool
    """Whether a message may change the effort."""
    structured_outputs: bool
    """Whether the format of the output may be set, and tools may be strict."""
    compaction: bool
    """Whether the context can be compacted by an edit."""
    prefill: bool
    """Whether the last message may be the assistant's."""
    forced_tool_choice: Literal["always", "without_thinking", "never"]
    """When ``tool_choice`` may be ``any`` or ``tool``; ``without_thinking``: not when it is ``enabled``."""
    sampling: Literal["accepted", "temperature_or_top_p", "refused"]
    """Whether ``temperature``, ``top_p`` and ``top_k`` may be set, and the first two of them together."""
    interleaving: Literal["never", "header"]
    """Whether manual thinking goes on between tool calls, with the beta header. Adaptive thinking always does."""
    keeps_thinking: Literal["last_turn", "all", "bound"]
    """Which thinking blocks sent back the model sees; ``bound``: all, if they belong to this conversation."""
    reports_thinking_tokens: bool
    """Whether ``output_tokens_details`` comes even when the request says nothing of thinking."""
    system_messages: bool
    """Whether the role system may speak in the middle of a conversation."""
    refused_tools: tuple[str, ...]
    """The types of Anthropic's own tools that the model does not know."""
    programmatic_tools: bool
    """Whether code may call tools."""
    fast: bool
    """Whether ``speed`` may be ``fast``."""
    inference_geo: str
    wording: Literal[2025, 2026]
    """The year whose texts it is refused in, where they have changed."""
    lifecycle: Literal["active", "deprecated", "retired"]
    retires_at: date | None
    deltas: Deltas


def find(name: str) -> Model | None:
    """The model with this id or alias."""
    return _NAMES.get(name)


def stranger(name: str) -> Model:
    """A model the table does not know: it behaves as a new Sonnet does, and refuses nothing."""
    return replace(_STRANGER, id=name)


def _model(id_: str, row: Mapping[str, Any]) -> Model:
    members = _whole(row)
    deltas = members.pop("deltas")
    return Model(
        id=id_,
        aliases=tuple(members.pop("aliases", ())),
        thinking=tuple(members.pop("thinking")),
        efforts=tuple(members.pop("efforts")),
        refused_tools=tuple(members.pop("refused_tools")),
        deltas=Deltas(tuple(deltas["text"]), tuple(deltas["thinking"]), deltas["first_text"]),
        **members,
    )


def _whole(row: Mapping[str, Any]) -> dict[str, Any]:
    """The members of a row, with those of the row it is like."""
    own = dict(row)
    like = own.pop("like", None)
    return {**_whole(like), **own} if like else own


def _read() -> tuple[Mapping[str, Model], Model]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    table = yaml.load(Path(__file__).with_name("models.yaml").read_bytes(), loader)  # noqa: S506  # a safe loader
    models = {id_: _model(id_, row) for id_, row in table["models"].items()}
    return MappingProxyType(models), _model("", table["stranger"])


_TABLE: Final = _read()

MODELS: Final = _TABLE[0]
"""Every known model by its id, newest first."""

_STRANGER: Final = _TABLE[1]
_NAMES: Final = {name: model for model in MODELS.values() for name in (model.id, *model.aliases)}
