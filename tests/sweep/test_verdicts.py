"""What is seen of a client, and whether that is as it should be."""

import pytest

from understudy.sweep.verdicts import Expected, Run, Seen, Turn, Verdict, difference, judged, seen

FIRST: Turn = (0, 0)
SECOND: Turn = (1, 1)
PLAIN = Run(0, b"Hello\n", asked={FIRST: 1, SECOND: 1})

RUNS: list[tuple[Run, Seen]] = [
    (Run(0, b"Hello\n", asked={FIRST: 1, SECOND: 1}), "same"),
    (Run(0, b"Hello\n", b"a warning", asked={FIRST: 1, SECOND: 1}), "same"),
    (Run(0, b"Hello\n", asked={FIRST: 2, SECOND: 1}), "same after retry"),
    (Run(0, b"Hello\n", asked={FIRST: 1, SECOND: 2}), "same after retry"),
    (Run(0, b"Hello\n", asked={FIRST: 1, SECOND: 1}, beside=1), "same after retry"),
    (Run(0, b"Hello\n", asked={FIRST: 1, SECOND: 1}, turned_away=1), "same after retry"),
    (Run(1, b"Hel\n", asked={FIRST: 1}, turned_away=1), "error"),
    (Run(1, b"Hel\n", asked={FIRST: 1}, turned_away=2), "error after retry"),
    (Run(0, b"Hel\n", asked={FIRST: 1, SECOND: 1}), "other output"),
    (Run(0, b"", asked={FIRST: 2}), "other output"),
    (Run(1, b"Hel\n", asked={FIRST: 1}), "error"),
    (Run(1, b"Hello\n", asked={FIRST: 1, SECOND: 1}), "error"),
    (Run(-11, b"", asked={FIRST: 1}), "error"),
    (Run(1, b"", asked={FIRST: 2}), "error after retry"),
    (Run(None, b"Hello\n", asked={FIRST: 1, SECOND: 1}), "timed out"),
]


@pytest.mark.parametrize(("run", "what"), RUNS)
def test_a_run_is_seen_beside_the_plain_one(run: Run, what: Seen) -> None:
    assert seen(PLAIN, run, played=True) == what


def test_a_variant_that_was_not_met_is_not_played_unless_the_run_hung() -> None:
    assert seen(PLAIN, Run(0, b"Hello\n"), played=False) == "not played"
    assert seen(PLAIN, Run(None, b""), played=False) == "timed out"


def test_ids_make_no_difference() -> None:
    plain = Run(0, b'{"id": "msg_01PyYZEBXmWb22DDvSCUmW3x", "text": "Hello"}')
    other = Run(0, b'{"id": "msg_01PyYZEBXmWb22DDvSCVGu4M", "text": "Hello"}')
    tool = Run(0, b'{"id": "toolu_01PyYZEBXmWb22DDvSCVGu4M", "text": "Hello"}')
    assert seen(plain, other, played=True) == "same"
    assert seen(plain, tool, played=True) == "other output"


VERDICTS: dict[Expected, set[Seen]] = {
    "same": {"same"},
    "error": {"error"},
    "same or error": {"same", "error"},
    "retry or error": {"same after retry", "error", "error after retry"},
    "retry": {"same after retry"},
    "error at last": {"error", "error after retry"},
}
ALL: list[Seen] = [
    "same", "same after retry", "retry too soon", "error", "error after retry", "other output", "timed out"
]  # fmt: skip


@pytest.mark.parametrize("expected", VERDICTS)
def test_a_client_does_as_it_should_or_not(expected: Expected) -> None:
    verdicts: dict[Seen, Verdict] = {what: judged(expected, what) for what in ALL}
    assert verdicts == {what: "ok" if what in VERDICTS[expected] else "FAILED" for what in ALL}


@pytest.mark.parametrize("expected", VERDICTS)
def test_what_was_not_played_is_neither(expected: Expected) -> None:
    assert judged(expected, "not played") == "skipped"


@pytest.mark.parametrize(
    ("wait", "patience", "what"),
    [
        (0.4, 0, "same after retry"),
        (0.4, 1, "retry too soon"),
        (0.97, 1, "same after retry"),
        (1.2, 1, "same after retry"),
        (None, 1, "same after retry"),
    ],
)
def test_whoever_was_told_to_wait_may_ask_too_soon(wait: float | None, patience: float, what: Seen) -> None:
    run = Run(0, b"Hello\n", asked={FIRST: 2, SECOND: 1}, shortest_wait=wait)
    assert seen(PLAIN, run, played=True, patience=patience) == what


@pytest.mark.parametrize(
    ("stdout", "told"),
    [
        (b"One.\nTwo.\n", ""),
        (b"One.\nTw\n", "line 2 of its output is 'Tw' in place of 'Two.'"),
        (b"One.\n", "line 2 of its output is missing: 'Two.'"),
        (b"One.\nTwo.\nThree.\n", "line 3 of its output is one too many: 'Three.'"),
        (b"O" * 80, f"line 1 of its output is '…{'O' * 60}' in place of 'One.'"),
    ],
)
def test_where_an_output_differs_is_told_in_a_line(stdout: bytes, told: str) -> None:
    assert difference(Run(0, b"One.\nTwo.\n"), Run(0, stdout)) == told


NODE = b"""file:///ask.mjs:4
    throw new APIConnectionError()
          ^

APIConnectionError: Connection error.
    at ask.mjs:4:7 {
  [cause]: TypeError: terminated
}

Node.js v20.20.2
"""


@pytest.mark.parametrize(
    ("stderr", "complaint"),
    [
        (b"", ""),
        (b"no key\n\n", "no key"),
        (b"Traceback\n  here\nValueError: no\n\n", "ValueError: no"),
        (b"Traceback\nanthropic.APIStatusError: no\nbye\n", "anthropic.APIStatusError: no"),
        (NODE, "APIConnectionError: Connection error."),
    ],
)
def test_the_complaint_is_the_last_error_of_standard_error_or_its_last_line(stderr: bytes, complaint: str) -> None:
    assert Run(1, b"", stderr).complaint == complaint
