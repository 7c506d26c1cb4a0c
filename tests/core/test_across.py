"""Two workshops of an area side by side: whatever is shown of both singles nobody out."""

from random import Random

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders import Room, a_room_of
from tests.core.adversary import Answers, Course, singled_out
from tests.core.adversary_across import Two, breaches_across, known_of_both
from tests.core.courses import SHAPES, a_framework, said_by_chance, steps_of
from tests.depth import of_hundred
from tests.sent import lead_view
from voting.core import commands as c
from voting.core.state import SMALLEST_GROUP_FROM
from voting.disclosure import across
from voting.disclosure.across import at_least, people_of, same_people
from voting.programme.result import Returning
from voting.views.result import result_of


def two_by_chance(chance: Random, levels: int, sizes: list[int], most: int, rounds: int) -> Two:
    """A room and the same one again: mostly with the same people, some of whom stay away, come
    anew, work elsewhere by then or have another phone."""
    framework = a_framework(*chance.choice(SHAPES), levels=levels)
    sectors = [sector.key for sector in framework.sectors]
    people = [(f"{s}-{n}", s) for s in sectors for n in range(chance.choice(sizes))][:most]
    some = [0, 0, 0, 0, 0, 1, 3]
    gone = chance.choice(some)
    new = [(f"new-{n}", chance.choice(sectors)) for n in range(chance.choice(some))]
    back = chance.sample(people, max(0, len(people) - gone))
    if levels > 2 and chance.random() < 0.2:
        back = [(person, chance.choice([s, *sectors])) for person, s in back]
    unknown = chance.sample(back, min(len(back), chance.choice(some)))
    known = {person for person, _ in back} - {person for person, _ in unknown}
    courses = [
        Course(framework, steps_of(chance, who, sectors, chance.randint(1, rounds), 0.3))
        for who in (people, [*back, *new])
    ]
    return Two(*courses, frozenset(known))


@given(st.integers(0, 2**32).map(Random))
@settings(deadline=None, max_examples=of_hundred(45))
def test_enough_people_are_alike_over_both_and_may_exchange_their_answers_unseen(chance):
    two = two_by_chance(chance, 3, [0, 4, 5, 7], 24, 2)
    said = [said_by_chance(course, chance) for course in (two.first, two.second)]
    played = two.play(*said, looks=False)
    event(f"movement between them: {len(two.tied(played.one, played.two))}")
    assert breaches_across(two, *said, chance) == set()


@given(st.integers(0, 2**32).map(Random))
@settings(deadline=None, max_examples=of_hundred(40))
def test_whatever_is_certain_about_somebody_of_both_is_certain_about_enough(chance):
    two = two_by_chance(chance, 2, [0, 3, 3, 4], 7, 1)
    said = [said_by_chance(course, chance) for course in (two.first, two.second)]
    played = two.play(*said, looks=False)
    event(f"movement between them: {len(two.tied(played.one, played.two))}")
    for as_trainer in (False, True):
        known = known_of_both(two, played, as_trainer=as_trainer)
        assert singled_out(known, SMALLEST_GROUP_FROM) == set()


# --- rules that the adversary breaks ------------------------------------------------------------


Rounds = list[dict[str, int | None]]


def course_of(sectors: dict[str, str], rounds: Rounds, hands: int = 0) -> tuple[Course, tuple]:
    """Rounds of a domain, what each person answers in them by name, and the sector of each; the
    last with so many ballots by hand."""
    steps: list[tuple] = [("least", SMALLEST_GROUP_FROM)]
    steps += [("join", person, sector) for person, sector in sectors.items()]
    said: Answers = {}
    for number, answers in enumerate(rounds, start=1):
        steps += [("open", "trust"), *(("vote", person) for person in answers)]
        said |= {(number, person): answer for person, answer in answers.items()}
        if hands and number == len(rounds):
            steps.append(("hands", "a1", hands))
            said |= {(number, ("a1", each)): 1 for each in range(hands)}
        steps.append(("close",))
    return Course(a_framework(1, 1), steps), (said, {})


def all_say(*people: str, of: int = 3) -> dict[str, int]:
    return {person: number % of for number, person in enumerate(people)}


SIX = [f"a{n}" for n in range(6)]
IN_A = dict.fromkeys(SIX, "a1")


def two_of(first: tuple, second: tuple) -> tuple[Two, tuple, tuple]:
    (one, said), (other, later) = first, second
    return Two(one, other, frozenset(SIX)), said, later


def a_newcomer() -> tuple[Two, tuple, tuple]:
    then = course_of(IN_A, [all_say(*SIX)])
    return two_of(then, course_of(IN_A | {"new": "a1"}, [all_say(*SIX) | {"new": 2}]))


def late_in_the_first() -> tuple[Two, tuple, tuple]:
    then = course_of(IN_A, [all_say(*SIX[1:]), all_say(*SIX)])
    return two_of(then, course_of(IN_A, [all_say(*SIX)]))


def elsewhere_by_now() -> tuple[Two, tuple, tuple]:
    three = [f"b{n}" for n in range(3)]
    sectors = IN_A | dict.fromkeys(three, "b1")
    everyone = [all_say(*sectors)]
    two, *said = two_of(course_of(sectors, everyone), course_of(sectors | {"a0": "b1"}, everyone))
    return replace(two, known=frozenset(sectors)), *said


def one_by_hand() -> tuple[Two, tuple, tuple]:
    everyone = [all_say(*SIX)]
    return two_of(course_of(IN_A, everyone), course_of(IN_A, everyone, hands=1))


def last_two(casts, told, least, real=across.may_disclose):
    return real(casts[-2:], told[-2:], least)


def no_groups(casts, told, least, real=across.may_disclose):
    return real(casts, [replace(one, groups=()) for one in told], least)


def no_hands(casts, told, least, real=across.may_disclose):
    return real([replace(cast, by_hand={}) for cast in casts], told, least)


@pytest.mark.parametrize(
    ("happens", "weak"),
    [
        (a_newcomer, lambda *_: True),
        (late_in_the_first, last_two),
        (elsewhere_by_now, no_groups),
        (one_by_hand, no_hands),
    ],
    ids=["newcomer", "earlier rounds", "groups", "by hand"],
)
def test_the_adversary_tells_people_apart_by_all_that_is_shown_of_both(monkeypatch, happens, weak):
    two, *said = happens()
    played = two.play(*said, looks=False)
    assert two.tied(played.one, played.two) == []
    assert breaches_across(two, *said, Random(1)) == set()
    monkeypatch.setattr(across, "may_disclose", weak)
    assert "few" in breaches_across(two, *said, Random(1))


def test_the_adversary_finds_whoever_came_late_in_a_number_that_grows(monkeypatch):
    ten = {f"a{n}": "a1" for n in range(10)}
    then = course_of(ten, [all_say(*ten)])
    course, said = course_of(ten, [all_say(*SIX), all_say(*ten)])
    steps = [step for step in course.steps if step[0] != "join" or step[1] in SIX]
    first = steps.index(("close",)) + 1
    late = [("join", person, sector) for person, sector in ten.items() if person not in SIX]
    steps = [*steps[:first], *late, *steps[first:]]
    two, *both = two_of(then, (replace(course, steps=steps), said))
    assert breaches_across(two, *both, Random(1)) == set()
    monkeypatch.setattr(Two, "at_first", lambda self, at: people_of(at.workshop, self.names(at)))
    assert "late" in breaches_across(two, *both, Random(1))


def test_the_adversary_finds_the_newcomer_whom_movement_between_workshops_leaves_over(monkeypatch):
    two, *said = a_newcomer()
    new = (("a1", (101,)), 101, frozenset({2}))
    assert singled_out(known_of_both(two, two.play(*said)), SMALLEST_GROUP_FROM) == set()
    monkeypatch.setattr(across, "may_disclose", lambda *_: True)
    assert new in singled_out(known_of_both(two, two.play(*said)), SMALLEST_GROUP_FROM)


def test_the_adversary_sees_an_exchange_in_what_is_kept_of_a_workshop(monkeypatch):
    """As if movement were told of whoever comes first in the list."""
    everyone = [all_say(*SIX)]
    two, *said = two_of(course_of(IN_A, everyone), course_of(IN_A, everyone))
    assert breaches_across(two, *said, Random(1)) == set()
    files = two.play(*said).shown["area"]
    (answers, words), second = said
    other = two.play((answers | {(1, "a0"): 2}, words), second).shown["area"]
    assert sum(one != same for one, same in zip(files, other, strict=True)) > 12
    real = across.moves
    monkeypatch.setattr(
        across, "moves", lambda then, now, levels: real({"a0": then["a0"]}, now, levels)
    )
    found: set[str] = set()
    for number in range(5):
        found |= breaches_across(two, *said, Random(number))
    assert found == {"exchange"}


def test_the_adversary_notices_if_what_people_say_decides_whether_movement_is_shown(monkeypatch):
    everyone = [all_say(*SIX)]
    two, *said = two_of(course_of(IN_A, everyone), course_of(IN_A, everyone))
    real = across.attended

    def unless_of_one_mind(workshop, domain, ballots, counted):
        found = real(workshop, domain, ballots, counted)
        alike = found and len(set(found.last.values())) == 1
        return (
            replace(found, casts=[replace(each, by_hand={"a1": 1}) for each in found.casts])
            if (alike)
            else found
        )

    monkeypatch.setattr("tests.core.adversary_across.attended", unless_of_one_mind)
    assert "silence" in breaches_across(two, *said, Random(1))


# --- who is the same person ---------------------------------------------------------------------


def test_people_with_several_devices_are_known_by_each_and_count_once():
    room = a_room_of(4)
    room.does(c.MergePeople("2", "1"))
    known = {"1": "laptop", "2": "phone", "3": "tablet", "gone": "other"}
    people = people_of(room.workshop, known)
    assert people == {"1": {"laptop", "phone"}, "3": {"tablet"}, "4": set()}
    assert same_people({"x": frozenset({"phone"})}, people) == {"1": "x"}
    assert same_people(people, {"y": frozenset({"laptop"})}) == {"y": "1"}


def test_whoever_could_be_two_people_is_left_out():
    both = {"x": frozenset({"laptop", "phone"}), "z": frozenset({"tablet"})}
    two = {"y": frozenset({"laptop"}), "w": frozenset({"phone"}), "v": frozenset({"tablet"})}
    assert same_people(both, two) == {"v": "z"}
    assert same_people(two, both) == {"z": "v"}


def test_practice_attendees_are_nobody():
    room = Room(rehearsal=True)
    room.does(c.AddPractice(3))
    assert people_of(room.workshop, {}) == {}


@pytest.mark.parametrize(
    ("returned", "people", "told"),
    [
        (0, 18, 0), (1, 18, 0), (2, 18, 0), (3, 18, 3), (14, 18, 14), (15, 18, 15),
        (16, 18, 15), (17, 18, 15), (18, 18, 18), (3, 3, 3), (3, 4, 0), (3, 5, 0), (3, 6, 3),
        (5, 6, 3), (0, 0, 0),
    ],
)  # fmt: skip
def test_how_many_came_back_points_at_nobody(returned, people, told):
    assert at_least(returned, people) == told
    assert told <= returned
    assert told == 0 or people - told in {0, *range(SMALLEST_GROUP_FROM, 99)}


def test_too_few_are_not_told_at_all():
    room, earlier = a_room_of(5), a_room_of(5)
    room.before = (result_of(earlier.situation(), 1),)
    room.returning = Returning("workshop-one", 0, 5, {}, ("trust",))
    assert lead_view(room.situation())["changed"]["returning"] is None
    room.returning = Returning("workshop-one", 5, 5)
    assert lead_view(room.situation())["changed"]["returning"]["returned"] == 5
