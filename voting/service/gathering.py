"""Facts for a command: what the core says it needs (``core.facts``), looked up."""

from collections.abc import Iterable, Mapping

from voting import identity as ids
from voting.core.ahead import tally_ahead
from voting.core.ballots_in import NO_BALLOTS
from voting.core.closing import stands_alone
from voting.core.facts import Needs, Sought
from voting.core.reasons import without_words
from voting.core.rounds import present_now
from voting.core.state import Facts, Round, ShownReason, Workshop
from voting.disclosure.groups import ALONE, RULE
from voting.disclosure.judged import told_tally
from voting.instruments.instrument import given
from voting.instruments.tally import Ballot, Tally
from voting.service.ahead import RatingAhead
from voting.store.documents import Promoted
from voting.store.reasons import Holding


class Gathering(RatingAhead):
    def _gather(
        self, workshop: Workshop, needs: Needs, link: int | None, address: str, code: str | None
    ) -> tuple[Facts, Holding | None, Promoted | None]:
        """The facts that ``needs`` names, and the stored reason or what was rated ahead among them,
        which must be unchanged when the command is saved. ``link`` and ``address`` come from the
        edge."""
        holding = self._held(workshop, needs.reason) if needs.reason else None
        reason = self._shown(workshop, holding) if holding else None
        closes = needs.closes
        # Read after the workshop, and saved only if that is unchanged: so no ballot that arrives
        # meanwhile can make ``present`` wrong.
        ballots_in = self.ballots_in(workshop, closes) if closes else NO_BALLOTS
        tallies = self._tallies(workshop, needs.tallies_of)
        tally = None if needs.several else next(iter(tallies.values()), None)
        present = present_now(workshop, ballots_in.people) if closes else None
        ahead = None
        if needs.ahead_in is not None:
            held = self.store.ahead(workshop.id)
            tally = tally_ahead(workshop, needs.ahead_in, held.ballots)
            present = self.could_rate_ahead(workshop.id, held)
            ahead = Promoted(needs.ahead_in, len(workshop.rounds) + 1, held.changes)
        facts = Facts(
            tally=tally,
            tallies=tallies if needs.several else {},
            code=code,
            reason=without_words(reason) if reason and needs.erases else reason,
            link=link,
            people=tuple(ids.new_request() for _ in range(needs.people)),
            present=present,
            alone=needs.by_itself and stands_alone(workshop, ballots_in),
            rule=self._rule_for(workshop, closes) if closes else RULE if ahead else 1,
            address=address,
        )
        return facts, holding, ahead

    def _rule_for(self, workshop: Workshop, closes: Round) -> int:
        later = [cell for cell in closes.asks if workshop.last_round(cell) is not None]
        if later and self.movement_was_shown(workshop.id, later):
            return ALONE
        return RULE

    def _tallies(self, workshop: Workshop, cells: Iterable[str]) -> dict[str, Tally]:
        """The last tally of each of these cells, as far as it may be told; those that were never
        rated are left out."""
        found: dict[str, Tally] = {}
        for key in cells:
            if last := workshop.last_round(key):
                cell = workshop.framework.domain(key)
                ballots = self._frozen(workshop.id, last.id, last.closed_at)
                found[key] = told_tally(workshop.framework, last, cell, given(cell, ballots))
        return found

    def _held(self, workshop: Workshop, sought: Sought) -> Holding | None:
        for round_ in sought.among:
            for holding in self.store.reasons(workshop.id, round_.id):
                is_about = sought.cell is None or holding.cell in ("", sought.cell)
                if is_about and holding.reason.id == sought.id and holding.reason.text:
                    ballots = self.store.ballots(workshop.id, round_.id)
                    return holding if sought.erase or explains(holding, ballots) else None
        return None

    def _shown(self, workshop: Workshop, holding: Holding) -> ShownReason:
        return anonymous(holding, self.store.ballots(workshop.id, holding.round))


def explains(holding: Holding, ballots: Mapping[str, Ballot]) -> bool:
    """Is what a reason explains still somebody's answer, or was it taken back since?"""
    ballot = ballots.get(holding.person)
    return ballot is None or ballot.answers(holding.cell)


def anonymous(holding: Holding, ballots: Mapping[str, Ballot]) -> ShownReason:
    """A reason with the rating it explains, without its author."""
    reason = holding.reason
    ballot = ballots.get(holding.person)
    rating = ballot.explained(holding.cell) if ballot else None
    return ShownReason(reason.id, holding.round, rating, reason.text, holding.cell)
