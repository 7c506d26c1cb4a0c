"""Ratings and reasons as phones send them: straight to the store, past the document."""

from msgspec import UNSET

from voting import identity as ids
from voting.core.gate import why_refused
from voting.core.reasons import REASON_LIMIT
from voting.core.text import clean
from voting.instruments.instrument import Topic, checked_answers
from voting.instruments.tally import Answers, Ballot, Reason
from voting.moments import milliseconds
from voting.refusals.reasons import RateFirst, ReasonsClosed, ReasonShown
from voting.refusals.rounds import AnswersNeeded, RoundNeverOpened
from voting.refusals.sent import Malformed
from voting.service.base import Base
from voting.service.caching import remember_some
from voting.wire.messages import ReasonGiven, Vote

_MOST_ASKED = 4096  # rounds of which it is remembered what they ask


class Ballots(Base):
    def cast(self, workshop: str, person: str, vote: Vote) -> Ballot:
        """Store a vote; return the ballot now stored, a newer one if this came late.

        Raises RatingOutsideScale or the refusal that says why it was not taken.
        """
        return self.cast_for_device(workshop, person, vote)[0]

    def cast_for_device(self, workshop: str, device: str, vote: Vote) -> tuple[Ballot, bool]:
        """The same, and whether to hide the ballot's rating from the device, as another device may
        have given it."""
        said = self._said(workshop, vote)
        ballot = Ballot(vote.sequence, vote.vote_id, said, milliseconds(self.clock()))
        cast = (device, vote.sequence, ballot)
        outcome = self._ballots.cast(workshop, vote.round, cast)
        if outcome.how == "stored" and outcome.held is not None:
            return outcome.held, False
        found = self.store.load(workshop)
        if outcome.how == "kept" and outcome.held is not None:
            return outcome.held, found.is_shared(device)
        with self.store.unless_erased(workshop):
            raise why_refused(found, device, vote.round)

    def _said(self, workshop: str, vote: Vote) -> int | Answers | None:
        """What a vote says, checked against what its round asks: a rating where that is one cell
        of single places, in whichever form it came."""
        topic = self._asked_in(workshop, vote.round)
        cell = topic.alone
        if vote.answers is UNSET:
            if vote.rating is UNSET:
                raise Malformed("rating", why="missing")
            if cell is None:
                raise AnswersNeeded()
            rating = cell.column.check(vote.rating)
            if isinstance(rating, int) or rating is None:
                return rating
            return Answers({cell.key: rating}, vote.done)
        if vote.rating is not UNSET:
            raise Malformed("rating", why="surplus")
        kept = checked_answers(topic, vote.answers)
        if not kept:
            raise AnswersNeeded()
        single = kept.get(cell.key, ()) if cell else ()
        if cell and (single is None or isinstance(single, int)):
            return single
        return Answers(kept, vote.done)

    def _asked_in(self, workshop: str, round_id: int) -> Topic:
        """What a round asks, which never changes once it is open."""
        asked = self._topics.get((workshop, round_id))
        if asked is None:
            found = self.store.load(workshop)
            round_ = next((r for r in found.rounds if r.id == round_id), None)
            if round_ is None:
                raise RoundNeverOpened()
            cells = tuple(found.framework.domain(key) for key in round_.asks)
            asked = Topic(round_.domain, cells)
            remember_some(self._topics, (workshop, round_id), asked, _MOST_ASKED)
        return asked

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
