"""The members of a request besides its messages and tools."""

from typing import Any, Final

from tests.rules.cases import ENABLED, HAIKU, OPUS, Asked, Refused, ask

NEW: Final = "2026-10-21"
EXTRA: Final = "Extra inputs are not permitted"
PLACE: Final = "messages.0.content.0"
MANAGING: Final = "context-management-2025-06-27"
COMPACTING: Final = f"{MANAGING},compact-2026-01-12"
FALLING_BACK: Final = "server-side-fallback-2026-07-01"


def with_member(name: str, value: Any, says: str, catalogue: str | None = None, **others: Any) -> Refused:
    return Refused(ask(**{**others, name: value}), f"{name}{says}", catalogue)


def without(name: str, catalogue: str, **others: Any) -> Refused:
    return Refused(ask(without=(name,), **others), f"{name}: Field required", catalogue)


REFUSED: Final[tuple[Refused, ...]] = (
    # the model and the lengths
    without("model", "model-missing"),
    with_member("model", None, ": Input should be a valid string", "model-type"),
    with_member("model", 7, ": Input should be a valid string", "model-type"),
    with_member("model", "", ": String should have at least 1 character", "model-empty"),
    with_member("model", "m" * 257, ": String should have at most 256 characters", "model-too-long"),
    without("max_tokens", "max-tokens-missing"),
    with_member("max_tokens", None, ": Input should be a valid integer", "max-tokens-type"),
    with_member("max_tokens", "x", ": Input should be a valid integer", "max-tokens-type"),
    with_member("max_tokens", True, ": Input should be a valid integer", "max-tokens-type"),
    with_member("max_tokens", 1.5, ": Input should be a valid integer", "max-tokens-type"),
    with_member("max_tokens", -1, ": must be greater than or equal to 0", "max-tokens-negative"),
    # the choice of a tool
    with_member("tool_choice", 7, ": Input should be an object", "tool-choice-type"),
    with_member("tool_choice", None, ": Input should be an object", "tool-choice-type"),
    with_member("tool_choice", {}, ".type: Field required", "tool-choice-type-missing"),
    with_member(
        "tool_choice",
        {"type": "bogus"},
        ": Input tag 'bogus' found using 'type' does not match any of the expected tags: 'auto', 'any', 'tool', 'none'",
        "tool-choice-tag",
    ),
    with_member("tool_choice", {"type": "tool"}, ".tool.name: Field required"),
    with_member("tool_choice", {"type": "none", "disable_parallel_tool_use": True},
                f".none.disable_parallel_tool_use: {EXTRA}"),
    # the system prompt
    with_member("system", 7, ": Input should be a valid array", "system-type"),
    with_member("system", None, ": Input should be a valid array", "system-type"),
    with_member("system", [7], ".0: Input does not match the expected shape.", "system-item-type"),
    with_member("system", [{"type": "text"}], ".0.text: Field required"),
    # thinking
    with_member("thinking", "x", ": Input should be an object", "thinking-type-object"),
    with_member("thinking", None, ": Input should be an object", "thinking-type-object"),
    with_member("thinking", {}, ".type: Field required", "thinking-type-missing"),
    with_member(
        "thinking",
        {"type": "on"},
        ": Input tag 'on' found using 'type' does not match any of the expected tags: 'adaptive', 'between_tools',"
        " 'disabled', 'enabled'",
    ),
    with_member("thinking", {"type": "enabled"}, ".enabled.budget_tokens: Field required", "thinking-budget-required"),
    with_member("thinking", {"type": "enabled"}, ".enabled.budget_tokens: Field required", "thinking-budget-required",
                model=OPUS),
    with_member("thinking", {"type": "enabled", "budget": 2000}, ".enabled.budget_tokens: Field required",
                "thinking-budget-required"),
    with_member(
        "thinking",
        {"type": "enabled", "budget_tokens": 1023},
        ".enabled.budget_tokens: Input should be greater than or equal to 1024",
        "thinking-budget-min",
    ),
    with_member("thinking", {"type": "adaptive", "budget_tokens": 4096}, f".adaptive.budget_tokens: {EXTRA}",
                "thinking-adaptive-budget-extra", model=OPUS),
    with_member("thinking", {"type": "adaptive", "effort": "high"}, f".adaptive.effort: {EXTRA}",
                "thinking-adaptive-effort-extra", model=OPUS),
    with_member("thinking", {"type": "adaptive", "block_binding": {}}, f".adaptive.block_binding: {EXTRA}",
                "thinking-block-binding-no-beta", model=OPUS),
    with_member("thinking", {"type": "adaptive", "display": "updates"},
                ".adaptive.display: Input should be 'summarized', 'omitted'", "thinking-display-invalid", model=OPUS),
    with_member("thinking", {"type": "disabled", "display": "omitted"}, f".disabled.display: {EXTRA}",
                "thinking-disabled-display"),
    with_member("thinking", {"type": "between_tools", "display": "summarized"}, f".between_tools.display: {EXTRA}",
                "thinking-between-tools-extra", model="claude-sonnet-5-5"),
    # the configuration of the output
    with_member("output_config", "x", ": Input does not match the expected shape.", "output-config-type"),
    with_member("output_config", None, ": Input does not match the expected shape.", "output-config-type"),
    with_member("output_config", {"effort": "extreme"},
                ".effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'", "effort-invalid-value"),
    with_member("output_config", {"task_budget": {"type": "tokens", "total": 100}}, f".task_budget: {EXTRA}",
                "task-budget-extra"),
    with_member("output_config", {"format": {"type": "json_schema"}}, ".format.schema: Field required"),
    with_member("output_format", {"type": "json_schema", "schema": {}}, f": {EXTRA}", "of-legacy-extra"),
    # the cache
    with_member("cache_control", "x", ": Input should be an object", "cache-control-type"),
    with_member("cache_control", {"type": "ephemeral", "ttl": "2h"}, ".ephemeral.ttl: Input should be '5m' or '1h'"),
    # metadata, stop sequences, service tier, stream
    with_member("metadata", "x", ": Input does not match the expected shape.", "metadata-type"),
    with_member("metadata", {"bogus": "x"}, f".bogus: {EXTRA}", "metadata-extra"),
    with_member("metadata", {"user_id": 7}, ".user_id: Input should be a valid string", "metadata-user-id-type"),
    with_member("metadata", {"user_id": "x" * 257}, ".user_id: String should have at most 256 characters"),
    with_member("stop_sequences", "ZZ", ": Input should be a valid array", "stop-seq-type"),
    with_member("stop_sequences", [1], ".0: Input should be a valid string", "stop-seq-item-type"),
    with_member("service_tier", "bogus", ": Input should be 'auto' or 'standard_only'", "service-tier"),
    with_member("service_tier", None, ": Input should be 'auto' or 'standard_only'", "service-tier"),
    with_member("stream", "yes", ": Input should be a valid boolean", "stream-type"),
    with_member("stream", None, ": Input should be a valid boolean", "stream-type"),
    # sampling
    with_member("temperature", "x", ": Input should be a valid number", "temperature-type"),
    with_member("temperature", None, ": Input should be a valid number", "temperature-type"),
    with_member("temperature", 2, ": range: 0..1", "temperature-range"),
    with_member("temperature", -0.1, ": range: 0..1", "temperature-range"),
    with_member("top_k", "x", ": Input should be a valid integer", "top-k-type"),
    with_member("top_k", 1.5, ": Input should be a valid integer", "top-k-type"),
    with_member("top_p", None, ": Input should be a valid number", "top-p-type"),
    with_member("top_p", 1.5, ": range: 0..1", "top-p-range"),
    *(with_member(name, value, f": {EXTRA}", version=NEW)
      for name, value in (("temperature", 1), ("top_p", 0.9), ("top_k", 5))),
    # where it runs
    with_member("container", 7, ".ContainerParams: Input does not match the expected shape.", "container-type"),
    with_member("inference_geo", 7, ": Input should be a valid string", "inference-geo-type"),
    with_member("inference_geo", "bogus-geo", ": must be one of ['global', 'us']", "inference-geo-value"),
    with_member(
        "diagnostics",
        {"previous_message_id": "resp_1"},
        ".previous_message_id: must be the `id` from a prior /v1/messages response (starts with `msg_`)",
        "diag-previous-id",
    ),
    # what needs a beta, and what nobody knows
    with_member("context_management", {"edits": []}, f": {EXTRA}", "context-management-no-beta"),
    with_member(
        "context_management",
        {"edits": [{"type": "clear_tool_uses_20250919"}, {"type": "compact_20260112"}]},
        ".edits.1: Input tag 'compact_20260112' found using 'type' does not match any of the expected tags:"
        " 'clear_thinking_20251015', 'clear_tool_uses_20250919'",
        "context-edit-tag",
        betas=MANAGING,
    ),
    with_member(
        "context_management",
        {"edits": [{"type": "compact_20260112", "trigger": {"type": "input_tokens", "value": 49_999}}]},
        ".edits.0.trigger.value: Input should be greater than or equal to 50000",
        "compact-trigger-min",
        betas=COMPACTING,
    ),
    with_member("mcp_servers", [], f": {EXTRA}", "mcp-no-beta"),
    with_member("speed", "standard", f": {EXTRA}", "speed-no-beta"),
    with_member("fallbacks", "default", f": {EXTRA}", "fallbacks-no-beta"),
    with_member("fallbacks", [{"model": HAIKU}] * 4, ": List should have at most 3 items after validation, not 4",
                betas=FALLING_BACK),
    with_member("effort", "high", f": {EXTRA}", "effort-top-level"),
    with_member("zzz_unknown", 1, f": {EXTRA}", "unknown-field"),
    with_member("Model", None, f": {EXTRA}"),
    with_member("user_profile_id", "x", f": {EXTRA}"),
    with_member("max_tokens", 10, f": {EXTRA}", counting=True),
)  # fmt: skip

LET_PASS: Final[tuple[Asked, ...]] = (
    ask(tool_choice={"type": "none"}),
    ask(system=[]),
    ask(system=""),
    ask(thinking=ENABLED, max_tokens=2000),
    ask(thinking={"type": "adaptive", "display": None}, model=OPUS),
    ask(
        thinking={"type": "adaptive", "display": "updates", "block_binding": {"prefix_mismatch_behavior": "error"}},
        model=OPUS,
        betas="thinking-display-updates-2026-08-18,thinking-binding-controls-2026-08-01",
    ),
    ask(output_config={}),
    ask(output_config={"task_budget": {"type": "tokens", "total": 100}}, betas="task-budgets-2026-03-13", model=OPUS),
    ask(cache_control=None),
    ask(cache_control={"type": "ephemeral", "ttl": "1h"}),
    ask(metadata=None),
    ask(metadata={"user_id": "x" * 256}),
    ask(stop_sequences=None),
    ask(service_tier="standard_only"),
    ask(stream=False),
    ask(temperature=0, top_k=5),
    ask(top_p=1),
    ask(version=NEW),
    ask(container=None, inference_geo=None),
    ask(diagnostics={"previous_message_id": "msg_01"}),
    ask(diagnostics={"previous_message_id": None}),
    ask(context_management={"edits": []}, betas=MANAGING),
    ask(mcp_servers=[], betas="mcp-client-2025-11-20"),
    ask(speed="standard", betas="fast-mode-2026-02-01"),
    ask(fallbacks="default", betas=FALLING_BACK, model="claude-fable-5"),
    ask(counting=True),
)
