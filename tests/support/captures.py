"""Recorded exchanges with the real API, where a checkout has them beside it."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SHARED = Path(__file__).parents[2] / "../shared"
FOLDER = SHARED / "captures/streams"
REFUSED = SHARED / "captures/errors"
CATALOGUE = SHARED / "spec/errors.yaml"


@dataclass(frozen=True)
class Recording:
    """One recorded stream. ``date`` is that of the recording, as 2026-04-13."""

    name: str
    date: str
    body: bytes
    request: dict[str, Any]
    """The request's body, as far as it was recorded."""
    betas: str | None
    path: str = "/v1/messages"

    @property
    def model(self) -> str:
        return str(self.request.get("model") or "")


@cache
def recordings() -> tuple[Recording, ...]:
    """Every recording, oldest first; none where the checkout stands alone."""
    return tuple(_recording(path) for path in sorted(FOLDER.glob("*.json")))


def _recording(path: Path) -> Recording:
    capture = json.loads(path.read_text())
    request = capture["request"]
    headers = {name.lower(): value for name, value in (request.get("headers") or {}).items()}
    body = request.get("body")
    return Recording(
        name=path.stem,
        date=capture["recorded_date"][:10],
        body=capture["response"]["body_text"].encode(),
        request=body if isinstance(body, dict) else {},
        betas=headers.get("anthropic-beta"),
        path=request["path"],
    )


@dataclass(frozen=True)
class RecordedRefusal:
    """One recorded refusal, with the body that was refused. ``message`` and ``type`` are those of the API's error."""

    name: str
    path: str
    betas: str | None
    request: dict[str, Any]
    status: int
    type: str
    message: str


@cache
def refusals() -> tuple[RecordedRefusal, ...]:
    """Every recorded answer of 400 or 404 to a body that was sent to it; none where the checkout stands alone."""
    captures = ((path.stem, json.loads(path.read_text())) for path in sorted(REFUSED.glob("40[04]-*.json")))
    return tuple(_refusal(name, capture) for name, capture in captures if capture["request"].get("body"))


def _refusal(name: str, capture: dict[str, Any]) -> RecordedRefusal:
    request, response = capture["request"], capture["response"]
    headers = {name.lower(): value for name, value in (request.get("headers") or {}).items()}
    error = json.loads(response["body_text"])["error"]
    return RecordedRefusal(
        name=name,
        path=request["path"],
        betas=headers.get("anthropic-beta"),
        request=request["body"],
        status=response["status"],
        type=error["type"],
        message=error["message"],
    )
