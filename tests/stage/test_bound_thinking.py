"""Models with preserved thinking take it back only into the conversation it was made in."""

from typing import Any

import pytest

from tests.support.messages import WEATHER_TOOL, Json, post
from tests.support.raw import Exchange

AGENT = """
turns:
  - reply:
      - thinking: Hm.
      - thinking: >-
          The user wants the weather, and I have a tool for that, but it wants to know a city, so I take the one that
          was named.
      - tool_use: get_weather
        input: {location: Paris}
  - reply:
      - thinking: One more.
      - tool_use: get_weather
        input: {location: Lyon}
  - reply:
      - thinking: Sunny here, sunny there.
      - text: It is sunny.
  - reply:
      - text: You are welcome.
"""


class Agent:
    """A conversation in which everything goes back as it came."""

    def __init__(self, url: str, model: str) -> None:
        self.url = url
        self.body: Json = {
            "model": model,
            "max_tokens": 1024,
            "system": "Be brief.",
            "tools": [WEATHER_TOOL],
            "messages": [{"role": "user", "content": "What's the weather in Paris and Lyon?"}],
        }

    def send(self, **members: Any) -> Exchange:
        return post(self.url, {**self.body, **members}, scenario="agent")

    def step(self) -> None:
        """Asks, and sends what it hears back with the results of tools or thanks."""
        content = self.send().json["content"]
        calls = [block["id"] for block in content if block["type"] == "tool_use"]
        results = [{"type": "tool_result", "tool_use_id": id_, "content": "20°C"} for id_ in calls]
        self.body["messages"] += [
            {"role": "assistant", "content": content},
            {"role": "user", "content": results or "Thanks."},
        ]


@pytest.fixture
def agent(play: Any, request: pytest.FixtureRequest) -> Agent:
    """An agent at the end of its work."""
    made = Agent(play(agent=AGENT), request.param)
    for _ in range(3):
        made.step()
    return made


MODELS = ("claude-fable-5-1", "claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5")
bound = pytest.mark.parametrize("agent", MODELS, indirect=True)
on_fable = pytest.mark.parametrize("agent", MODELS[:1], indirect=True)


def refusal(answer: Exchange) -> str:
    assert answer.status == 400, answer.text
    return str(answer.json["error"]["message"])


def without(messages: list[Json], *places: tuple[int, int]) -> list[Json]:
    """The messages without some of their blocks."""
    return [
        message
        if isinstance(message["content"], str)
        else {
            **message,
            "content": [block for position, block in enumerate(message["content"]) if (number, position) not in places],
        }
        for number, message in enumerate(messages)
    ]


@bound
def test_a_conversation_that_only_grows_is_taken_back(agent: Agent) -> None:
    thoughts = [block for message in agent.body["messages"][1::2] for block in message["content"]]

    assert [block["type"] for block in thoughts].count("thinking") == 4
    assert agent.send().json["content"] == [{"type": "text", "text": "You are welcome."}]


@bound
def test_another_system_prompt_is_refused_from_the_first_thought_on(agent: Agent) -> None:
    words = refusal(agent.send(system="Be verbose."))

    assert words.startswith("messages.1.content.0: Invalid `signature` in `thinking` block. The block is bound to a")
    assert words.endswith("The `system` prompt differs from the one this block was created with.")


@on_fable
def test_an_edited_result_is_refused_from_the_next_thought_on(agent: Agent) -> None:
    messages = agent.body["messages"]
    result = {**messages[2]["content"][0], "content": "30°C"}
    edited = [*messages[:2], {**messages[2], "content": [result]}, *messages[3:]]
    words = refusal(agent.send(messages=edited))

    assert words.startswith("messages.3.content.0: ")
    assert words.endswith("first at `messages.2.content.0`.")


@on_fable
@pytest.mark.parametrize(
    ("left_out", "refused"),
    [
        pytest.param([(1, 1)], "messages.3.content.0", id="one in the middle of a reply"),
        pytest.param([(3, 0)], "messages.5.content.0", id="a reply's only one"),
        pytest.param([(1, 1), (3, 0)], "messages.5.content.0", id="several in the middle"),
    ],
)
def test_thinking_is_not_left_out_between_other_thinking(
    agent: Agent, left_out: list[tuple[int, int]], refused: str
) -> None:
    assert refusal(agent.send(messages=without(agent.body["messages"], *left_out))).startswith(f"{refused}: Invalid")


@on_fable
@pytest.mark.parametrize(
    "left_out",
    [
        pytest.param([(1, 0)], id="the first"),
        pytest.param([(1, 0), (1, 1), (3, 0)], id="the oldest"),
        pytest.param([(5, 0)], id="the newest"),
        pytest.param([(1, 0), (1, 1), (3, 0), (5, 0)], id="all"),
    ],
)
def test_thinking_may_be_left_out_at_the_ends(agent: Agent, left_out: list[tuple[int, int]]) -> None:
    assert agent.send(messages=without(agent.body["messages"], *left_out)).status == 200


@on_fable
def test_the_same_request_is_signed_alike_and_another_is_not(agent: Agent) -> None:
    def signatures(**members: Any) -> list[str]:
        content = agent.send(messages=agent.body["messages"][:1], **members).json["content"]
        return [block["signature"] for block in content if block["type"] == "thinking"]

    assert signatures() == signatures()
    assert signatures() == signatures(output_config={"effort": "low"})
    assert signatures() != signatures(system="Be verbose.")
