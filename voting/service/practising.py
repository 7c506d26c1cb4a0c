"""The ballots of practice attendees, cast as if by their phones."""

from voting import identity as ids
from voting.core import practice
from voting.core.facts import PracticeVotes
from voting.core.state import Workshop
from voting.instruments.instrument import given
from voting.service.ballots import Ballots
from voting.wire.messages import ReasonGiven, Vote


class Practising(Ballots):
    def _practise(self, workshop: Workshop, asked: PracticeVotes) -> None:
        """Cast the ballots of the practice attendees, and some reasons, as if by their phones.

        Whoever has that ballot already is left alone, so a repeat changes nothing.
        """
        opened = workshop.open_round
        if opened is None or opened.id != asked.round:  # a repeat, and the round has ended since
            return
        held = self.store.ballots(workshop.id, opened.id)
        last = workshop.last_round(opened.domain)
        before = self.store.ballots(workshop.id, last.id) if last else {}
        cells = [workshop.framework.domain(key) for key in opened.asks]
        said = practice.ratings(
            workshop, cells[0], asked.picture, opened.number - 1, given(cells[0], before | held)
        )
        for person, rating in said.items():
            mine = held.get(person)
            if mine is None or mine.rating != rating:
                sequence = mine.sequence + 1 if mine else 1
                self.cast(workshop.id, person, Vote(opened.id, ids.new_request(), sequence, rating))
        levels = len(cells[0].column.places)
        reasons = self.languages[workshop.language]["practice"]
        for person, text in practice.reasons(said, levels, reasons).items():
            self.give_reason(workshop.id, person, ReasonGiven(opened.id, text))
