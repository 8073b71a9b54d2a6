"""Blocks: what a reply is made of, each said by the key that names its type."""

from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import ConfigDict, Discriminator, Field, Tag, create_model, model_validator
from pydantic_core import PydanticCustomError

from .directives import DIRECTIVES, Chunk, Directive, one_of, said_key
from .generator import Generator, is_generator
from .values import LIST, MAPPING, NUMBER, OMIT, STRING, Entry, Given, Items, shaped


def _index_kind(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return NUMBER
    return STRING if value == OMIT else None


IndexSaid = Annotated[
    Annotated[int, Tag(NUMBER)] | Annotated[Literal["omit"], Tag(STRING)],
    Discriminator(_index_kind, custom_error_type="shape", custom_error_message="a whole number or `omit`"),
]


class Block(Entry):
    """What every block may override of what is derived for it."""

    index: Given[IndexSaid] = None
    """Sent in place of the block's position; the next block's does not move. `omit` leaves it out."""
    start: Given[dict[str, Any]] = None
    """Merged into the derived `content_block`."""
    stop: bool = True
    """Whether a `content_block_stop` is sent."""


Told = Annotated[
    Annotated[str, Tag(STRING)] | Annotated[Items[Chunk], Tag(LIST)],
    shaped("a string or a list of chunks"),
]
"""A string, cut into deltas for you; or chunks, one delta each, as written."""

Script = Annotated[
    Annotated[str, Tag(STRING)] | Annotated[Items[Chunk], Tag(LIST)] | Annotated[Generator, Tag(MAPPING)],
    shaped("a string, a list of chunks or a generator"),
]
"""The same, or what makes it up."""

Fragments = Annotated[
    Annotated[Items[Chunk], Tag(LIST)] | Annotated[Generator, Tag(MAPPING)],
    shaped("a list of chunks or a generator"),
]


class Text(Block):
    """A text block; with citations each is sent as a `citations_delta` before the text."""

    text: Script
    citations: Given[Items[dict[str, Any]]] = None


class FullThinking(Entry):
    """Thinking in full, and what a model that summarises shows of it. The summary costs nothing."""

    full: Told
    """All that was thought: billed and signed in full length, shown by models that do not summarise."""
    summary: Given[Told] = None
    """What is shown in its place; the full thinking, when not said."""


def _thinking_kind(value: object) -> str:
    full = isinstance(value, dict | FullThinking) and not is_generator(value)
    return "<full>" if full else "<script>"


class Thinking(Block):
    """A thinking block, played where the API would think, or with `always` as written."""

    thinking: Annotated[
        Annotated[Script, Tag("<script>")] | Annotated[FullThinking, Tag("<full>")],
        Discriminator(_thinking_kind),
    ]
    signature: Annotated[
        Annotated[str, Tag(STRING)] | Annotated[Items[str], Tag(LIST)], shaped("a string or a list of strings")
    ] = "auto"
    """`auto`, a string, a list of pieces, or `none`."""
    tokens: Given[Annotated[int, Field(ge=0)]] = None
    """What the block is billed as; counted when not said."""
    always: bool = False
    """Sent as written, whatever the request asked for."""


class Size(Entry):
    """A number of bytes to make up."""

    bytes: Annotated[int, Field(ge=1, le=64_000_000)]


class RedactedThinking(Block):
    """A redacted thinking block, whole in its `content_block_start`."""

    redacted_thinking: Annotated[
        Annotated[str, Tag(STRING)] | Annotated[Size, Tag(MAPPING)], shaped("`auto`, a string or `{bytes: n}`")
    ]
    always: bool = False
    """Sent as written, whatever the request asked for."""


class ToolCall(Block):
    """A call of a tool: `input` is chunked for you, `fragments` are sent as written."""

    input: Given[dict[str, Any]] = None
    """The whole input, cut into deltas for you."""
    fragments: Given[Fragments] = None
    """Pieces of `partial_json` as written, valid JSON or not; `{bytes: n}` makes up valid JSON of that size."""
    id: Given[str] = None
    caller: Given[dict[str, Any]] = None

    @model_validator(mode="after")
    def _says_its_input_once(self) -> Self:
        if self.input is not None and self.fragments is not None:
            raise PydanticCustomError("input_twice", "expected `input` or `fragments`, not both")
        return self

    @property
    def name(self) -> str:
        name: str = getattr(self, self.type)
        return name

    @property
    def type(self) -> str:
        return next(key for key in TOOL_CALLS if hasattr(self, key))


class ToolUse(ToolCall):
    """A client tool is called."""

    tool_use: str


class ServerToolUse(ToolCall):
    """A server tool is called."""

    server_tool_use: str


class McpToolUse(ToolCall):
    """A tool of an MCP server is called."""

    mcp_tool_use: str
    server_name: str


TOOL_CALLS: dict[str, type[ToolCall]] = {
    "tool_use": ToolUse,
    "server_tool_use": ServerToolUse,
    "mcp_tool_use": McpToolUse,
}


class WebSearchResult(Entry):
    """One hit of a web search; its encrypted content is made when absent."""

    model_config = ConfigDict(extra="allow")

    title: str
    url: str
    page_age: str | None = None
    encrypted_content: str | None = None


class ToolFailure(Entry):
    """A server tool that failed, by its error code."""

    error: str


class WebSearchToolResult(Block):
    """The result of the latest `server_tool_use`, whole in its `content_block_start`."""

    web_search_tool_result: Annotated[
        Annotated[Items[WebSearchResult], Tag(LIST)] | Annotated[ToolFailure, Tag(MAPPING)],
        shaped("a list of results or `{error: CODE}`"),
    ]
    tool_use_id: Given[str] = None
    caller: Given[dict[str, Any]] = None


class DocumentedBlock(Block):
    """A block of a type the API documents, sent whole in `content_block_start`."""

    model_config = ConfigDict(extra="allow")

    @property
    def type(self) -> str:
        return next(key for key in DOCUMENTED if key in type(self).model_fields)

    @property
    def content(self) -> Any:
        return getattr(self, self.type)

    @property
    def members(self) -> dict[str, Any]:
        """The block's other members, as written."""
        return dict(self.model_extra or {})


def _documented(type_: str) -> type[DocumentedBlock]:
    name = "".join(word.title() for word in type_.split("_"))
    fields: dict[str, Any] = {type_: (Any, ...)}
    return create_model(name, __base__=DocumentedBlock, __doc__=f"A `{type_}` block.", **fields)


DOCUMENTED: dict[str, type[DocumentedBlock]] = {
    type_: _documented(type_)
    for type_ in (
        "web_fetch_tool_result",
        "code_execution_tool_result",
        "bash_code_execution_tool_result",
        "text_editor_code_execution_tool_result",
        "tool_search_tool_result",
        "mcp_tool_result",
        "mcp_tool_listing",
        "advisor_tool_result",
        "container_upload",
        "compaction",
        "fallback",
    )
}
"""The block types that need no more than their content and members."""


class OtherBlock(Block):
    """A block of any shape, with its deltas as they are."""

    block: dict[str, Any]
    deltas: Items[dict[str, Any]] = ()


BLOCKS: dict[str, type[Block]] = {
    "text": Text,
    "thinking": Thinking,
    "redacted_thinking": RedactedThinking,
    **TOOL_CALLS,
    "web_search_tool_result": WebSearchToolResult,
    **DOCUMENTED,
    "block": OtherBlock,
}
"""Each block by the key that says it."""

ITEMS: dict[str, type[Entry]] = {**BLOCKS, **DIRECTIVES}


if TYPE_CHECKING:
    Item = Block | Directive
else:
    Item = one_of(ITEMS, lambda value: said_key(value, ITEMS), "a block or a directive")
"""One item of a reply."""
