"""The reply that is made up from the request."""

from typing import Any

import jsonschema
import pytest

from understudy.script import example

from .playing import message, play

WEATHER = {
    "name": "get_weather",
    "input_schema": {
        "type": "object",
        "properties": {"city": {"type": "string"}, "unit": {"enum": ["c", "f"]}},
        "required": ["city"],
    },
}
CLOCK = {"name": "get_time", "input_schema": {"type": "object"}}


def improvised(said: str = "Good morning!", **body: Any) -> list[dict[str, Any]]:
    messages = [{"role": "user", "content": said}]
    content: list[dict[str, Any]] = message(
        play("improv", {"stream": False, "max_tokens": 30_000, "messages": messages, **body})
    )["content"]
    return content


def test_it_echoes_what_the_user_says() -> None:
    assert improvised() == [{"type": "text", "text": "Good morning!"}]


def test_it_says_what_came_where_there_are_no_words() -> None:
    image = {"type": "image", "source": {"type": "url", "url": "https://x.test/a.png"}}
    assert improvised(messages=[{"role": "user", "content": [image]}]) == [{"type": "text", "text": "Received: image."}]


def test_it_thinks_first_where_thinking_is_on() -> None:
    kinds = [block["type"] for block in improvised(thinking={"type": "enabled", "budget_tokens": 1024})]
    assert kinds == ["thinking", "text"]


@pytest.mark.parametrize(
    ("said", "choice", "called"),
    [
        pytest.param("How is the weather?", None, ["get_weather"], id="a word of four letters is shared"),
        pytest.param("How is the WEATHER?", None, ["get_weather"], id="in any case"),
        pytest.param("Go and get it", None, [], id="a shorter word is not enough"),
        pytest.param("What time is it?", None, ["get_time"], id="the tool that shares the word"),
        pytest.param("Good morning", {"type": "any"}, ["get_weather"], id="any"),
        pytest.param("Good morning", {"type": "tool", "name": "get_time"}, ["get_time"], id="a tool by name"),
        pytest.param("How is the weather?", {"type": "none"}, [], id="none"),
        pytest.param("How is the weather?", {"type": "auto"}, ["get_weather"], id="auto"),
    ],
)
def test_it_calls_the_tool_that_is_forced_or_fits_the_words(
    said: str, choice: dict[str, str] | None, called: list[str]
) -> None:
    body = {"tools": [WEATHER, CLOCK]} | ({"tool_choice": choice} if choice else {})
    assert [block["name"] for block in improvised(said, **body) if block["type"] == "tool_use"] == called


def test_a_forced_call_has_no_words_before_it() -> None:
    blocks = improvised(tools=[WEATHER], tool_choice={"type": "any"})
    assert [block["type"] for block in blocks] == ["tool_use"]
    assert blocks[0]["input"] == {"city": "city"}


def test_it_ends_after_the_result_of_the_tool() -> None:
    messages = [
        {"role": "user", "content": "How is the weather?"},
        {"role": "assistant", "content": [{"type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": {}}]},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": "sunny"}]},
    ]
    assert improvised(messages=messages, tools=[WEATHER]) == [{"type": "text", "text": "get_weather: sunny"}]


def test_structured_output_fits_its_schema() -> None:
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}
    config = {"format": {"type": "json_schema", "schema": schema}}
    assert improvised(output_config=config) == [{"type": "text", "text": '{"n":1}'}]


SCHEMAS: list[dict[str, Any]] = [
    {"type": "string"},
    {"type": "string", "minLength": 30},
    {"type": "string", "maxLength": 3},
    *({"type": "string", "format": name} for name in ("date-time", "date", "email", "uuid", "ipv4", "ipv6", "uri")),
    {"type": "integer", "minimum": 5},
    {"type": "integer", "maximum": -5},
    {"type": "integer", "exclusiveMinimum": 1, "exclusiveMaximum": 3},
    {"type": "integer", "multipleOf": 7, "minimum": 10},
    {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
    {"type": "number", "minimum": 0.25, "maximum": 0.5},
    {"type": "boolean"},
    {"type": "null"},
    {"type": ["null", "string"]},
    {"type": "array", "items": {"type": "integer"}, "minItems": 3},
    {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}]},
    {"enum": ["a", "b"]},
    {"const": 5},
    {"anyOf": [{"type": "integer"}, {"type": "string"}]},
    {"oneOf": [{"type": "integer"}, {"type": "string"}]},
    {
        "allOf": [
            {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]},
            {"properties": {"b": {"type": "string"}}, "required": ["b"]},
        ]
    },
    {
        "type": "object",
        "properties": {"a": {"$ref": "#/$defs/point"}, "b": {"type": "array", "items": {"$ref": "#/$defs/point"}}},
        "required": ["a", "b"],
        "additionalProperties": False,
        "$defs": {"point": {"type": "object", "properties": {"x": {"type": "number"}}, "required": ["x"]}},
    },
    {
        "$ref": "#/$defs/node",
        "$defs": {
            "node": {
                "type": "object",
                "properties": {"next": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/node"}]}},
                "required": ["next"],
            }
        },
    },
]


@pytest.mark.parametrize("schema", SCHEMAS, ids=str)
def test_an_example_fits_its_schema(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(example.of(schema))


@pytest.mark.parametrize("schema", [None, 5, [], "x", {"$ref": "#/nowhere"}, {"$ref": "https://x.test/y"}])
def test_a_schema_that_is_none_gives_an_empty_object(schema: object) -> None:
    assert example.of(schema) in ({}, "example")


def test_a_schema_without_end_ends() -> None:
    schema = {"type": "object", "properties": {"next": {"$ref": "#"}}, "required": ["next"]}
    assert isinstance(example.of(schema), dict)
