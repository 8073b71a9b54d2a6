"""Parameters: what a request says besides its tools, its messages, thinking and context management."""

from .checks import checked
from .shapes import (
    STR_ARM,
    Boolean,
    JsonObject,
    String,
    either,
    items,
    literal,
    members,
    nullable,
    optional,
    shape,
    tagged,
    text,
)
from .terms import with_beta
from .thinking import Thinking
from .values import Effort, Natural, Positive

ParallelMembers = members(disable_parallel_tool_use=optional(Boolean))
"""What every choice may say that lets tools be called."""

AutoChoice = shape(**ParallelMembers, type=literal("auto"))

AnyChoice = shape(**ParallelMembers, type=literal("any"))

ToolChoiceOfOne = shape(
    **ParallelMembers,
    type=literal("tool"),
    name=String,
)

NoChoice = shape(type=literal("none"))

ToolChoice = tagged(AutoChoice, AnyChoice, ToolChoiceOfOne, NoChoice)

JsonOutputFormat = shape(
    type=literal("json_schema"),
    schema=JsonObject,
)

TaskBudget = shape(
    type=literal("tokens"),
    total=Positive,
    remaining=optional(nullable(Natural)),
)

OutputConfig = shape(
    effort=optional(nullable(Effort)),
    format=optional(nullable(JsonOutputFormat)),
    task_budget=optional(with_beta(nullable(TaskBudget), "task-budgets-2026-03-13")),
)

Metadata = shape(
    user_id=optional(nullable(text(max_length=256))),
)

Skill = shape(
    skill_id=text(min_length=1, max_length=64),
    type=literal("anthropic", "custom"),
    version=optional(text(min_length=1, max_length=64)),
)

ContainerParams = shape(
    id=optional(nullable(String)),
    skills=optional(nullable(items(Skill, max_length=8))),
)


def _container(value: object) -> str:
    return STR_ARM if isinstance(value, str) else "ContainerParams"


Container = either(_container, {STR_ARM: String, "ContainerParams": ContainerParams})

InferenceGeo = checked(String, lambda geo: geo in ("global", "us"), "must be one of ['global', 'us']")

Diagnostics = shape(
    previous_message_id=optional(
        nullable(
            checked(
                String,
                lambda id_: id_.startswith("msg_"),
                "must be the `id` from a prior /v1/messages response (starts with `msg_`)",
            )
        )
    )
)

BillingPolicy = shape(
    type=literal("billing_policy"),
    bill_to=optional(literal("self", "user_profile")),
)

FallbackCredit = shape(
    token=String,
    mode=optional(literal("strict", "best_effort")),
)

Fallback = shape(
    model=text(min_length=1, max_length=256),
    max_tokens=optional(nullable(Natural)),
    output_config=optional(nullable(OutputConfig)),
    speed=optional(nullable(literal("standard", "fast"))),
    thinking=optional(nullable(Thinking)),
)

McpToolConfiguration = shape(
    allowed_tools=optional(nullable(items(String))),
    enabled=optional(nullable(Boolean)),
)

McpServer = shape(
    type=literal("url"),
    name=String,
    url=String,
    authorization_token=optional(nullable(String)),
    tool_configuration=optional(nullable(McpToolConfiguration)),
)

ThreadCreate = shape(type=literal("create"))

ThreadContinue = shape(
    type=literal("continue"),
    previous_message_id=String,
)

Thread = tagged(ThreadCreate, ThreadContinue)
