"""Web tools: searching and fetching."""

from pydantic_core.core_schema import CoreSchema

from .checks import checked
from .client_tools import ToolMembers
from .shapes import Boolean, String, items, literal, members, nullable, optional, shape, tagged, text
from .values import CitationsConfig, Positive

UserLocation = shape(
    type=literal("approximate"),
    city=optional(nullable(String)),
    country=optional(nullable(text(min_length=2, max_length=2))),
    region=optional(nullable(String)),
    timezone=optional(nullable(String)),
)

WebMembers = members(**ToolMembers, max_uses=optional(nullable(Positive)))
"""What every tool may say that reaches the web."""


def _with_one_list(tool: CoreSchema) -> CoreSchema:
    """A tool that names the domains it may reach or those it may not, or neither."""
    return checked(
        tool,
        lambda said: said.get("allowed_domains") is None or said.get("blocked_domains") is None,
        "Only one of allowed_domains or blocked_domains may be set.",
    )


_Domains = nullable(
    checked(items(String), bool, "Empty list of domains is ambiguous. Provide at least one domain or null.")
)

WebSearchMembers = members(
    **WebMembers,
    name=literal("web_search"),
    allowed_domains=optional(_Domains),
    blocked_domains=optional(_Domains),
    user_location=optional(nullable(UserLocation)),
)
"""What every web search may say."""

WebSearchTool = _with_one_list(shape(**WebSearchMembers, type=literal("web_search_20250305", "web_search_20260209")))

WebSearchTool20260318 = _with_one_list(
    shape(
        **WebSearchMembers,
        type=literal("web_search_20260318"),
        response_inclusion=optional(literal("full", "excluded")),
    )
)

NamedTool = shape(
    type=literal("tool_reference"),
    name=String,
)

AllSources = shape(type=literal("all"))

NoSources = shape(type=literal("none"))

OnlySources = shape(
    type=literal("only"),
    tools=items(NamedTool),
)

ExceptSources = shape(
    type=literal("except"),
    tools=items(NamedTool),
)

ResultSources = tagged(AllSources, NoSources, OnlySources, ExceptSources)

UrlSources = shape(
    client_tool_results=optional(ResultSources),
    server_tool_results=optional(ResultSources),
    user_input=optional(tagged(AllSources, NoSources)),
)

WebFetchMembers = members(
    **WebMembers,
    name=literal("web_fetch"),
    allowed_domains=optional(nullable(items(String))),
    blocked_domains=optional(nullable(items(String))),
    citations=optional(nullable(CitationsConfig)),
    max_content_tokens=optional(nullable(Positive)),
    url_sources=optional(nullable(UrlSources)),
)
"""What every web fetch may say."""

WebFetchTool = _with_one_list(shape(**WebFetchMembers, type=literal("web_fetch_20250910", "web_fetch_20260209")))

WebFetchTool20260309 = _with_one_list(
    shape(
        **WebFetchMembers,
        type=literal("web_fetch_20260309"),
        use_cache=optional(Boolean),
    )
)

WebFetchTool20260318 = _with_one_list(
    shape(
        **WebFetchMembers,
        type=literal("web_fetch_20260318"),
        use_cache=optional(Boolean),
        response_inclusion=optional(literal("full", "excluded")),
    )
)
