"""Ratings and reasons as phones send them: straight to the store, past the document."""

from contextlib import suppress

from msgspec import UNSET

from voting import identity as ids
from voting.core.gate import why_refused
from voting.core.reasons import REASON_LIMIT
from voting.core.text import clean
from voting.instruments.instrument import Topic, checked_answers
from voting.instruments.tally import Answers, Ballot, Reason
from voting.moments import milliseconds
from voting.refusals import Refusal
from voting.refusals.reasons import RateFirst, ReasonsClosed, ReasonShown
from voting.refusals.rounds import AnswersNeeded, CellNotOpen
from voting.refusals.sent import Malformed
from voting.service.base import Base, RoundAsks
from voting.wire.messages import ReasonGiven, Vote

_TRIES = 3  # to find out which round is open, should failovers follow each other


class Ballots(Base):
    def cast(self, workshop: str, person: str, vote: Vote) -> Ballot:
        """Store a vote; return the ballot now stored, a newer one if this came late.

        Raises RatingOutsideScale or the refusal that says why it was not taken.
        """
        return self.cast_for_device(workshop, person, vote)[0]

    def cast_for_device(self, workshop: str, device: str, vote: Vote) -> tuple[Ballot, bool]:
        """The same, and whether to hide the ballot's rating from the device, as another device may
        have given it."""
        for _ in range(_TRIES):
            asking, said = self._checked(workshop, device, vote)
            ballot = Ballot(vote.sequence, vote.vote_id, said, milliseconds(self.clock()))
            cast = (device, vote.sequence, ballot)
            outcome = self._ballots.cast(workshop, vote.round, asking.opened, cast)
            if outcome.how != "another":
                break
            self._known_rounds.pop((workshop, vote.round), None)
        if outcome.how == "stored" and outcome.held is not None:
            return outcome.held, False
        found = self.store.load(workshop)
        if outcome.how == "kept" and outcome.held is not None:
            return outcome.held, found.is_shared(device)
        with self.store.unless_erased(workshop):
            raise why_refused(found, device, vote.round)

    def _checked(
        self, workshop: str, device: str, vote: Vote
    ) -> tuple[RoundAsks, int | Answers | None]:
        """What a vote says, and what the round asks that it was checked against. Where what was
        remembered of the round refuses it, that is looked up anew: see ``Base``."""
        known = self._known_rounds.get((workshop, vote.round))
        if known:
            with suppress(Refusal):
                return known, said_in(known.topic, vote)
        asking = self._look_up(workshop, device, vote.round)
        return asking, said_in(asking.topic, vote)

    def _look_up(self, workshop: str, device: str, round_id: int) -> RoundAsks:
        """What a round asks; raises the refusal that says why there is no such round."""
        found = self.store.load(workshop)
        round_ = next((r for r in found.rounds if r.id == round_id), None)
        if round_ is None:
            raise why_refused(found, device, round_id)
        return self._round_asks(found, round_)

    def give_reason(self, workshop: str, person: str, given: ReasonGiven) -> Reason | None:
        """Store a person's reason for their rating in a round, or take it back (no text).

        Returns what is stored now. Raises RateFirst, ReasonsClosed, ReasonShown, CellNotOpen,
        PersonRemoved, PersonLeft, or what is wrong with the text.
        """
        text = clean(given.text, "text", REASON_LIMIT, required=False)
        cell = self._about(workshop, person, given)
        reason = Reason(ids.new_request(), text, person) if text else None
        how = self.store.give_reason(workshop, given.round, person, reason, cell)
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

    def _about(self, workshop: str, person: str, given: ReasonGiven) -> str:
        """The cell that a reason is about, "" in a round of one; raises CellNotOpen."""
        said = "" if given.cell is UNSET else given.cell
        known = self._known_rounds.get((workshop, given.round))
        if known:
            with suppress(Refusal):
                return about_in(known.topic, said)
        return about_in(self._look_up(workshop, person, given.round).topic, said)


def about_in(topic: Topic, cell: str) -> str:
    """The key of the cell that a reason is about, where a round asks several."""
    alone = topic.alone
    if alone and cell in ("", alone.key):
        return ""
    if alone or cell not in {one.key for one in topic.cells}:
        raise CellNotOpen("cell")
    return cell


def said_in(topic: Topic, vote: Vote) -> int | Answers | None:
    """What a vote says, checked against what its round asks: a rating where that is one cell of
    single places, in whichever form it came; else answers. Raises what is wrong with it."""
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
    # Somebody may take their only answer back; one place is never nothing.
    if not kept and cell and cell.ballot_keys == (cell.key,) and not cell.column.several:
        raise AnswersNeeded()
    single = kept.get(cell.key, ()) if cell else ()
    if cell and (single is None or isinstance(single, int)):
        return single
    return Answers(kept, vote.done)
