"""A client that does all a sweep asks for: it reads streams as the standards have them, and tells what is missing.

NothingError but sockets, so that it starts quickly. It prints what was said.
"""

import json
import os
import re
import socket
import sys
import time
import zlib
from typing import Any, NoReturn

URL = os.environ["ANTHROPIC_BASE_URL"] + "/v1/messages"
ASKED = {"model": "claude-haiku-4-5", "max_tokens": 1024, "messages": [{"role": "user", "content": "Hello"}]}
BODY = json.dumps(ASKED | {"stream": True}).encode()
WORTH_ANOTHER = {429, 500, 502, 504, 520, 529}
ATTEMPTS = 3


class NothingError(Exception):
    """Not a byte came."""


def fail(why: str) -> NoReturn:
    sys.exit(f"Error: {why}")


def exchange() -> tuple[int, dict[str, str], bytes]:
    """The status, the headers and the body. Raises NothingError."""
    host, port, path = re.fullmatch(r"http://(.+?):(\d+)(/.*)", URL).groups()  # type: ignore[union-attr]
    with socket.create_connection((host, int(port)), timeout=20) as line:
        head = [
            f"POST {path} HTTP/1.1", f"host: {host}:{port}", "content-type: application/json", "accept-encoding: gzip",
            "anthropic-version: 2023-06-01", f"x-api-key: {os.environ['ANTHROPIC_API_KEY']}",
            f"content-length: {len(BODY)}", "", "",
        ]  # fmt: skip
        line.sendall("\r\n".join(head).encode() + BODY)
        with line.makefile("rb") as came:
            try:
                status = came.readline()
            except ConnectionError:
                raise NothingError from None
            if not status:
                raise NothingError
            headers = dict(re.findall(r"^([^:]+): *(.*?)\r$", headers_of(came), re.MULTILINE))
            chunked = headers.get("transfer-encoding") == "chunked"
            body = b"".join(chunks(came)) if chunked else exactly(came, int(headers.get("content-length", "0")))
            return int(status.split()[1]), headers, body


def headers_of(came: Any) -> str:
    lines = []
    while (text := came.readline().decode()) not in ("\r\n", ""):
        lines.append(text.lower())
    return "".join(lines)


def chunks(came: Any) -> Any:
    while size := int(came.readline() or fail("the body has no end"), 16):
        yield exactly(came, size)
        exactly(came, 2)


def exactly(came: Any, size: int) -> bytes:
    read: bytes = came.read(size)
    return read if len(read) == size else fail("the body was cut")


def answer() -> tuple[int, dict[str, str], bytes]:
    """What is there after as many attempts as are worth while."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            status, headers, body = exchange()
        except NothingError:
            continue
        if status not in WORTH_ANOTHER or attempt == ATTEMPTS:
            return status, headers, body
        time.sleep(told_to_wait(headers.get("retry-after", "0")))
    fail("nothing came")


def told_to_wait(retry_after: str) -> float:
    if retry_after.isdecimal():
        return float(retry_after)
    from email.utils import parsedate_to_datetime

    return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())


def plain(headers: dict[str, str], body: bytes) -> bytes:
    if headers.get("content-encoding") != "gzip":
        return body
    member = zlib.decompressobj(31)
    text = member.decompress(body)
    return text if member.eof else fail("the gzip member has no end")


def events(text: str) -> Any:
    lines: list[str] = []
    for line in re.split(r"\r\n|\n|\r", text.removeprefix("\ufeff")):
        if line.startswith("data:"):
            lines.append(line[5:].removeprefix(" "))
        elif not line and lines:
            yield "\n".join(lines)
            lines = []


def main() -> None:
    status, headers, body = answer()
    if status != 200:
        fail(f"refused with {status}")
    seen: dict[str, list[Any]] = {}
    for json_text in events(plain(headers, body).decode()):
        if "message_stop" in seen:
            break
        event = json.loads(json_text)
        if event["type"] == "error":
            fail(event["error"]["message"])
        seen.setdefault(event["type"], []).append(event)
    blocks = [event["index"] for event in seen.get("content_block_start", ())]
    stops = [event["index"] for event in seen.get("content_block_stop", ())]
    once = [len(seen.get(name, ())) for name in ("message_start", "message_delta", "message_stop")]
    if once != [1, 1, 1] or blocks != stops or blocks != list(range(len(blocks))):
        fail("an event is missing or came twice")
    deltas = [event["delta"] for event in seen.get("content_block_delta", ())]
    print("".join(delta.get("text") or delta.get("partial_json") or "" for delta in deltas))


try:
    main()
except ValueError as mistake:
    fail(str(mistake))
except ConnectionError as mistake:
    fail(f"the connection broke: {mistake}")
