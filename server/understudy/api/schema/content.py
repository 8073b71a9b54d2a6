"""Content: the blocks that hold text, images, documents and thinking."""

from typing import Annotated, Literal, NotRequired

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypedDict

from .values import LIST_ARM, STR_ARM, CacheControl, CitationsConfig, Items, Natural, shape, str_or_list


@shape
class CharLocation(TypedDict):
    type: Literal["char_location"]
    cited_text: str
    document_index: Natural
    document_title: str | None
    start_char_index: Natural
    end_char_index: int
    file_id: NotRequired[str | None]


@shape
class PageLocation(TypedDict):
    type: Literal["page_location"]
    cited_text: str
    document_index: Natural
    document_title: str | None
    start_page_number: int
    end_page_number: int
    file_id: NotRequired[str | None]


@shape
class ContentBlockLocation(TypedDict):
    type: Literal["content_block_location"]
    cited_text: str
    document_index: Natural
    document_title: str | None
    start_block_index: Natural
    end_block_index: int
    file_id: NotRequired[str | None]


@shape
class WebSearchResultLocation(TypedDict):
    type: Literal["web_search_result_location"]
    cited_text: str
    encrypted_index: str
    title: str | None
    url: str


@shape
class SearchResultLocation(TypedDict):
    type: Literal["search_result_location"]
    cited_text: str
    search_result_index: Natural
    source: str
    start_block_index: Natural
    end_block_index: int
    title: str | None


Citation = Annotated[
    CharLocation | PageLocation | ContentBlockLocation | WebSearchResultLocation | SearchResultLocation,
    Field(discriminator="type"),
]


@shape
class TextBlock(TypedDict):
    type: Literal["text"]
    text: str
    cache_control: NotRequired[CacheControl]
    citations: NotRequired[Items[Citation] | None]


@shape
class Base64Image(TypedDict):
    type: Literal["base64"]
    media_type: Literal["image/jpeg", "image/png", "image/gif", "image/webp"]
    data: str


@shape
class Url(TypedDict):
    type: Literal["url"]
    url: str


@shape
class File(TypedDict):
    type: Literal["file"]
    file_id: str


@shape
class ImageTransformations(TypedDict):
    oversized_image: NotRequired[Literal["downsize", "error"]]


@shape
class ImageBlock(TypedDict):
    type: Literal["image"]
    source: Annotated[Base64Image | Url | File, Field(discriminator="type")]
    cache_control: NotRequired[CacheControl]
    transformations: NotRequired[ImageTransformations | None]


@shape
class Base64Pdf(TypedDict):
    type: Literal["base64"]
    media_type: Literal["application/pdf"]
    data: str


@shape
class PlainText(TypedDict):
    type: Literal["text"]
    media_type: Literal["text/plain"]
    data: str


@shape
class ContentSource(TypedDict):
    type: Literal["content"]
    content: Annotated[
        Annotated[str, Tag(STR_ARM)]
        | Annotated[Items[Annotated[TextBlock | ImageBlock, Field(discriminator="type")]], Tag(LIST_ARM)],
        Discriminator(str_or_list),
    ]


@shape
class DocumentBlock(TypedDict):
    type: Literal["document"]
    source: Annotated[Base64Pdf | PlainText | ContentSource | Url | File, Field(discriminator="type")]
    cache_control: NotRequired[CacheControl]
    citations: NotRequired[CitationsConfig | None]
    context: NotRequired[Annotated[str, Field(min_length=1)] | None]
    title: NotRequired[Annotated[str, Field(min_length=1, max_length=500)] | None]


@shape
class SearchResultBlock(TypedDict):
    type: Literal["search_result"]
    content: Items[TextBlock]
    source: str
    title: str
    cache_control: NotRequired[CacheControl]
    citations: NotRequired[CitationsConfig]


@shape
class ThinkingBlock(TypedDict):
    type: Literal["thinking"]
    thinking: str
    signature: str


@shape
class RedactedThinkingBlock(TypedDict):
    type: Literal["redacted_thinking"]
    data: str


@shape
class ContainerUploadBlock(TypedDict):
    type: Literal["container_upload"]
    file_id: str
    cache_control: NotRequired[CacheControl]
