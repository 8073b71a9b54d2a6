"""Arms: the alternatives of a union, and which of them a request's betas bring in."""

from typing import Any, Final

from pydantic_core import PydanticCustomError, core_schema
from pydantic_core.core_schema import CoreSchema, ValidationInfo

from .terms import Terms

ABSENT_ARM: Final = "absent_arm"
"""The kind of mistake of an arm that is not there without its beta."""


def arm_with_beta(schema: CoreSchema, *names: str) -> CoreSchema:
    """An arm that is there only with one of these betas."""
    betas = frozenset(names)

    def admitted(value: Any, info: ValidationInfo[Terms]) -> Any:
        if info.context.betas.isdisjoint(betas):
            raise PydanticCustomError(ABSENT_ARM, "absent")
        return value

    return core_schema.with_info_before_validator_function(admitted, schema, metadata={"betas": betas})


def needs(union: CoreSchema) -> dict[str, frozenset[str]]:
    """The betas one of which each tag of a union needs, by tag; none for most."""
    return {tag: arm.get("metadata", {}).get("betas", frozenset()) for tag, arm in union["choices"].items()}
