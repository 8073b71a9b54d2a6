"""The shape of a stream: what an eye compares in two streams whose texts are cut differently."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

Json = dict[str, Any]

OPAQUE = ("content", "input", "citation", "citations", "iterations", "applied_edits", "from", "to", "caller")
"""Members whose inside is the model's or a tool's, not the stream's."""


def kinds(events: list[Json]) -> list[str]:
    """The type of every event with that of its block or delta; equal ones in a row are one."""
    return [kind for kind, _ in groupby(_kind(event) for event in events)]


def _kind(event: Json) -> str:
    inner = event.get("content_block") or event.get("delta") or {}
    return f"{event['type']} {inner['type']}" if "type" in inner else str(event["type"])


def keys(events: list[Json]) -> list[str]:
    """The keys of every event in their order, nested ones in brackets; equal events in a row are one."""
    return [line for line, _ in groupby(_keys(event) for event in events)]


def _keys(value: Json) -> str:
    return " ".join(_member(key, member) for key, member in value.items())


def _member(key: str, member: Any) -> str:
    if key == "type":
        return f"type={member}"
    if isinstance(member, dict) and key not in OPAQUE:
        return f"{key}({_keys(member)})"
    return key


def blocks(events: list[Json]) -> Iterator[str]:
    """The types of the blocks, in order."""
    return (event["content_block"]["type"] for event in events if event["type"] == "content_block_start")
