"""A conversation with thinking: every message is asked for first, so that all that is sent back is genuine."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from tests.support.messages import Json, post
from tests.support.raw import Exchange

COUNT: Final = "/v1/messages/count_tokens"
INTERLEAVED: Final = {"anthropic-beta": "interleaved-thinking-2025-05-14"}
UNCHECKED: Final = {"x-understudy-validate": "off"}
"""For what the API would refuse, and whose count is compared all the same."""

DOCUMENT: Final = "word " * 880
"""4,400 bytes: 1,100 tokens, more than the 1,024 that the model caches."""

TOOL: Final[Json] = {
    "name": "get_weather",
    "description": "The weather in a city, " + "with every detail, " * 230,
    "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}},
}
"""A tool of more than 1,024 tokens."""

AGENT: Final = f"""
turns:
  - reply:
      - thinking: {"First I look at Rome. " * 20}
      - tool_use: get_weather
        input: {{city: Rome}}
  - reply:
      - thinking: {"Now I look at Oslo. " * 20}
      - tool_use: get_weather
        input: {{city: Oslo}}
  - reply: [{{text: Rome is warm and Oslo is cold.}}]
  - reply: [{{text: You are welcome.}}]
"""
"""Thinks before each of two calls, the second time only where thinking is interleaved; then answers twice."""

TALKER: Final = f"""
reply:
  - thinking: {"What a good question. " * 20}
  - text: This is the answer.
"""
"""Thinks at every turn, and answers."""


@dataclass
class Chat:
    """A conversation with one scenario: what is asked with every request, and the messages so far."""

    url: str
    members: Json = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    messages: list[Json] = field(default_factory=list)

    def ask(self, content: Any, **members: Any) -> Json:
        """The reply to one more message of the user's; both are part of the conversation from then on."""
        self.messages.append({"role": "user", "content": content})
        reply = self.sent(**members)
        self.messages.append({"role": "assistant", "content": reply["content"]})
        return reply

    def answer_tool(self, result: str = "18 degrees", **members: Any) -> Json:
        """The reply to the result of the tool that was called last."""
        return self.ask([self.result(result)], **members)

    def result(self, text: str = "18 degrees") -> Json:
        call = self.messages[-1]["content"][-1]
        return {"type": "tool_result", "tool_use_id": call["id"], "content": text}

    def sent(self, messages: list[Json] | None = None, **members: Any) -> Json:
        """The reply to these messages, by default to the conversation as it is."""
        answer = self.exchange(messages, **members)
        assert answer.status == 200, answer.text
        message: Json = answer.json
        return message

    def exchange(self, messages: list[Json] | None = None, path: str = "/v1/messages", **members: Any) -> Exchange:
        asked: Json = {
            "model": "claude-sonnet-4-5",
            **({} if path == COUNT else {"max_tokens": 4_000}),
            "thinking": {"type": "enabled", "budget_tokens": 2_000},
            "tools": [TOOL],
            **self.members,
            **members,
            "messages": self.messages if messages is None else messages,
        }
        sent = {name: value for name, value in asked.items() if value is not None}
        return post(self.url, sent, headers=self.headers, path=path)

    def count(self, messages: list[Json] | None = None, **members: Any) -> int:
        """What counting the tokens of these messages answers."""
        answer = self.exchange(messages, COUNT, **members)
        assert answer.status == 200, answer.text
        tokens: int = answer.json["input_tokens"]
        return tokens


Chatting = Callable[..., Chat]


def thoughtless(messages: list[Json]) -> list[Json]:
    """The messages as a client sends them that keeps no thinking."""
    return [
        {**message, "content": [block for block in message["content"] if "thinking" not in block["type"]]}
        if message["role"] == "assistant"
        else message
        for message in messages
    ]


def marked(block: Json, ttl: str | None = None) -> Json:
    """The block with a cache marker."""
    return {**block, "cache_control": {"type": "ephemeral", **({"ttl": ttl} if ttl else {})}}


def text(said: str) -> Json:
    return {"type": "text", "text": said}


def charged(message: Json) -> tuple[int, int, int]:
    """What the prompt of a message was charged: the rest of it, what was read, what was written."""
    usage = message["usage"]
    return usage["input_tokens"], usage["cache_read_input_tokens"], usage["cache_creation_input_tokens"]
