"""Values: the small shapes that many parts of a request share."""

from .shapes import Boolean, integer, literal, nullable, optional, shape, tagged, text

EphemeralCache = shape(
    "EphemeralCache",
    type=literal("ephemeral"),
    ttl=optional(literal("5m", "1h")),
)

CacheControl = nullable(tagged(EphemeralCache))

CitationsConfig = shape(enabled=optional(Boolean))

Id = text(pattern="^[a-zA-Z0-9_-]+$")
ServerToolId = text(pattern="^srvtoolu_[a-zA-Z0-9_]+$")
Natural = integer(ge=0)
Positive = integer(ge=1)
Effort = literal("low", "medium", "high", "xhigh", "max")
Name = text(min_length=1, max_length=200)
