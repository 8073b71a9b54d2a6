"""A client that does all a sweep asks for: it reads events as the specification has them, and tells what is missing.

Nothing but the standard library, so that it starts quickly. It prints what was said.
"""

import gzip
import json
import os
import re
import sys
from http.client import HTTPException
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

REQUEST = Request(
    os.environ["ANTHROPIC_BASE_URL"] + "/v1/messages",
    json.dumps(
        {
            "model": "claude-haiku-4-5",
            "max_tokens": 1024,
            "stream": True,
            "messages": [{"role": "user", "content": "Hello"}],
        }
    ).encode(),
    {
        "content-type": "application/json",
        "accept-encoding": "gzip",
        "anthropic-version": "2023-06-01",
        "x-api-key": os.environ["ANTHROPIC_API_KEY"],
    },
)


def opened() -> Any:
    """The response; asked for once more where none came, or a refusal."""
    try:
        return urlopen(REQUEST, timeout=10)
    except (URLError, ConnectionError, HTTPException):
        return urlopen(REQUEST, timeout=10)


def body() -> bytes:
    with opened() as response:
        read: bytes = response.read()
        return gzip.decompress(read) if response.headers["content-encoding"] == "gzip" else read


def events(text: str) -> list[Any]:
    found = []
    lines: list[str] = []
    for line in re.split(r"\r\n|\n|\r", text):
        if line.startswith("data:"):
            lines.append(line[5:].removeprefix(" "))
        elif not line and lines:
            found.append(json.loads("\n".join(lines)))
            lines = []
    return found


def main() -> None:
    came = events(body().decode())
    for event in came:
        if event["type"] == "error":
            sys.exit(f"refused: {event['error']['message']}")
    if not came or came[-1]["type"] != "message_stop":
        sys.exit("the message has no end")
    deltas = [event["delta"] for event in came if event["type"] == "content_block_delta"]
    print("".join(delta.get("text") or delta.get("partial_json") or "" for delta in deltas))


main()
