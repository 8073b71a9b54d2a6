"""Web results: the blocks in which searches and fetched pages come back."""

from typing import Annotated, Literal, NotRequired

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypedDict

from .calls import Caller
from .content import DocumentBlock
from .values import LIST_ARM, CacheControl, Items, ServerToolId, shape


@shape
class WebSearchResult(TypedDict):
    type: Literal["web_search_result"]
    encrypted_content: str
    title: str
    url: str
    page_age: NotRequired[str | None]


@shape
class WebSearchError(TypedDict):
    type: Literal["web_search_tool_result_error"]
    error_code: Literal[
        "invalid_tool_input",
        "unavailable",
        "max_uses_exceeded",
        "too_many_requests",
        "query_too_long",
        "request_too_large",
    ]


def _list_or_error(value: object) -> str:
    return LIST_ARM if isinstance(value, list) else "web_search_tool_result_error"


@shape
class WebSearchToolResultBlock(TypedDict):
    type: Literal["web_search_tool_result"]
    tool_use_id: ServerToolId
    content: Annotated[
        Annotated[Items[WebSearchResult], Tag(LIST_ARM)]
        | Annotated[WebSearchError, Tag("web_search_tool_result_error")],
        Discriminator(_list_or_error),
    ]
    cache_control: NotRequired[CacheControl]
    caller: NotRequired[Caller]


@shape
class WebFetchError(TypedDict):
    type: Literal["web_fetch_tool_result_error"]
    error_code: Literal[
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
    ]


@shape
class WebFetchResult(TypedDict):
    type: Literal["web_fetch_result"]
    content: DocumentBlock
    url: str
    retrieved_at: NotRequired[str | None]


@shape
class WebFetchToolResultBlock(TypedDict):
    type: Literal["web_fetch_tool_result"]
    tool_use_id: ServerToolId
    content: Annotated[WebFetchError | WebFetchResult, Field(discriminator="type")]
    cache_control: NotRequired[CacheControl]
    caller: NotRequired[Caller]
