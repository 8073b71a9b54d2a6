"""The page's own curl requests, sent to a server of ours by curl itself."""

import os
import subprocess
from pathlib import Path

from tests.support.raw import Exchange, exchange

EXAMPLES = Path(__file__).parent / "stream"
API = "https://api.anthropic.com"


def curl(url: str, example: str) -> bytes:
    """What curl prints for an example's command, whose host is replaced."""
    command = (EXAMPLES / f"{example}.sh").read_text().replace(API, url)
    command = command.replace("curl ", "curl --silent --show-error --no-buffer ", 1)
    environment = {"PATH": os.environ["PATH"], "ANTHROPIC_API_KEY": "sk-ant-test", "no_proxy": "*"}
    return subprocess.run(["bash", "-c", command], env=environment, capture_output=True, check=True).stdout


def request_of(example: str) -> bytes:
    """The body in an example's command."""
    return (EXAMPLES / f"{example}.sh").read_text().partition("'")[2].rpartition("'")[0].encode()


def send(url: str, example: str) -> Exchange:
    """The same request without curl."""
    headers = {"x-api-key": "sk-ant-test", "anthropic-version": "2023-06-01", "content-type": "application/json"}
    return exchange(f"{url}/v1/messages", request_of(example), headers)
