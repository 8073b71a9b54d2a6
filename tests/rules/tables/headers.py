"""Headers: who asks, for which version and with which betas."""

from typing import Final

from tests.rules.cases import Asked, Refused, Table, ask

BODY = ask().body
NO_KEY = {"x-api-key": None, "authorization": None}


def with_headers(**headers: str | None) -> Asked:
    return Asked(BODY, {name.replace("_", "-"): value for name, value in headers.items()})


def unknown_beta(named: str, *values: str, catalogue: str | None = None) -> Refused:
    text = (
        f"Unexpected value(s) {', '.join(f'`{value}`' for value in values)} for the `anthropic-beta` header."
        " Please consult our documentation at platform.claude.com/docs or try again without the header."
    )
    return Refused(with_headers(anthropic_beta=named), text, catalogue)


TABLES: Final = {
    "api_key": Table(
        refuses=tuple(
            Refused(asked, "x-api-key header is required", "api-key-missing", 401, "authentication_error")
            for asked in (
                with_headers(x_api_key=None),
                with_headers(x_api_key=""),
                with_headers(x_api_key=None, authorization="Basic a2V5"),
                with_headers(x_api_key=None, authorization="Bearer "),
            )
        ),
        accepts=(
            with_headers(x_api_key="anything"),
            with_headers(x_api_key=None, authorization="Bearer anything"),
            with_headers(x_api_key=None, authorization="bearer anything"),
            with_headers(x_api_key="one", authorization="Bearer another"),
        ),
    ),
    "anthropic_version": Table(
        refuses=(
            Refused(with_headers(anthropic_version=None), "anthropic-version: header is required", "version-missing"),
            Refused(
                with_headers(anthropic_version="2023-10-01"),
                'anthropic-version: "2023-10-01" is not a valid version',
                "version-invalid",
            ),
            Refused(with_headers(anthropic_version=""), 'anthropic-version: "" is not a valid version'),
        ),
        accepts=(
            with_headers(anthropic_version="2023-01-01"),
            with_headers(anthropic_version="2023-06-01"),
            with_headers(anthropic_version="2026-10-21"),
        ),
    ),
    "anthropic_beta": Table(
        refuses=(
            unknown_beta("invalid-beta-name", "invalid-beta-name", catalogue="beta-unknown"),
            unknown_beta("pdfs-2024-09-25,one,two", "one", "two"),
            unknown_beta("pdfs-2024-09-25, one", " one"),
        ),
        accepts=(
            with_headers(anthropic_beta="interleaved-thinking-2025-05-14"),
            with_headers(anthropic_beta="pdfs-2024-09-25, prompt-caching-2024-07-31"),
            with_headers(anthropic_beta="pdfs-2024-09-25,prompt-caching-2024-07-31,"),
            with_headers(anthropic_beta=""),
        ),
    ),
}
