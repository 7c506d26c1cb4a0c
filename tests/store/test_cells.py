"""Ballots of many cells keep what ballots of one rating keep: once, whole, in time, and nobody
alone."""

import json
from datetime import timedelta
from functools import partial
from itertools import count

import pytest
from msgspec.structs import replace

from tests.builders import every_kind
from tests.store.rooms import WORKSHOP, CountingClient, StoredRoom, everything, race
from voting.core import commands as c
from voting.core.machine import fold
from voting.instruments.deciding import Method
from voting.instruments.tally import Answers, Ballot, Tally
from voting.moments import now
from voting.refusals.reasons import RateFirst, ReasonsClosed, ReasonShown, UnknownReason
from voting.refusals.rounds import (
    AnswersNeeded,
    CellNotOpen,
    RatingOutsideScale,
    RoundClosed,
    RoundNeverOpened,
    WrongChoice,
)
from voting.store import codec, keys
from voting.store.archive import dump, load
from voting.store.redis_store import RedisStore
from voting.wire.messages import ReasonGiven

SAID = {"plan.level": 1, "plan.there": 1, "plan.who": (0, 2), "plan.score": 7, "people.level": None}


@pytest.fixture
def room(store):
    return StoredRoom(store, people=3, instrument=every_kind())


def held(room, round_id: int) -> dict[str, dict]:
    return {p: b.rating.answers for p, b in room.store.ballots(WORKSHOP, round_id).items()}


def test_a_ballot_is_written_whole_and_a_repeat_or_an_older_one_changes_nothing(room):
    opened = room.opens("*")
    first = room.answers("person-0", opened, {"plan.level": 2}, done=False)
    assert first.rating == Answers({"plan.level": 2})
    assert room.answers("person-0", opened, SAID, 3).rating == Answers(SAID, done=True)
    for late in (1, 2, 3):
        assert room.answers("person-0", opened, {"plan.level": 0}, late).sequence == 3
    assert held(room, opened) == {"person-0": SAID}
    room.does(c.CloseRound(opened))
    assert room.answers("person-0", opened, SAID, 3).rating.answers == SAID  # asked again, held
    with pytest.raises(RoundClosed):
        room.answers("person-0", opened, {"plan.level": 0}, 4)
    assert held(room, opened) == {"person-0": SAID}
    assert fold(room.store.log(WORKSHOP)) == room.workshop()


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"plan.level": 3}, RatingOutsideScale),
        ({"plan.who": 1}, WrongChoice),
        ({"plan.there": (1,)}, RatingOutsideScale),
        ({"place.score": 1}, CellNotOpen),
        ({"plan.level@1": 1}, CellNotOpen),
    ],
)
def test_of_a_ballot_with_a_wrong_answer_nothing_is_stored_and_nothing_lost(room, wrong, refusal):
    opened = room.opens("*")
    room.answers("person-0", opened, SAID)
    for person in ("person-0", "person-1"):
        with pytest.raises(refusal) as refused:
            room.answers(person, opened, SAID | wrong, 2)
        assert refused.value.field in wrong
    with pytest.raises(AnswersNeeded):
        room.votes("person-0", opened, 1, 2)
    assert held(room, opened) == {"person-0": SAID}


def test_a_vote_costs_one_round_trip_and_the_first_of_a_round_two(redis):
    client = CountingClient(connection_pool=redis.connection_pool)
    room = StoredRoom(RedisStore(client), people=3, instrument=every_kind())
    opened = room.opens("*")
    trips = []
    for person in range(3):
        before = client.trips
        room.answers(f"person-{person}", opened, SAID)
        trips.append(client.trips - before)
    assert trips == [2, 1, 1]


def test_once_a_process_has_shown_a_round_its_first_votes_look_nothing_up(redis):
    """A room votes all at once; what it is asked was on its screens before."""
    client = CountingClient(connection_pool=redis.connection_pool)
    room = StoredRoom(RedisStore(client), people=3, instrument=every_kind())
    opened = room.opens("*")
    room.service.situation(room.workshop())
    before = client.trips
    room.answers("person-0", opened, SAID)
    assert client.trips == before + 1


@pytest.mark.parametrize("cell", ["plan.level", "plan.who"])
def test_a_reason_whose_answer_was_taken_back_is_not_told_or_shown(room, cell):
    """It would be told as of somebody who can't say."""
    opened = room.opens("*")
    for person in ("person-0", "person-1"):
        room.answers(person, opened, SAID)
        room.service.give_reason(WORKSHOP, person, ReasonGiven(opened, f"Why {person}", cell))
    room.answers("person-0", opened, {key: said for key, said in SAID.items() if key != cell}, 2)
    room.does(c.CloseRound(opened))
    room.does(c.ShowDomain(cell))
    told = room.service.situation(room.workshop()).reasons[opened]
    assert [(one.text, one.rating) for one in told] == [("Why person-1", SAID[cell])]
    hidden = {one.person: one.reason.id for one in room.store.reasons(WORKSHOP, opened)}
    with pytest.raises(UnknownReason):
        room.does(c.ShowReason(hidden["person-0"]))
    room.does(c.WithdrawReason(hidden["person-0"]))
    assert "Why person-0" not in everything(room.store._redis)


def test_rows_may_be_called_like_the_parts_of_a_ballot(store):
    rows = tuple(replace(every_kind().rows[0], key=key) for key in ("answers", "done"))
    asked = replace(every_kind(), rows=rows, columns=every_kind().columns[:1])
    room = StoredRoom(store, people=1, instrument=asked)
    opened = room.opens("*")
    room.answers("person-0", opened, {"answers": 1})
    with pytest.raises(RateFirst):
        give(room, "person-0", "Words", cell="done")
    give(room, "person-0", "Words", cell="answers")
    room.answers("person-0", opened, {"done": 1}, 2, done=False)
    assert not room.store.ballots(WORKSHOP, opened)["person-0"].done
    with pytest.raises(RateFirst):
        give(room, "person-0", "Words", cell="answers")


@pytest.fixture
def fails_over(redis):
    """Everything as it was when this was called; then what it gives takes all back to that."""

    def remember():
        before = {key: redis.dump(key) for key in redis.keys("*")}

        def back():
            redis.flushall()
            for key, was in before.items():
                redis.restore(key, 0, was)

        return back

    return remember


def test_after_a_failover_a_vote_is_checked_against_the_round_that_is_open_now(room, fails_over):
    """The store loses that a round was opened, and another one takes its id."""
    fail = fails_over()
    room.opens("plan.*")
    room.answers("person-0", 1, {"plan.level": 1})
    fail()
    assert room.opens("people.*") == 1
    with pytest.raises(CellNotOpen):
        room.answers("person-0", 1, {"plan.level": 1})
    room.answers("person-0", 1, {"people.level": 2}, 2)
    assert held(room, 1) == {"person-0": {"people.level": 2}}


def test_a_vote_that_fits_a_lost_round_of_the_same_id_is_not_taken_for_another(room, fails_over):
    fail = fails_over()
    room.opens("plan.level")
    room.votes("person-0", 1, 2)
    fail()
    room.opens("plan.there")
    with pytest.raises(RatingOutsideScale):  # 2 is no answer to whether it is there
        room.votes("person-0", 1, 2)
    assert room.votes("person-0", 1, 1, 2).rating == 1
    with pytest.raises(RoundNeverOpened):
        room.votes("person-0", 2, 1)


@pytest.mark.parametrize("attempt", range(2))
def test_fifty_ballots_of_many_cells_race_the_close(store, attempt):
    room = StoredRoom(store, people=50, instrument=every_kind())
    opened = room.opens("*")
    people = [partial(room.answers, f"person-{n}", opened, SAID) for n in range(50)]
    close = partial(room.does, c.CloseRound(opened))
    answers = race(*people[:25], close, *people[25:])
    saved = [answer for answer in answers if isinstance(answer, Ballot)]
    assert len(saved) + sum(isinstance(answer, RoundClosed) for answer in answers) == 50
    for cell in SAID:
        assert room.tally(opened, cell).turnout == len(saved)
    assert room.tally(opened, "people.there").turnout == 0


def test_one_person_with_two_phones_has_one_whole_ballot_the_newest(room):
    opened = room.opens("*")
    said = [{"plan.level": n % 3, "plan.score": n % 11} for n in range(20)]
    race(*[partial(room.answers, "person-0", opened, one, n + 1) for n, one in enumerate(said)])
    assert held(room, opened) == {"person-0": said[-1]}


def test_who_takes_all_answers_back_counts_nowhere_and_leaves_nobody_alone(room):
    opened = room.opens("plan.who")
    room.does(c.SetTimer(30, closes=True))
    room.answers("person-0", opened, {"plan.who": (0, 1)})
    room.answers("person-1", opened, {"plan.who": (1,)})
    room.answers("person-1", opened, {}, 2)
    room.service.close_by_clock(room.workshop(), opened)
    assert room.workshop().open_round
    room.votes("person-2", opened, None)  # cannot say, which is an answer
    room.service.close_by_clock(room.workshop(), opened)
    assert room.tally(opened) == Tally((1, 1, 0, 0), 1, 1)


def ticking():
    """A clock whose moments differ, however fast it is asked."""
    ticks = count()
    return lambda: now() + timedelta(milliseconds=5 * next(ticks))


@pytest.mark.parametrize("attempt", range(3))
def test_merging_two_devices_keeps_the_newer_ballot_whole_with_its_reasons(store, attempt):
    room = StoredRoom(store, people=3, instrument=every_kind(), clock=ticking())
    opened = room.opens("*")
    newer, older = ("person-0", "person-1") if attempt % 2 else ("person-1", "person-0")
    room.answers(older, opened, {"plan.level": 0, "plan.there": 0})
    room.answers(newer, opened, SAID)
    for person, cell in ((older, "plan.there"), (newer, "plan.level")):
        room.service.give_reason(WORKSHOP, person, ReasonGiven(opened, person, cell))
    races = [partial(room.answers, newer, opened, SAID, 2)] if attempt == 2 else []
    race(partial(room.does, c.MergePeople("person-1", "person-0")), *races)
    assert held(room, opened) == {"person-0": SAID}
    kept = {(one.person, one.cell) for one in room.store.reasons(WORKSHOP, opened)}
    assert kept == {("person-0", "plan.level")}
    room.does(c.ReadmitPerson("person-1"))  # parted: it may be either's
    assert not room.store.ballots(WORKSHOP, opened)
    assert not room.store.reasons(WORKSHOP, opened)
    assert fold(room.store.log(WORKSHOP)) == room.workshop()


def test_of_two_ballots_of_the_same_millisecond_that_of_the_person_who_stays_counts(store):
    moment = now()
    room = StoredRoom(store, people=3, instrument=every_kind(), clock=lambda: moment)
    opened = room.opens("*")
    room.answers("person-0", opened, {"plan.level": 0})
    room.answers("person-1", opened, SAID)
    for person in ("person-0", "person-1"):
        room.service.give_reason(WORKSHOP, person, ReasonGiven(opened, person, "plan.level"))
    room.does(c.MergePeople("person-1", "person-0"))
    assert held(room, opened) == {"person-0": {"plan.level": 0}}
    assert [one.reason.text for one in room.store.reasons(WORKSHOP, opened)] == ["person-0"]


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


def test_an_answer_that_comes_to_stand_alone_while_the_clock_closes_keeps_the_round_open(room):
    opened = room.opens("plan.*")
    room.does(c.SetTimer(30, closes=True))
    for person in ("person-0", "person-1"):
        room.answers(person, opened, {"plan.level": 1})
    alone = partial(room.answers, "person-1", opened, {"plan.level": 1, "plan.score": 4}, 2)
    real, room.service.store = room.store, VoteFirst(room.store, alone)
    room.service.close_by_clock(room.workshop(), opened)
    assert room.workshop().open_round
    room.service.store = real
    room.answers("person-0", opened, {"plan.level": 1, "plan.score": 0}, 2)
    room.service.close_by_clock(room.workshop(), opened)
    assert room.tally(opened, "plan.score").ratings == 2


# --- reasons --------------------------------------------------------------------------------------


def give(room, person: str, text: str, **cell):
    return room.service.give_reason(WORKSHOP, person, ReasonGiven(1, text, **cell))


def test_a_reason_is_given_for_a_cell_that_was_answered_while_it_is_talked_about(room):
    room.opens("*")
    room.answers("person-0", 1, SAID)
    room.answers("person-1", 1, SAID)
    for wrong in ({}, {"cell": "place.score"}, {"cell": "*"}):
        with pytest.raises(CellNotOpen):
            give(room, "person-0", "Words", **wrong)
    with pytest.raises(RateFirst):
        give(room, "person-0", "Words", cell="people.there")
    give(room, "person-0", "About the level", cell="plan.level")
    give(room, "person-0", "About who", cell="plan.who")
    mine = room.service.own_reasons(room.workshop(), "person-0")
    assert {cell: one.text for cell, one in mine.items()} == {
        "plan.level": "About the level", "plan.who": "About who",
    }  # fmt: skip
    room.does(c.CloseRound(1))
    with pytest.raises(ReasonsClosed):  # all of them are on the screens
        give(room, "person-1", "Words", cell="plan.level")
    room.does(c.ShowDomain("plan.level"))
    with pytest.raises(ReasonsClosed):
        give(room, "person-1", "Words", cell="plan.who")
    give(room, "person-1", "", cell="plan.who")  # nothing was held
    give(room, "person-1", "Later", cell="plan.level")
    shown = room.service.situation(room.workshop()).reasons[1]
    assert sorted((one.text, one.rating, one.cell) for one in shown) == [
        ("About the level", 1, "plan.level"), ("Later", 1, "plan.level"),
    ]  # fmt: skip
    later = next(one.id for one in shown if one.text == "Later")
    room.does(c.ShowReason(later))
    with pytest.raises(ReasonShown):
        give(room, "person-1", "Another", cell="plan.level")
    room.does(c.WithdrawReason(later))
    assert "Later" not in everything(room.store._redis)
    give(room, "person-0", "", cell="plan.who")
    assert {one.cell for one in room.store.reasons(WORKSHOP, 1)} == {"plan.level"}


# --- what is stored -------------------------------------------------------------------------------


def a_room_of_everything(store) -> StoredRoom:
    named = replace(every_kind(), rows=(*every_kind().rows[:2],), rows_from="room")
    room = StoredRoom(store, people=3, instrument=named)
    room.does(c.NameRows([*(row.name for row in named.rows), "A planted row"]))
    opened = room.opens("*")
    for n in range(3):
        room.answers(f"person-{n}", opened, SAID | {"1.level": n, "1.who": (1,)}, done=n > 0)
    give(room, "person-0", "A planted reason", cell="1.level")
    room.does(c.EnterHands(opened, [1, 1, 0, 0], cell="plan.who", answered=2))
    room.does(c.CloseRound(opened))
    room.does(c.RecordRulings(["plan.level", "plan.there", "1.who"], Method.UNANIMOUS))
    room.opens("1.*")
    room.answers("person-0", 2, {"1.level": 2}, done=False)
    return room


def test_a_workshop_of_columns_comes_back_from_its_document_its_log_and_a_backup(store, redis):
    room = a_room_of_everything(store)
    there, before = room.workshop(), room.service.situation(room.workshop())
    assert codec.decode_workshop(codec.encode_workshop(there)) == there
    assert fold(store.log(WORKSHOP)) == there
    archive = json.loads(json.dumps(dump(redis)))
    redis.flushall()
    load(redis, archive)
    assert store.load(WORKSHOP) == there
    assert fold(store.log(WORKSHOP)) == there
    after = room.service.situation(there)
    assert after.ballots_in == before.ballots_in
    assert {key: one.tally for key, one in after.rounds.items()} == {
        key: one.tally for key, one in before.rounds.items()
    }
    assert after.rounds[1, "plan.who"].tally == Tally((4, 1, 3, 0), 0, 5)
    room.answers("person-0", 2, {"1.level": 1}, 2)
    assert [one.cell for one in store.reasons(WORKSHOP, 1)] == ["1.level"]


def test_erased_it_leaves_nothing(store, redis):
    a_room_of_everything(store)
    store.erase(WORKSHOP)
    assert [key for key in redis.keys("*") if WORKSHOP.encode() in key] == []
    assert "planted" not in everything(redis)


def test_what_no_earlier_release_understands_has_a_number_of_its_own(store, redis):
    a_room_of_everything(store)
    numbers = [json.loads(redis.get(keys.document(WORKSHOP)))["schema"]]
    numbers.append(json.loads(redis.xrange(keys.log(WORKSHOP))[0][1][b"entry"])["schema"])
    numbers.append(json.loads(redis.hget(keys.ballots(WORKSHOP, 1), "person-0"))[4])
    assert numbers == [3, 3, 2]
    store.erase(WORKSHOP)
    plain = StoredRoom(store, people=1)
    plain.votes("person-0", plain.opens(), 1)
    assert json.loads(redis.get(keys.document(WORKSHOP)))["schema"] == 2
    assert json.loads(redis.hget(keys.ballots(WORKSHOP, 1), "person-0"))[4] == 1
