"""What was rated ahead singles nobody out: shown, hinted at, or only known to have been rated."""

import json
from random import Random

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.core.adversary import breaches, known_of, singled_out, surface, told_of
from tests.core.courses import a_course_ahead, said_by_chance
from tests.depth import of_hundred
from voting.core import ahead
from voting.core.ahead import hint_of
from voting.core.state import AHEAD_LEAST, SMALLEST_GROUP_FROM
from voting.disclosure import judged
from voting.instruments.tally import Tally


@given(st.integers(0, 2**32).map(Random))
@settings(deadline=None, max_examples=of_hundred(40))
def test_people_who_are_alike_may_exchange_what_they_rated_ahead_unseen(chance):
    course = a_course_ahead(chance, 3, 20)
    answers, words = said_by_chance(course, chance)
    room, _ = course.play(answers, words, looks=False)
    event(f"moves: {[m for _, m, _ in told_of(room).values()]}"[:30])
    assert breaches(course, answers, words, chance) == set()


@given(st.integers(0, 2**32).map(Random))
@settings(deadline=None, max_examples=of_hundred(40))
def test_what_is_certain_of_what_was_rated_ahead_is_so_of_enough_people(chance):
    course = a_course_ahead(chance, 2, 8)
    room, _ = course.play(*said_by_chance(course, chance))
    for as_trainer in (False, True):
        assert singled_out(known_of(room, as_trainer=as_trainer), SMALLEST_GROUP_FROM) == set()


@given(st.integers(0, 2**32).map(Random))
@settings(deadline=None, max_examples=of_hundred(40))
def test_before_it_is_shown_nothing_but_the_hints_depends_on_what_people_say(chance):
    assert same_before(chance)


def same_before(chance: Random) -> bool:
    """Does whatever people say leave the same to see, apart from the hints?"""
    course = a_course_ahead(chance, 3, 12)
    course.steps = [step for step in course.steps if step[0] in ("ahead", "again", "join")]
    seen = []
    for anything in ([0, 1, 2, None], [0], [None], [1, None, None]):
        answers = {asked: chance.choice(anything) for asked in course.asked()}
        room, _ = course.play(answers, {}, looks=False)
        at = room.situation()
        blank = replace(at, ahead=replace(at.ahead, hints={}))
        room.situation = lambda blank=blank: blank
        seen.append(json.dumps(surface(room)))
    return len(set(seen)) == 1


counts = st.lists(st.integers(0, 9), min_size=3, max_size=5).map(tuple)


@given(counts)
@settings(deadline=None, max_examples=of_hundred(300))
def test_no_single_person_changes_a_hint(votes):
    """Whoever comes, goes or changes their mind: it stays, or there is none."""
    told = hint_of(Tally(votes))
    possible = {ahead.lies(Tally(other)) for other in [votes, *by_one(votes)] if any(other)}
    if told is None:
        assert sum(votes) < AHEAD_LEAST or ("alike" in possible and len(possible) > 1)
    else:
        assert possible == {told} or (told == "spread" and "alike" not in possible)


def by_one(votes: tuple[int, ...]) -> list[tuple[int, ...]]:
    levels = range(len(votes))
    more = [tuple(n + (k == at) for k, n in enumerate(votes)) for at in levels]
    less = [tuple(n - (k == at) for k, n in enumerate(votes)) for at in levels if votes[at]]
    moved = [tuple(n + (k == at) for k, n in enumerate(one)) for one in less for at in levels]
    return [*more, *less, *moved]


def test_hints_say_how_ratings_lie_and_not_which_they_are():
    assert hint_of(Tally((0, 0, 12, 0))) == hint_of(Tally((12, 0, 0, 0))) == "alike"
    assert hint_of(Tally((6, 0, 0, 6))) == "two-views"
    assert hint_of(Tally((4, 5, 5, 4))) == "spread"
    assert hint_of(Tally((4, 0, 0, 0), 9)) is None


# --- rules that the adversary breaks ------------------------------------------------------------


def found_by_chance(look, tries: int = 60) -> bool:
    return any(look(Random(seed)) for seed in range(tries))


def breached(chance: Random) -> set[str]:
    course = a_course_ahead(chance, 3, 20)
    return breaches(course, *said_by_chance(course, chance), chance)


def test_the_adversary_finds_those_who_did_not_come_if_movement_leaves_them_over(monkeypatch):
    monkeypatch.setattr(judged, "may_disclose", lambda *_: True)
    assert found_by_chance(breached)


def test_the_adversary_finds_it_if_only_those_who_came_are_counted_in_their_sectors(monkeypatch):
    """Those who did not come would be nobody's, and stand beside the sides alone."""

    def known_here(workshop, round_, ballots, ahead):
        people = workshop.people
        return {p: people[p].sector if p in people else "" for p in ballots}

    monkeypatch.setattr(judged, "_sectors", known_here)
    assert found_by_chance(breached)


def test_the_adversary_notices_if_enough_ratings_decide_before_it_is_shown(monkeypatch):
    real = ahead.how_far

    def exact(w, given, sectors, names, hints):
        far = real(w, given, sectors, names, hints)
        ratings = {d.key: ahead.tally_ahead(w, d.key, given).ratings for d in w.framework.domains}
        return replace(far, showable=frozenset(k for k, n in ratings.items() if n >= AHEAD_LEAST))

    monkeypatch.setattr("tests.builders.how_far", exact)
    assert found_by_chance(lambda chance: not same_before(chance))


def test_the_adversary_notices_if_who_said_cant_say_counts_as_not_finished(monkeypatch):
    def finished(w, given):
        return [p for p, mine in given.items() if all(b.rating is not None for b in mine.values())]

    monkeypatch.setattr(ahead, "finished", finished)
    assert found_by_chance(lambda chance: not same_before(chance))


@pytest.mark.parametrize("votes", [(0, 5, 0, 1), (5, 0, 0, 0), (0, 4, 1, 0)])
def test_a_hint_that_one_person_could_change_is_not_given(votes):
    assert hint_of(Tally(votes)) is None
    assert len({ahead.lies(Tally(other)) for other in [votes, *by_one(votes)]}) > 1
