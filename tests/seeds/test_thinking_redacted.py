"""The page on extended thinking, rules 126 to 134: signatures, and thinking that was redacted.

The numbers in the tests' names are those of the statements, in the page's order.
"""

from base64 import b64decode
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.folding import folded
from tests.support.messages import WEATHER_TOOL, Json, body, plain, post, stream
from tests.support.raw import Exchange
from tests.support.sse import without_pings

Play = Callable[..., str]

THINKING = {"type": "enabled", "budget_tokens": 1024}
ASKED: Json = {"thinking": THINKING, "max_tokens": 4096, "model": "claude-sonnet-4-5"}

MAGIC = (
    "ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_46C9A13E193C177646C7398A98432ECCCE4C1253D5E2D82641AC0E52CC2876CB"
)
"""The page's test prompt."""

CLAUDE_4 = (
    "claude-sonnet-4-5-20250929",
    "claude-sonnet-4-20250514",
    "claude-haiku-4-5-20251001",
    "claude-opus-4-1-20250805",
    "claude-opus-4-20250514",
)

THOUGHT = "The user asks about the weather in San Francisco, and there is a tool for that which I call."
CALLING = f"""
reply:
  - thinking: {THOUGHT}
  - redacted_thinking: auto
  - redacted_thinking: {{bytes: 700}}
  - tool_use: get_weather
    input: {{location: "San Francisco, CA"}}
"""


def content(url: str, scenario: str | None, **members: Any) -> list[Json]:
    answer = plain(url, scenario, **{**ASKED, **members})
    assert answer.status == 200, answer.text
    blocks: list[Json] = answer.json["content"]
    return blocks


def streamed(url: str, scenario: str | None, **members: Any) -> list[Json]:
    answer = stream(url, scenario, **{**ASKED, **members})
    assert answer.status == 200, answer.text
    return without_pings(answer.body)


def types(blocks: list[Json]) -> list[str]:
    return [block["type"] for block in blocks]


@pytest.mark.parametrize("display", ["summarized", "omitted"])
def test_rule_126_a_signature_comes_right_before_the_end_of_its_block(play: Play, display: str) -> None:
    came = streamed(play(calling=CALLING), "calling", thinking={**THINKING, "display": display})
    *_, signature, stop = [event for event in came if event.get("index") == 0]

    assert list(signature["delta"]) == ["type", "signature"]
    assert stop == {"type": "content_block_stop", "index": 0}


@pytest.mark.parametrize("model", CLAUDE_4)
def test_rule_127_claude_4_signs_at_more_than_twice_the_length_of_3_7(play: Play, model: str) -> None:
    url = play(calling=CALLING)
    old = content(url, "calling", model="claude-3-7-sonnet-20250219")[0]["signature"]
    new = content(url, "calling", model=model)[0]["signature"]

    assert len(new) > 2 * len(old) > 0


@pytest.mark.parametrize("model", ["claude-3-7-sonnet-20250219", *CLAUDE_4])
def test_rule_128_nothing_can_be_read_in_a_signature(play: Play, model: str) -> None:
    signature = content(play(calling=CALLING), "calling", model=model)[0]["signature"]
    inside = b64decode(signature, validate=True)

    assert not any(word.encode() in inside for word in THOUGHT.split() if len(word) > 3)


def test_rule_130_redacted_thinking_is_opaque_data(play: Play) -> None:
    redacted = [block for block in content(play(calling=CALLING), "calling") if block["type"] == "redacted_thinking"]

    assert [list(block) for block in redacted] == [["type", "data"]] * 2
    assert [len(b64decode(block["data"], validate=True)) // 100 for block in redacted] == [5, 9]


def sent_back(url: str, content: list[Json]) -> Exchange:
    """The answer to the results of the tool, with this content before them."""
    messages = [
        {"role": "user", "content": "What is the weather like in San Francisco?"},
        {"role": "assistant", "content": content},
        {
            "role": "user",
            "content": [{"type": "tool_result", "tool_use_id": content[-1]["id"], "content": "18 degrees"}],
        },
    ]
    return post(url, body(**ASKED, messages=messages, tools=[WEATHER_TOOL]), scenario="calling")


def test_rule_131_redacted_thinking_is_sent_back_as_it_came(play: Play) -> None:
    url = play(calling=CALLING)
    came = folded(streamed(url, "calling", tools=[WEATHER_TOOL]))["content"]

    assert types(came) == ["thinking", "redacted_thinking", "redacted_thinking", "tool_use"]
    assert sent_back(url, came).status == 200


@pytest.mark.parametrize("place", [0, 40, 200, -3])
def test_rule_131_altered_data_are_refused(play: Play, place: int) -> None:
    url = play(calling=CALLING)
    came = content(url, "calling", tools=[WEATHER_TOOL])
    data = came[1]["data"]
    letters = list(data)
    letters[place] = "A" if letters[place] != "A" else "B"
    came[1] = {**came[1], "data": "".join(letters)}

    refused = sent_back(url, came)
    assert refused.status == 400
    assert refused.json["error"]["message"] == "messages.1.content.1: Invalid `data` in `redacted_thinking` block"


def test_rule_132_thinking_and_redacted_thinking_stand_side_by_side(base_url: str) -> None:
    mixed = ["thinking", "redacted_thinking", "text"]

    assert types(content(base_url, "redacted-thinking")) == mixed
    assert types(folded(streamed(base_url, "redacted-thinking"))["content"]) == mixed


@pytest.mark.parametrize("scenario", ["redacted-thinking", "redacted-first"])
def test_rule_133_a_redacted_block_comes_whole(base_url: str, scenario: str) -> None:
    came = streamed(base_url, scenario)
    starts = [
        number for number, event in enumerate(came) if event.get("content_block", {}).get("type") == "redacted_thinking"
    ]

    assert len(starts) == (2 if scenario == "redacted-first" else 1)
    for number in starts:
        start, stop = came[number : number + 2]
        assert len(start["content_block"]["data"]) > 100
        assert stop == {"type": "content_block_stop", "index": start["index"]}


@pytest.mark.parametrize("said", [MAGIC, [{"type": "text", "text": MAGIC}]], ids=["a string", "a block"])
def test_rule_134_the_test_prompt_is_answered_with_redacted_thinking(base_url: str, said: Any) -> None:
    messages = [{"role": "user", "content": said}]

    for blocks in (
        content(base_url, None, messages=messages),
        folded(streamed(base_url, None, messages=messages))["content"],
    ):
        *thoughts, text = types(blocks)
        assert "redacted_thinking" in thoughts
        assert set(thoughts) <= {"thinking", "redacted_thinking"}
        assert text == "text"


@pytest.mark.parametrize("thinking", [None, {"type": "disabled"}], ids=["not said", "disabled"])
def test_rule_134_without_thinking_it_is_answered_with_text(base_url: str, thinking: Json | None) -> None:
    messages = [{"role": "user", "content": MAGIC}]

    assert types(content(base_url, None, messages=messages, thinking=thinking)) == ["text"]


@pytest.mark.parametrize("prompt", [MAGIC[:-1], MAGIC.replace("46C9", "46C8"), MAGIC.lower(), "REDACTED_THINKING"])
def test_rule_134_another_prompt_is_not(base_url: str, prompt: str) -> None:
    assert types(content(base_url, None, messages=[{"role": "user", "content": prompt}])) == ["thinking", "text"]
