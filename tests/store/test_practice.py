"""Practice attendees on the real store: their votes take the way of everybody's."""

import pytest

from tests.store.rooms import WORKSHOP, StoredRoom, race
from voting.core import commands as c
from voting.instruments.agreement import Picture, measure
from voting.refusals import Refusal
from voting.refusals.erasing import NoSuchPicture, NotARehearsal
from voting.refusals.rounds import NotNow


@pytest.fixture
def room(store):
    room = StoredRoom(store, rehearsal=True)
    room.does(c.AddPractice(18))
    return room


def lets_rate(room, round_id: int, wanted: Picture, **said):
    return room.does(c.PracticeRate(round_id, wanted), **said)


def ratings(room, round_id: int) -> dict[str, int | None]:
    return {person: b.rating for person, b in room.store.ballots(WORKSHOP, round_id).items()}


@pytest.mark.parametrize("wanted", Picture)
def test_their_ratings_are_the_picture_that_was_asked_for(room, wanted):
    held = room.opens()
    lets_rate(room, held, wanted)
    assert len(room.store.voted(WORKSHOP, held)) == 18
    room.does(c.CloseRound(held))
    assert measure(room.tally(held)).picture is wanted
    assert room.service.situation(room.workshop()).voted == frozenset()


def test_another_picture_in_the_same_round_changes_the_minds_of_some(room):
    held = room.opens()
    lets_rate(room, held, Picture.CLOSE)
    before = ratings(room, held)
    lets_rate(room, held, Picture.TWO_CAMPS)
    after = ratings(room, held)
    assert before.keys() == after.keys()
    assert sum(before[person] != after[person] for person in before) > 0
    assert len(room.store.voted(WORKSHOP, held)) == 18


def test_another_round_makes_some_move_and_some_stay(room):
    for _ in range(2):
        held = room.opens()
        lets_rate(room, held, Picture.CLOSE)
        room.does(c.CloseRound(held))
    moved = room.service.situation(room.workshop()).rounds[held, "trust"].judged.moves
    assert moved.up + moved.down > 0
    assert moved.stayed > 0


def test_some_say_why_in_words_that_are_clearly_practice(room):
    held = room.opens()
    lets_rate(room, held, Picture.SPREAD)
    room.does(c.CloseRound(held))
    (given,) = room.service.situation(room.workshop()).reasons.values()
    assert 1 < len(given) < 18
    assert all(reason.text.startswith("Practice: ") for reason in given)


def test_a_request_sent_again_finishes_what_was_cut_short_and_changes_nothing_else(room):
    held = room.opens()
    lets_rate(room, held, Picture.CLOSE, id="request-one")
    whole = room.store.ballots(WORKSHOP, held)
    missing = next(iter(whole))
    room.store._redis.hdel(f"cascade:{{{WORKSHOP}}}:round:{held}", missing)
    lets_rate(room, held, Picture.CLOSE, id="request-one")
    again = room.store.ballots(WORKSHOP, held)
    assert again.pop(missing).rating == whole.pop(missing).rating
    assert again == whole
    room.does(c.CloseRound(held))
    assert lets_rate(room, held, Picture.CLOSE, id="request-one") == room.workshop()


def test_who_was_taken_out_rates_no_more_and_real_people_are_left_alone(room):
    room.joins("person-0")
    held = room.opens()
    room.votes("person-0", held, 4)
    out = room.workshop().practising()[0].id
    room.does(c.RemovePerson(out))
    lets_rate(room, held, Picture.UNANIMOUS)
    said = ratings(room, held)
    assert out not in said
    assert said.pop("person-0") == 4
    assert len(said) == 17


def test_too_few_for_the_picture_is_said_and_nothing_is_cast(store):
    room = StoredRoom(store, rehearsal=True)
    room.does(c.AddPractice(3))
    held = room.opens()
    with pytest.raises(NoSuchPicture, match="n=3"):
        lets_rate(room, held, Picture.STRONG)
    assert ratings(room, held) == {}


def test_nobody_rates_without_an_open_round_or_outside_a_rehearsal(room, store):
    with pytest.raises(NotNow):
        lets_rate(room, 1, Picture.CLOSE)
    real = StoredRoom(store)
    assert real.workshop().rehearsal  # the same workshop, created once: what it is stays


def test_a_real_workshop_takes_no_practice_votes(store):
    room = StoredRoom(store, people=6)
    held = room.opens()
    before = room.workshop()
    for command in (c.AddPractice(6), c.PracticeRate(held, Picture.CLOSE)):
        with pytest.raises(NotARehearsal):
            room.does(command)
    assert (room.workshop(), ratings(room, held)) == (before, {})


def test_practice_votes_that_race_the_close_are_in_the_tally_or_refused(room):
    for domain in ("trust", "time", "tools"):
        held = room.opens(domain)
        race(
            lambda held=held: lets_rate(room, held, Picture.CLOSE),
            lambda held=held: room.does(c.CloseRound(held)),
        )
        assert room.tally(held).turnout == len(ratings(room, held))


def test_two_trainers_who_ask_at_once_leave_one_of_the_two_pictures(room):
    held = room.opens()
    step = room.workshop().step
    answers = race(
        lambda: lets_rate(room, held, Picture.CLOSE, step=step),
        lambda: lets_rate(room, held, Picture.TWO_CAMPS, step=step),
    )
    assert sum(isinstance(answer, Refusal) for answer in answers) == 1
    room.does(c.CloseRound(held))
    assert measure(room.tally(held)).picture in (Picture.CLOSE, Picture.TWO_CAMPS)
