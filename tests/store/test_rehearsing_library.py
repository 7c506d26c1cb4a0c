"""A whole rehearsal of every instrument that comes with the software, and of one with a column of
each kind: practice attendees answer everything, and it is decided to the end."""

import pytest

from tests.builders import FIRST_TRAINER, details, every_kind
from tests.store.rooms import WORKSHOP
from voting.core import commands as c
from voting.core.state import Phase
from voting.frameworks import load_frameworks
from voting.instruments.agreement import Picture
from voting.instruments.deciding import Method
from voting.instruments.tally import Answers
from voting.moments import now
from voting.service import Service

LIBRARY = {**load_frameworks(None), "every-kind": every_kind()}
PEOPLE = 12


class Rehearsal:
    def __init__(self, store, key: str) -> None:
        self.service = Service(store, LIBRARY, now)
        self.service.create(WORKSHOP, key, details(), FIRST_TRAINER, rehearsal=True)
        self.does(c.Introduce("Trainer"), link=0)
        self.does(c.AddPractice(PEOPLE))
        if self.asked().rows_from:
            self.does(c.NameRows(["The first", "The second"]))
        if self.asked().repeat and self.asked().repeat.by == "room":
            self.does(c.NameCopies(["One agency"]))

    def does(self, command, **said):
        return self.service.act(WORKSHOP, FIRST_TRAINER, command, **said)

    def asked(self):
        return self.service.store.load(WORKSHOP).framework

    def rates(self, topic: str, picture: Picture) -> dict:
        opened = self.does(c.OpenRound(topic)).rounds[-1]
        self.does(c.PracticeRate(opened.id, picture), id=f"{topic} {opened.id}")
        before = self.service.store.ballots(WORKSHOP, opened.id)
        self.does(c.PracticeRate(opened.id, picture), id=f"{topic} {opened.id} again")
        ballots = self.service.store.ballots(WORKSHOP, opened.id)
        assert ballots == before
        assert len(ballots) == PEOPLE
        assert all(ballot.done for ballot in ballots.values())
        self.does(c.CloseRound(opened.id))
        return ballots

    def decides(self, topic) -> None:
        situation = self.service.situation(self.service.store.load(WORKSHOP))
        last = situation.workshop.rounds[-1].id
        for cell in topic.cells:
            if not cell.column.is_decided:
                continue
            option = cell.column.options(situation.rounds[last, cell.key].tally)[0]
            rating = option.proposed
            if rating is None:
                rating = (0,) if cell.column.several else 0
            self.does(c.RecordRuling(cell.key, option.method, rating, "Why"))


@pytest.mark.parametrize("key", LIBRARY)
def test_every_instrument_can_be_rehearsed_to_the_end(store, key):
    rehearsal = Rehearsal(store, key)
    for topic in rehearsal.asked().agenda:
        rehearsal.rates(topic.key, Picture.CLOSE)
        rehearsal.decides(topic)
    if not any(cell.column.is_decided for cell in rehearsal.asked().domains):
        rehearsal.does(c.ShowOverview())
    assert rehearsal.does(c.Finish()).phase is Phase.FINISHED


def test_some_rows_are_agreed_and_some_contested(store):
    rehearsal = Rehearsal(store, "partnership")
    rehearsal.rates("*", Picture.TWO_CAMPS)
    situation = rehearsal.service.situation(rehearsal.service.store.load(WORKSHOP))
    methods = [
        cell.column.options(situation.rounds[1, cell.key].tally)[0].method
        for cell in rehearsal.asked().domains
    ]
    assert 0 < methods.count(Method.UNANIMOUS) < len(methods)


def test_in_another_round_some_move_and_most_stay(store):
    rehearsal = Rehearsal(store, "goals")
    first = rehearsal.rates("*", Picture.SPREAD)
    second = rehearsal.rates("*", Picture.SPREAD)
    said = [
        (first[p].rating.answers[key], second[p].rating.answers[key])
        for p in first
        for key in ("1", "2")
    ]
    assert any(one != other for one, other in said)
    assert any(one == other for one, other in said)


def test_some_have_one_experience_and_some_have_more(store):
    rehearsal = Rehearsal(store, "good-practice")
    ballots = rehearsal.rates("*", Picture.CLOSE)
    kept = {len(b.rating.answers) for b in ballots.values() if isinstance(b.rating, Answers)}
    assert kept == {11, 22, 33}


def test_reasons_say_which_row_they_are_about(store):
    rehearsal = Rehearsal(store, "partnership")
    rehearsal.rates("*", Picture.CLOSE)
    given = rehearsal.service.store.reasons(WORKSHOP, 1)
    assert {one.cell for one in given} == {"event", "purpose"}
