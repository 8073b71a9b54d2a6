"""Support rules: what only some models can do."""

from typing import Final

from ..api.request import Request
from .containers import called_by_code
from .rule import Rule

_SPEED: Final = "build-with-claude/fast-mode"
_TOOLS: Final = "agents-and-tools/tool-use/tool-reference"


def system_messages(request: Request) -> str | None:
    """Messages of the role system are for models that take them."""
    if request.record.system_messages or all(turn.role != "system" for turn in request.conversation):
        return None
    return "role 'system' is not supported on this model"


def tool_types(request: Request) -> str | None:
    """The tools of Anthropic's own are of types that the model knows."""
    refused = request.record.refused_tools
    asked = [tool["type"] for tool in request.tools if tool.get("type") in refused]
    if not asked:
        return None
    from ..api.schema.tools import known_types  # slow to import, and imported by now

    known = ", ".join(type_ for type_ in known_types(request.betas) if type_ not in refused)
    return f"'{request.model_id}' does not support tool types: {', '.join(asked)}. Did you mean one of {known}?"


def programmatic_tools(request: Request) -> str | None:
    """Only some models call tools from code."""
    if request.record.programmatic_tools:
        return None
    names = [str(tool["name"]) for tool in request.tools if called_by_code(tool)]
    if not names:
        return None
    return (
        f"'{request.model_id}' does not support programmatic tool calling. The following tools have `allowed_callers`"
        f' that require it: {", ".join(sorted(names))}. Explicitly set `allowed_callers=["direct"]` on these tools, or'
        " use a model that supports programmatic tool calling."
    )


def speed(request: Request) -> str | None:
    """Only some models can be asked to be fast."""
    if request.body.get("speed") != "fast" or request.record.fast:
        return None
    return _unsupported(request, "speed")


def inference_geo(request: Request) -> str | None:
    """Where inference runs can be said from Claude Opus 4.6 on."""
    if request.body.get("inference_geo") is None or request.record.inference_geo != "not_available":
        return None
    return _unsupported(request, "inference_geo")


def _unsupported(request: Request, parameter: str) -> str:
    return (
        f"'{request.model_id}' does not support the `{parameter}` parameter. This feature is only available on"
        " supported models."
    )


RULES: Final = (
    Rule("system_messages", "build-with-claude/mid-conversation-system-messages", system_messages, about=("system",)),
    Rule("tool_types", _TOOLS, tool_types, about=("tools",)),
    Rule(
        "programmatic_tools",
        "agents-and-tools/tool-use/programmatic-tool-calling",
        programmatic_tools,
        about=("tools",),
    ),
    Rule("speed", _SPEED, speed, about=("speed",)),
    Rule("inference_geo", "manage-claude/data-residency", inference_geo, counts=False, about=("inference_geo",)),
)
