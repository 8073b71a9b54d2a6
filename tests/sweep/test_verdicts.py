"""What is seen of a client, and whether that is as it should be."""

import pytest

from understudy.sweep.verdicts import Expected, Run, Seen, Turn, Verdict, judged, seen

FIRST: Turn = (0, 0)
SECOND: Turn = (1, 1)
PLAIN = Run(0, b"Hello\n", asked={FIRST: 1, SECOND: 1})

RUNS: list[tuple[Run, Seen]] = [
    (Run(0, b"Hello\n", asked={FIRST: 1, SECOND: 1}), "same"),
    (Run(0, b"Hello\n", b"a warning", asked={FIRST: 1, SECOND: 1}), "same"),
    (Run(0, b"Hello\n", asked={FIRST: 2, SECOND: 1}), "same after retry"),
    (Run(0, b"Hello\n", asked={FIRST: 1, SECOND: 2}), "same after retry"),
    (Run(0, b"Hello\n", asked={FIRST: 1, SECOND: 1}, beside=1), "same after retry"),
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
}
ALL: list[Seen] = ["same", "same after retry", "error", "error after retry", "other output", "timed out"]


@pytest.mark.parametrize("expected", VERDICTS)
def test_a_client_does_as_it_should_or_not(expected: Expected) -> None:
    verdicts: dict[Seen, Verdict] = {what: judged(expected, what) for what in ALL}
    assert verdicts == {what: "ok" if what in VERDICTS[expected] else "FAILED" for what in ALL}


@pytest.mark.parametrize("expected", VERDICTS)
def test_what_was_not_played_is_neither(expected: Expected) -> None:
    assert judged(expected, "not played") == "skipped"


def test_the_complaint_is_the_last_line_of_standard_error() -> None:
    assert Run(1, b"", b"Traceback\n  here\nValueError: no\n\n").complaint == "ValueError: no"
    assert Run(1, b"").complaint == ""
