"""A workshop with all that views show of it: rounds, turnout, presence, reasons."""

import logging
from collections.abc import Mapping

from msgspec.structs import replace

from voting.core.ballots_in import NO_BALLOTS
from voting.core.facts import rounds_in_hand
from voting.core.reasons import reasons_for
from voting.core.state import Reached, Round, ShownReason, Workshop
from voting.disclosure.judged import Counted, counted
from voting.instruments.guidance import Guidance, guidance
from voting.instruments.instrument import Instrument, given
from voting.instruments.tally import Ballot, Reason
from voting.moments import milliseconds
from voting.service.ahead import RatingAhead
from voting.service.base import PASSING
from voting.service.gathering import anonymous, explains
from voting.views.situation import Situation

_ALIVE_MS = 15_000
_PATIENCE_MS = 90_000

_log = logging.getLogger(__name__)


class Reading(RatingAhead):
    def by_itself(
        self,
        workshop: Workshop,
        known: Mapping[tuple[Round, str], Counted] | None = None,
    ) -> Situation:
        """The workshop's situation, without other workshops of its area: see ``situation``."""
        rounds: dict[tuple[int, str], Counted] = {}
        with self.store.unless_erased(workshop.id):
            for r in workshop.rounds:  # in order: a round is judged beside those before it
                for cell in r.asks if r.counts else ():
                    held = (known or {}).get((r, cell))
                    rounds[r.id, cell] = held or self._count(workshop, r, cell, rounds)
            opened = workshop.open_round
            if opened:
                self._round_asks(workshop, opened)
            reasons = self._reasons(workshop)
            ballots_in = self.ballots_in(workshop, opened) if opened else NO_BALLOTS
            ahead = self.how_far_ahead(workshop)
            claims = self.store.claims(workshop.id) if workshop.people else {}
        # Read last: it raises UnknownWorkshop if any of that was erased meanwhile.
        presence = _of_people(workshop, self.presence(workshop.id))
        return Situation(
            workshop,
            rounds,
            reasons,
            ballots_in,
            presence,
            claims,
            ahead=ahead,
            guidance=self.guidance(workshop.framework),
        )

    def guidance(self, instrument: Instrument) -> Guidance:
        """What the next step looks like from each answer, by cell: for whoever may see results."""
        return guidance(instrument, self.frameworks)

    def as_far_as_readable(self, workshop: Workshop) -> Situation:
        """The workshop without the rounds of those domains whose ballots can't be read; the log
        says which. Raises UnknownWorkshop."""
        rounds: dict[tuple[int, str], Counted] = {}
        faulty = set()
        with self.store.unless_erased(workshop.id):
            for domain in workshop.framework.domains:
                here: dict[tuple[int, str], Counted] = {}
                try:
                    for r in workshop.counted_rounds(domain.key):
                        here[r.id, domain.key] = self._count(workshop, r, domain.key, here)
                    rounds |= here
                except PASSING:
                    raise
                except Exception:
                    _log.exception("%s of the workshop %s can't be read", domain.key, workshop.id)
                    faulty.add(domain.key)
        kept = tuple(r for r in workshop.rounds if faulty.isdisjoint(r.asks))
        return Situation(
            replace(workshop, rounds=kept), rounds, guidance=self.guidance(workshop.framework)
        )

    def presence(self, workshop: str) -> dict[str, Reached]:
        return self.store.presence(
            workshop,
            milliseconds(self.clock()),
            alive_ms=_ALIVE_MS,
            patience_ms=_PATIENCE_MS,
        )

    def own_ballot(
        self, workshop: Workshop, device: str
    ) -> tuple[Ballot | None, bool, Ballot | None]:
        """The open round's ballot of the person a device acts for, whether to hide its rating from
        the device, and, in a domain's first round, what they rated ahead; ``workshop`` may be a
        moment old, and the device merged since."""
        opened, person = workshop.open_round, workshop.stands_for(device)
        if opened is None:
            return None, workshop.is_shared(device), None
        is_first = not workshop.live_rounds(opened.domain)
        ballot, shared, ahead = self.store.ballot_and_shared(
            workshop.id, opened.id, person, opened.domain if is_first else None
        )
        return ballot, shared or workshop.is_shared(device), ahead

    def own_reasons(self, workshop: Workshop, person: str) -> dict[str, Reason]:
        """The person's reasons for what they may be given for now, by cell ("" in a round of one),
        whichever of their devices they came from."""
        wanted = reasons_for(workshop)
        found: dict[str, Reason] = {}
        if wanted is None:
            return found
        for id in dict.fromkeys((workshop.stands_for(person), person)):
            cells = wanted.cells or ("",)
            found |= self.store.reasons_of(workshop.id, wanted.round, id, cells)
        return found

    def _count(
        self,
        workshop: Workshop,
        round_: Round,
        key: str,
        counted_before: Mapping[tuple[int, str], Counted],
    ) -> Counted:
        cell = workshop.framework.domain(key)
        rounds = [r for r in workshop.counted_rounds(key) if r.id <= round_.id]
        answered = [given(cell, self._frozen(workshop.id, r.id, r.closed_at)) for r in rounds]
        earlier = [counted_before[r.id, key] for r in rounds[:-1]]
        return counted(workshop, round_, cell, answered, earlier, self.sectors_ahead(workshop))

    def _reasons(self, workshop: Workshop) -> dict[int, list[ShownReason]]:
        """The reasons of what is on the screens, by round, without their authors."""
        found = {}
        keys = {"", *(cell.key for cell in workshop.cells_in_hand())}
        for round_ in rounds_in_hand(workshop):
            held = self.store.reasons(workshop.id, round_.id)
            ballots = self.store.ballots(workshop.id, round_.id) if held else {}
            found[round_.id] = [
                anonymous(one, ballots)
                for one in held
                if one.reason.text and one.cell in keys and explains(one, ballots)
            ]
        return found


def _of_people(workshop: Workshop, seen: Mapping[str, Reached]) -> dict[str, Reached]:
    """Presence by person: somebody with several devices is as present as the best of them."""
    found: dict[str, Reached] = {}
    for device, how in seen.items():
        person = workshop.stands_for(device)
        found[person] = "connected" if found.get(person) == "connected" else how
    return found
