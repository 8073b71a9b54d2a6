"""The archive: scripts that have been written, kept for other requests of their kind."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Final

from . import script
from .api.request import Request
from .api.window import room
from .binding import bind
from .scenario.acts import Act, Counted, Improv

MAX_SCRIPTS: Final = 1_024
"""How many written scripts are kept; the oldest are written again."""


class Archive:
    """Scripts by the act and the kind of request they are written for. ``scale`` multiplies every duration."""

    def __init__(self, seed: str, scale: float) -> None:
        self._seed = seed
        self._scale = scale
        self._scripts: OrderedDict[Hashable, script.Script] = OrderedDict()

    def script(self, act: Act, request: Request, attempt: int, place: tuple[object, ...]) -> script.Script:
        """The script for this request, from memory where nothing but ids and counts can differ.

        ``place`` is where in its scenario the act stands: chance falls alike for the same seed and place.
        """
        key = _kind(act, request)
        kept = self._scripts.get(key) if key else None
        fits = request.once(room) if act.honour_limits else None
        if kept and (fits is None or kept.needs <= fits):
            return kept
        seed = "/".join(map(str, (self._seed, *place)))
        written = script.write(act, request, script.Names(request, attempt).value, seed, self._scale)
        if key and (fits is None or written.needs <= fits):
            self._scripts[key] = written
            if len(self._scripts) > MAX_SCRIPTS:
                self._scripts.popitem(last=False)
        return written


def _kind(act: Act, request: Request) -> Hashable | None:
    """All that a script depends on; None where every request is of its own kind."""
    if isinstance(act.happening, Improv | Counted) or script.has_templates(act):
        return None
    asked = request.once(_asked)
    gzip = act.delivery.for_client(request.headers.get("accept-encoding", "")).gzip
    return asked and (act, asked, gzip, script.signs(act) and request.once(bind))


def _asked(request: Request) -> Hashable | None:
    """All of a request that a script depends on, its signatures aside; None where no other request is like it."""
    if request.prefill or request.body.get("stop_sequences"):
        return None
    return (
        request.stream,
        request.model_id,
        request.thinking,
        request.display,
        request.betas,
        request.turn_has_begun,
        request.eager_tools,
    )
