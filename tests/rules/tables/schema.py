"""The shape of a request, and JSON at all."""

from typing import Final

from tests.rules.cases import Asked, Refused, Table
from tests.rules.shapes import messages, parameters, tools

NO_JSON: Final = "The request body is not valid JSON: "
HALF_A_PAIR: Final = rb'{"messages": [{"role": "user", "content": "\ud83d'


def raw(body: bytes) -> Asked:
    return Asked(body, {"anthropic-version": "2023-06-01"})


def no_json(body: bytes, says: str, catalogue: str | None = None) -> Refused:
    return Refused(raw(body), NO_JSON + says, catalogue)


TABLES: Final = {
    "request_schema": Table(
        refuses=(
            *parameters.REFUSED,
            *messages.REFUSED,
            *tools.REFUSED,
            Refused(raw(b"[]"), "Input does not match the expected shape."),
            Refused(raw(b"7"), "Input does not match the expected shape."),
        ),
        accepts=(*parameters.LET_PASS, *messages.LET_PASS, *tools.LET_PASS),
    ),
    "valid_json": Table(
        refuses=(
            no_json(
                HALF_A_PAIR + b'x"}]}',
                "no low surrogate in string: line 1 column 44 (char 43)",
                "json-invalid-surrogate",
            ),
            no_json(HALF_A_PAIR + rb'\u0041"}]}', "invalid low surrogate in string: line 1 column 44 (char 43)"),
            no_json(
                rb'{"messages": [{"role": "user", "content": "\ude00"}]}',
                "invalid high surrogate in string: line 1 column 44 (char 43)",
                "json-invalid-high-surrogate",
            ),
            no_json(
                b'{\n  "model": "x",\n  "messages": [}\n}',
                "unexpected character: line 3 column 16 (char 33)",
                "json-invalid-char",
            ),
            no_json(b"hello", "unexpected character: line 1 column 1 (char 0)", "json-invalid-char"),
            no_json(b'{"a" 1}', "unexpected character: line 1 column 6 (char 5)", "json-invalid-char"),
            no_json(b'{"a": tru}', "invalid literal: line 1 column 7 (char 6)"),
            no_json(b'{"a": 1,}', "trailing comma is not allowed: line 1 column 8 (char 7)"),
            no_json(b'{"a": 1} b', "unexpected content after document: line 1 column 10 (char 9)"),
            no_json(b'{"model": "x"', "unexpected end of data: line 1 column 14 (char 13)", "json-truncated"),
            no_json(b"", "Input is a zero-length, empty document: line 1 column 1 (char 0)"),
            no_json(b"\xff{}", "str is not valid UTF-8: surrogates not allowed: line 1 column 1 (char 0)"),
        ),
        accepts=tuple(
            raw(b'{"model": "claude-haiku-4-5", "messages": [{"role": "user", "content": "%b"}], %b}' % (said, rest))
            for said, rest in (
                (rb"\ud83d\ude00", b'"max_tokens": 9'),
                (b"\xe2\x9c\x93", b'"max_tokens": 9'),
                (b"Hi", b'"max_tokens": 8, "max_tokens": 9'),
                (b"Hi", b'\n\t"max_tokens": 9\n'),
            )
        ),
    ),
}
