"""The request: a body that has the API's shape, with the looks at it that rules, conditions and replies take."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, TypeVar

from . import models
from .conversation import Place, Turn, places, tool_loop, turns
from .lazy import lazy
from .media import Media, media
from .mentions import mentions
from .retries import retry_count
from .schema import OLD_VERSION, Endpoint, Terms

Json = Mapping[str, Any]
Result = TypeVar("Result")

_FINE_GRAINED: Final = "fine-grained-tool-streaming-2025-05-14"
_INTERLEAVED: Final = "interleaved-thinking-2025-05-14"


class Request:
    """A well-formed request to `POST /v1/messages` or `POST /v1/messages/count_tokens`.

    ``headers`` have lower-case names. ``model`` is as sent, without the ``+SCENARIO`` suffix, which is kept in
    ``scenario``. ``literals`` are the signatures and opaque data that scenarios write out themselves.
    """

    def __init__(
        self,
        body: dict[str, Any],
        headers: Mapping[str, str],
        endpoint: Endpoint = "messages",
        literals: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        name, plus, scenario = body["model"].partition("+")
        self.body: Json = {**body, "model": name} if plus else body
        self.headers = headers
        self.endpoint = endpoint
        self.literals = literals
        self.model: str = name
        self.scenario: str | None = scenario if plus else None
        self.record = models.find(name) or models.stranger(name)
        self.stream = bool(body.get("stream"))
        self.messages: list[dict[str, Any]] = body["messages"]
        self.max_tokens: int = body.get("max_tokens", self.record.max_output)
        self.prefill: bool = bool(self.messages) and self.messages[-1]["role"] == "assistant"
        self.concurrent = 1
        """How many requests of its session are in flight, itself included."""
        self._once: dict[object, Any] = {}

    def again(self, headers: Mapping[str, str]) -> "Request":
        """The same body sent again under the same version and betas; what was worked out of it is kept."""
        if headers is self.headers:
            return self
        again = object.__new__(Request)
        again.__dict__.update(self.__dict__, headers=headers)
        return again

    def asking(self, *, stream: bool) -> "Request":
        """The same as one that asks for a stream, or for none."""
        asking = self.again(self.headers)
        asking.stream = stream
        return asking

    def among(self, concurrent: int) -> "Request":
        """The same as one of so many that are in flight."""
        among = object.__new__(Request)
        among.__dict__.update(self.__dict__, concurrent=concurrent)
        return among

    def once(self, work: Callable[["Request"], Result]) -> Result:
        """What a function makes of it, worked out once for all requests that are this one again.

        It may look at the body, the version and the betas, not at other headers.
        """
        if work not in self._once:
            self._once[work] = work(self)
        result: Result = self._once[work]
        return result

    @property
    def model_id(self) -> str:
        """The dated id the alias resolves to."""
        return self.record.id

    @lazy
    def terms(self) -> Terms:
        """What the version and the betas of its headers say."""
        return terms(self.headers)

    @property
    def betas(self) -> frozenset[str]:
        return self.terms.betas

    @property
    def retry_count(self) -> int | None:
        return retry_count(self.headers)

    @property
    def input_tokens(self) -> int:
        """What its prompt costs."""
        from .context import count_prompt

        return count_prompt(self)

    @lazy
    def conversation(self) -> tuple[Turn, ...]:
        """The messages as the API counts them."""
        return turns(self.messages)

    @lazy
    def mentions(self) -> frozenset[str]:
        """The names of the members, and the types and roles, that occur in it."""
        return mentions(self.body)

    @lazy
    def _places(self) -> Mapping[str, list[Place]]:
        return places(self.conversation)

    @lazy
    def media(self) -> Media:
        """The images, documents and search results of the conversation."""
        return media(self._places)

    def blocks(self, *types: str) -> list[Place]:
        """The blocks of these types, in the order of the conversation."""
        if len(types) == 1:
            return self._places.get(types[0], [])
        return sorted(place for type_ in types for place in self._places.get(type_, ()))

    @lazy
    def tool_loop(self) -> int:
        """The number of the turn with which the current assistant turn begins."""
        return tool_loop(self.conversation)

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The messages without a trailing prefill."""
        return self.messages[:-1] if self.prefill else self.messages

    @lazy
    def turn(self) -> int:
        """How many assistant messages the conversation holds; a prefill is none."""
        return sum(message["role"] == "assistant" for message in self.asked)

    @lazy
    def last_user_text(self) -> str:
        """The text of the last user message that has any, its blocks joined by newlines."""
        for message in reversed(self.messages):
            if message["role"] == "user" and (text := text_of(message["content"])):
                return text
        return ""

    @lazy
    def system(self) -> str:
        return text_of(self.body.get("system") or "")

    @property
    def tools(self) -> list[dict[str, Any]]:
        return self.body.get("tools") or []

    @lazy
    def tool_names(self) -> tuple[str, ...]:
        return tuple(str(tool["name"]) for tool in self.tools if "name" in tool)

    @property
    def tool_choice(self) -> str | None:
        choice = self.body.get("tool_choice")
        return choice["type"] if choice else None

    @property
    def thinking(self) -> str:
        """The mode asked for: ``enabled``, ``disabled``, ``adaptive``, ``between_tools`` or ``absent``."""
        config = self.body.get("thinking")
        return config["type"] if config else "absent"

    @property
    def thinks(self) -> bool:
        """Whether thinking is on, by the request or by the model's default."""
        if self.thinking == "absent":
            return self.record.default_thinking != "off"
        return self.thinking != "disabled" or self.record.default_thinking == "always"

    @property
    def display(self) -> str:
        """How thinking is shown: ``full``, ``summarized`` or ``omitted``."""
        config = self.body.get("thinking") or {}
        return config.get("display") or self.record.display

    @property
    def interleaves(self) -> bool:
        """Whether the model may think after a tool result: manual thinking does so by a beta, other thinking always."""
        if self.thinking == "enabled":
            return self.record.interleaving == "header" and _INTERLEAVED in self.betas
        return self.thinks

    @lazy
    def turn_has_begun(self) -> bool:
        """Whether the reply goes on with a turn of the assistant, as it does after the results of tools alone."""
        return any(turn.role == "assistant" for turn in self.conversation[self.tool_loop :])

    @property
    def answers_tools(self) -> bool:
        """Whether the last user message brings the result of a tool."""
        content = self.asked[-1].get("content") if self.asked else ""
        return any(block.get("type") == "tool_result" for block in blocks_of(content))

    @lazy
    def tool_results(self) -> dict[str, str]:
        """The latest result of each tool as text, by the tool's name."""
        return {
            names: text_of(block.get("content") or "")
            for message in self.messages
            for block in blocks_of(message.get("content"))
            if block.get("type") == "tool_result" and (names := self._tool_called(block["tool_use_id"]))
        }

    @lazy
    def tool_result_names(self) -> tuple[str, ...]:
        """The tools whose results the last user message holds."""
        content = self.asked[-1].get("content") if self.asked else ""
        return tuple(
            name
            for block in blocks_of(content)
            if block.get("type") == "tool_result" and (name := self._tool_called(block["tool_use_id"]))
        )

    @lazy
    def _called(self) -> dict[str, str]:
        return {
            block["id"]: block["name"]
            for message in self.messages
            if message["role"] == "assistant"
            for block in blocks_of(message.get("content"))
            if block.get("type") == "tool_use"
        }

    def _tool_called(self, id_: str) -> str | None:
        return self._called.get(id_)

    @property
    def eager_tools(self) -> tuple[tuple[str, bool], ...]:
        """The tools that say themselves whether their input is streamed fine-grained."""
        return tuple(
            (str(tool.get("name")), eager)
            for tool in self.tools
            if isinstance(eager := tool.get("eager_input_streaming"), bool)
        )

    def streams_eagerly(self, tool: str) -> bool:
        """Whether this tool's input is streamed fine-grained: the tool says so, else the beta header does."""
        return dict(self.eager_tools).get(tool, _FINE_GRAINED in self.betas)


def terms(headers: Mapping[str, str]) -> Terms:
    """The terms that headers name."""
    return _terms(headers.get("anthropic-version", OLD_VERSION), headers.get("anthropic-beta", ""))


@lru_cache(256)
def _terms(version: str, betas: str) -> Terms:
    return Terms(version, frozenset(name for value in betas.split(",") if (name := value.strip())))


def text_of(content: str | list[dict[str, Any]]) -> str:
    """The text of a message's, a system prompt's or a tool result's content."""
    if isinstance(content, str):
        return content
    return "\n".join(
        block["text"]
        for block in blocks_of(content)
        if block.get("type") == "text" and isinstance(block.get("text"), str)
    )


def blocks_of(content: object) -> Iterator[dict[str, Any]]:
    """The blocks of a content that is a list; a string has none."""
    if isinstance(content, list):
        yield from (block for block in content if isinstance(block, dict))
