"""Recorded streams of the real API, where a checkout has them beside it."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "../shared/captures/streams"


@dataclass(frozen=True)
class Recording:
    """One recorded stream. ``date`` is that of the recording, as 2026-04-13."""

    name: str
    date: str
    body: bytes
    request: dict[str, Any]
    """The request's body, as far as it was recorded."""
    betas: str | None

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
    )
