"""The table of models is complete, well typed, and says what the documentation says."""

from datetime import date
from typing import get_args, get_type_hints

import pytest
from pydantic import TypeAdapter

from understudy.api.models import MODELS, Model, find, stranger

ERA_4_5 = "claude-haiku-4-5-20251001", "claude-opus-4-5-20251101", "claude-sonnet-4-5-20250929"
CLAUDE_4 = "claude-opus-4-1-20250805", "claude-opus-4-20250514", "claude-sonnet-4-20250514"
CLAUDE_3 = (
    "claude-3-5-haiku-20241022",
    "claude-3-5-sonnet-20241022",
    "claude-3-5-sonnet-20240620",
    "claude-3-opus-20240229",
    "claude-3-sonnet-20240229",
    "claude-3-haiku-20240307",
)
BOUND = (
    "claude-fable-5-2",
    "claude-mythos-5-2",
    "claude-fable-5-1",
    "claude-mythos-5-1",
    "claude-opus-5-5",
    "claude-sonnet-5-5",
)


def known(name: str) -> Model:
    model = find(name)
    assert model is not None
    return model


def where(**members: object) -> set[str]:
    """The ids of the models with these members."""
    return {m.id for m in MODELS.values() if all(getattr(m, key) == value for key, value in members.items())}


@pytest.mark.parametrize("model", [*MODELS.values(), stranger("private")], ids=lambda model: str(model.id))
def test_every_row_has_the_types_it_promises(model: Model) -> None:
    for record in (model, model.deltas):
        for name, hint in get_type_hints(type(record)).items():
            TypeAdapter(hint).validate_python(getattr(record, name), strict=True)


def test_the_table_knows_every_model_the_newest_sdk_names() -> None:
    from anthropic.types.model_param import ModelParam

    named = [name for form in get_args(ModelParam) for name in get_args(form)]
    assert len(named) == 22
    assert [name for name in named if find(name) is None] == []


def test_the_lifecycle_is_the_one_the_newest_sdk_warns_of() -> None:
    from anthropic._data import DEPRECATED_MODELS

    ends = {known(name).id: known(name).retires_at for name in DEPRECATED_MODELS}
    assert ends == {
        "claude-mythos-preview": date(2026, 6, 30),
        "claude-opus-4-5-20251101": date(2027, 1, 22),
        "claude-sonnet-4-5-20250929": date(2026, 11, 30),
    }
    assert where(lifecycle="deprecated") == ends.keys() - {"claude-mythos-preview"}


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("claude-sonnet-4-5", "claude-sonnet-4-5-20250929"),
        ("claude-haiku-4-5", "claude-haiku-4-5-20251001"),
        ("claude-opus-4-5", "claude-opus-4-5-20251101"),
        ("claude-opus-4-1", "claude-opus-4-1-20250805"),
        ("claude-opus-4-0", "claude-opus-4-20250514"),
        ("claude-sonnet-4-0", "claude-sonnet-4-20250514"),
        ("claude-3-7-sonnet-latest", "claude-3-7-sonnet-20250219"),
        ("claude-3-5-sonnet-latest", "claude-3-5-sonnet-20241022"),
        ("claude-3-5-haiku-latest", "claude-3-5-haiku-20241022"),
        ("claude-3-opus-latest", "claude-3-opus-20240229"),
        ("claude-sonnet-4-6", "claude-sonnet-4-6"),
        ("claude-haiku-4-5-20251001", "claude-haiku-4-5-20251001"),
    ],
)
def test_an_alias_resolves_to_the_dated_id(name: str, id_: str) -> None:
    assert known(name).id == id_


@pytest.mark.parametrize("name", ["", "claude-sonnet-9", "claude-sonnet-4-6-20260101", "Claude-Sonnet-4-6"])
def test_an_unknown_name_is_not_found(name: str) -> None:
    assert find(name) is None


def test_no_name_stands_for_two_models() -> None:
    names = [name for model in MODELS.values() for name in (model.id, *model.aliases)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("name", "window", "output"),
    [
        ("claude-haiku-4-5", 200_000, 64_000),
        ("claude-sonnet-4-5", 200_000, 64_000),
        ("claude-opus-4-1", 200_000, 32_000),
        ("claude-opus-4-0", 200_000, 32_000),
        ("claude-3-7-sonnet-latest", 200_000, 64_000),
        ("claude-3-5-sonnet-latest", 200_000, 8_192),
        ("claude-3-haiku-20240307", 200_000, 4_096),
        ("claude-sonnet-4-6", 1_000_000, 128_000),
        ("claude-haiku-5-5", 1_000_000, 128_000),
    ],
)
def test_a_model_has_the_documented_limits(name: str, window: int, output: int) -> None:
    assert (known(name).context_window, known(name).max_output) == (window, output)


@pytest.mark.parametrize(
    ("name", "modes", "default"),
    [
        ("claude-3-5-haiku-latest", {"disabled"}, "off"),
        ("claude-3-7-sonnet-latest", {"enabled", "disabled"}, "off"),
        ("claude-sonnet-4-5", {"enabled", "disabled"}, "off"),
        ("claude-opus-4-6", {"enabled", "adaptive", "disabled"}, "off"),
        ("claude-opus-4-7", {"adaptive", "disabled"}, "off"),
        ("claude-sonnet-5", {"adaptive", "disabled"}, "on"),
        ("claude-fable-5", {"adaptive"}, "always"),
        ("claude-mythos-preview", {"adaptive", "enabled"}, "always"),
        ("claude-opus-5-5", {"adaptive"}, "always"),
        ("claude-sonnet-5-5", {"adaptive", "between_tools"}, "on"),
        ("claude-haiku-5-5", {"adaptive", "disabled"}, "on"),
    ],
)
def test_a_model_thinks_in_the_documented_modes(name: str, modes: set[str], default: str) -> None:
    assert (set(known(name).thinking), known(name).default_thinking) == (modes, default)


@pytest.mark.parametrize(
    ("name", "efforts", "default"),
    [
        ("claude-sonnet-4-5", (), None),
        ("claude-opus-4-5", ("low", "medium", "high"), "high"),
        ("claude-sonnet-4-6", ("low", "medium", "high", "max"), "high"),
        ("claude-mythos-preview", ("low", "medium", "high", "max"), "high"),
        ("claude-opus-4-7", ("low", "medium", "high", "xhigh", "max"), "high"),
        ("claude-opus-5-5", ("low", "medium", "high", "xhigh", "max"), "medium"),
    ],
)
def test_a_model_takes_the_documented_efforts(name: str, efforts: tuple[str, ...], default: str | None) -> None:
    assert (known(name).efforts, known(name).default_effort) == (efforts, default)


def test_thinking_is_shown_whole_by_3_7_and_omitted_from_4_7_on() -> None:
    assert where(display="full") == {"claude-3-7-sonnet-20250219"}
    assert where(display="summarized") == {*CLAUDE_3, *CLAUDE_4, *ERA_4_5, "claude-opus-4-6", "claude-sonnet-4-6"}


def test_a_prefill_is_taken_up_to_4_5() -> None:
    assert where(prefill=True) == {*CLAUDE_3, *CLAUDE_4, *ERA_4_5, "claude-3-7-sonnet-20250219"}


def test_a_tool_can_be_forced_on_all_but_the_newest() -> None:
    assert where(forced_tool_choice="never") == {*BOUND, "claude-mythos-preview"}
    assert "claude-sonnet-4-5-20250929" in where(forced_tool_choice="without_thinking")
    assert "claude-sonnet-5" in where(forced_tool_choice="always")


def test_sampling_is_refused_from_4_7_on() -> None:
    assert {"claude-opus-4-7", "claude-sonnet-5", *BOUND} <= where(sampling="refused")
    assert where(sampling="temperature_or_top_p") == {
        "claude-opus-4-1-20250805",
        "claude-opus-4-6",
        "claude-sonnet-4-6",
        "claude-mythos-preview",
        *ERA_4_5,
    }
    assert {"claude-sonnet-4-20250514", "claude-3-7-sonnet-20250219"} <= where(sampling="accepted")


def test_manual_thinking_is_interleaved_by_header_on_claude_4() -> None:
    by_header = {*CLAUDE_4, *ERA_4_5, "claude-sonnet-4-6", "claude-mythos-preview"} - {"claude-haiku-4-5-20251001"}
    assert where(interleaving="header") == by_header


def test_effort_changes_from_message_to_message_on_opus_5_and_from_5_1_on() -> None:
    assert where(effort_per_message=True) == {"claude-opus-5", "claude-haiku-5-5", *BOUND}


def test_old_thinking_is_kept_from_opus_4_5_on_and_bound_from_5_1_on_but_on_mythos_5_1() -> None:
    assert {m for m in where(keeps_thinking="all") if "-4-5" in m} == {"claude-opus-4-5-20251101"}
    assert where(keeps_thinking="bound") == {*BOUND, "claude-haiku-5-5"} - {"claude-mythos-5-1"}


def test_thinking_tokens_are_reported_unasked_by_adaptive_models_from_4_7_on() -> None:
    assert {"claude-opus-4-7", "claude-sonnet-5", "claude-fable-5"} <= where(reports_thinking_tokens=True)
    assert {"claude-sonnet-4-6", "claude-opus-4-6", *ERA_4_5} <= where(reports_thinking_tokens=False)


def test_the_inference_geo_is_global_from_4_6_on() -> None:
    assert where(inference_geo="not_available") == {*CLAUDE_3, *CLAUDE_4, *ERA_4_5, "claude-3-7-sonnet-20250219"}
    assert where(inference_geo="not_available") | where(inference_geo="global") == set(MODELS)


def test_thinking_is_turned_off_up_to_high_effort_only_where_it_was_not_always_on_since_opus_5() -> None:
    assert where(disabled_up_to="high") == {"claude-opus-5", "claude-haiku-5-5", "claude-sonnet-5-5"}


def test_a_retired_model_says_when_it_was_retired() -> None:
    assert where(lifecycle="retired") & where(retires_at=None) == set()
    assert where(lifecycle="active") <= where(retires_at=None)


def test_deltas_are_coarse_since_2026_and_were_fine_before() -> None:
    assert known("claude-haiku-4-5").deltas.text == (61, 114)
    assert known("claude-haiku-4-5").deltas.first_text == 14
    assert known("claude-sonnet-4-6").deltas.text == (46, 95)
    assert known("claude-3-7-sonnet-latest").deltas.text == (10, 27)


def test_a_stranger_keeps_its_name_and_refuses_nothing() -> None:
    model = stranger("my-own")
    assert (model.id, model.aliases, model.family) == ("my-own", (), "sonnet")
    assert set(model.thinking) == {"enabled", "adaptive", "between_tools", "disabled"}
    assert (model.prefill, model.sampling, model.forced_tool_choice) == (True, "accepted", "always")
    assert model.default_thinking == "off"


def test_a_prefix_is_cached_from_the_documented_size_on() -> None:
    fives = {"claude-haiku-5-5", "claude-fable-5", "claude-mythos-5", "claude-opus-5", *BOUND}
    assert where(cache_minimum=512) == fives
    assert where(cache_minimum=2048) == {
        "claude-opus-4-7",
        "claude-mythos-preview",
        "claude-3-5-haiku-20241022",
        "claude-3-haiku-20240307",
    }
    assert where(cache_minimum=4096) == {
        "claude-opus-4-6",
        "claude-opus-4-5-20251101",
        "claude-haiku-4-5-20251001",
    }
    assert {m.cache_minimum for m in MODELS.values()} == {512, 1024, 2048, 4096}


def test_a_reply_that_might_not_fit_the_window_is_shortened_refused_or_stopped_by_generation() -> None:
    assert where(over_window="shortens") == {*CLAUDE_3}
    assert where(over_window="refuses") == {*CLAUDE_4, "claude-3-7-sonnet-20250219"}
    assert {*ERA_4_5, "claude-opus-4-6"} <= where(over_window="stops")


def test_structured_outputs_begin_with_opus_4_1_and_the_4_5_models() -> None:
    before = {*CLAUDE_3, *CLAUDE_4, "claude-3-7-sonnet-20250219"} - {"claude-opus-4-1-20250805"}
    assert where(structured_outputs=False) == before


def test_the_context_is_compacted_from_4_6_on() -> None:
    assert where(compaction=False) == {*CLAUDE_3, *CLAUDE_4, *ERA_4_5, "claude-3-7-sonnet-20250219"}
