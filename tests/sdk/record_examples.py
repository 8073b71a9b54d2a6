"""Writes down the requests that the examples in an SDK's own tests make: run once for each SDK, not by the tests.

``python record_examples.py FOLDER > examples/VERSION.json``, under an interpreter that has the SDK and pytest;
``FOLDER`` is ``tests/api_resources`` of the SDK's source distribution, as PyPI has it.
"""

import contextlib
import importlib.util
import inspect
import json
import sys
import threading
import types
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import anthropic

FILES = ("test_messages.py", "beta/test_messages.py")


class Recorder(BaseHTTPRequestHandler):
    """Keeps each request, and refuses it, so that the example ends there."""

    requests: ClassVar[list[dict[str, Any]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.requests.append(
            {
                "path": self.path,
                "headers": {name: value for name, value in headers.items() if name.startswith("anthropic-")},
                "body": body,
            }
        )
        self.send_response(400)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: stdout is for the examples."""


def main() -> None:
    """Prints the requests as JSON, each with the name of the example that made it."""
    server = HTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    client = anthropic.Anthropic(api_key="any", base_url=f"http://127.0.0.1:{server.server_port}", max_retries=0)
    print(json.dumps(list(_recorded(Path(sys.argv[1]), client)), indent=1))


def _recorded(folder: Path, client: anthropic.Anthropic) -> Iterator[dict[str, Any]]:
    _stand_in_for_what_examples_import()
    for file in FILES:
        spec = importlib.util.spec_from_file_location("examples", folder / file)
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for name, example in inspect.getmembers(module.TestMessages, inspect.isfunction):
            if name.startswith("test_method"):
                yield {"example": f"{file}::{name}", **_request(example, module.TestMessages(), client)}


def _stand_in_for_what_examples_import() -> None:
    utils = types.ModuleType("tests.utils")
    utils.assert_matches_type = None  # type: ignore[attr-defined]  # no example comes that far
    sys.modules |= {"tests": types.ModuleType("tests"), "tests.utils": utils}


def _request(example: Any, tests: object, client: anthropic.Anthropic) -> dict[str, Any]:
    Recorder.requests.clear()
    with contextlib.suppress(anthropic.BadRequestError):
        example(tests, client)
    (request,) = Recorder.requests
    return request


if __name__ == "__main__":
    main()
