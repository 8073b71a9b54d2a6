"""Web tools: searching and fetching."""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import AfterValidator, Field
from typing_extensions import TypedDict

from .client_tools import ToolMembers
from .values import (
    CitationsConfig,
    Items,
    Positive,
    checked,
    said,
    shape,
)


@shape
class UserLocation(TypedDict):
    type: Literal["approximate"]
    city: NotRequired[str | None]
    country: NotRequired[Annotated[str, Field(min_length=2, max_length=2)] | None]
    region: NotRequired[str | None]
    timezone: NotRequired[str | None]


class WebMembers(ToolMembers):
    """What every tool may say that reaches the web."""

    max_uses: NotRequired[Positive | None]


def _one_list(tool: Any) -> Any:
    if tool.get("allowed_domains") is not None and tool.get("blocked_domains") is not None:
        raise said("Only one of allowed_domains or blocked_domains may be set.")
    return tool


ONE_LIST: Final = AfterValidator(_one_list)
"""The condition that a tool names the domains it may reach or those it may not, or neither."""

_SOME: Final = checked(bool, "Empty list of domains is ambiguous. Provide at least one domain or null.")


class WebSearchMembers(WebMembers):
    """What every web search may say."""

    name: Literal["web_search"]
    allowed_domains: NotRequired[Annotated[Items[str], _SOME] | None]
    blocked_domains: NotRequired[Annotated[Items[str], _SOME] | None]
    user_location: NotRequired[UserLocation | None]


@shape
class WebSearchTool(WebSearchMembers):
    type: Literal["web_search_20250305", "web_search_20260209"]


@shape
class WebSearchTool20260318(WebSearchMembers):
    type: Literal["web_search_20260318"]
    response_inclusion: NotRequired[Literal["full", "excluded"]]


@shape
class NamedTool(TypedDict):
    type: Literal["tool_reference"]
    name: str


@shape
class AllSources(TypedDict):
    type: Literal["all"]


@shape
class NoSources(TypedDict):
    type: Literal["none"]


@shape
class OnlySources(TypedDict):
    type: Literal["only"]
    tools: Items[NamedTool]


@shape
class ExceptSources(TypedDict):
    type: Literal["except"]
    tools: Items[NamedTool]


ResultSources = Annotated[AllSources | NoSources | OnlySources | ExceptSources, Field(discriminator="type")]


@shape
class UrlSources(TypedDict):
    client_tool_results: NotRequired[ResultSources]
    server_tool_results: NotRequired[ResultSources]
    user_input: NotRequired[Annotated[AllSources | NoSources, Field(discriminator="type")]]


class WebFetchMembers(WebMembers):
    """What every web fetch may say."""

    name: Literal["web_fetch"]
    allowed_domains: NotRequired[Items[str] | None]
    blocked_domains: NotRequired[Items[str] | None]
    citations: NotRequired[CitationsConfig | None]
    max_content_tokens: NotRequired[Positive | None]
    url_sources: NotRequired[UrlSources | None]


@shape
class WebFetchTool(WebFetchMembers):
    type: Literal["web_fetch_20250910", "web_fetch_20260209"]


@shape
class WebFetchTool20260309(WebFetchMembers):
    type: Literal["web_fetch_20260309"]
    use_cache: NotRequired[bool]


@shape
class WebFetchTool20260318(WebFetchMembers):
    type: Literal["web_fetch_20260318"]
    use_cache: NotRequired[bool]
    response_inclusion: NotRequired[Literal["full", "excluded"]]
