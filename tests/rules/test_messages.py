"""What the conversation may hold when it is sent back."""

from typing import Any

import pytest

from understudy import rules
from understudy.api import blobs, models
from understudy.api.request import Request

SONNET = models.MODELS["claude-sonnet-4-5-20250929"]
GENUINE = blobs.sign("Let me see.", model=SONNET, position=0, count=1)
DATA = blobs.redact("Let me see.", model=SONNET, position=0, count=1)


def refusal(*content: dict[str, Any] | str, literals: frozenset[str] = frozenset(), then: str = "") -> str | None:
    said: object = content[0] if isinstance(content[0], str) else list(content)
    messages: list[dict[str, Any]] = [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": said}]
    if then:
        messages.append({"role": "user", "content": then})
    request = Request({"model": SONNET.id, "max_tokens": 9, "messages": messages}, {})
    found = rules.check_messages(rules.Presented(request, lambda: literals))
    return found.message if found else None


def thinking(signature: str) -> dict[str, Any]:
    return {"type": "thinking", "thinking": "Let me see.", "signature": signature}


def redacted(data: str) -> dict[str, Any]:
    return {"type": "redacted_thinking", "data": data}


def test_a_genuine_signature_is_accepted() -> None:
    assert refusal(thinking(GENUINE), {"type": "text", "text": "a"}, then="b") is None


@pytest.mark.parametrize("place", [0, 40, 120, len(GENUINE) - 3])
def test_a_signature_with_one_character_changed_is_refused(place: int) -> None:
    other = "A" if GENUINE[place] != "A" else "B"
    forged = GENUINE[:place] + other + GENUINE[place + 1 :]
    assert refusal(thinking(forged), then="b") == "messages.1.content.0: Invalid `signature` in `thinking` block"


@pytest.mark.parametrize("signature", ["", "EqQBCg==", "not base64!", GENUINE[:-8], DATA])
def test_a_signature_that_was_never_minted_is_refused(signature: str) -> None:
    assert refusal(thinking(signature), then="b") == "messages.1.content.0: Invalid `signature` in `thinking` block"


def test_a_signature_that_a_scenario_writes_out_is_accepted() -> None:
    assert refusal(thinking("EqQBCg=="), literals=frozenset({"EqQBCg=="}), then="b") is None


def test_redacted_data_is_accepted_as_minted_and_refused_otherwise() -> None:
    assert refusal(redacted(DATA), then="b") is None
    assert refusal({"type": "text", "text": "a"}, redacted(DATA[:-4] + "AAA="), then="b") == (
        "messages.1.content.1: Invalid `data` in `redacted_thinking` block"
    )


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        ("Hello", False),
        ("Hello ", True),
        ("Hello\n", True),
        ({"type": "text", "text": "Hello\t"}, True),
        ({"type": "text", "text": "Hello"}, False),
        ({"type": "tool_use", "id": "toolu_1", "name": "get", "input": {}}, False),
    ],
)
def test_a_prefill_does_not_end_in_whitespace(content: str | dict[str, Any], refused: bool) -> None:
    expected = "messages: final assistant content cannot end with trailing whitespace" if refused else None
    assert refusal(content) == expected


def test_whitespace_at_the_end_of_an_earlier_assistant_message_is_nobodys_business() -> None:
    assert refusal("Hello ", then="And?") is None


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({"x-api-key": "k", "anthropic-version": "2023-06-01"}, None),
        ({"authorization": "Bearer k", "anthropic-version": "2026-10-21"}, None),
        ({"anthropic-version": "2023-06-01"}, "x-api-key header is required"),
        ({"x-api-key": "", "anthropic-version": "2023-06-01"}, "x-api-key header is required"),
        ({"authorization": "Basic k", "anthropic-version": "2023-06-01"}, "x-api-key header is required"),
        ({}, "x-api-key header is required"),
        ({"x-api-key": "k"}, "anthropic-version: header is required"),
        (
            {"x-api-key": "k", "anthropic-version": "2023-10-01"},
            'anthropic-version: "2023-10-01" is not a valid version',
        ),
    ],
)
def test_headers_say_who_asks_and_for_which_version(headers: dict[str, str], message: str | None) -> None:
    found = rules.check_headers(headers)
    assert (found.message if found else None) == message


def test_every_rule_has_a_name_words_and_a_source() -> None:
    assert [rule.name for rule in rules.RULES] == [
        "api_key",
        "anthropic_version",
        "prefill_whitespace",
        "thinking_signature",
        "redacted_data",
    ]
    assert all(rule.words.endswith(".") and rule.source.startswith("https://") for rule in rules.RULES)
