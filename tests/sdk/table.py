"""The table of what the official SDKs do with the trouble of the field, as the page about the scenarios has it.

`python -m tests.sdk.table` writes it there anew, as `make golden` does.
"""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final
from urllib.request import urlopen

from understudy.app import create_app
from understudy.library import Library
from understudy.server import serve

from .expectations import Expectation, every

Json = dict[str, Any]

PAGE: Final = Path(__file__).parents[2] / "scenarios" / "README.md"
BEGIN: Final = "<!-- Made by `make golden`: what the SDKs do -->\n"
END: Final = "<!-- The end of what is made -->\n"
RETRIES: Final = 2
PATIENCE: Final = 3.0
"""Seconds after which a silent stream is left. Under load the head of a response takes long as well."""

_HERE: Final = Path(__file__).parent
COMMANDS: Final = {
    "python-0.72": [str(_HERE.parents[1] / ".venv-sdk-0.72" / "bin" / "python"), str(_HERE / "judge.py")],
    "python": [sys.executable, str(_HERE / "judge.py")],
    "typescript": ["node", str(_HERE.parent / "node" / "judge.mjs")],
}
HEADS: Final = {"python-0.72": "Python 0.72", "python": "Python, newest", "typescript": "TypeScript, newest"}

DOES: Final = {"count-tokens": ["count"], "keepalive-stale": ["plain", "plain", "stream"]}
"""What is asked for, where it is not one stream. Node's pool takes up a connection only two requests later."""
NOT_ASKED: Final = frozenset({"backpressure"})
"""Nobody reads two hundred megabytes to see that all of them are a message."""
ALONE: Final = frozenset({"keepalive-stale"})
"""What leaves a connection behind that others of the same process would take up."""


def written() -> str:
    """The page with its table made anew."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{table()}{END}{after}"


def table() -> str:
    """One row for each kind of trouble, in the order of their ranks."""
    names = ranked()
    asked = [expected for expected in every() if expected.scenario in set(names) - NOT_ASKED]
    with serve(create_app(Library.load([]), speed=0)) as running, ThreadPoolExecutor(len(COMMANDS)) as pool:
        columns = dict(zip(HEADS, pool.map(lambda sdk: cells(running.url, sdk, asked), HEADS), strict=True))
    rows = [[f"`{name}`", *(columns[sdk].get(name, "") for sdk in HEADS)] for name in names]
    lines = [["trouble", *HEADS.values()], *rows]
    head, *body = [f"| {' | '.join(line)} |\n" for line in lines]
    return "".join([head, "|---" * len(lines[0]), "|\n", *body])


def cells(url: str, sdk: str, expected: Sequence[Expectation]) -> dict[str, str]:
    """What an SDK comes to, in a few words for each scenario."""
    given = verdicts(url, sdk, expected)
    return {each.scenario: cell(each, given[each.scenario], retries(url, sdk, each.scenario), sdk) for each in expected}


def ranked() -> list[str]:
    """The kinds of trouble, as the page ranks them."""
    return re.findall(r"^\| \d+ \| \[`([\w-]+)`\]", PAGE.read_text(), re.MULTILINE)


def verdicts(url: str, sdk: str, expected: Sequence[Expectation]) -> Json:
    """What an SDK makes of each scenario; what must be alone is asked for in a process of its own."""
    given: Json = {}
    for apart in (False, True):
        cases = [case(each, sdk) for each in expected if (each.scenario in ALONE) is apart]
        asked = json.dumps({"url": url, "cases": cases})
        ran = subprocess.run(COMMANDS[sdk], input=asked, capture_output=True, text=True, timeout=60, check=True)
        given |= json.loads(ran.stdout)
    return given


def case(expected: Expectation, sdk: str) -> Json:
    """The judge's case, with retries and more patience."""
    said = expected.case(sdk)
    does = DOES.get(expected.scenario, ["stream"])
    return {**said, "timeout": max(said["timeout"], PATIENCE), "retries": RETRIES, "does": does}


def retries(url: str, sdk: str, scenario: str) -> int:
    """How often the SDK tried again, by its own count in the journal."""
    session = f"{sdk}-{scenario}-{DOES.get(scenario, ['stream'])[-1]}"
    with urlopen(f"{url}/_understudy/journal?session={session}") as answer:
        entries = json.load(answer)["entries"]
    return max(entry["retry_count"] or 0 for entry in entries)


def cell(expected: Expectation, given: Json, retried: int, sdk: str) -> str:
    """What comes of it, in a few words."""
    again = ["", " after a retry", f" after {retried} retries"][min(retried, 2)]
    return _came_to(expected, given, sdk) + again


def _came_to(expected: Expectation, given: Json, sdk: str) -> str:
    if "error" in given:
        return f"`{given['error']['class']}`"
    if given["message"]["stop_reason"] is None:
        return "half a message, for a whole one"
    if expected.outcome_for(sdk) == "differs":
        return "a message, not that of the plain call"
    return "the message"


if __name__ == "__main__":
    PAGE.write_text(written())
