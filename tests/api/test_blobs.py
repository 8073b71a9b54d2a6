"""Blobs are opaque, as long as the API's, and known again only as they were made."""

from base64 import b64decode, b64encode
from random import Random

import pytest

from understudy.api.blobs import (
    Kind,
    encrypt_content,
    encrypt_index,
    genuine,
    read_redacted,
    read_signature,
    redact,
    sign,
)
from understudy.api.models import Model, find, stranger

THINKING = "The user asks about the weather in Zürich, so I should call the tool before I answer. " * 3


def model(name: str) -> Model:
    return find(name) or stranger(name)


def signed(thinking: str = THINKING, name: str = "claude-haiku-4-5", position: int = 0, count: int = 1) -> str:
    return sign(thinking, model=model(name), position=position, count=count)


def size(blob: str) -> int:
    return len(b64decode(blob, validate=True))


BLOBS: dict[Kind, str] = {
    "signature": signed(),
    "redacted_thinking": redact(THINKING, model=model("claude-haiku-4-5"), position=0, count=1),
    "encrypted_content": encrypt_content(THINKING),
    "encrypted_index": encrypt_index(THINKING),
}
TERSE = signed(name="claude-3-7-sonnet-latest")


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("claude-haiku-4-5", 252),
        ("claude-sonnet-4-5", 253),
        ("claude-sonnet-4-6", 244),
        ("claude-sonnet-5", 242),
    ],
)
def test_a_signature_is_longer_than_the_thinking_by_the_recorded_difference(name: str, more: int) -> None:
    assert [size(signed("x" * length, name)) - length for length in (112, 414, 5_000)] == [more] * 3


def test_a_signature_counts_the_bytes_of_the_full_thinking() -> None:
    haiku = model("claude-haiku-4-5")
    assert size(signed("é" * 200)) == 652
    assert size(sign("In short.", model=haiku, position=0, count=1, full_length=400)) == 652


@pytest.mark.parametrize(("length", "expected"), [(0, 112), (428, 184), (6_000, 1_114)])
def test_a_signature_of_3_7_is_short(length: int, expected: int) -> None:
    assert size(signed("x" * length, "claude-3-7-sonnet-latest")) == expected


@pytest.mark.parametrize("length", [0, 1, 50, 200, 428, 5_000, 100_000])
@pytest.mark.parametrize("name", ["claude-opus-4-0", "claude-sonnet-4-0", "claude-opus-4-1", "claude-sonnet-4-6"])
def test_claude_4_signs_at_more_than_twice_the_length_of_3_7(length: int, name: str) -> None:
    assert len(signed("x" * length, name)) > 2 * len(signed("x" * length, "claude-3-7-sonnet-latest"))


@pytest.mark.parametrize(
    "name", ["claude-haiku-4-5", "claude-3-7-sonnet-latest", "claude-opus-5-5", "my-own", "n" * 300, ""]
)
def test_a_signature_says_whose_and_which_block_it_is(name: str) -> None:
    said = read_signature(signed(name=name, position=2, count=5))
    assert said is not None
    assert (said.model, said.position, said.count, said.length) == (model(name).id, 2, 5, 261)


@pytest.mark.parametrize("name", ["claude-haiku-4-5", "claude-3-7-sonnet-latest"])
@pytest.mark.parametrize("text", ["", "a", THINKING, "\ud800", "x" * 20_000])
def test_a_signature_matches_its_text_and_no_other(name: str, text: str) -> None:
    said = read_signature(signed(text, name))
    assert said is not None
    assert said.matches(text)
    assert not said.matches(text + " ")


@pytest.mark.parametrize("name", ["claude-haiku-4-5", "claude-3-7-sonnet-latest", "claude-sonnet-5"])
def test_a_block_matches_as_it_left_under_every_display_and_not_when_it_was_edited(name: str) -> None:
    full, shown = "x" * 3_600, "The user asks about the weather, so I should call the tool."
    blob = sign(shown, model=model(name), position=0, count=1, full_length=len(full))
    said = read_signature(blob)

    assert said is not None
    assert said.length == 3_600
    assert {text: said.matches(text) for text in (shown, "", shown[:-1], shown.upper(), " ", full)} == {
        shown: True, "": True, shown[:-1]: False, shown.upper(): False, " ": False, full: False
    }  # fmt: skip


def test_a_signature_of_much_thinking_is_bounded_and_still_knows_its_text() -> None:
    much = "x" * 2_000_000
    assert size(signed(much)) == (1 << 20) + 254
    assert size(sign("", model=model("claude-haiku-4-5"), position=0, count=1, full_length=10**12)) < 1_100_000
    said = read_signature(signed(much))
    assert said is not None
    assert said.matches(much)
    assert not said.matches(much[1:])


def test_redacted_data_say_whose_and_which_block_they_are() -> None:
    haiku = model("claude-haiku-4-5")
    said = read_redacted(redact(400, model=haiku, position=1, count=2))
    assert said is not None
    assert (said.model, said.position, said.count, said.length) == ("claude-haiku-4-5-20251001", 1, 2, 400)


def test_redacted_data_are_as_long_as_the_signature_of_the_same_thinking() -> None:
    assert size(BLOBS["redacted_thinking"]) == size(BLOBS["signature"]) == 261 + 252


@pytest.mark.parametrize(("length", "expected"), [(273 - 16, 403), (1_135 - 16, 1_265), (2_449 - 16, 2_579)])
def test_encrypted_content_is_as_long_as_recorded(length: int, expected: int) -> None:
    assert size(encrypt_content("x" * length)) == expected


def test_encrypted_indexes_are_as_long_as_recorded() -> None:
    assert {size(encrypt_index(str(number))) for number in range(200)} == {148, 149, 150, 151, 152, 153}


@pytest.mark.parametrize("kind", BLOBS)
def test_a_blob_is_genuine_as_its_own_kind_only(kind: Kind) -> None:
    assert [other for other in BLOBS if genuine(BLOBS[kind], other)] == [kind]


@pytest.mark.parametrize("kind", BLOBS)
def test_a_blob_comes_out_the_same_again(kind: Kind) -> None:
    again: dict[Kind, str] = {
        "signature": signed(),
        "redacted_thinking": redact(THINKING, model=model("claude-haiku-4-5"), position=0, count=1),
        "encrypted_content": encrypt_content(THINKING),
        "encrypted_index": encrypt_index(THINKING),
    }
    assert again[kind] == BLOBS[kind]


@pytest.mark.parametrize(("kind", "blob"), [*BLOBS.items(), ("signature", TERSE)])
def test_a_blob_with_any_bit_flipped_is_not_genuine(kind: Kind, blob: str) -> None:
    raw = b64decode(blob)
    for place in range(len(raw) * 8):
        altered = bytearray(raw)
        altered[place // 8] ^= 1 << place % 8
        assert not genuine(b64encode(altered).decode(), kind), f"bit {place}"


@pytest.mark.parametrize(("kind", "blob"), [*BLOBS.items(), ("signature", TERSE)])
def test_a_blob_with_any_character_changed_dropped_or_doubled_is_not_genuine(kind: Kind, blob: str) -> None:
    for place, character in enumerate(blob):
        other = "A" if character != "A" else "B"
        for put in (other, "", character * 2, "\n", "é"):
            assert not genuine(blob[:place] + put + blob[place + 1 :], kind), f"character {place}"


@pytest.mark.parametrize("length", range(30, 33))
def test_only_the_canonical_base64_of_a_signature_is_genuine(length: int) -> None:
    blob = signed("x" * length)
    assert read_signature(blob) is not None
    assert read_signature(blob + "=") is None
    assert read_signature(blob.rstrip("=") + " ") is None
    assert read_signature(blob.rstrip("=") + "====") is None


def test_texts_that_are_no_blobs_are_not_genuine() -> None:
    rng = Random(1)
    forged = [b64encode(rng.randbytes(rng.randint(0, 400))).decode() for _ in range(500)]
    others = ["", "=", "EqQB", "not base64!", "ErUB" * 100, b64encode(b"\x12" + b"\xff" * 10_000).decode()]
    assert [text for text in forged + others if read_signature(text) is not None] == []


def test_the_signature_of_another_text_does_not_pass_for_this_one() -> None:
    assert len({signed(), signed(position=1), signed(count=2), signed(name="claude-sonnet-4-5"), signed("Hm.")}) == 5


def test_the_thinking_cannot_be_read_in_a_blob() -> None:
    for blob in (*BLOBS.values(), TERSE):
        raw = b64decode(blob)
        assert not any(word.encode() in raw for word in ("weather", "Zürich", "tool", "answer", "user"))


def test_a_signature_shows_what_a_recorded_one_shows() -> None:
    raw = b64decode(signed())
    assert raw[:12].hex() == "12fc030a9301081218022a40"
    assert raw[76:153] == (b"2\x19claude-haiku-4-5-202510018\x00B\x08thinkingZ$5b0c6f6e-3f0b-4a57-9d5e-1f1d3c2b7a90")
    assert raw[-2:] == b"\x18\x01"


@pytest.mark.parametrize(("length", "kept"), [(0, 16), (4, 20), (100, 40)])
def test_a_signature_keeps_as_much_of_a_binding_as_the_thinking_leaves_room_for(length: int, kept: int) -> None:
    fable, binding = model("claude-fable-5-1"), bytes(range(1, 41))
    bound = sign("x" * length, model=fable, position=0, count=1, binding=binding)
    said = read_signature(bound)

    assert said is not None
    assert said.binding == binding[:kept]
    assert size(bound) == size(sign("x" * length, model=fable, position=0, count=1))


def test_redacted_data_keep_a_binding_too() -> None:
    said = read_redacted(redact(100, model=model("claude-fable-5-1"), position=0, count=1, binding=b"before"))

    assert said is not None
    assert said.binding == b"before"


def test_a_bound_signature_with_any_bit_flipped_is_not_genuine() -> None:
    raw = b64decode(sign("Hm.", model=model("claude-fable-5-1"), position=0, count=1, binding=b"before"))
    for place in range(len(raw) * 8):
        altered = bytearray(raw)
        altered[place // 8] ^= 1 << place % 8
        assert read_signature(b64encode(altered).decode()) is None, f"bit {place}"
