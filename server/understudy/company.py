"""The company: it knows the repertoire, and turns every request into a performance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from . import script
from .admission import Admission, Admitted, Policy
from .api.context import count_prompt
from .api.errors import Refusal
from .api.request import Request
from .api.retries import retry_count
from .api.tokens import InputTokens
from .archive import Archive
from .call import Call
from .direction import Direction, Place
from .fate import NOTHING, Order, befallen
from .journal import LONGEST, Entry, Journal
from .library import Library, Miss
from .performance import Close, Ending, Performance, Reset, Reuse, Stall
from .scenario.acts import Act, Play, Scene
from .scenario.fault_shorthand import told
from .scenario.faults import Fault
from .scenario.shorthand import ShorthandError
from .session import Session, Sessions

_REUSED: Final[Mapping[Reuse, Ending]] = {"close": Close(), "reset": Reset(), "silence": Stall()}
"""How a request ends that comes on a connection of no use."""


class Company:
    """Answers calls. The same calls in the same order, with the same seed, get the same performances.

    ``speed`` divides every pace and wait, 0 plays at once. ``clock`` gives seconds since the epoch, for dates.
    """

    def __init__(
        self,
        library: Library,
        *,
        seed: str = "0",
        speed: float = 1.0,
        clock: Callable[[], float],
        policy: Policy = Policy(),  # noqa: B008  # a value that never changes
        direction: Direction | None = None,
        order: Order = NOTHING,
    ) -> None:
        self._library = library
        self._direction = direction
        self._order = order
        self._admission = Admission(policy, library.literals)
        self.journal = Journal()
        self._scale = 1 / speed if speed else 0.0
        self._clock = clock
        self._sessions = Sessions(seed)
        self._archive = Archive(seed, self._scale)

    def answer(self, call: Call) -> Performance:
        """The performance for a call to `POST /v1/messages`."""
        try:
            order = self._order.beside(call.headers)
        except ShorthandError as mistake:
            return self.refuse(call, Refusal("invalid_request_error", str(mistake), "order"))
        admitted = self._admission.admit(call.headers, call.body, "messages")
        if isinstance(admitted, Refusal):
            return self.refuse(call, admitted)
        return self._answer(call, admitted, order)

    def _answer(self, call: Call, admitted: Admitted, order: Order) -> Performance:
        request = call.among(admitted.request)
        play = self._library.choose(request, call.scenario_named(request))
        if isinstance(play, Miss):
            return self._miss(call, play)
        scene = self._library.scene(play, request)
        if isinstance(scene, Miss):
            return self._miss(call, scene)
        session, number = self._session(call), play.scenes.index(scene)
        counted = self._direction or len(scene.attempts) > 1 or script.tells_attempts_apart(scene.attempts[0])
        attempt = session.attempt((play.name, number), request) if counted else 1
        if self._direction:
            place = Place(call.session, number, request.turn, attempt)
            act = self._fated(self._direction.act(place, scene.attempts), order, session, attempt)
            performance = self._play(play, number, attempt, request, session, act)
            performance = self._direction.played(place, performance)
        else:
            act = self._fated(_act(scene, attempt), order, session, attempt)
            performance = self._play(play, number, attempt, request, session, act)
        return self._finished(call, performance, admitted, play, act.faults)

    @staticmethod
    def _fated(act: Act, order: Order, session: Session, attempt: int) -> Act:
        """The act with what befalls it at an attempt."""
        return script.at_attempt(befallen(act, order, session.dice), attempt)

    def count(self, call: Call) -> Performance:
        """The performance for a call to `POST /v1/messages/count_tokens`.

        What is not said by a scenario that is named, or that matches the request, is counted.
        """
        admitted = self._admission.admit(call.headers, call.body, "count_tokens")
        if isinstance(admitted, Refusal):
            return self.refuse(call, admitted)
        request = call.among(admitted.request)
        name = call.scenario_named(request)
        found = self._library.choose(request, name)
        if isinstance(found, Miss) and name is not None:
            return self._miss(call, found)
        play = None if isinstance(found, Miss) else found
        said = play.count_tokens if play else None
        if isinstance(said, Act):
            written = self._archive.script(said, request, 1, ("count_tokens",))
        else:
            written = script.count(count_prompt(request) if said is None else said, request)
        performance = self._perform(written, self._session(call), self._clock())
        return self._finished(call, performance, admitted, play)

    def may_be_early(self, scenario: str | None) -> bool:
        """Whether a call that names this scenario, or none, could be answered before its body has come."""
        return scenario is not None or self._library.is_hasty

    def early(self, call: Call) -> Performance | None:
        """The performance for a call whose scenario does not wait for the body, and is known from its head."""
        play = self._library.by_name(call.scenario) if call.scenario else self._library.at_sight(call)
        if play is None or play.early is None:
            return None
        written = script.early(play.early, call.headers.get("accept-encoding", ""), self._scale)
        performance = self._perform(written, self._session(call), self._clock())
        return self._noted(call, replace(performance, keeping=play.keeping), scenario=play.name)

    def turn_away(self, call: Call) -> Performance:
        """The performance for a call on a connection that an earlier one has left of no use."""
        return self._noted(call, Performance((_REUSED[call.reuse],)))

    def _finished(
        self,
        call: Call,
        performance: Performance,
        admitted: Admitted,
        play: Play | None,
        faults: Sequence[Fault] = (),
    ) -> Performance:
        """The performance, with a header for what would have refused its request."""
        if admitted.finding:
            performance = performance.saying("x-understudy-rule", admitted.finding.rule)
        if play and play.keeping:
            performance = replace(performance, keeping=play.keeping)
        return self._noted(call, performance, admitted.request, play.name if play else None, admitted.finding, faults)

    def refuse(self, call: Call, refusal: Refusal) -> Performance:
        """The performance of a refusal."""
        performance = self._perform(script.refuse(refusal), self._session(call), self._clock())
        return self._noted(call, performance, finding=refusal)

    def _noted(
        self,
        call: Call,
        performance: Performance,
        request: Request | None = None,
        scenario: str | None = None,
        finding: Refusal | None = None,
        faults: Sequence[Fault] = (),
    ) -> Performance:
        """The performance, once the journal has it."""
        head = performance.head
        method, path, session = _kept(call.method, call.path, call.session)
        self.journal.note(
            Entry(
                self._clock(),
                method,
                path,
                session,
                request.model[:LONGEST] if request else None,
                request is not None and request.stream,
                scenario,
                head.status if head else None,
                head.request_id if head else None,
                finding.rule if finding else None,
                finding.message[:LONGEST] if finding else None,
                tuple([told(fault)[:LONGEST] for fault in faults]) if faults else (),
                retry_count(call.headers),
                call.connection,
                call.number,
                call.sent,
            )
        )
        return performance

    def _miss(self, call: Call, miss: Miss) -> Performance:
        """Loud, and nothing to retry: it is the scenarios that have to change."""
        return self.refuse(call, Refusal("not_found_error", miss.message, "scenario", retry=False))

    def _session(self, call: Call) -> Session:
        return self._sessions.get(call.session)

    def play(self, play: Play, scene: int, attempt: int, request: Request) -> Performance:
        """The performance of one attempt at one of a play's scenes, in the nameless session."""
        session, act = self._sessions.get(""), _act(play.scenes[scene], attempt)
        act = self._fated(act, self._order, session, attempt)
        return self._play(play, scene, attempt, request, session, act)

    def _play(self, play: Play, scene: int, attempt: int, request: Request, session: Session, act: Act) -> Performance:
        number = min(attempt, len(play.scenes[scene].attempts)) - 1
        written = self._archive.script(act, request, attempt, (play.name, scene, number))
        now = self._clock()
        return self._perform(written, session, now, session.cache.use(request, now) if written.status == 200 else None)

    def _perform(
        self, written: script.Script, session: Session, now: float, prompt: InputTokens | None = None
    ) -> Performance:
        ids = [session.ids.mint(prefix) for prefix in written.prefixes]
        return written.perform(script.Filling(ids, prompt) if prompt else script.Filling(ids), now)


@lru_cache(256)
def _kept(method: str, path: str, session: str) -> tuple[str, str, str]:
    """What the journal keeps of these; most requests say the same."""
    return method[:LONGEST], path[:LONGEST], session[:LONGEST]


def _act(scene: Scene, attempt: int) -> Act:
    """What a scene says for an attempt; the last of its acts repeats."""
    return scene.attempts[min(attempt, len(scene.attempts)) - 1]
