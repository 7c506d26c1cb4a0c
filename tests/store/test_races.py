"""People and trainers at the same moment, in real threads on the real store."""

from functools import partial

import pytest

from tests.builders import FIRST_TRAINER, SECOND_TRAINER, attendee
from tests.store.rooms import StoredRoom, race
from voting.core import commands as c
from voting.core.machine import fold
from voting.core.rounds import could_answer
from voting.instruments.tally import Ballot
from voting.refusals.pace import TooManyJoin
from voting.refusals.rounds import Overtaken, RoundClosed


@pytest.mark.parametrize("attempt", range(5))
def test_fifty_people_rating_race_the_close(store, attempt):
    room = StoredRoom(store, people=50)
    held = room.opens()
    people = [partial(room.votes, f"person-{n}", held, n % 5) for n in range(50)]
    close = partial(room.does, c.CloseRound(held))
    answers = race(*people[:25], close, *people[25:])
    saved = [answer for answer in answers if isinstance(answer, Ballot)]
    late = [answer for answer in answers if isinstance(answer, RoundClosed)]
    assert len(saved) + len(late) == 50
    assert room.tally(held).ratings == len(saved)


class VoteFirst:
    """The store; as it is about to save a close, somebody's ballot arrives."""

    def __init__(self, store, vote) -> None:
        self._store, self._vote = store, vote

    def __getattr__(self, name):
        return getattr(self._store, name)

    def save(self, before, after, entry, **said):
        if isinstance(entry.command, c.CloseRound):
            self._vote()
        return self._store.save(before, after, entry, **said)


def test_a_first_ballot_that_arrives_while_the_clock_closes_is_not_shown_alone(store):
    room = StoredRoom(store, people=3)
    held = room.opens()
    room.does(c.SetTimer(30, closes=True))
    room.service.store = VoteFirst(store, partial(room.votes, "person-1", held))
    room.service.close_by_clock(room.workshop(), held)
    assert room.workshop().open_round is not None
    room.votes("person-2", held)
    room.service.close_by_clock(room.workshop(), held)
    assert room.workshop().open_round is None
    assert room.tally(held).ratings == 2


def test_who_could_have_rated_is_exact_though_people_rate_and_leave_while_it_closes(store):
    room = StoredRoom(store, people=12)
    held = room.opens()

    def rates_and_leaves(person):
        room.votes(person, held)
        room.does(c.Leave(), attendee(person))

    people = [partial(rates_and_leaves, f"person-{n}") for n in range(9)]
    race(*people, partial(room.does, c.CloseRound(held)))
    log = store.log("workshop-one")
    closed = next(n for n, entry in enumerate(log) if isinstance(entry.command, c.CloseRound))
    here = {person.id for person in fold(log[:closed]).taking_part()}
    there = here | set(store.ballots("workshop-one", held))
    w = room.workshop()
    assert could_answer(w.rounds[-1], w.framework.domain(w.rounds[-1].domain)) == len(there)
    assert fold(log) == room.workshop()


def test_fifty_people_rating_race_a_cancel(store):
    room = StoredRoom(store, people=50)
    held = room.opens()
    people = [partial(room.votes, f"person-{n}", held) for n in range(50)]
    race(*people, partial(room.does, c.CancelRound(held)))
    assert held not in room.service.situation(room.workshop()).rounds
    assert room.workshop().last_round("trust") is None


@pytest.mark.parametrize("attempt", range(5))
def test_of_two_trainers_who_open_at_once_one_wins_and_the_other_is_told(store, attempt):
    room = StoredRoom(store, people=2)
    seen = room.workshop().step
    first, second = race(
        partial(room.does, c.OpenRound("trust"), FIRST_TRAINER, step=seen),
        partial(room.does, c.OpenRound("time"), SECOND_TRAINER, step=seen),
    )
    assert sorted(isinstance(one, Overtaken) for one in (first, second)) == [False, True]
    assert len(room.workshop().rounds) == 1


def test_a_close_sent_many_times_at_once_closes_once(store):
    room = StoredRoom(store, people=2)
    held, before = room.opens(), room.workshop()
    again = partial(room.does, c.CloseRound(held), id="one-request", step=before.step)
    answers = race(*[again] * 8)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert room.workshop().revision == before.revision + 1


def test_two_people_who_join_at_once_both_belong(store):
    room = StoredRoom(store)
    answers = race(*[partial(room.joins, f"person-{n}") for n in range(12)])
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert len(room.workshop().people) == 12


def test_one_person_who_joins_twice_at_once_is_one(store):
    room = StoredRoom(store)
    race(*[partial(room.joins, "person-one", name) for name in ("Attendee 1", "Attendee 2")])
    assert list(room.workshop().people) == ["person-one"]


def test_one_person_with_two_phones_has_one_ballot_the_newest(store):
    room = StoredRoom(store, people=1)
    held = room.opens()
    race(*[partial(room.votes, "person-0", held, n % 5, n + 1) for n in range(20)])
    room.does(c.CloseRound(held))
    assert room.tally(held).counts == (0, 0, 0, 0, 1)
    assert store.ballots("workshop-one", held)["person-0"].sequence == 20


def test_a_rating_races_its_sender_being_taken_out(store):
    room = StoredRoom(store, people=1)
    held = room.opens()
    vote = partial(room.votes, "person-0", held, 3)
    saved, _ = race(vote, partial(room.does, c.RemovePerson("person-0")))
    stored = store.ballots("workshop-one", held).get("person-0")
    assert (stored is not None) == isinstance(saved, Ballot)


@pytest.mark.parametrize("attempt", range(8))
def test_merging_two_devices_races_votes_from_both_and_the_close(store, attempt):
    room = StoredRoom(store, people=3)
    held = room.opens()
    room.votes("person-0", held, 4)
    first = [partial(room.votes, "person-0", held, n % 5, n + 2) for n in range(8)]
    second = [partial(room.votes, "person-1", held, n % 5, n + 1) for n in range(8)]
    merge = partial(room.does, c.MergePeople("person-1", "person-0"))
    close = partial(room.does, c.CloseRound(held))
    votes = race(*first, merge, *second, *([close] if attempt % 2 else []))
    assert not isinstance(votes[8], Exception)
    if not attempt % 2:
        close()
    order = [entry.command.event() for entry in store.log("workshop-one")]
    merged_first = order.index("merge_people") < order.index("close_round")
    ballots = store.ballots("workshop-one", held)
    # What a round showed is not changed by a merge that came after its close.
    assert (
        set(ballots) == {"person-0"} if merged_first else set(ballots) <= {"person-0", "person-1"}
    )
    assert room.tally(held).ratings == len(ballots)
    assert fold(store.log("workshop-one")) == room.workshop()
    late = partial(room.votes, "person-1", room.opens("time"), 2)
    assert len({late().vote_id, room.votes("person-0", 2, 1, 2).vote_id}) == 2
    assert list(store.ballots("workshop-one", 2)) == ["person-0"]


def test_a_rating_races_its_sender_being_taken_out_with_it(store):
    room = StoredRoom(store, people=2)
    held = room.opens()
    out = partial(room.does, c.RemovePerson("person-0", with_ballot=True))
    room.votes("person-0", held, 1)
    race(partial(room.votes, "person-0", held, 3, 2), out)
    assert store.ballots("workshop-one", held) == {}


def test_no_more_people_join_from_one_address_than_may(store):
    room = StoredRoom(store, joins_a_minute=70)
    join = [
        partial(room.does, c.Join(f"Attendee {n}", "primary"), attendee(f"{n}"), address="office")
        for n in range(75)
    ]
    answers = race(*join)
    assert sum(isinstance(answer, TooManyJoin) for answer in answers) == 5
    assert len(room.workshop().people) == 70
    # Who is known comes back, and others come from elsewhere.
    known = next(iter(room.workshop().people))
    room.does(c.Join("A. B.", "primary"), attendee(known), address="office")
    room.does(c.Join("A. B.", "primary"), attendee("late"), address="another")
