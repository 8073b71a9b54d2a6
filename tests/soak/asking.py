"""A request of the soak, as the bytes that go out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.support.messages import HEADERS, HELLO, Json


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked of a scenario; a header that is None is left out. ``body`` None is a request without one."""

    scenario: str | None = None
    body: Json | bytes | None = field(default_factory=lambda: HELLO)
    headers: Mapping[str, str | None] = field(default_factory=dict)
    method: str = "POST"
    path: str = "/v1/messages"

    def written(self, session: str | None = None) -> bytes:
        """The request, in a session or in the nameless one."""
        places = (("session", session), ("scenario", self.scenario))
        prefix = "".join(f"/{kind}/{name}" for kind, name in places if name)
        body = (
            self.body if isinstance(self.body, bytes) else b"" if self.body is None else json.dumps(self.body).encode()
        )
        said = {"host": "localhost", **HEADERS, "content-length": str(len(body)), **self.headers}
        fields = "".join(f"{name}: {value}\r\n" for name, value in said.items() if value is not None)
        return f"{self.method} {prefix}{self.path} HTTP/1.1\r\n{fields}\r\n".encode("latin-1") + body
