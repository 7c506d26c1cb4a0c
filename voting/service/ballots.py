"""Ratings and reasons as phones send them: straight to the store, past the document."""

from voting import identity as ids
from voting.core.gate import why_refused
from voting.core.reasons import REASON_LIMIT
from voting.core.text import clean
from voting.instruments.tally import Ballot, Reason
from voting.moments import milliseconds
from voting.refusals.reasons import RateFirst, ReasonsClosed, ReasonShown
from voting.refusals.rounds import RatingOutsideScale
from voting.service.base import Base
from voting.wire.messages import ReasonGiven, Vote


class Ballots(Base):
    def cast(self, workshop: str, person: str, vote: Vote) -> Ballot:
        """Store a vote; return the ballot now stored, a newer one if this came late.

        Raises RatingOutsideScale or the refusal that says why it was not taken.
        """
        return self.cast_for_device(workshop, person, vote)[0]

    def cast_for_device(self, workshop: str, device: str, vote: Vote) -> tuple[Ballot, bool]:
        """The same, and whether to hide the ballot's rating from the device, as another device may
        have given it."""
        ballot = Ballot(vote.sequence, vote.vote_id, vote.rating, milliseconds(self.clock()))
        if vote.rating is not None and not 0 <= vote.rating < self._levels(workshop):
            raise RatingOutsideScale(least=0, n=self._levels(workshop) - 1)
        cast = (device, vote.sequence, ballot)
        outcome = self._ballots.cast(workshop, vote.round, cast)
        if outcome.how == "stored" and outcome.held is not None:
            return outcome.held, False
        found = self.store.load(workshop)
        if outcome.how == "kept" and outcome.held is not None:
            return outcome.held, found.is_shared(device)
        with self.store.unless_erased(workshop):
            raise why_refused(found, device, vote.round)

    def give_reason(self, workshop: str, person: str, given: ReasonGiven) -> Reason | None:
        """Store a person's reason for their rating in a round, or take it back (no text).

        Returns what is stored now. Raises RateFirst, ReasonsClosed, ReasonShown, PersonRemoved,
        PersonLeft, or what is wrong with the text.
        """
        text = clean(given.text, "text", REASON_LIMIT, required=False)
        reason = Reason(ids.new_request(), text, person) if text else None
        how = self.store.give_reason(workshop, given.round, person, reason)
        if how == "stored":
            return reason
        with self.store.unless_erased(workshop):
            match how:
                case "unrated":
                    raise RateFirst()
                case "shown":
                    raise ReasonShown()
                case "barred":
                    raise why_refused(self.store.load(workshop), person, given.round)
            raise ReasonsClosed()
