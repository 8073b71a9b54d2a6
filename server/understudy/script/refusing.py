"""Refusing: an answer that is an HTTP error, as a script."""

from ..api import errors
from ..performance import Finish
from ..scenario.acts import Act
from ..scenario.directives import ErrorWords
from ..scenario.values import OMIT
from .body import Body
from .script import Script
from .stencil import Slots, stencil


def refuse(refusal: errors.Refusal) -> Script:
    """The script of a refused request; a header names the rule."""
    type_, slots = errors.known(refusal.type), Slots()
    body = errors.encode(errors.envelope(type_.name, refusal.message, slots.request_id))
    return Script(
        refusal.status or type_.status,
        (Body(0.0, stencil(body)),),
        Finish(),
        tuple(slots.prefixes),
        retry=type_.retry if refusal.retry is None else refusal.retry,
        changes={"x-understudy-rule": refusal.rule},
    )


def http_error(words: ErrorWords, act: Act, slots: Slots, at: float = 0.0) -> Script:
    """The script of an HTTP error: the API's envelope, or the body that is said."""
    type_ = errors.known(words.type or "api_error", words.status)
    status = words.status or type_.status
    content_type = words.content_type
    if words.body is None:
        told = "details" in words.model_fields_set and words.details != OMIT
        details = words.details if told else errors.MISSING
        message = words.message or type_.message
        body = errors.encode(errors.envelope(type_.name, message, slots.request_id, details))
    elif isinstance(words.body, str):
        body, content_type = words.body.encode(), content_type or "text/html"
    else:
        body = errors.encode(words.body)
    return Script(
        status, (Body(at, stencil(body)),), Finish(at), tuple(slots.prefixes), retry=type_.retry,
        content_type=content_type, head_at=at, changes=act.headers,
    )  # fmt: skip
