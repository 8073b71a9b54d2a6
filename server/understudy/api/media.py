"""Media: the images, documents and search results of a request, wherever they stand, and the bytes they hold."""

import binascii
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from .conversation import Place

Json = Mapping[str, Any]


class Medium(NamedTuple):
    """An image, a document or a search result, and its location as the API writes it."""

    path: str
    block: Json

    @property
    def source(self) -> Json:
        source: Json = self.block["source"]
        return source

    @property
    def payload(self) -> str | None:
        """What an image or a document holds as base64; None where it is a URL, a file or text."""
        return self.source["data"] if self.source["type"] == "base64" else None

    @property
    def cites(self) -> bool:
        return bool((self.block.get("citations") or {}).get("enabled"))


class Media(NamedTuple):
    """All of each kind."""

    images: Sequence[Medium]
    documents: Sequence[Medium]
    search_results: Sequence[Medium]


NONE: Final = Media((), (), ())


def media(places: Mapping[str, Sequence[Place]]) -> Media:
    """The media among blocks, by type: those in messages, in results of tools, in documents, and what was fetched."""
    if not _HOLDERS & places.keys():
        return NONE
    found: dict[str, list[Medium]] = {type_: [] for type_ in _KINDS}
    for type_, those in found.items():
        those += [Medium(place.path, place.block) for place in places.get(type_, ())]
    for place in places.get("tool_result", ()):
        content = place.block.get("content")
        if isinstance(content, list):
            for position, block in enumerate(content):
                if block["type"] in found:
                    found[block["type"]].append(Medium(f"{place.path}.tool_result.content.{position}", block))
    for place in places.get("web_fetch_tool_result", ()):
        if place.block["content"]["type"] == "web_fetch_result":
            found["document"].append(Medium(place.path, place.block["content"]["content"]))
    for document in found["document"]:
        content = document.source.get("content")
        if isinstance(content, list):
            for position, block in enumerate(content):
                if block["type"] == "image":
                    found["image"].append(Medium(f"{document.path}.document.source.content.{position}", block))
    return Media(*found.values())


_KINDS: Final = ("image", "document", "search_result")
_HOLDERS: Final = frozenset((*_KINDS, "tool_result", "web_fetch_tool_result"))


def decoded(payload: str) -> bytes | None:
    """The bytes of a base64 text; None where it is none. Line breaks in it do no harm."""
    try:
        return binascii.a2b_base64(payload.replace("\n", "").replace("\r", ""), strict_mode=True)
    except ValueError:
        return None
