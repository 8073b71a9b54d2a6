"""Retries: what a client says of its own attempts at a request."""

from collections.abc import Mapping
from typing import Final

_RETRY_COUNT: Final = "x-stainless-retry-count"
"""Sent by the official SDKs, from 0. Source: https://github.com/anthropics/anthropic-sdk-python `_base_client.py`"""
_DIGITS: Final = 9


def retry_count(headers: Mapping[str, str]) -> int | None:
    """How often the client has sent it before, by its own count; None where it does not say, or no number."""
    said = headers.get(_RETRY_COUNT, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= _DIGITS else None
