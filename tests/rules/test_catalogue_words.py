"""The comparison with recorded messages lets differ what comes from the request, and no word."""

import pytest

from .catalogue import says_the_same

SAME = [
    ("model: Field required", "model: Field required", ""),
    ("messages.{i}.content.{j}: Invalid", "messages.3.content.0: Invalid", ""),
    ("messages.N: cannot", "messages.12: cannot", ""),
    ("tools.0.custom.name: String", "tools.11.custom.name: String", ""),
    ("max_tokens: {n} > {max}, allowed for {model}", "max_tokens: 9 > 8, allowed for claude-haiku-4-5-20251001", ""),
    ("prompt is too long: 3333404 tokens > 200000 maximum", "prompt is too long: 200016 tokens > 200000 maximum", ""),
    ("messages.{i}.content.{j}.image: Bad", "messages.2.content.0.tool_result.content.1.image: Bad", ""),
    ("no low surrogate: line 1 column {n} (char {n-1})", "no low surrogate: line 1 column 12 (char 11)", ""),
    ("without blocks after: toolu_01AB. Each", "without blocks after: toolu_1. Each", ""),
    ("not valid JSON: bad: line 8 column 316 (char 466)", "not valid JSON: bad: line 1 column 2 (char 1)", ""),
    ("Tool 'never' not found", "Tool 'other' not found", '{"name": "other"}'),
    ("'minItems' (got: [2, 5])", "'minItems' (got: [2, 7])", '{"minItems": 7}'),
    ("Did you mean one of {list}?", "Did you mean one of bash, memory?", ""),
]
DIFFERENT = [
    ("model: Field required", "model: Field is required", ""),
    ("model: Field required", "system: Field required", ""),
    ("messages.0: Field required", "messages.0.content: Field required", ""),
    ("messages.0.content.0.text.text: Field required", "messages.0.content.0.image.text: Field required", ""),
    ("Tool 'never' not found", "Tool 'other' not found", '{"name": "never"}'),
    ("greater than or equal to 1024", "greater than or equal to 1025", '{"budget_tokens": 512}'),
    ("A maximum of 4 blocks. Found 5.", "A maximum of 5 blocks. Found 6.", ""),
    ("A maximum of 4 blocks", "A maximum of 4 blocks.", ""),
    ("Input should be 'a' or 'b'", "Input should be 'a', 'b' or 'c'", '"a" "b" "c"'),
    ("see https://docs.claude.com/en", "see https://docs.anthropic.com/en", ""),
]


@pytest.mark.parametrize(("message", "text", "request_"), SAME)
def test_what_comes_from_the_request_may_differ(message: str, text: str, request_: str) -> None:
    assert says_the_same(message, text, request_)


@pytest.mark.parametrize(("message", "text", "request_"), DIFFERENT)
def test_words_and_fixed_numbers_may_not_differ(message: str, text: str, request_: str) -> None:
    assert not says_the_same(message, text, request_)
