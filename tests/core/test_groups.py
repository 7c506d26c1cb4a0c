"""Sides, sectors and movement: what is shown, and that all of it singles nobody out."""

from datetime import timedelta
from random import Random

import msgspec
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders import Room, attendee, cascade, recorded
from tests.core.adversary import (
    Answers,
    Course,
    World,
    all_alike,
    breaches,
    groups_worked_out,
    known_of,
    singled_out,
    told_of,
)
from tests.core.courses import a_course, a_framework, said_by_chance
from tests.depth import of_hundred
from tests.sent import VIEWS
from voting.core import commands as c
from voting.core.state import SMALLEST_GROUP_FROM, Round
from voting.disclosure import judged as counted
from voting.disclosure.groups import Cast, groups_of, shown_groups
from voting.refusals.people import SectorFixed
from voting.refusals.sent import ImpossibleLeast

# --- the adversary ------------------------------------------------------------------------------


@given(st.integers(0, 2**32).map(Random))
@settings(deadline=None, max_examples=of_hundred(40))
def test_enough_people_are_alike_and_may_exchange_their_answers_unseen(chance):
    """And what is withheld stays the same whatever people say."""
    course = a_course(chance, 3, [0, 1, 3, 4, 3, 5], 20)
    answers, words = said_by_chance(course, chance)
    assert breaches(course, answers, words, chance) == set()


@given(st.integers(0, 2**32).map(Random))
@settings(deadline=None, max_examples=of_hundred(60))
def test_whatever_is_certain_about_somebody_is_certain_about_enough_people(chance):
    course = a_course(chance, 2, [0, 1, 3, 4, 3], 9)
    room, _ = course.play(*said_by_chance(course, chance))
    event(f"told: {sorted({bool(g) + 2 * m + 4 * h for g, m, h in told_of(room).values()})}")
    for as_trainer in (False, True):
        known = known_of(room, as_trainer=as_trainer)
        assert singled_out(known, SMALLEST_GROUP_FROM) == set()
        for round_, sectors in groups_worked_out(known):
            assert parts_only_people_of_one_mind(room, round_, sectors, as_trainer), sectors


def parts_only_people_of_one_mind(
    room: Room, round_: int, sectors: frozenset[str], as_trainer: bool
) -> bool:
    """Are all kinds of people with some in ``sectors`` and some outside of one mind each?"""
    held = room.workshop.rounds[round_ - 1]
    here = [alike for alike in all_alike(room) if round_ in alike.rounds]
    kinds = [[(room.workshop.people[p].sector, p) for p in alike.phones] for alike in here]
    if not here:  # nothing is told: everybody is alike
        kinds = [[(room.workshop.people[p].sector, p) for p in room.ballots[round_]]]
    for kind in kinds:
        sides = {sector in sectors for sector, person in kind if person in room.ballots[round_]}
        said = {b.rating for _, p in kind if (b := room.ballots[round_].get(p))}
        if len(sides) == 2 and len(said) > 1 and (as_trainer or not held.ratings_by_hand):
            return False
    return True


def a_small_room(**sectors: list[int | None]) -> Room:
    room = Room(cascade())
    room.rates_by_sector("clarity", **sectors)
    return room


UNSURE = {"school": [0, 1, 1, 2, 1, 1], "cypmhs": [2, 2, 3, 1, 2, 3, 2], "commissioning": [None]}
AGREED = {"school": [1] * 6, "cypmhs": [0, 0, 0, 1, 1, 1, 2, 2, 2, 2]}


def course_of(sectors: dict[str, list[int | None]]) -> tuple[Course, Answers]:
    """The same room as a course, with what people say."""
    people = [(f"{s}-{n}", s, said) for s, all_ in sectors.items() for n, said in enumerate(all_)]
    steps: list[tuple] = [("join", person, sector) for person, sector, _ in people]
    steps += [("open", "clarity"), *(("vote", person) for person, _, _ in people), ("close",)]
    return Course(cascade(), steps), {(1, person): said for person, _, said in people}


def would_show_as_much(room: Room):
    """Accepts the worlds in which the rule shows and withholds what it did, for one round."""

    def fits(world: World) -> bool:
        said = {
            sector: [None if answer == 4 else answer for (answer,) in paths]
            for (sector, _), paths in world.items()
        }
        return told_of(a_small_room(**said)) == told_of(room)

    return fits


def test_no_sides_leave_over_a_single_person_who_cant_say():
    room = a_small_room(**UNSURE)
    assert shown(room, 1) == ["education", "rest"]
    assert singled_out(known_of(room), 5, would_show_as_much(room)) == set()
    course, answers = course_of(UNSURE)
    assert breaches(course, answers, {}, Random(1)) == set()


def test_a_side_of_one_mind_is_shown_since_withholding_it_would_reveal_that():
    room = a_small_room(**AGREED)
    assert shown(room, 1) == ["education", "mental-health"]
    assert singled_out(known_of(room), 5, would_show_as_much(room)) == set()
    course, answers = course_of(AGREED)
    assert breaches(course, answers, {}, Random(1)) == set()


# --- rules that the adversary breaks ------------------------------------------------------------


@pytest.fixture
def judging_by_ratings(monkeypatch):
    """The first rule: enough ratings, not all the same."""
    monkeypatch.setattr(counted, "RULE", 99)
    monkeypatch.setattr(counted, "shown_groups", lambda framework, casts, least, among: among)
    monkeypatch.setattr(counted, "may_disclose", lambda *_: True)


@pytest.fixture
def counting_ratings(monkeypatch):
    """By size, but not counting "Can't say"."""

    def cast(round_, cell, answered, sector_of):
        phones = {p: sector_of[p] for p, answers in answered.items() if answers != (None,)}
        return Cast(
            phones, {h.sector: sum(h.counts) for h in round_.ratings_by_hand if any(h.counts)}
        )

    monkeypatch.setattr(counted, "_cast", cast)


@pytest.fixture
def telling_everything(monkeypatch):
    everything = lambda framework, casts, least, among: among  # noqa: E731
    monkeypatch.setattr(counted, "shown_groups", everything)
    monkeypatch.setattr(counted, "may_disclose", lambda *_: True)


def test_the_adversary_finds_who_cant_say_if_only_ratings_count(counting_ratings):
    room = a_small_room(**UNSURE)
    assert shown(room, 1) == ["education", "mental-health", "rest"]
    found = singled_out(known_of(room), 5, would_show_as_much(room))
    assert (("commissioning", (1,)), 1, frozenset({4})) in found
    course, answers = course_of(UNSURE)
    assert breaches(course, answers, {}, Random(1)) == {"few", "silence"}


def test_the_adversary_notices_if_what_people_say_decides_what_is_withheld(judging_by_ratings):
    room = a_small_room(**AGREED)
    assert shown(room, 1) == []
    found = groups_worked_out(known_of(room), would_show_as_much(room))
    school = next(g.sectors for g in groups_of(cascade()) if "school" in g.sectors)
    assert (1, school) in found
    assert not parts_only_people_of_one_mind(room, 1, school, False)
    course, answers = course_of(AGREED)
    assert breaches(course, answers, {}, Random(1)) == {"silence"}


def test_the_adversary_finds_the_one_person_of_a_sector(telling_everything):
    room = Room(a_framework(2, 1))
    room.rates_by_sector("trust", a1=[0, 1, 2], a2=[2], b1=[0, 1, 2])
    assert (("a2", (1,)), 1, frozenset({2})) in singled_out(known_of(room), 3)


def test_the_adversary_finds_the_newcomer_whom_movement_leaves_over(telling_everything):
    room = Room(a_framework(2))
    room.rates_by_sector("trust", a1=[0, 1, 2], a2=[0, 1, 2])
    room.rates_by_sector("trust", a1=[0, 1, 1], a2=[0, 1, 1, 2])
    assert (("a2", (2,)), 2, frozenset({2})) in singled_out(known_of(room), 3)


def test_the_adversary_finds_those_without_a_phone_whom_movement_leaves_over(telling_everything):
    room = Room(a_framework(2))
    room.rates_by_sector("trust", a1=[0, 1, 2], a2=[0, 1, 2])
    room.rates_by_sector("trust", hands={"a1": [0, 2, 0]}, a1=[0, 1, 1], a2=[0, 1, 1])
    assert (("by hand: a1", (2,)), 2, frozenset({1})) in singled_out(known_of(room), 3)


def test_the_adversary_sees_an_exchange_if_a_side_shows_what_its_sector_said(monkeypatch):
    one_of = lambda answers, group: answers[min(group.sectors & answers.keys())]  # noqa: E731
    monkeypatch.setattr("voting.views.groups.split", one_of)
    people = {"school": [0, 1, 2, 3, None], "educational-psychology": [1, 2, 1], "cypmhs": [2] * 5}
    course, answers = course_of(people)
    assert any("exchange" in breaches(course, answers, {}, Random(n)) for n in range(5))


@pytest.mark.parametrize("broken", [{"groups": ()}, {"by_hand": False}])
def test_the_adversary_tells_people_apart_by_groups_and_by_hand(monkeypatch, broken):
    """As if movement were judged without regard to the groups or the ratings by hand shown."""
    real = counted.may_disclose
    forgetful = lambda casts, told, least: real(  # noqa: E731
        casts, [replace(one, **broken) for one in told], least
    )
    monkeypatch.setattr(counted, "may_disclose", forgetful)
    chance = Random(1)
    found = set()
    for _ in range(300):
        course = a_course(chance, 3, [0, 1, 3, 4, 3, 5], 20)
        found |= breaches(course, *said_by_chance(course, chance), chance)
        if found:
            break
    assert found == {"few"}


# --- what is shown ------------------------------------------------------------------------------


def shown(room: Room, round_id: int, kinds: tuple[str, ...] = ("side", "rest")) -> list[str]:
    """The sides (or sectors) shown of a round, on the results page."""
    stories = VIEWS["lead"](room.situation())["domains"]
    held = next(r for story in stories for r in story["rounds"] if r["id"] == round_id)
    return [group["key"] for group in held["groups"] if group["kind"] in kinds]


def moved(room: Room, round_id: int) -> dict | None:
    stories = VIEWS["lead"](room.situation())["domains"]
    return next(r for s in stories for r in s["rounds"] if r["id"] == round_id)["movement"]


def a_cascade_room(**sectors: list[int | None]) -> Room:
    room = Room(cascade())
    room.rates_by_sector("clarity", **sectors)
    return room


def test_sides_of_five_are_shown_side_by_side():
    room = a_cascade_room(
        school=[0, 0, 1, 1, 1], cypmhs=[2, 2, 2, 3, 3], commissioning=[1, 2, 1, 2, 1]
    )
    assert shown(room, 1) == ["education", "mental-health", "other"]


def test_a_side_of_four_is_withheld_and_so_is_one_that_would_give_it_away():
    room = a_cascade_room(
        school=[0, 0, 1, 1, 1], cypmhs=[2, 2, 2, 3, 3], commissioning=[1, 2, 1, 2]
    )
    assert shown(room, 1) == ["education", "rest"]


def test_everybody_outside_a_side_must_be_a_large_enough_group_too():
    assert shown(a_cascade_room(school=[0, 1] * 4, cypmhs=[2, 3, 2, 3]), 1) == []


def test_a_sector_is_shown_separately_only_if_the_rest_of_its_side_is_large_enough():
    many = {"school": [0, 0, 1, 1, 1], "cypmhs": [2, 2, 2, 3, 3]}
    alone = a_cascade_room(**many, educational_psychology=[1, 2])
    enough = a_cascade_room(**many, educational_psychology=[1, 2, 1, 2, 1])
    assert shown(alone, 1, ("sector",)) == []
    assert shown(enough, 1, ("sector",)) == ["school", "educational-psychology"]


def test_ratings_by_hand_hide_nobody_in_a_side_that_is_too_small():
    room = Room(cascade())
    sides = {"school": [0, 0, 1, 1, 1], "cypmhs": [2, 2, 3, 3]}
    room.rates_by_sector("clarity", hands={"cypmhs": [0, 9, 0, 0]}, **sides)
    assert shown(room, 1) == []


def test_ratings_by_hand_count_in_their_side_or_without_a_sector_in_the_rest():
    room = Room(cascade())
    room.rates_by_sector(
        "clarity",
        hands={"cypmhs": [0, 2, 0, 0], "": [2, 1, 1, 1]},
        school=[0, 0, 1, 1, 1],
        cypmhs=[2, 2, 3, 3, 3],
    )
    story = VIEWS["lead"](room.situation())["domains"][0]["rounds"][0]
    assert {g["key"]: g["counts"] for g in story["groups"] if g["kind"] != "sector"} == {
        "education": [2, 3, 0, 0],
        "mental-health": [0, 2, 2, 3],
        "rest": [2, 1, 1, 1],
    }
    assert (story["counts"], story["by_hand"]) == ([4, 6, 3, 4], 7)


def test_the_sides_do_not_leave_over_one_person_without_a_phone_or_a_sector():
    room = Room(cascade())
    sides = {"school": [0, 0, 1, 1, 1], "cypmhs": [2, 2, 2, 3, 3]}
    room.rates_by_sector("clarity", hands={"": [0, 0, 0, 1]}, **sides)
    story = VIEWS["lead"](room.situation())["domains"][0]["rounds"][0]
    assert {g["key"]: g["counts"] for g in story["groups"] if g["kind"] != "sector"} == {
        "education": [2, 3, 0, 0],
        "rest": [0, 0, 3, 3],
    }


def test_ratings_by_hand_are_shown_separately_only_if_they_and_the_phones_are_enough():
    def hand_counts(entered: list[int], least: int = 5, **phones: list[int]) -> list[int] | None:
        room = Room(cascade())
        room.does(c.SetLeastGroup(least))
        phones = phones or {"school": [0, 0, 1], "cypmhs": [1, 2]}
        room.rates_by_sector("clarity", hands={"": entered}, **phones)
        return VIEWS["lead"](room.situation())["domains"][0]["rounds"][0]["hand_counts"]

    assert hand_counts([0, 2, 2, 1]) == [0, 2, 2, 1]
    assert hand_counts([0, 2, 1, 1]) is None
    assert hand_counts([0, 2, 1, 1, 1]) == [0, 2, 1, 1]  # the fifth can't say
    assert hand_counts([0, 2, 1, 1], least=4) == [0, 2, 1, 1]
    assert hand_counts([0, 0, 6, 0]) == [0, 0, 6, 0]
    assert hand_counts([0, 2, 2, 1], school=[0]) is None
    assert hand_counts([0, 2, 2, 1], school=[0] * 5, cypmhs=[1] * 5) == [0, 2, 2, 1]
    assert hand_counts([0, 0, 0, 0]) is None


def test_movement_is_withheld_if_it_would_leave_over_a_few_without_a_phone():
    steady = {"school": [0, 0, 1, 1, 1], "cypmhs": [2, 2, 2, 3, 3]}
    room = a_cascade_room(**steady)
    room.rates_by_sector("clarity", hands={"cypmhs": [1, 0, 0, 0]}, **steady)
    assert moved(room, 2) is None


def test_a_side_that_was_too_small_stays_withheld_when_the_domain_is_rated_again():
    room = a_cascade_room(school=[0, 0, 1, 1, 1], cypmhs=[2, 2, 3, 3])
    room.rates_by_sector("clarity", school=[0, 0, 1, 1, 1], cypmhs=[2, 2, 3, 3, 3])
    room.rates_by_sector("contact", school=[0, 0, 1, 1, 1], cypmhs=[2, 2, 3, 3, 3])
    assert [shown(room, id) for id in (1, 2, 3)] == [[], [], ["education", "mental-health"]]


def test_what_was_shown_of_a_round_never_changes_later():
    room = a_cascade_room(school=[0, 0, 1, 1, 1], cypmhs=[2, 2, 3, 3, 3], commissioning=[1, 2])
    before = VIEWS["lead"](room.situation())["domains"][0]["rounds"][0]
    room.does(c.SetLeastGroup(9))
    room.rates_by_sector("clarity", school=[0, 1], cypmhs=[2, 2, 3, 3, 3, 3])
    after = VIEWS["lead"](room.situation())["domains"][0]["rounds"][0]
    assert before == after
    assert shown(room, 2) == []


def test_a_workshop_may_ask_for_larger_groups_from_the_next_round_on():
    room = a_cascade_room(school=[0, 0, 1, 1, 1], cypmhs=[2, 2, 2, 3, 3])
    room.does(c.SetLeastGroup(6))
    room.rates_by_sector("contact", school=[0, 0, 1, 1, 1], cypmhs=[2, 2, 2, 3, 3])
    assert [bool(shown(room, id)) for id in (1, 2)] == [True, False]


@pytest.mark.parametrize("asked", [2, 0, -1, 101])
def test_a_workshop_may_not_ask_for_fewer_than_three_or_for_very_many(asked):
    with pytest.raises(ImpossibleLeast):
        Room().does(c.SetLeastGroup(asked))
    assert Room().does(c.SetLeastGroup(SMALLEST_GROUP_FROM)).smallest_group == SMALLEST_GROUP_FROM
    assert Room().does(c.SetLeastGroup(100)).smallest_group == 100


def test_the_rule_never_goes_below_three_whatever_the_setting():
    framework = a_framework(1, 1)
    cast = Cast({"1": "a1", "2": "a1", "3": "b1", "4": "b1", "5": "b1"})
    assert shown_groups(framework, [cast], 1) == []


def test_a_side_of_one_sector_is_listed_once():
    keys = [(group.kind, group.key) for group in groups_of(a_framework(1, 2))]
    assert keys == [("side", "a"), ("side", "b"), ("sector", "b1"), ("sector", "b2")]


# --- rounds that the first rule judged ----------------------------------------------------------


def as_stored_before(room: Room) -> Room:
    """The room with its rounds as they were stored before rounds kept the rule's version."""
    stored = msgspec.to_builtins(room.workshop.rounds)
    for held in stored:
        del held["rule"]
    room.workshop = replace(room.workshop, rounds=msgspec.convert(stored, tuple[Round, ...]))
    return room


def test_a_round_judged_by_the_first_rule_shows_nothing_that_either_rule_forbids():
    mixed = {"school": [0, 0, 1, 1, 1], "cypmhs": [2, 2, 2, 3, 3]}
    assert shown(as_stored_before(a_small_room(**mixed)), 1) == ["education", "mental-health"]
    assert shown(as_stored_before(a_small_room(**AGREED)), 1) == []
    assert shown(as_stored_before(a_small_room(**UNSURE)), 1) == ["education", "rest"]
    few = {"school": [0, 0, 1, 1], "cypmhs": [2, 2, 3, 3]}
    room = as_stored_before(a_small_room(**few))
    assert (shown(room, 1), moved(room, 1)) == ([], None)


def test_what_the_first_rule_disclosed_counts_when_movement_ties_a_new_round_to_it():
    """Both sides were shown, leaving one who can't say: movement would tie that to a rating."""
    room = as_stored_before(a_small_room(**UNSURE))
    again = {"school": [0] * 6, "cypmhs": [1] * 7, "commissioning": [3]}
    room.rates_by_sector("clarity", **again)
    assert moved(room, 2) is None
    steady = {"school": [0, 0, 1, 1, 1], "cypmhs": [2, 2, 2, 3, 3]}
    room = as_stored_before(a_small_room(**steady))
    room.rates_by_sector("clarity", **steady)
    assert moved(room, 2)["stayed"] == 10
    room = as_stored_before(room)
    assert moved(room, 2)["stayed"] == 10


# --- movement -----------------------------------------------------------------------------------


def test_movement_counts_who_rated_in_both_rounds():
    room = a_cascade_room(school=[0, 0, 1, 1, 1], cypmhs=[2, 2, 2, 3, 3])
    room.rates_by_sector("clarity", school=[1, 0, 1, 2, 1], cypmhs=[2, 1, 2, 3, 3])
    assert moved(room, 1) is None
    assert moved(room, 2) == {
        "up": 2,
        "down": 1,
        "stayed": 7,
        "flow": [[1, 1, 0, 0], [0, 2, 1, 0], [0, 1, 2, 0], [0, 0, 0, 2]],
    }


def test_movement_is_withheld_if_fewer_than_five_joined_or_stayed_away():
    steady = {"school": [0, 0, 1, 1, 1], "cypmhs": [2, 2, 2, 3, 3]}
    for late in ([3], [3, 0, 1, 2]):
        room = a_cascade_room(**steady)
        room.rates_by_sector("clarity", **steady, commissioning=late)
        assert moved(room, 2) is None
    room = a_cascade_room(**steady)
    room.rates_by_sector("clarity", **steady, commissioning=[3, 0, 1, 2, 1])
    assert moved(room, 2)["stayed"] == 10


def test_a_person_who_said_cant_say_did_not_move():
    room = Room(cascade())
    room.rates_by_sector("clarity", school=[0, 0, 1, 1, 1, *[None] * 5])
    room.rates_by_sector("clarity", school=[0, 0, 1, 2, 1, 3, 3, 2, 2, 2])
    assert (moved(room, 2)["up"], moved(room, 2)["stayed"]) == (1, 4)


def test_cant_say_is_an_answer_and_keeps_no_group_from_being_shown_or_counted():
    room = a_cascade_room(school=[0, 1, 1, None, None], cypmhs=[None] * 5)
    story = VIEWS["lead"](room.situation())["domains"][0]["rounds"][0]
    assert {
        g["key"]: (g["counts"], g["cant_say"]) for g in story["groups"] if g["kind"] == "side"
    } == {
        "education": ([1, 2, 0, 0], 2),
        "mental-health": ([0, 0, 0, 0], 5),
    }
    room.rates_by_sector("clarity", school=[None, None, 1, 1, 2], cypmhs=[0, 0, 0, 0, None])
    assert moved(room, 2)["stayed"] == 1


def test_movement_and_ratings_by_hand_of_nobody_are_absent_and_count_as_disclosed():
    room = Room(cascade())
    nobody = [None] * 5
    room.rates_by_sector("clarity", hands={"": [0, 0, 0, 0, 5]}, school=nobody, cypmhs=nobody)
    room.rates_by_sector("clarity", hands={"": [0, 0, 0, 0, 5]}, school=[1] * 5, cypmhs=[2] * 5)
    story = VIEWS["lead"](room.situation())["domains"][0]["rounds"][1]
    assert (story["movement"], story["hand_counts"]) == (None, None)
    judged = room.rounds()[2].judged
    assert (judged.disclosed.moves, judged.disclosed.by_hand) == (True, True)


def test_a_move_that_everybody_made_together_may_be_shown():
    room = a_cascade_room(school=[0, 0, 1, 1, 1])
    room.rates_by_sector("clarity", school=[2] * 5)
    assert moved(room, 2)["up"] == 5


# --- a sector is fixed --------------------------------------------------------------------------


def test_a_sector_can_be_corrected_until_a_tally_was_shown():
    room = Room()
    room.joins("1", "A. B.", "primary")
    assert room.joins("1", "A. B.", "clinic").person("1").sector == "clinic"
    opened = room.opens("trust")
    assert room.joins("1", "A. B.", "primary").person("1").sector == "primary"
    room.does(c.CloseRound(opened))
    with pytest.raises(SectorFixed):
        room.joins("1", "A. B.", "clinic")
    assert room.joins("1", "A. C.", "primary").person("1").name == "A. C."


def test_a_sector_stays_fixed_whatever_the_clock_said_when_they_joined():
    room = Room()
    opened = room.opens("trust")
    room.now += timedelta(hours=1)
    room.joins("1", "A. B.", "primary")
    room.now -= timedelta(hours=1)
    room.votes("1", 2)
    room.does(c.CloseRound(opened))
    with pytest.raises(SectorFixed):
        room.joins("1", "A. B.", "clinic")


def test_a_cancelled_round_fixes_no_sector_and_newcomers_choose_freely():
    room = Room()
    room.joins("1", "A. B.", "primary")
    room.does(c.CancelRound(room.opens("trust")))
    assert room.joins("1", "A. B.", "clinic").person("1").sector == "clinic"
    room.rates("trust", 1, 2)
    room.joins("new", "E. F.", "primary")
    assert room.joins("new", "E. F.", "clinic").person("new").sector == "clinic"


def test_somebody_who_left_comes_back_to_the_sector_they_rated_in():
    room = Room()
    room.rates("trust", 1, 2)
    room.does(c.Leave(), attendee("1"))
    with pytest.raises(SectorFixed):
        room.joins("1", sector="clinic")


# --- group sizes --------------------------------------------------------------------------------


def present_of(room: Room) -> list[int | None]:
    (held,) = recorded(room)["domains"][0]["rounds"]
    return [group["present"] for group in held["groups"] if group["kind"] == "side"]


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ({}, [6, 6]),
        ({"school": 1}, [None, None]),
        ({"school": 4, "cypmhs": 5}, [None, None]),
        ({"school": 5}, [11, 6]),
        ({"school": 5, "cypmhs": 6}, [11, 12]),
        ({"school": 5, "public-health": 1}, [None, None]),  # nobody else could it be
        ({"school": 5, "public-health": 9}, [None, None]),  # all of them
    ],
)
def test_how_many_of_a_group_did_not_rate_is_shown_only_if_it_could_be_many_people(missing, told):
    room = Room(cascade())
    for sector, people in missing.items():
        for number in range(people):
            room.joins(f"missing-{sector}-{number}", sector=sector)
    room.rates_by_sector("clarity", school=[0, 1] * 3, cypmhs=[2, 3] * 3)
    assert present_of(room) == told


def test_whoever_entered_ratings_by_hand_learns_no_more_about_who_did_not_rate():
    room = Room(cascade())
    for number in range(5):
        room.joins(f"missing-{number}", sector="cypmhs")
    room.rates_by_sector("clarity", hands={"cypmhs": [1, 2, 2, 1]}, school=[0, 1] * 3)
    assert present_of(room) == [None, None]
