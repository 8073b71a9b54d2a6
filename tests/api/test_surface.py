"""The schema knows what the newest SDK's types know: the same members, requirements and literals.

Where the two differ on purpose, a table says why. What a new SDK adds shows as a difference here.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final, Literal, Required, get_args

import pytest
from anthropic.types import AnthropicBetaParam, Model, message_count_tokens_params, message_create_params
from anthropic.types.beta import message_count_tokens_params as beta_count_tokens_params
from anthropic.types.beta import message_create_params as beta_create_params
from typing_extensions import TypedDict

from understudy.api import models
from understudy.api.betas import BETAS
from understudy.api.schema.requests import CountTokensRequest, MessagesRequest
from understudy.api.schema.shapes import Integer, String, items, literal, nullable, optional, shape, tagged

from .surface import Surface

NARROWER: Final[Mapping[str, str]] = {
    "betas: unknown to us": "the SDK sends it as the header `anthropic-beta`",
    "user_profile_id: unknown to us": "the SDK sends it as the header `anthropic-user-profile-id`",
    "workspace_id: unknown to us": "the SDK sends it as the header `anthropic-workspace-id`",
    "Tool.type: optional to them": "a tool without a type is a shape of its own here",
    "Tool.input_schema: object": "an input schema may hold any members here",
}
"""What the SDK's types let pass and our schema does not. Members of the request itself stand without its name."""

WIDER: Final[Mapping[str, str]] = {
    "stream: unknown to them": "whether a reply is streamed is a class of its own there",
    "temperature: unknown to them": "older models take it; the newest SDK has forgotten it",
    "top_k: unknown to them": "older models take it; the newest SDK has forgotten it",
    "top_p: unknown to them": "older models take it; the newest SDK has forgotten it",
    "output_format: unknown to them": "what `output_config.format` was called under its first beta",
    "metadata: null": "measured: null counts as absent",
    "stop_sequences: null": "measured: null counts as absent",
    "UserMessage.clear_at: unknown to them": "a rule refuses it, in words of its own",
    "UserMessage.output_config: unknown to them": "a rule refuses it, in words of its own",
    "AssistantMessage.clear_at: unknown to them": "a rule refuses it, in words of its own",
    "AssistantMessage.output_config: unknown to them": "a rule refuses it, in words of its own",
    "SystemMessage.content[]: *": "a rule refuses the blocks it may not hold, in words of its own",
    "CitationCharLocation.file_id: unknown to them": "replies hold it, and are sent back as they came",
    "CitationPageLocation.file_id: unknown to them": "replies hold it, and are sent back as they came",
    "CitationContentBlockLocation.file_id: unknown to them": "replies hold it, and are sent back as they came",
}
"""What our schema lets pass and the SDK's do not."""

OURS: Final = {"messages": MessagesRequest, "count_tokens": CountTokensRequest}
BETA: Final = (
    ("messages", beta_create_params.MessageCreateParamsBase),
    ("count_tokens", beta_count_tokens_params.MessageCountTokensParams),
)
STABLE: Final = (
    ("messages", message_create_params.MessageCreateParamsBase),
    ("count_tokens", message_count_tokens_params.MessageCountTokensParams),
)


@cache
def found(endpoint: str, theirs: Any) -> Surface:
    return Surface(OURS[endpoint], theirs)


def unexplained(differences: Iterable[str], reasons: Iterable[str], request: str) -> list[str]:
    """The differences for which there is no reason; one that ends in a star is for all that begin like it."""
    said = {difference.removeprefix(f"{request}.") for difference in differences}
    exact = set(reasons)
    starts = tuple(reason[:-1] for reason in exact if reason.endswith("*"))
    return sorted(difference for difference in said - exact if not (starts and difference.startswith(starts)))


@pytest.mark.parametrize(("endpoint", "theirs"), [*BETA, *STABLE])
def test_what_the_newest_sdk_can_say_has_the_schema_s_shape(endpoint: str, theirs: Any) -> None:
    assert unexplained(found(endpoint, theirs).narrower, NARROWER, theirs.__name__) == []


@pytest.mark.parametrize(("endpoint", "theirs"), BETA)
def test_the_schema_knows_nothing_that_the_newest_sdk_does_not(endpoint: str, theirs: Any) -> None:
    assert unexplained(found(endpoint, theirs).wider, WIDER, theirs.__name__) == []


@pytest.mark.parametrize("reason", [*NARROWER, *WIDER])
def test_every_reason_is_for_a_difference(reason: str) -> None:
    said = [(found(*pair).narrower | found(*pair).wider, pair[1].__name__) for pair in BETA]

    assert any(len(unexplained(differences, [reason], name)) < len(differences) for differences, name in said)


@pytest.mark.parametrize("name", [name for arm in get_args(Model) for name in get_args(arm)])
def test_every_model_of_the_newest_sdk_is_known(name: str) -> None:
    assert models.find(name)


@pytest.mark.parametrize("name", [name for arm in get_args(AnthropicBetaParam) for name in get_args(arm)])
def test_every_beta_of_the_newest_sdk_is_known(name: str) -> None:
    assert name in BETAS


class Part(TypedDict, total=False):
    type: Required[Literal["part"]]
    size: Literal["small", "large"]
    note: Required[str]


class Whole(TypedDict, total=False):
    parts: Required[list[Part]]
    title: str | None
    gone: int


OurPart = shape(
    type=literal("part"),
    size=optional(literal("small", "huge")),
    note=optional(String),
)
OurOther = shape(type=literal("other"))
OurWhole = shape(
    parts=optional(items(tagged(OurPart, OurOther))),
    title=Integer,
    new=optional(Integer),
)

SamePart = shape(
    type=literal("part"),
    size=optional(literal("small", "large")),
    note=String,
)
SameWhole = shape(
    parts=items(tagged(SamePart)),
    title=optional(nullable(String)),
    gone=optional(Integer),
)


def test_the_comparison_sees_every_kind_of_difference() -> None:
    surface = Surface(OurWhole, Whole)

    assert surface.narrower == {
        "Whole.gone: unknown to us",
        "Whole.title: optional to them",
        "Whole.title: string",
        "Whole.title: null",
        "Part.size: 'large'",
    }
    assert surface.wider == {
        "Whole.new: unknown to them",
        "Whole.parts: optional to us",
        "Whole.parts[]: 'other'",
        "Whole.title: int",
        "Part.size: 'huge'",
        "Part.note: optional to us",
    }


def test_the_comparison_sees_no_difference_where_there_is_none() -> None:
    surface = Surface(SameWhole, Whole)

    assert surface.narrower | surface.wider == set()
