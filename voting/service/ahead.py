"""Rating ahead of a workshop: taken, taken back, and how far it is, without a single rating."""

import logging
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

import msgspec
from msgspec import Struct

from voting import identity as ids
from voting.core.ahead import (
    AheadRating,
    OwnAhead,
    OwnAnswer,
    RatedAhead,
    WhyNot,
    ahead_open,
    could_have_rated,
    finished,
    hints_now,
    how_far,
    may_show,
    why_not_ahead,
)
from voting.core.reasons import REASON_LIMIT
from voting.core.state import AHEAD_LEAST, Present, Workshop
from voting.instruments.tally import Ballot, Reason
from voting.programme.texts import line
from voting.refusals.ahead import AheadClosed, OtherInstrument
from voting.refusals.people import PersonRemoved
from voting.refusals.serving import NewerVersion
from voting.refusals.together import all_of
from voting.service.base import Base
from voting.service.caching import remember_some
from voting.store.ahead import Ahead, Cell

_log = logging.getLogger(__name__)

_NO_TIME = 0  # nobody is to know when somebody rated
_FROZEN = 32  # workshops whose sectors of those who rated ahead are cached
_MOST_KNOWN = 500  # workshops of which is cached what was rated ahead


class _Known(Struct):
    """What was rated ahead as it was at ``changes``, with names from that ``roster_mark``."""

    changes: int
    closed: bool
    rated: RatedAhead | None
    roster: int = 0


class RatingAhead(Base):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._ahead_known: dict[str, _Known] = {}
        store = self.store
        self._frozen_sectors = lru_cache(_FROZEN)(lambda id, closed_at: store.ahead(id).sectors)

    def registered_people(
        self, workshop: str, *, ever: bool = False
    ) -> Mapping[str, tuple[str, str]]:
        """Name and sector of everybody registered for the workshop's event, by who they are in the
        workshop; with ``ever`` of those too who have cancelled since."""
        return {}

    def roster_mark(self, workshop: str) -> int:
        """What changes with the roster of the workshop's area."""
        home = self.store.area_of(workshop)
        return self.store.roster_revision(home) if home else 0

    def _registered(self, workshop: str, *, ever: bool = False) -> Mapping[str, tuple[str, str]]:
        """The same; nobody, with a line in the log, where the roster can't be read: the room must
        go on without it."""
        try:
            return self.registered_people(workshop, ever=ever)
        except (NewerVersion, msgspec.DecodeError):
            _log.exception("the roster of the workshop %s can't be read", workshop)
            return {}

    def why_not_ahead(self, workshop: str) -> WhyNot:
        """Why people may not rate ahead, as AheadClosed has it; "" if they may. Raises
        UnknownWorkshop."""
        return why_not_ahead(self.store.load(workshop))

    def rate_ahead(
        self,
        workshop: str,
        person: str,
        sector: str,
        answers: Mapping[str, AheadRating],
        *,
        instrument: tuple[str, str] | None = None,
    ) -> OwnAhead:
        """Store what a person rates ahead in some domains, all of it or nothing; returns all that
        is stored of theirs by then. ``instrument`` is the key and version of the framework that
        their form was for.

        Raises AheadClosed, PersonRemoved, OtherInstrument, UnknownWorkshop, or what is wrong with
        the answers, all of it at once."""
        found = self.store.load(workshop)
        framework = found.framework
        if instrument not in (None, (framework.key, framework.version)):
            raise OtherInstrument()
        framework.sector(sector)
        cells: list[Cell] = all_of(
            *(partial(_cell, found, person, *each) for each in answers.items())
        )
        for _ in range(2):
            how = self.store.rate_ahead(workshop, person, sector, cells) if cells else []
            if how == ["barred"]:
                raise PersonRemoved()
            if how != ["closed"]:
                return self.own_ahead(workshop, person)
            found = self.store.load(workshop)
            # A release that did not know of rating ahead saves a gate that says nothing of it.
            if not ahead_open(found) or not self.store.open_ahead(workshop, found.revision):
                break
        raise AheadClosed(why=why_not_ahead(found) or "begun")

    def take_back_ahead(self, workshop: str, person: str) -> int:
        """Delete what a person rated ahead, also after that has ended, apart from what was shown;
        returns in how many domains."""
        return self.store.take_back_ahead(workshop, person)

    def own_ahead(self, workshop: str, person: str) -> OwnAhead:
        """What a person rated ahead. Raises UnknownWorkshop."""
        domains = [domain.key for domain in self.store.load(workshop).framework.domains]
        sector, ballots, reasons = self.store.own_ahead(workshop, person, domains)
        return OwnAhead(
            sector,
            {
                domain: OwnAnswer(
                    rating=ballot.rating if isinstance(ballot.rating, int) else None,
                    sequence=ballot.sequence,
                    vote_id=ballot.vote_id,
                    reason=reasons[domain].text if domain in reasons else "",
                )
                for domain, ballot in ballots.items()
            },
        )

    def who_rated_ahead(self, workshop: str, domain: str) -> frozenset[str]:
        """Who rated this domain ahead, "Can't say" among it."""
        held = self.store.ahead(workshop).ballots
        return frozenset(person for person, mine in held.items() if domain in mine)

    def rated_ahead(self, workshop: str) -> frozenset[str]:
        """Who has rated every domain ahead, "Can't say" among it. Raises UnknownWorkshop."""
        found = self.store.load(workshop)
        return frozenset(finished(found, self.store.ahead(workshop).ballots))

    def how_far_ahead(self, workshop: Workshop) -> RatedAhead | None:
        """How far rating ahead of the workshop is; None where nobody has, or where none of it can
        be shown any more."""
        if not any(may_show(workshop, d.key) for d in workshop.framework.domains):
            return None
        closed = not ahead_open(workshop)
        known = self._ahead_known.get(workshop.id)
        if known and known.closed and closed and not known.changes:
            return None
        changes = self.store.ahead_changes(workshop.id)
        # A name may be put right, or erased. Asked where there is something with names alone.
        roster = self.roster_mark(workshop.id) if known and known.rated else 0
        if known is None or (known.changes, known.closed, known.roster) != (
            changes,
            closed,
            roster,
        ):
            held = self.store.ahead(workshop.id)
            roster = self.roster_mark(workshop.id) if held.ballots else 0
            rated = self._how_far(workshop, held) if held.ballots else None
            known = _Known(held.changes, closed, rated, roster)
            remember_some(self._ahead_known, workshop.id, known, _MOST_KNOWN)
        return known.rated

    def _how_far(self, workshop: Workshop, held: Ahead) -> RatedAhead:
        there = finished(workshop, held.ballots)
        now = hints_now(workshop, held.ballots)
        self.store.keep_ahead_hints(workshop.id, len(there), AHEAD_LEAST, now)
        registered = self._registered(workshop.id, ever=True)
        names = {id: registered[id][0] for id in there if id in registered}
        names |= {id: workshop.people[id].name for id in there if id in workshop.people}
        hints: Any = self.store.ahead_hints(workshop.id)
        return how_far(workshop, held.ballots, held.sectors, names, hints)

    def sectors_ahead(self, workshop: Workshop) -> Mapping[str, str]:
        """The sector of each person who rated ahead, once some of it was shown; they stay as they
        were then."""
        shown = next((r for r in workshop.rounds if r.is_ahead), None)
        return self._frozen_sectors(workshop.id, shown.closed_at) if shown else {}

    def could_rate_ahead(self, workshop: str, held: Ahead) -> tuple[Present, ...]:
        """How many could have rated ahead, by sector: who registered, and who has rated."""
        people = self._registered(workshop)
        return could_have_rated({id: sector for id, (_, sector) in people.items()}, held.sectors)


def _cell(workshop: Workshop, person: str, domain: str, given: AheadRating) -> Cell:
    cell = workshop.framework.domain(domain)
    key = cell.key
    cell.column.check(given.rating, f"rating-{key}")
    ballot = Ballot(given.sequence, given.vote_id, given.rating, _NO_TIME)
    if given.reason is None:
        return Cell(key, ballot)
    text = line(given.reason, f"reason-{key}", "text", REASON_LIMIT)
    reason = Reason(ids.new_request(), text, person) if text else None
    return Cell(key, ballot, reason, keeps_reason=False)
