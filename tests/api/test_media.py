"""A request's media are found wherever they stand."""

from typing import Any

import pytest

from understudy.api.media import Medium, decoded
from understudy.api.request import Request

Json = dict[str, Any]

IMAGE: Json = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AAAA"}}
DOCUMENT: Json = {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "Hi"}}
RESULT: Json = {"type": "search_result", "source": "a", "title": "A", "content": [], "citations": {"enabled": True}}


def asking(*messages: list[Json], role: str = "user") -> Request:
    said = [{"role": role, "content": content} for content in messages]
    return Request({"model": "claude-haiku-4-5", "max_tokens": 9, "messages": said}, {})


def result(*content: Json) -> Json:
    return {"type": "tool_result", "tool_use_id": "toolu_1", "content": list(content)}


def test_media_stand_in_messages_that_are_counted_as_turns() -> None:
    found = asking([IMAGE, DOCUMENT], [RESULT, IMAGE]).media

    assert [image.path for image in found.images] == ["messages.0.content.0", "messages.0.content.3"]
    assert [document.path for document in found.documents] == ["messages.0.content.1"]
    assert [(result.path, result.cites) for result in found.search_results] == [("messages.0.content.2", True)]


def test_media_stand_in_results_of_tools() -> None:
    found = asking([result({"type": "text", "text": "Here:"}, IMAGE), result(DOCUMENT, RESULT)]).media

    assert found.images == [Medium("messages.0.content.0.tool_result.content.1", IMAGE)]
    assert found.documents == [Medium("messages.0.content.1.tool_result.content.0", DOCUMENT)]
    assert found.search_results == [Medium("messages.0.content.1.tool_result.content.1", RESULT)]


def test_images_stand_in_documents_of_blocks() -> None:
    blocks = {"type": "document", "source": {"type": "content", "content": [{"type": "text", "text": "A"}, IMAGE]}}

    assert asking([blocks]).media.images == [Medium("messages.0.content.0.document.source.content.1", IMAGE)]


def test_a_document_was_fetched() -> None:
    fetched = {"type": "web_fetch_result", "url": "https://example.com", "content": DOCUMENT}
    failed = {"type": "web_fetch_tool_result_error", "error_code": "unavailable"}
    content = [
        {"type": "web_fetch_tool_result", "tool_use_id": "srvtoolu_1", "content": it} for it in (failed, fetched)
    ]

    assert asking(content, role="assistant").media.documents == [Medium("messages.0.content.1", DOCUMENT)]


@pytest.mark.parametrize("content", ["Hi", [], [{"type": "text", "text": "Hi"}], [result()], [{"type": "tool_result"}]])
def test_most_requests_have_none(content: Any) -> None:
    assert [list(those) for those in asking(content).media] == [[], [], []]


def test_only_base64_is_a_payload() -> None:
    url = {"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}}

    assert [image.payload for image in asking([IMAGE, url]).media.images] == ["AAAA", None]


@pytest.mark.parametrize(("payload", "data"), [("aGk=", b"hi"), ("aGlo", b"hih"), ("aG\nk=\r\n", b"hi"), ("", b"")])
def test_a_payload_is_decoded(payload: str, data: bytes) -> None:
    assert decoded(payload) == data


@pytest.mark.parametrize("payload", ["aGk", "aGk=aGk=", "data:image/png;base64,aGk=", "a-_k", "aGk =", "héé=", "===="])
def test_what_is_not_base64_is_nothing(payload: str) -> None:
    assert decoded(payload) is None
