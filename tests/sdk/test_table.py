"""The page about the scenarios tells of every kind of trouble what the SDKs make of it today."""

import os

import pytest

from .table import BEGIN, END, PAGE, written

REWRITE = os.environ.get("UNDERSTUDY_GOLDEN") == "rewrite"


@pytest.mark.golden
def test_the_table_of_the_page_is_what_the_sdks_do() -> None:
    today = written()
    if REWRITE:
        PAGE.write_text(today)
    assert _made(PAGE.read_text()) == _made(today)


def _made(page: str) -> list[str]:
    return page.partition(BEGIN)[2].partition(END)[0].splitlines()
