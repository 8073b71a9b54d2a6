"""Content: the blocks that hold text, images, documents and thinking."""

from .shapes import Integer, String, items, literal, nullable, optional, shape, str_or_items, tagged, text
from .values import CacheControl, CitationsConfig, Natural

CharLocation = shape(
    type=literal("char_location"),
    cited_text=String,
    document_index=Natural,
    document_title=nullable(String),
    start_char_index=Natural,
    end_char_index=Integer,
    file_id=optional(nullable(String)),
)

PageLocation = shape(
    type=literal("page_location"),
    cited_text=String,
    document_index=Natural,
    document_title=nullable(String),
    start_page_number=Integer,
    end_page_number=Integer,
    file_id=optional(nullable(String)),
)

ContentBlockLocation = shape(
    type=literal("content_block_location"),
    cited_text=String,
    document_index=Natural,
    document_title=nullable(String),
    start_block_index=Natural,
    end_block_index=Integer,
    file_id=optional(nullable(String)),
)

WebSearchResultLocation = shape(
    type=literal("web_search_result_location"),
    cited_text=String,
    encrypted_index=String,
    title=nullable(String),
    url=String,
)

SearchResultLocation = shape(
    type=literal("search_result_location"),
    cited_text=String,
    search_result_index=Natural,
    source=String,
    start_block_index=Natural,
    end_block_index=Integer,
    title=nullable(String),
)

Citation = tagged(CharLocation, PageLocation, ContentBlockLocation, WebSearchResultLocation, SearchResultLocation)

TextBlock = shape(
    "TextBlock",
    type=literal("text"),
    text=String,
    cache_control=optional(CacheControl),
    citations=optional(nullable(items(Citation))),
)

Base64Image = shape(
    type=literal("base64"),
    media_type=literal("image/jpeg", "image/png", "image/gif", "image/webp"),
    data=String,
)

Url = shape(
    type=literal("url"),
    url=String,
)

File = shape(
    type=literal("file"),
    file_id=String,
)

ImageTransformations = shape(oversized_image=optional(literal("downsize", "error")))

ImageBlock = shape(
    "ImageBlock",
    type=literal("image"),
    source=tagged(Base64Image, Url, File),
    cache_control=optional(CacheControl),
    transformations=optional(nullable(ImageTransformations)),
)

Base64Pdf = shape(
    type=literal("base64"),
    media_type=literal("application/pdf"),
    data=String,
)

PlainText = shape(
    type=literal("text"),
    media_type=literal("text/plain"),
    data=String,
)

ContentSource = shape(
    type=literal("content"),
    content=str_or_items(tagged(TextBlock, ImageBlock)),
)

DocumentBlock = shape(
    "DocumentBlock",
    type=literal("document"),
    source=tagged(Base64Pdf, PlainText, ContentSource, Url, File),
    cache_control=optional(CacheControl),
    citations=optional(nullable(CitationsConfig)),
    context=optional(nullable(text(min_length=1))),
    title=optional(nullable(text(min_length=1, max_length=500))),
)

SearchResultBlock = shape(
    "SearchResultBlock",
    type=literal("search_result"),
    content=items(TextBlock),
    source=String,
    title=String,
    cache_control=optional(CacheControl),
    citations=optional(CitationsConfig),
)

ThinkingBlock = shape(
    type=literal("thinking"),
    thinking=String,
    signature=String,
)

RedactedThinkingBlock = shape(
    type=literal("redacted_thinking"),
    data=String,
)

ContainerUploadBlock = shape(
    type=literal("container_upload"),
    file_id=String,
    cache_control=optional(CacheControl),
)
