"""What the edges ask for: gather facts, ask the core to decide, save what it decided."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from random import uniform

from voting import identity as ids
from voting.core import commands as c
from voting.core import workshop as rules
from voting.core.actors import CLOCK, Actor
from voting.core.errors import (
    Busy,
    CodesTaken,
    NotAllowed,
    RatingOutsideScale,
    Refusal,
    TooManyTries,
    UnknownChoice,
    UnknownCode,
)
from voting.core.framework import Framework
from voting.core.state import Entry, Facts, Workshop
from voting.core.tally import Ballot, Tally, count
from voting.core.views import Situation
from voting.store.group_commit import GroupCommit
from voting.store.redis_store import RedisStore
from voting.wire import Vote, milliseconds

_ATTEMPTS = 25
_CODE_ATTEMPTS = 8
_TRIES_PER_ADDRESS = 40  # wrong codes a minute; an office shares one address
_TRIES_OVERALL = 1000
_ALIVE_MS = 15_000
_PATIENCE_MS = 90_000


class Service:
    """Every use of a workshop. ``clock`` gives the present moment in UTC."""

    def __init__(
        self,
        store: RedisStore,
        frameworks: Mapping[str, Framework],
        clock: Callable[[], datetime],
    ) -> None:
        self.store = store
        self.frameworks = frameworks
        self.clock = clock
        self._ballots = GroupCommit(store.cast)
        # A workshop's scale never changes, and every vote is held against it.
        self._levels = lru_cache(4096)(self._count_levels)

    # --- workshops ---

    def create(self, id: str, framework: str, details: c.Details, by: Actor) -> Workshop:
        """Set up a workshop and sign its trainer in; sent twice it is made once."""
        if framework not in self.frameworks:
            raise UnknownChoice(what="the framework")
        command = c.Create(details)
        facts = Facts(id=id, code=ids.new_code(), framework=self.frameworks[framework])
        # Judge first: no code is taken for details that are refused.
        rules.create(Entry(self.clock(), by, command, facts=facts))
        facts = Facts(id=id, code=self._free_code(id), framework=self.frameworks[framework])
        entry = Entry(self.clock(), by, command, facts=facts)
        self.store.save(0, rules.create(entry), entry)
        return self.act(id, by, c.Introduce(), link=0)

    def act(
        self,
        workshop: str,
        by: Actor,
        command: c.AnyCommand,
        *,
        id: str = "",
        step: int | None = None,
        link: int | None = None,
    ) -> Workshop:
        """Give a command: judged on the newest revision, saved on that revision or judged again.

        Raises the core's refusals, UnknownWorkshop, StoreUnavailable, or Busy after many lost
        races. A repeat (same ``id``) succeeds and changes nothing. ``link`` is the count of the
        trainers' link that the sender has shown, if any.
        """
        code = self._free_code(workshop) if _wants_code(command) else None
        for attempt in range(_ATTEMPTS):
            before = self.store.load(workshop)
            domain = rules.tally_needed(command)
            facts = Facts(tally=self._last_tally(before, domain), code=code, link=link)
            entry = Entry(self.clock(), by, command, id, step, facts)
            after = rules.apply(before, entry)
            if after is before or self.store.save(before.revision, after, entry):
                return after
            # Others were first. Wait a little longer each time, by chance, so that they spread.
            time.sleep(uniform(0, 0.004 * (attempt + 1)))
        raise Busy()

    def close_by_clock(self, workshop: str, round_id: int) -> None:
        """Close a round that a trainer allowed to close by itself; it may be closed already."""
        try:
            self.act(workshop, CLOCK, c.CloseRound(round_id))
        except Refusal as late:
            if late.status != 409:
                raise

    # --- joining ---

    def find_by_code(self, typed: str, who: str) -> Workshop:
        """The workshop that a typed code opens. ``who`` (an address without the address) may
        guess wrongly only so often. Raises UnknownCode, CodeExpired, NotNow, TooManyTries."""
        for name, limit in ((who, _TRIES_PER_ADDRESS), ("all", _TRIES_OVERALL)):
            if self.store.tries(name) >= limit:
                raise TooManyTries()
        code = ids.tidy_code(typed)
        id = self.store.workshop_of_code(code) if code else None
        if id is None:
            self.store.count_try(who)
            self.store.count_try("all")
            raise UnknownCode(given=typed.strip()[:20])
        workshop = self.store.load(id)
        rules.check_code(workshop, code, self.clock())
        return workshop

    # --- ballots ---

    def cast(self, workshop: str, person: str, vote: Vote) -> Ballot:
        """Store a vote; return the ballot now held, which is newer if this one came late.

        Raises RatingOutsideScale or the refusal that says why it was not taken.
        """
        ballot = Ballot(vote.sequence, vote.vote_id, vote.rating, milliseconds(self.clock()))
        if vote.rating is not None and not 0 <= vote.rating < self._levels(workshop):
            raise RatingOutsideScale(least=0, most=self._levels(workshop) - 1)
        cast = (person, vote.sequence, ballot)
        outcome = self._ballots.cast(workshop, vote.round, cast)
        if outcome.how in ("stored", "kept") and outcome.held is not None:
            return outcome.held
        raise rules.why_refused(self.store.load(workshop), person, vote.round)

    # --- reading ---

    def situation(
        self,
        workshop: Workshop,
        known: Mapping[int, Tally] | None = None,
    ) -> Situation:
        """The workshop with its tallies, turnout and presence. Tallies of counted rounds never
        change, so those ``known`` are not read again."""
        tallies = {
            r.id: (known or {}).get(r.id) or self._tally(workshop, r.id)
            for r in workshop.rounds
            if r.counts
        }
        opened = workshop.open_round
        return Situation(
            workshop=workshop,
            tallies=tallies,
            voted=self.store.voted(workshop.id, opened.id) if opened else frozenset(),
            presence=self.presence(workshop.id),
        )

    def presence(self, workshop: str) -> dict[str, str]:
        return self.store.presence(
            workshop,
            milliseconds(self.clock()),
            alive_ms=_ALIVE_MS,
            patience_ms=_PATIENCE_MS,
        )

    def ballot(self, workshop: Workshop, person: str) -> Ballot | None:
        """The person's ballot in the open round."""
        opened = workshop.open_round
        return self.store.ballot(workshop.id, opened.id, person) if opened else None

    def admitted(self, workshop: str, actors: list[Actor]) -> tuple[Workshop, Actor]:
        """The workshop, and the first of ``actors`` that still belongs to it; raises what the last
        one is refused with, or UnknownWorkshop or NotAllowed."""
        found = self.store.load(workshop)
        problem: Refusal | None = None
        for actor in actors:
            try:
                rules.admit(found, actor)
                return found, actor
            except Refusal as refused:
                problem = problem or refused
        raise problem or NotAllowed()

    # --- parts ---

    def _count_levels(self, workshop: str) -> int:
        return len(self.store.load(workshop).framework.levels)

    def _tally(self, workshop: Workshop, round_id: int) -> Tally:
        ballots = self.store.ballots(workshop.id, round_id)
        return count(ballots.values(), len(workshop.framework.levels))

    def _last_tally(self, workshop: Workshop, domain: str | None) -> Tally | None:
        last = workshop.last_round(domain) if domain else None
        return self._tally(workshop, last.id) if last else None

    def _free_code(self, workshop: str) -> str:
        for _ in range(_CODE_ATTEMPTS):
            code = ids.new_code()
            if self.store.claim_code(code, workshop):
                return code
        raise CodesTaken()


def _wants_code(command: c.Command) -> bool:
    return isinstance(command, c.ReplaceLink) and command.link == "join"
