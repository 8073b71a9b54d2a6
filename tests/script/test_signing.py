"""Thinking leaves signed for what of it is played, and comes back genuine."""

from typing import Any

import pytest

from understudy.api.blobs import Signature, read_redacted, read_signature
from understudy.api.tokens import count_content

from .playing import deltas, events, message, play

THINKING = {"type": "enabled", "budget_tokens": 1024}
FULL = "The user greets me. They may be in a hurry, or not; a greeting says little. I greet them back. " * 8
SUMMARY = "The user greets me, so I greet them back."
TOLD = {"full": FULL, "summary": SUMMARY}


def told(reply: list[Any], **body: Any) -> dict[str, Any]:
    """The Message of a plain answer to a request with thinking on."""
    return message(play(reply, {"thinking": THINKING, "stream": False, "max_tokens": 30_000, **body}))


def thoughts(reply: list[Any], **body: Any) -> list[dict[str, Any]]:
    return [block for block in told(reply, **body)["content"] if block["type"] in ("thinking", "redacted_thinking")]


def sealed(block: dict[str, Any]) -> Signature:
    said = read_signature(block["signature"]) if block["type"] == "thinking" else read_redacted(block["data"])
    assert said is not None
    return said


def places(reply: list[Any], **body: Any) -> list[tuple[int, int]]:
    return [(said.position, said.count) for said in map(sealed, thoughts(reply, **body))]


@pytest.mark.parametrize(
    ("model", "thinking", "shown"),
    [
        ("claude-3-7-sonnet-latest", THINKING, FULL),
        ("claude-sonnet-4-5", THINKING, SUMMARY),
        ("claude-sonnet-4-5", {**THINKING, "display": "omitted"}, ""),
        ("claude-sonnet-5", {"type": "adaptive", "display": "summarized"}, SUMMARY),
        ("claude-sonnet-5", {"type": "adaptive"}, ""),
    ],
)
def test_a_block_is_genuine_as_it_left_and_as_long_as_the_full_thinking(
    model: str, thinking: dict[str, Any], shown: str
) -> None:
    (block,) = thoughts([{"thinking": TOLD}, {"text": "Hi."}], model=model, thinking=thinking)

    assert block["thinking"] == shown
    assert sealed(block).matches(shown)
    assert not sealed(block).matches("Something else.")
    assert sealed(block).length == len(FULL)


def test_a_signature_is_the_same_whether_the_text_is_shown_or_omitted() -> None:
    displays = ("summarized", "omitted")
    blocks = [thoughts([{"thinking": TOLD}], thinking={**THINKING, "display": display})[0] for display in displays]

    assert [block["thinking"] for block in blocks] == [SUMMARY, ""]
    assert blocks[0]["signature"] == blocks[1]["signature"]


def test_thinking_billed_at_more_than_its_text_is_as_long_as_it_is_billed() -> None:
    (block,) = thoughts([{"thinking": "Hm.", "tokens": 900}, {"text": "Hi."}])

    assert sealed(block).length == 3_600
    assert sealed(block).matches("Hm.")
    assert count_content(block) == 900


def test_a_text_that_begins_in_the_start_of_a_block_is_signed_whole() -> None:
    (block,) = thoughts([{"thinking": " on the other hand", "start": {"thinking": "On the one hand,"}}])

    assert block["thinking"] == "On the one hand, on the other hand"
    assert sealed(block).matches(block["thinking"])


@pytest.mark.parametrize("thinking", [FULL, TOLD], ids=["its text", "its summary"])
def test_thinking_that_is_cut_is_signed_as_far_as_it_goes(thinking: object) -> None:
    answer = told([{"thinking": thinking}, {"text": "Hi."}], max_tokens=100)
    (block,) = answer["content"]

    assert answer["stop_reason"] == "max_tokens"
    assert 0 < len(block["thinking"]) < len(FULL if thinking == FULL else SUMMARY)
    assert sealed(block).matches(block["thinking"])
    assert sealed(block).length == 400


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (["think"], [(0, 1)]),
        (["think", "redacted", "think", "text"], [(0, 3), (1, 3), (2, 3)]),
        (["think", "redacted", "text", "think", "text"], [(0, 2), (1, 2), (0, 1)]),
        (["think", "ping", "think"], [(0, 2), (1, 2)]),
    ],
)
def test_a_block_says_where_it_stands_in_its_run(reply: list[str], expected: list[tuple[int, int]]) -> None:
    items = {
        "think": {"thinking": "Hm."},
        "redacted": {"redacted_thinking": "auto"},
        "text": {"text": "Hi."},
        "ping": {"ping": None},
    }
    assert places([items[word] for word in reply]) == expected


def test_a_run_counts_the_blocks_that_a_limit_leaves() -> None:
    assert places([{"thinking": "12345678"}, {"thinking": "Hm."}], max_tokens=2) == [(0, 1)]


def test_a_run_counts_the_blocks_that_leave_before_the_connection_goes() -> None:
    reply = [{"thinking": "Hm."}, {"redacted_thinking": "auto"}, {"thinking": ["So", {"close": None}]}]
    performance = play(reply, {"thinking": THINKING})
    (signature,) = deltas(performance, "signature")
    data = next(event["content_block"]["data"] for event in events(performance) if event.get("index") == 1)

    said = read_signature(signature), read_redacted(data)
    assert [(each.position, each.count) for each in said if each] == [(0, 2), (1, 2)]


def test_redacted_thinking_that_is_cut_stands_for_less() -> None:
    reply = [{"redacted_thinking": {"bytes": 600}}, {"text": "Hi."}]
    (whole,) = thoughts(reply)
    cut = told(reply, max_tokens=100)

    assert sealed(whole).length == 600
    assert [sealed(block).length for block in cut["content"]] == [400]
    assert (cut["stop_reason"], cut["usage"]["output_tokens"]) == ("max_tokens", 100)
