"""What is refused before a request is read: the path, the method and the size."""

import json
from collections.abc import Callable

import pytest

from tests.support.messages import HEADERS, HELLO, body, post
from tests.support.raw import connect, exchange

MIB = 1024 * 1024


@pytest.mark.parametrize("path", ["/v1/messages", "/v1/messages/count_tokens"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_another_method_is_not_allowed(stage: str, path: str, method: str) -> None:
    answer = exchange(stage + path, b"", HEADERS, method=method)

    assert answer.status == 405
    assert answer.json == {
        "type": "error",
        "error": {"type": "invalid_request_error", "message": "Method Not Allowed"},
        "request_id": answer.header("request-id"),
    }
    assert answer.header("x-understudy-rule") == "method"
    assert answer.header("x-should-retry") == "false"


@pytest.mark.parametrize("path", ["/", "/v1/message", "/v1/messages/", "/v1/messages/batches", "/v2/messages", "/v1"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_path_is_not_found(stage: str, path: str, method: str) -> None:
    answer = exchange(stage + path, b"{}", HEADERS, method=method)

    assert answer.status == 404
    assert answer.json == {
        "type": "error",
        "error": {"type": "not_found_error", "message": "Not found"},
        "request_id": answer.header("request-id"),
    }
    assert answer.header("x-understudy-rule") == "route"
    assert answer.header("x-should-retry") == "false"


def test_a_method_and_a_path_are_looked_at_before_the_key(stage: str) -> None:
    assert exchange(f"{stage}/v1/messages", b"", {}, method="GET").status == 405
    assert exchange(f"{stage}/v1/message", b"", {}).status == 404


@pytest.mark.parametrize("path", ["/v1/messages", "/v1/messages/count_tokens"])
def test_a_body_of_more_than_32_mib_is_too_large(stage: str, path: str) -> None:
    answer = post(stage, b" " * (32 * MIB + 1), path=path, patience=30)

    assert answer.status == 413
    assert answer.json == {"error": {"type": "request_too_large", "message": "Request exceeds the maximum size"}}
    assert answer.header("x-understudy-rule") == "request_size"


def test_a_body_of_32_mib_is_read(stage: str) -> None:
    padding = " " * (32 * MIB - len(b"{}"))
    answer = post(stage, f"{{{padding}}}".encode(), patience=30)

    assert (answer.status, answer.header("x-understudy-rule")) == (400, "request_schema")


def test_a_body_that_claims_to_be_too_large_is_refused_before_it_comes(stage: str) -> None:
    with connect(stage) as connection:
        connection.sendall(b"POST /v1/messages HTTP/1.1\r\nhost: here\r\ncontent-length: %d\r\n\r\n" % (32 * MIB + 1))

        assert connection.recv(12) == b"HTTP/1.1 413"


def test_the_size_is_looked_at_before_the_key(stage: str) -> None:
    answer = post(stage, b" " * (32 * MIB + 1), headers={"x-api-key": None}, patience=30)

    assert answer.status == 413


def test_the_query_is_not_looked_at(stage: str) -> None:
    assert post(stage, HELLO, path="/v1/messages?beta=true").status == 200
    assert post(stage, body(max_tokens=None), path="/v1/messages/count_tokens?beta=true").status == 200


def test_headers_of_one_name_are_one_list(play: Callable[..., str]) -> None:
    url = play(chatty="when: {beta: interleaved-thinking-2025-05-14}\nreply: [{text: Both.}]")
    betas = ("interleaved-thinking-2025-05-14", "fine-grained-tool-streaming-2025-05-14")
    said = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
    said += "".join(f"anthropic-beta: {beta}\r\n" for beta in betas)
    hello = json.dumps(body()).encode()
    with connect(url) as connection:
        connection.sendall(
            f"POST /v1/messages HTTP/1.1\r\nhost: x\r\n{said}content-length: {len(hello)}\r\n\r\n".encode() + hello
        )
        received = connection.recv(65_536)
    assert received.startswith(b"HTTP/1.1 200 ")
    assert b"Both." in received


@pytest.mark.parametrize("times", [1, 3])
def test_a_request_that_asks_for_another_protocol_is_answered_in_this_one(stage: str, times: int) -> None:
    hello = json.dumps(body(stream=False)).encode()
    said = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
    asks = "connection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"
    head = f"POST /scenario/hello/v1/messages HTTP/1.1\r\nhost: x\r\n{said}{asks}content-length: {len(hello)}\r\n\r\n"
    with connect(stage) as connection:
        connection.sendall(times * (head.encode() + hello))
        received = b""
        while received.count(b'"end_turn"') < times:
            received += connection.recv(65_536)
    assert received.count(b"HTTP/1.1 200 OK") == times
