"""How many tokens a request may hold, by model and betas."""

import pytest

from understudy.api.request import Request
from understudy.api.window import context_window, longest_reply, refuses_overflow


def asking(model: str, *betas: str) -> Request:
    return Request({"model": model, "max_tokens": 9, "messages": []}, {"anthropic-beta": ",".join(betas)})


@pytest.mark.parametrize(
    ("model", "betas", "tokens"),
    [
        ("claude-haiku-4-5", [], 200_000),
        ("claude-haiku-4-5", ["context-1m-2025-08-07"], 200_000),
        ("claude-sonnet-4-5", [], 200_000),
        ("claude-sonnet-4-5", ["context-1m-2025-08-07"], 1_000_000),
        ("claude-sonnet-4-0", ["pdfs-2024-09-25", "context-1m-2025-08-07"], 1_000_000),
        ("claude-opus-4-1", ["context-1m-2025-08-07"], 200_000),
        ("claude-sonnet-4-6", [], 1_000_000),
    ],
)
def test_the_window_is_that_of_the_model_or_a_longer_one_by_beta(model: str, betas: list[str], tokens: int) -> None:
    assert context_window(asking(model, *betas)) == tokens


@pytest.mark.parametrize(
    ("model", "betas", "tokens"),
    [
        ("claude-3-7-sonnet-20250219", [], 64_000),
        ("claude-3-7-sonnet-20250219", ["output-128k-2025-02-19"], 128_000),
        ("claude-sonnet-4-0", ["output-128k-2025-02-19"], 64_000),
        ("claude-opus-5", ["output-300k-2026-03-24"], 128_000),
    ],
)
def test_a_reply_is_as_long_as_the_model_writes_or_longer_by_beta(model: str, betas: list[str], tokens: int) -> None:
    assert longest_reply(asking(model, *betas)) == tokens


@pytest.mark.parametrize(
    ("model", "betas", "refuses"),
    [
        ("claude-3-5-haiku-20241022", [], False),
        ("claude-3-7-sonnet-20250219", [], True),
        ("claude-opus-4-1", [], True),
        ("claude-opus-4-1", ["model-context-window-exceeded-2025-08-26"], False),
        ("claude-haiku-4-5", [], False),
        ("claude-opus-5", [], False),
    ],
)
def test_what_might_not_fit_is_refused_from_3_7_to_4_1(model: str, betas: list[str], refuses: bool) -> None:
    assert refuses_overflow(asking(model, *betas)) is refuses
