"""Sides, sectors and movement: what is shown, and that nobody can be worked out from all of it."""

from datetime import timedelta

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.builders import Room, attendee, cascade
from tests.core.adversary import ALL, HANDS, Collector, beyond_the_tallies, known_of
from voting.core import commands as c
from voting.core.errors import ImpossibleLeast, SectorFixed
from voting.core.framework import Framework, parse_framework
from voting.core.groups import LEAST_EVER, Heard, groups_of, moves, ratings, shown_groups, split
from voting.core.views import VIEWS


def a_framework(*sides: int) -> Framework:
    """Three ratings, two domains, and sides of so many sectors: a1, a2, b1 and so on."""
    names = "abcdef"[: len(sides)]
    return parse_framework(
        {
            "key": "sides",
            "version": "1",
            "name": "Sides",
            "credit": "Made up for the tests.",
            "question": "How true is this?",
            "levels": [{"rating": k, "label": f"Level {k}", "meaning": ""} for k in range(3)],
            "domains": [
                {"key": key, "letter": "T", "short": key, "name": key, "gold": key}
                for key in ("trust", "time")
            ],
            "sides": [{"key": side, "name": side} for side in names],
            "sectors": [
                {"key": f"{side}{n + 1}", "name": f"{side}{n + 1}", "side": side}
                for side, sectors in zip(names, sides, strict=True)
                for n in range(sectors)
            ],
        }
    )


# --- the adversary ------------------------------------------------------------------------------

SHAPES = [(1, 1), (1, 2), (2, 2), (1, 1, 1), (1, 2, 1)]


@st.composite
def rooms(draw: st.DrawFn) -> tuple[Room, Collector]:
    """A small room that rates up to three times, with people late, away or unsure in between,
    some without a phone, and the least group changed on the way. All that it shows is collected."""
    room = Room(a_framework(*draw(st.sampled_from(SHAPES))))
    sectors = [sector.key for sector in room.workshop.framework.sectors]
    room.does(c.SetLeastGroup(LEAST_EVER))
    sizes = [draw(st.sampled_from([0, 1, 3, 4, 3, 5])) for _ in sectors]
    people = [(f"{s}-{n}", s) for s, size in zip(sectors, sizes, strict=True) for n in range(size)]
    people = people[:12]
    collector = Collector()
    for number in range(draw(st.integers(1, 3))):
        domain = "trust" if number < 2 else draw(st.sampled_from(["trust", "time"]))
        opened = room.opens(domain)
        away = (
            draw(st.sets(st.sampled_from(people), max_size=draw(st.sampled_from([0, 0, 1, 4]))))
            if people
            else set()
        )
        for person in people:
            rating = draw(st.integers(0, 2))
            if person not in away:
                if person[0] not in room.workshop.people:
                    room.joins(*person[:1], sector=person[1])
                room.votes(person[0], rating)
        if draw(st.integers(0, 3)) == 0:
            counts = draw(st.lists(st.integers(0, 2), min_size=3, max_size=3))
            room.hands(*counts, sector=draw(st.sampled_from(["", *sectors])))
        room.does(c.CloseRound(opened))
        for part in ("movement", "groups"):
            room.does(c.ShowPart(part))
        collector.looks(room)
        if draw(st.integers(0, 4)) == 0:
            room.does(c.SetLeastGroup(draw(st.integers(LEAST_EVER, 5))))
            collector.looks(room)
    return room, collector


@given(rooms())
@settings(deadline=None, max_examples=200)
def test_nobody_and_no_withheld_group_can_be_worked_out_beyond_the_overall_tallies(made):
    room, collector = made
    for as_trainer in (False, True):
        known = known_of(room, collector.seen, as_trainer=as_trainer)
        shown = {
            "hands" if sectors == HANDS else kind if sectors == ALL else "group"
            for kind, _, sectors in known.facts
        }
        event(f"shown: {sorted(shown)}")
        found = beyond_the_tallies(known)
        if as_trainer:  # who entered the hands finds groups that are withheld for their sake alone
            found -= harmless(room)
        assert found == set()


def harmless(room: Room) -> set[tuple]:
    """Groups whose phones are enough and not of one mind, as ``derived`` names them."""
    return {
        ("group", id, group.sectors)
        for id, held in room.counted().items()
        for group in groups_of(room.workshop.framework)
        if (counts := split(held.judged.heard.phones, group))
        and sum(counts) >= LEAST_EVER
        and max(counts) < sum(counts)
    }


def what_leaks(room: Room) -> set[tuple]:
    """What the adversary would work out if every side, sector and movement were published."""
    collector = Collector()
    collector.looks(room)
    known = known_of(room, collector.seen)
    for id, held in room.counted().items():
        for group in groups_of(room.workshop.framework):
            phones = held.judged.heard.phones
            counts = [phones[s] for s in group.sectors if s in phones]
            if counts:
                known.facts["tally", id, group.sectors] = (
                    tuple(map(sum, zip(*counts, strict=True))),
                )
    return beyond_the_tallies(known)


def test_the_adversary_finds_the_one_person_of_a_sector():
    room = Room(a_framework(2, 1))
    room.rates_by_sector("trust", a1=[0, 1, 2], a2=[2], b1=[0, 1, 2])
    assert ("person", "a2", (1,), 1, 2) in what_leaks(room)


def test_the_adversary_finds_the_newcomer_whom_movement_leaves_over():
    """Had the movement of the others been told, the difference of the tallies were theirs."""
    room = Room(a_framework(1, 1))
    room.rates_by_sector("trust", a1=[0, 1, 2], b1=[0, 1, 2])
    room.rates_by_sector("trust", a1=[0, 1, 1], b1=[0, 1, 1, 2])
    collector = Collector()
    collector.looks(room)
    known = known_of(room, collector.seen)
    assert not any(kind == "flow" for kind, _, _ in known.facts)
    known.facts["flow", 2, ALL] = ((2, 0, 0), (0, 2, 0), (0, 2, 0))
    assert ("person", "b1", (2,), 2, 2) in beyond_the_tallies(known)


def with_the_last_movement_told(room: Room) -> set[tuple]:
    """What the adversary works out if the movement into the last round is told although it is
    withheld."""
    collector = Collector()
    collector.looks(room)
    known = known_of(room, collector.seen)
    last = room.workshop.rounds[-1].id
    assert ("flow", last, ALL) not in known.facts
    assert beyond_the_tallies(known) == set()
    flow = moves(ratings(room.ballots[last - 1]), ratings(room.ballots[last]), 3).flow
    known.facts["flow", last, ALL] = flow
    return beyond_the_tallies(known)


def test_movement_is_withheld_where_it_would_tell_what_a_withheld_sector_said():
    """Only that sector rated in the second round and not in the third: what movement leaves over
    is theirs. It is withheld itself, since its neighbour was one person in the first round."""
    room = Room(a_framework(2, 1))
    room.does(c.SetLeastGroup(LEAST_EVER))
    room.rates_by_sector("trust", a1=[0], a2=[0, 1, 2], b1=[0, 1, 2])
    room.rates_by_sector("trust", a1=[0, 1, 2], a2=[0, 1, 2], b1=[0, 1, 2])
    room.rates_by_sector("trust", a1=[0, 1, 1], a2=[None, None, None], b1=[0, 1, 2])
    assert ("group", 2, frozenset({"a2"})) in with_the_last_movement_told(room)


def test_movement_is_judged_together_with_the_movement_before():
    """Those who drop out all came from one rating, as the movement told before says of whoever
    stands where they stood."""
    room = Room(a_framework(1, 1))
    room.does(c.SetLeastGroup(LEAST_EVER))
    room.rates_by_sector("trust", a1=[1, 2, 2, 0, 0, 0, 0])
    room.rates_by_sector("trust", a1=[0, 0, 0, 1, 1, 1, 2])
    room.rates_by_sector("trust", a1=[0, 1, 2, 0, None, None, None])
    assert moved(room, 2)["stayed"] == 0
    assert ("person", "a1", (1, 2), 1, 0) in with_the_last_movement_told(room)


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


def test_everybody_outside_a_side_must_be_enough_as_well():
    assert shown(a_cascade_room(school=[0, 1] * 4, cypmhs=[2, 3, 2, 3]), 1) == []


def test_a_side_that_is_of_one_mind_is_withheld_unless_the_whole_room_is():
    apart = a_cascade_room(school=[1] * 5, cypmhs=[1, 2, 2, 2, 2])
    agreed = a_cascade_room(school=[1] * 5, cypmhs=[1] * 5)
    assert shown(apart, 1) == []
    assert shown(agreed, 1) == ["education", "mental-health"]


def test_a_sector_is_shown_apart_only_if_the_rest_of_its_side_is_enough():
    many = {"school": [0, 0, 1, 1, 1], "cypmhs": [2, 2, 2, 3, 3]}
    alone = a_cascade_room(**many, educational_psychology=[1, 2])
    enough = a_cascade_room(**many, educational_psychology=[1, 2, 1, 2, 1])
    assert shown(alone, 1, ("sector",)) == []
    assert shown(enough, 1, ("sector",)) == ["school", "educational-psychology"]


def test_hands_hide_nobody_in_a_side_that_is_too_small():
    room = Room(cascade())
    sides = {"school": [0, 0, 1, 1, 1], "cypmhs": [2, 2, 3, 3]}
    room.rates_by_sector("clarity", hands={"cypmhs": [0, 9, 0, 0]}, **sides)
    assert shown(room, 1) == []


def test_hands_count_in_their_side_and_those_without_a_sector_in_the_rest():
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


def test_one_person_without_a_phone_or_a_sector_is_not_left_over_by_the_sides():
    room = Room(cascade())
    sides = {"school": [0, 0, 1, 1, 1], "cypmhs": [2, 2, 2, 3, 3]}
    room.rates_by_sector("clarity", hands={"": [0, 0, 0, 1]}, **sides)
    story = VIEWS["lead"](room.situation())["domains"][0]["rounds"][0]
    assert {g["key"]: g["counts"] for g in story["groups"] if g["kind"] != "sector"} == {
        "education": [2, 3, 0, 0],
        "rest": [0, 0, 3, 3],
    }


def test_ratings_by_hand_are_told_apart_only_if_they_are_enough_and_beside_no_groups():
    def hand_counts(entered: list[int], least: int = 5) -> list[int] | None:
        room = Room(cascade())
        room.does(c.SetLeastGroup(least))
        room.rates_by_sector("clarity", hands={"": entered}, school=[0, 0, 1], cypmhs=[1, 2])
        return VIEWS["lead"](room.situation())["domains"][0]["rounds"][0]["hand_counts"]

    assert hand_counts([0, 2, 2, 1]) == [0, 2, 2, 1]
    assert hand_counts([0, 2, 1, 1]) is None
    assert hand_counts([0, 2, 1, 1], least=4) == [0, 2, 1, 1]
    assert hand_counts([0, 0, 6, 0]) is None
    assert hand_counts([0, 0, 0, 0]) is None


def test_movement_is_withheld_if_it_would_leave_a_few_without_a_phone_over():
    steady = {"school": [0, 0, 1, 1, 1], "cypmhs": [2, 2, 2, 3, 3]}
    room = a_cascade_room(**steady)
    room.rates_by_sector("clarity", hands={"cypmhs": [1, 0, 0, 0]}, **steady)
    assert moved(room, 2) is None


def test_a_side_that_was_too_small_stays_withheld_when_the_domain_is_rated_again():
    room = a_cascade_room(school=[0, 0, 1, 1, 1], cypmhs=[2, 2, 3, 3])
    room.rates_by_sector("clarity", school=[0, 0, 1, 1, 1], cypmhs=[2, 2, 3, 3, 3])
    room.rates_by_sector("contact", school=[0, 0, 1, 1, 1], cypmhs=[2, 2, 3, 3, 3])
    assert [shown(room, id) for id in (1, 2, 3)] == [[], [], ["education", "mental-health"]]


def test_what_was_shown_of_a_round_stays_as_it_is_whatever_comes_later():
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
    assert Room().does(c.SetLeastGroup(LEAST_EVER)).least_group == LEAST_EVER
    assert Room().does(c.SetLeastGroup(100)).least_group == 100


def test_the_rule_never_goes_below_three_whatever_it_is_asked():
    framework = a_framework(1, 1)
    counts = {"a1": (1, 1, 0), "b1": (1, 1, 1)}
    assert shown_groups(framework, [Heard(counts, counts)], 1) == []


def test_a_side_of_one_sector_is_listed_once():
    keys = [(group.kind, group.key) for group in groups_of(a_framework(1, 2))]
    assert keys == [("side", "a"), ("side", "b"), ("sector", "b1"), ("sector", "b2")]


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


def test_movement_is_withheld_while_fewer_than_five_joined_or_stayed_away():
    steady = {"school": [0, 0, 1, 1, 1], "cypmhs": [2, 2, 2, 3, 3]}
    for late in ([3], [3, 0, 1, 2]):
        room = a_cascade_room(**steady)
        room.rates_by_sector("clarity", **steady, commissioning=late)
        assert moved(room, 2) is None
    room = a_cascade_room(**steady)
    room.rates_by_sector("clarity", **steady, commissioning=[3, 0, 1, 2, 1])
    assert moved(room, 2)["stayed"] == 10


def test_movement_is_withheld_when_the_newcomers_are_of_one_mind():
    steady = {"school": [0, 0, 1, 1, 1], "cypmhs": [2, 2, 2, 3, 3]}
    room = a_cascade_room(**steady)
    room.rates_by_sector("clarity", **steady, commissioning=[3] * 5)
    assert moved(room, 2) is None


def test_a_person_who_said_cant_say_did_not_move():
    room = Room(cascade())
    room.rates_by_sector("clarity", school=[0, 0, 1, 1, 1, *[None] * 5])
    room.rates_by_sector("clarity", school=[0, 0, 1, 2, 1, 3, 3, 2, 2, 2])
    assert (moved(room, 2)["up"], moved(room, 2)["stayed"]) == (1, 4)


def test_after_a_joint_change_of_mind_everybodys_move_may_be_told():
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
