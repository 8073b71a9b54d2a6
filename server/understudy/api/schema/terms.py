"""Terms: what a request may hold besides the plain schema, by its version and its betas."""

from dataclasses import dataclass
from typing import Any, Final

from pydantic_core import PydanticKnownError, core_schema
from pydantic_core.core_schema import CoreSchema, ValidationInfo

OLD_VERSION: Final = "2023-06-01"
NEW_VERSION: Final = "2026-10-21"
VERSIONS: Final = ("2023-01-01", OLD_VERSION, NEW_VERSION)
"""Source: https://platform.claude.com/docs/en/api/versioning"""


@dataclass(frozen=True, slots=True)
class Terms:
    """What `anthropic-version` and `anthropic-beta` say."""

    version: str = OLD_VERSION
    betas: frozenset[str] = frozenset()


def with_beta(schema: CoreSchema, *names: str, since: str | None = None) -> CoreSchema:
    """A member that is unknown without one of these betas, or from a version on without any."""

    def admitted(value: Any, info: ValidationInfo[Terms]) -> Any:
        terms = info.context
        if terms.betas.isdisjoint(names) and (since is None or terms.version < since):
            raise PydanticKnownError("extra_forbidden")
        return value

    return core_schema.with_info_before_validator_function(admitted, schema)


def until(schema: CoreSchema, version: str) -> CoreSchema:
    """A member that is unknown from this version on."""

    def admitted(value: Any, info: ValidationInfo[Terms]) -> Any:
        if info.context.version >= version:
            raise PydanticKnownError("extra_forbidden")
        return value

    return core_schema.with_info_before_validator_function(admitted, schema)
