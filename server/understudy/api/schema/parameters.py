"""Parameters: what a request says besides its tools, its messages, thinking and context management."""

from typing import Annotated, Literal, NotRequired

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypedDict

from .terms import with_beta
from .thinking import Thinking
from .values import STR_ARM, Effort, Items, JsonObject, Natural, Positive, checked, shape


class ParallelMembers(TypedDict):
    """What every choice may say that lets tools be called."""

    disable_parallel_tool_use: NotRequired[bool]


@shape
class AutoChoice(ParallelMembers):
    type: Literal["auto"]


@shape
class AnyChoice(ParallelMembers):
    type: Literal["any"]


@shape
class ToolChoiceOfOne(ParallelMembers):
    type: Literal["tool"]
    name: str


@shape
class NoChoice(TypedDict):
    type: Literal["none"]


ToolChoice = Annotated[AutoChoice | AnyChoice | ToolChoiceOfOne | NoChoice, Field(discriminator="type")]


@shape
class JsonOutputFormat(TypedDict):
    type: Literal["json_schema"]
    schema: JsonObject


@shape
class TaskBudget(TypedDict):
    type: Literal["tokens"]
    total: Positive
    remaining: NotRequired[Natural | None]


@shape
class OutputConfig(TypedDict):
    effort: NotRequired[Effort | None]
    format: NotRequired[JsonOutputFormat | None]
    task_budget: NotRequired[Annotated[TaskBudget | None, with_beta("task-budgets-2026-03-13")]]


@shape
class Metadata(TypedDict):
    user_id: NotRequired[Annotated[str, Field(max_length=256)] | None]


@shape
class Skill(TypedDict):
    skill_id: Annotated[str, Field(min_length=1, max_length=64)]
    type: Literal["anthropic", "custom"]
    version: NotRequired[Annotated[str, Field(min_length=1, max_length=64)]]


@shape
class ContainerParams(TypedDict):
    id: NotRequired[str | None]
    skills: NotRequired[Annotated[Items[Skill], Field(max_length=8)] | None]


def _container(value: object) -> str:
    return STR_ARM if isinstance(value, str) else "ContainerParams"


Container = Annotated[
    Annotated[str, Tag(STR_ARM)] | Annotated[ContainerParams, Tag("ContainerParams")], Discriminator(_container)
]

InferenceGeo = Annotated[str, checked(lambda geo: geo in ("global", "us"), "must be one of ['global', 'us']")]


@shape
class Diagnostics(TypedDict):
    previous_message_id: NotRequired[
        Annotated[
            str,
            checked(
                lambda id_: id_.startswith("msg_"),
                "must be the `id` from a prior /v1/messages response (starts with `msg_`)",
            ),
        ]
        | None
    ]


@shape
class BillingPolicy(TypedDict):
    type: Literal["billing_policy"]
    bill_to: NotRequired[Literal["self", "user_profile"]]


@shape
class FallbackCredit(TypedDict):
    token: str
    mode: NotRequired[Literal["strict", "best_effort"]]


@shape
class Fallback(TypedDict):
    model: Annotated[str, Field(min_length=1, max_length=256)]
    max_tokens: NotRequired[Natural | None]
    output_config: NotRequired[OutputConfig | None]
    speed: NotRequired[Literal["standard", "fast"] | None]
    thinking: NotRequired[Thinking | None]


@shape
class McpToolConfiguration(TypedDict):
    allowed_tools: NotRequired[Items[str] | None]
    enabled: NotRequired[bool | None]


@shape
class McpServer(TypedDict):
    type: Literal["url"]
    name: str
    url: str
    authorization_token: NotRequired[str | None]
    tool_configuration: NotRequired[McpToolConfiguration | None]


@shape
class ThreadCreate(TypedDict):
    type: Literal["create"]


@shape
class ThreadContinue(TypedDict):
    type: Literal["continue"]
    previous_message_id: str


Thread = Annotated[ThreadCreate | ThreadContinue, Field(discriminator="type")]
