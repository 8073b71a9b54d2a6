"""Staging: a script, with what an act wants to be done to its bytes."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from ..delivery import Delivery
from ..scenario.acts import Act, HttpError
from .handling import Handling
from .interruption import Interruption, interruptions, interrupts
from .refusing import http_error
from .script import Script
from .stencil import Slots


def is_handled(act: Act) -> bool:
    """Whether the bytes of an act are handled: then its events have to be kept apart."""
    return act.delivery != Delivery() or any(interrupts(fault) for fault in act.faults)


def staged(script: Script, act: Act, seed: str, scale: float, *, streams: bool, accept_encoding: str) -> Script:
    """The script as it is played to a client that accepts what this one does.

    An error before the status line is an HTTP error, and so is one anywhere in a plain answer; what waits before it
    does so before the status line.
    """
    if not is_handled(act):
        return script
    delivery = act.delivery.for_client(accept_encoding)
    if streams:
        delivery = replace(delivery, between_writes=delivery.between_writes * scale)
    else:
        delivery = Delivery(gzip=delivery.gzip)
    happening = interruptions(act, seed, scale, streams=streams)
    error = next((each for each in happening if each.error and (each.byte is None or not streams)), None)
    earlier = tuple(takewhile(lambda each: each is not error, happening))
    if error and error.error and not any(each.ending for each in earlier):
        at = act.pace.headers * scale if error.byte is None else script.head_at
        script = http_error(error.error, act, Slots(), at)
        happening = tuple(_before_head(earlier))
    return replace(script, handling=Handling(delivery, happening))


def early(act: Act, accept_encoding: str, scale: float) -> Script:
    """The script of an HTTP error that is known before the request is: attempts and chance are not."""
    assert isinstance(act.happening, HttpError)
    script = http_error(act.happening.words, act, Slots(), act.pace.headers * scale)
    act = replace(act, faults=tuple(fault for fault in act.faults if fault.attempt is None and fault.probability == 1))
    return staged(script, act, "early", scale, streams=True, accept_encoding=accept_encoding)


def _before_head(interruptions: Iterable[Interruption]) -> Iterable[Interruption]:
    return (replace(each, byte=None, trouble=None) for each in interruptions)
