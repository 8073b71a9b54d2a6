"""Ids have the API's form, never repeat, and come out the same again."""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest

from understudy.api.ids import Ids, decode, organization_id, traces, workspace_id

ID = re.compile(r"01[1-9A-HJ-NP-Za-km-z]{22}")


@pytest.mark.parametrize("prefix", ["req_", "msg_", "toolu_", "srvtoolu_", "mcptoolu_", "file_", "msgbatch_"])
def test_an_id_is_its_prefix_then_01_then_22_base58_characters(prefix: str) -> None:
    minted = Ids("seed").mint(prefix)
    assert minted.startswith(prefix)
    assert ID.fullmatch(minted.removeprefix(prefix))


def test_no_id_is_minted_twice() -> None:
    ids = Ids("seed")
    minted = [ids.mint(prefix) for _ in range(5_000) for prefix in ("msg_", "toolu_")]
    assert len({name.partition("_")[2] for name in minted}) == 10_000


def test_one_seed_mints_the_same_ids_in_every_run() -> None:
    ids = Ids("seed")
    assert [ids.mint("msg_"), ids.mint("toolu_")] == [
        "msg_011CWfg49SfLWj11scCy3kES",
        "toolu_01Xi8G2DK3xvMSqu5k5dzsDr",
    ]


def test_another_seed_mints_other_ids() -> None:
    assert Ids("one").mint("toolu_") != Ids("two").mint("toolu_")


def test_a_seed_may_be_of_any_length() -> None:
    assert Ids("").mint("toolu_") != Ids("s" * 1_000).mint("toolu_")


@pytest.mark.parametrize("prefix", ["req_", "msg_", "file_"])
def test_ids_with_a_time_are_uuids_of_version_7_that_start_with_2026(prefix: str) -> None:
    uuid = UUID(int=decode(Ids("seed").mint(prefix)))
    assert (uuid.version, uuid.variant) == (7, "specified in RFC 4122")
    assert datetime.fromtimestamp((uuid.int >> 80) / 1000, UTC) == datetime(2026, 1, 1, tzinfo=UTC)


def test_ids_with_a_time_look_like_recorded_ones() -> None:
    assert Ids("seed").mint("msg_").startswith("msg_011C")


def test_ids_with_a_time_sort_in_the_order_of_minting() -> None:
    ids = Ids("seed")
    minted = [ids.mint("msg_") for _ in range(5_000)]
    assert minted == sorted(minted)


def test_ids_of_tools_hold_no_time() -> None:
    ids = Ids("seed")
    assert len({decode(ids.mint("toolu_")) >> 120 for _ in range(200)}) > 100


@pytest.mark.parametrize(
    ("minted", "number"),
    [
        ("msg_01" + "1" * 22, 0),
        ("msg_01" + "1" * 21 + "z", 57),
        ("msg_01" + "1" * 20 + "21", 58),
    ],
)
def test_an_id_decodes_to_its_number(minted: str, number: int) -> None:
    assert decode(minted) == number


def test_a_recorded_id_decodes_to_the_second_of_its_response() -> None:
    milliseconds = decode("req_011CeEEruGa2VfidBCpHT71k") >> 80
    assert datetime.fromtimestamp(milliseconds // 1000, UTC) == datetime(2026, 8, 20, 15, 30, 26, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "msg_", "msg_02" + "1" * 22, "msg_01" + "0" * 22, "msg_01" + "l" * 22, "msg_01" + "z" * 22, "01" + "1" * 21],
)
def test_text_that_is_no_id_does_not_decode(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decode(text)


def test_an_organization_is_a_uuid_of_version_4_of_its_seed() -> None:
    assert UUID(organization_id("seed")).version == 4
    assert organization_id("seed") == organization_id("seed") != organization_id("other")


def test_a_workspace_has_the_form_of_an_id() -> None:
    assert ID.fullmatch(workspace_id("seed").removeprefix("wrkspc_"))


def test_the_trace_and_the_ray_of_a_request_have_the_form_of_their_headers() -> None:
    trace, ray = traces("req_1")
    assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01", trace)
    assert re.fullmatch(r"[0-9a-f]{16}-EWR", ray)
    assert (trace, ray) == traces("req_1") != traces("req_2")
