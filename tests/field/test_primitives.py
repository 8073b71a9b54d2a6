"""The 45 kinds of trouble of the field: each is a shipped scenario, and ends on the socket as it should."""

import re
from pathlib import Path

import pytest

from tests.support.raw import Ending

from .playing import attempts, ending

SCENARIOS = Path(__file__).parents[2] / "scenarios"
README = (SCENARIOS / "README.md").read_text()

Course = tuple[tuple[int | None, Ending, str | None], ...]
"""Of each attempt the status, the way the connection ends, and the last event that is named."""

WHOLE: Course = ((200, "finished", "message_stop"),)


def whole(times: int) -> Course:
    return WHOLE * times


COURSES: dict[str, Course] = {
    "error-event-mid": (
        (200, "finished", "error"),
        (200, "finished", "error"),
        (200, "finished", "content_block_delta"),
        *WHOLE,
    ),
    "strict-thinking-replay": WHOLE,
    "stall-mid": (
        (200, "open", "content_block_delta"),
        (200, "open", "content_block_delta"),
        (200, "open", "content_block_stop"),
        *WHOLE,
    ),
    "sse-framing": (*whole(2), (200, "finished", None), *whole(3)),
    "stop-reasons": whole(6),
    "cut-mid-body": (
        (200, "fin", "content_block_delta"),
        (200, "reset", "content_block_delta"),
        (200, "fin", "content_block_delta"),
        *WHOLE,
    ),
    "clean-eof-early": (
        (200, "finished", "content_block_delta"),
        (200, "finished", "message_start"),
        (200, "finished", "content_block_delta"),
        (200, "finished", "content_block_stop"),
        (200, "finished", "message_delta"),
        (200, "finished", "content_block_delta"),
        *WHOLE,
    ),
    "order-violation": whole(6),
    "retry-after": (*((429, "finished", None),) * 5, *WHOLE),
    "usage-cumulative": WHOLE,
    "server-tools-citations": whole(2),
    "usage-missing": WHOLE,
    "thinking-omitted": whole(3),
    "error-event-first": ((200, "finished", "error"), *WHOLE),
    "tool-json-truncated": (
        *WHOLE,
        (200, "finished", "content_block_delta"),
        (200, "fin", "content_block_delta"),
        (200, "finished", "error"),
        *WHOLE,
    ),
    "unknown-type": whole(2),
    "duplicate-or-splice": whole(4),
    "request-too-big": ((413, "finished", None), (413, "finished", None), (400, "finished", None)),
    "alive-but-slow": WHOLE,
    "chunking": whole(7),
    "slow-first-byte": (*whole(2), (None, "fin", None), *WHOLE),
    "tool-no-input": whole(4),
    "empty-stream": ((200, "finished", None),),
    "interleaved-thinking": WHOLE,
    "gzip-sse": (
        (200, "finished", None),
        (200, "finished", None),
        *WHOLE,
        (200, "finished", None),
        (200, "finished", None),
        (529, "finished", None),
    ),
    "client-abort": ((200, "open", "content_block_delta"),),
    "status-by-attempt": ((500, "finished", None), (529, "finished", None), (504, "finished", None), *WHOLE),
    "comments-and-sentinels": (*WHOLE, (200, "finished", "done")),
    "utf8-split": whole(2),
    "empty-text-block": whole(2),
    "parallel-tools": WHOLE,
    "redacted-thinking": WHOLE,
    "keepalive-stale": WHOLE,
    "empty-turn": WHOLE,
    "index-faults": whole(3),
    "resume-after-partial": ((200, "fin", "content_block_delta"), *WHOLE),
    "huge-event": whole(2),
    "tool-json-invalid": whole(3),
    "content-in-start": WHOLE,
    "ping-variants": ((200, "finished", "ping"),),
    "html-error": ((502, "finished", None),),
    "count-tokens": WHOLE,
    "no-eof-after-stop": ((200, "open", "message_stop"),),
    "buffered-delivery": whole(2),
}
"""All but `backpressure`, which nobody reads to its end; see test_flow.py."""

RANKED = re.findall(r"^\| (\d+) \| \[`([\w-]+)`\]\(([\w/.-]+)\) \| (\d+) \|$", README, re.MULTILINE)


def test_each_of_the_45_has_a_course() -> None:
    assert {name for _, name, _, _ in RANKED} == {*COURSES, "backpressure"}


def test_the_readme_ranks_45_by_the_reports_about_them() -> None:
    reports = [int(count) for *_, count in RANKED]
    assert [int(rank) for rank, *_ in RANKED] == list(range(1, 46))
    assert reports == sorted(reports, reverse=True)


@pytest.mark.parametrize(("name", "file"), [row[1:3] for row in RANKED], ids=[row[1] for row in RANKED])
def test_each_is_a_scenario_of_its_name(name: str, file: str) -> None:
    assert Path(file).stem == name
    assert (SCENARIOS / file).exists()


@pytest.mark.parametrize(("name", "course"), COURSES.items(), ids=list(COURSES))
def test_every_attempt_ends_as_it_says(base_url: str, name: str, course: Course) -> None:
    played = attempts(base_url, name, len(course))
    assert tuple(ending(came) for came in played) == course


@pytest.mark.parametrize("name", ["clean-eof-early", "error-event-mid", "error-event-first", "empty-stream"])
def test_a_body_that_ends_too_early_ends_properly(base_url: str, name: str) -> None:
    (came,) = attempts(base_url, name, 1)
    end = b"0\r\n\r\n" if came.header("transfer-encoding") else b"\r\n\r\n"
    assert came.raw.endswith(end)


def test_a_connection_that_goes_leaves_the_last_chunk_out(base_url: str) -> None:
    fin, reset, inside, after = attempts(base_url, "cut-mid-body", 4)
    assert [b"\r\n0\r\n\r\n" in came.raw for came in (fin, reset, inside, after)] == [False, False, False, True]
    assert [came.unfinished != b"" for came in (fin, reset, inside, after)] == [False, False, True, False]
