"""The ballots of practice attendees, cast as if by their phones."""

from msgspec import UNSET
from msgspec.structs import replace

from voting import identity as ids
from voting.core import practice
from voting.core.facts import PracticeVotes
from voting.core.reasons import reasons_for
from voting.core.state import Workshop
from voting.instruments.instrument import Topic
from voting.service.ballots import Ballots, said_in
from voting.wire.messages import ReasonGiven, Vote

_EXPLAINED = 2  # rows of several that are explained


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
        seed = opened.number - 1
        said = practice.ballots(workshop, cells, asked.picture, seed, {**before, **held})
        topic = Topic(opened.domain, tuple(cells))
        for person, answers in said.items():
            vote = Vote(opened.id, ids.new_request(), 1, answers=dict(answers), done=True)
            mine = held.get(person)
            if mine is None or mine.rating != said_in(topic, vote):
                sequence = mine.sequence + 1 if mine else 1
                self.cast(workshop.id, person, replace(vote, sequence=sequence))
        texts = self.languages[workshop.language]["practice"]
        for cell in cells[:_EXPLAINED] if reasons_for(workshop) else ():
            key = UNSET if topic.alone else cell.key
            answered = {
                person: answers[cell.ballot_keys[0]]
                for person, answers in said.items()
                if cell.ballot_keys[0] in answers
            }
            places = len(cell.column.places)
            for person, text in practice.reasons(answered, places, texts).items():
                self.give_reason(workshop.id, person, ReasonGiven(opened.id, text, key))
