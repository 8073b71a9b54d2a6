"""Web results: the blocks in which searches and fetched pages come back."""

from .calls import Caller
from .content import DocumentBlock
from .shapes import LIST_ARM, String, either, items, literal, nullable, optional, shape, tagged
from .values import CacheControl, ServerToolId

WebSearchResult = shape(
    type=literal("web_search_result"),
    encrypted_content=String,
    title=String,
    url=String,
    page_age=optional(nullable(String)),
)

WebSearchError = shape(
    type=literal("web_search_tool_result_error"),
    error_code=literal(
        "invalid_tool_input",
        "unavailable",
        "max_uses_exceeded",
        "too_many_requests",
        "query_too_long",
        "request_too_large",
    ),
)


def _list_or_error(value: object) -> str:
    return LIST_ARM if isinstance(value, list) else "web_search_tool_result_error"


WebSearchToolResultBlock = shape(
    type=literal("web_search_tool_result"),
    tool_use_id=ServerToolId,
    content=either(_list_or_error, {LIST_ARM: items(WebSearchResult), "web_search_tool_result_error": WebSearchError}),
    cache_control=optional(CacheControl),
    caller=optional(Caller),
)

WebFetchError = shape(
    type=literal("web_fetch_tool_result_error"),
    error_code=literal(
        "invalid_tool_input",
        "url_too_long",
        "url_not_allowed",
        "url_not_in_prior_context",
        "url_not_accessible",
        "unsupported_content_type",
        "too_many_requests",
        "max_uses_exceeded",
        "unavailable",
        "content_too_large",
    ),
)

WebFetchResult = shape(
    type=literal("web_fetch_result"),
    content=DocumentBlock,
    url=String,
    retrieved_at=optional(nullable(String)),
)

WebFetchToolResultBlock = shape(
    type=literal("web_fetch_tool_result"),
    tool_use_id=ServerToolId,
    content=tagged(WebFetchError, WebFetchResult),
    cache_control=optional(CacheControl),
    caller=optional(Caller),
)
