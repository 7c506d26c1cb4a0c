"""Rehearsals: practice attendees, the pictures their ratings make, and none of it in real
workshops."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import FIRST_TRAINER, Room, a_room_in, a_room_of, cascade
from tests.sent import lead_view, trainer_view
from voting.core import commands as c
from voting.core.actors import Role
from voting.core.erasing import check_erasable, keep_until
from voting.core.machine import allowed
from voting.core.practice import MOST_PRACTICE, ratings, reasons, shape
from voting.core.roster import MOST_PEOPLE
from voting.core.rounds import everybody_rated
from voting.core.state import Phase, Presence, Workshop
from voting.instruments.agreement import Picture, picture
from voting.instruments.instrument import Given
from voting.instruments.tally import count
from voting.refusals.erasing import NoSuchPicture, NotARehearsal
from voting.refusals.joining import WorkshopFull
from voting.refusals.rounds import RoundClosed
from voting.refusals.sent import UnknownChoice

PRACTICE = {"add_practice", "practice_rate"}
pictures = st.sampled_from(Picture)


def a_rehearsal(people: int = 0, framework=None) -> Room:
    room = Room(framework or cascade(), rehearsal=True)
    if people:
        room.does(c.AddPractice(people))
    return room


def answered(said: dict[str, int | None]) -> Given:
    return {person: (rating,) for person, rating in said.items()}


def told(said: dict[str, int]) -> tuple[int, ...]:
    return count(said.values(), 4).counts


CLARITY = cascade().domain("clarity")


# --- the pictures ---------------------------------------------------------------------------------


@given(st.integers(5, 30), st.integers(3, 7), pictures, st.integers(0, 3))
def test_five_or_more_people_make_every_picture_on_every_scale(people, levels, wanted, variant):
    counts = shape(people, levels, wanted, variant)
    assert (len(counts), sum(counts)) == (levels, people)
    assert picture(counts) is wanted


@given(st.integers(-1, 8), st.integers(2, 5), pictures, st.integers(0, 3))
def test_a_shape_has_the_picture_that_was_asked_for_or_is_refused(people, levels, wanted, variant):
    if any(picture(each) is wanted for each in all_counts(people, levels)):
        counts = shape(people, levels, wanted, variant)
        assert sum(counts) == people
        assert picture(counts) is wanted
    else:
        with pytest.raises(NoSuchPicture, match=f"n={people}, picture="):
            shape(people, levels, wanted, variant)


def all_counts(people: int, levels: int):
    """Every way in which so many people, at least two, can rate."""
    if people >= 2:
        yield from _all_counts(people, levels)


def _all_counts(people: int, levels: int):
    if levels == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in _all_counts(people - first, levels - 1):
            yield (first, *rest)


@given(pictures, st.integers(5, 30), st.integers(0, 3))
def test_every_practice_attendee_rates_and_together_they_make_the_picture(wanted, people, variant):
    workshop = a_rehearsal(people).workshop
    said = ratings(workshop, CLARITY, wanted, variant, {})
    assert said.keys() == {person.id for person in workshop.practising()}
    assert picture(told(said)) is wanted


@given(pictures, pictures, st.integers(5, 30))
def test_asked_again_people_move_as_little_as_the_picture_allows(first, second, people):
    workshop = a_rehearsal(people).workshop
    before = ratings(workshop, CLARITY, first, 0, {})
    after = ratings(workshop, CLARITY, second, 0, answered(before))
    kept = sum(map(min, told(before), told(after)))
    assert sum(before[person] == after[person] for person in before) == kept
    assert (before == after) == (first is second)


@pytest.mark.parametrize("wanted", Picture)
def test_in_another_round_some_move(wanted):
    workshop = a_rehearsal(18).workshop
    before = ratings(workshop, CLARITY, wanted, 0, {})
    assert ratings(workshop, CLARITY, wanted, 1, answered(before)) != before


def test_whoever_could_not_say_before_gives_a_rating_now():
    workshop = a_rehearsal(6).workshop
    before = answered(dict.fromkeys((p.id for p in workshop.practising()), None))
    assert picture(told(ratings(workshop, CLARITY, Picture.CLOSE, 0, before))) is Picture.CLOSE


def test_some_give_a_reason_that_fits_their_rating():
    said = {f"person-{n:02}": n % 4 for n in range(18)}
    given_reasons = reasons(said, 4, {"low": ["Down"], "high": ["Up"]})
    assert 1 < len(given_reasons) < len(said)
    for person, text in given_reasons.items():
        assert text == ("Up" if said[person] >= 2 else "Down")
    assert reasons(said, 4, {}) == {}


def test_eighteen_are_enough_for_all_sides_to_be_compared_and_they_differ():
    room = a_rehearsal(18)
    room.opens("clarity")
    workshop = room.workshop
    for person, rating in ratings(workshop, CLARITY, Picture.SPREAD, 0, {}).items():
        room.votes(person, rating)
    room.does(c.CloseRound(1))
    (clarity, *_) = lead_view(room.situation())["domains"]
    groups = [g["counts"] for g in clarity["rounds"][0]["groups"] if g["kind"] == "side"]
    assert len(groups) == len(workshop.framework.sides)
    assert len({tuple(counts) for counts in groups}) > 1


# --- adding people --------------------------------------------------------------------------------


def test_practice_attendees_have_plain_names_and_come_from_every_sector():
    room = a_rehearsal(18)
    room.does(c.AddPractice(2))
    people = room.workshop.practising()
    assert [p.name for p in people] == [f"Practice attendee {n}" for n in range(1, 21)]
    assert {p.sector for p in people} == {s.key for s in room.workshop.framework.sectors}


def test_they_count_as_connected_and_are_marked_until_they_are_taken_out():
    room = a_rehearsal(3)
    room.joins("1")
    first = room.workshop.practising()[0].id
    view = trainer_view(room.situation())
    assert view["people"] == {"joined": 4, "connected": 3}
    assert [p["practice"] for p in view["persons"]] == [True, True, True, False]
    room.does(c.RemovePerson(first))
    view = trainer_view(room.situation())
    assert view["people"] == {"joined": 3, "connected": 2}
    assert view["persons"][0]["presence"] == Presence.REMOVED
    assert len(room.workshop.practising()) == 2
    room.does(c.AddPractice(1))
    assert room.workshop.practising()[-1].name == "Practice attendee 4"


@pytest.mark.parametrize("number", [-1, 0, MOST_PRACTICE + 1])
def test_only_so_many_can_be_added(number):
    with pytest.raises(UnknownChoice, match="count n=30"):
        a_rehearsal().does(c.AddPractice(number))


def test_only_so_many_take_part_at_once_and_then_no_more_are_offered():
    room = a_rehearsal(MOST_PRACTICE)
    assert "add_practice" not in allowed(room.workshop, Role.TRAINER)
    with pytest.raises(UnknownChoice):
        room.does(c.AddPractice(1))
    room.does(c.RemovePerson(room.workshop.practising()[0].id))
    assert "add_practice" in allowed(room.workshop, Role.TRAINER)


def test_practice_attendees_take_nobodys_place_in_a_full_workshop():
    room = a_rehearsal()
    for number in range(MOST_PEOPLE):
        room.joins(str(number))
    with pytest.raises(WorkshopFull):
        room.does(c.AddPractice(1))


def test_a_round_waits_for_them_as_for_everybody():
    room = a_rehearsal(6)
    room.opens("clarity")
    people = {person.id for person in room.workshop.practising()}
    assert not everybody_rated(room.workshop, list(people)[1:])
    assert everybody_rated(room.workshop, people)


# --- never by mistake -----------------------------------------------------------------------------


@pytest.mark.parametrize("phase", Phase)
def test_a_real_workshop_offers_no_practice_in_any_phase(phase):
    assert not PRACTICE & set(allowed(a_room_in(phase).workshop, Role.TRAINER))


def test_a_real_workshop_refuses_practice_by_name():
    room = a_room_of(6)
    held = room.opens("trust")
    before = room.workshop
    for command in (c.AddPractice(3), c.PracticeRate(held, Picture.CLOSE)):
        with pytest.raises(NotARehearsal):
            room.does(command, FIRST_TRAINER)
    assert room.workshop is before


def test_letting_them_rate_is_offered_while_a_round_is_open_and_somebody_practises():
    room = a_rehearsal()
    held = room.opens("clarity")
    assert "practice_rate" not in allowed(room.workshop, Role.TRAINER)
    with pytest.raises(NoSuchPicture, match="n=0"):
        room.does(c.PracticeRate(held, Picture.CLOSE))
    room.does(c.AddPractice(5))
    assert "practice_rate" in allowed(room.workshop, Role.TRAINER)
    room.does(c.CloseRound(held))
    assert "practice_rate" not in allowed(room.workshop, Role.TRAINER)


def test_a_late_click_never_rates_in_the_next_round():
    room = a_rehearsal(6)
    first = room.opens("clarity")
    room.does(c.CloseRound(first))
    room.opens("contact")
    with pytest.raises(RoundClosed):
        room.does(c.PracticeRate(first, Picture.CLOSE))


def test_a_workshop_from_before_there_were_rehearsals_is_a_real_one():
    held = msgspec.to_builtins(a_room_of(2).workshop)
    assert held.pop("rehearsal") is False
    for person in held["people"].values():
        assert person.pop("practice") is False
    assert msgspec.convert(held, Workshop) == a_room_of(2).workshop


def test_a_rehearsal_may_be_deleted_in_every_phase():
    for phase in Phase:
        room = a_room_in(phase, rehearsal=True)
        check_erasable(room.workshop, "", room.now)


# --- how long a workshop is kept ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "until"), [("2026-12-01", "2026-12-31"), ("2020-01-01", "2026-12-22")]
)
def test_a_workshop_is_kept_from_its_date_or_from_when_it_was_set_up(date, until):
    assert keep_until(Room(date=date).workshop, 30).date().isoformat() == until
