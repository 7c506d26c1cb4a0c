"""Which tags areas without a name may be chosen by: whoever knows everybody's tags is told nothing
that leaves fewer than so many areas to be the one with a number."""

import random
from collections import Counter

import pytest

from voting.disclosure.choosing import LEAST, Unnamed, offered


def areas(*groups: tuple[int, str]) -> list[Unnamed]:
    """So many areas with each set of tags, given as letters."""
    return [Unnamed(frozenset(tags), held=True) for many, tags in groups for _ in range(many)]


def smallest(shown: list[Unnamed], choices: tuple[str, ...]) -> int:
    """How many areas an attacker is left with, at best: they make every choice there is, and see
    the numbers of the areas that it shows."""
    seen = Counter(tuple(label in area.labels for label in choices) for area in shown if area.held)
    there = {tuple(label in area.labels for label in choices) for area in shown}
    return min(seen[one] for one in there)


def test_a_tag_of_one_area_is_not_offered_nor_one_that_all_but_one_have():
    assert offered("ab", areas((1, "a"), (9, "b"))) == ()
    assert offered("ab", areas((5, "a"), (5, "b"))) == ("a", "b")
    assert offered("a", areas((LEAST - 1, "a"), (20, ""))) == ()


def test_two_tags_that_tell_together_are_not_offered_together_and_the_larger_one_is():
    both = areas((6, "a"), (2, "ab"), (6, ""))
    assert offered("ab", both) == ("a",)
    assert offered("ba", both) == ("a",)  # whatever comes first


def test_a_tag_that_divides_nothing_is_offered():
    assert offered("xy", areas((2, "y"))) == ("x", "y")
    assert offered("x", []) == ("x",)


def test_areas_without_a_workshop_hide_no_other():
    """They may hold one later, and who has held none is known."""
    held, not_yet = Unnamed(frozenset("a"), held=True), Unnamed(frozenset("a"), held=False)
    rest = areas((9, ""))
    assert offered("a", [held, *[not_yet] * 9, *rest]) == ()
    assert offered("a", [not_yet, *rest]) == ()
    assert offered("a", [*[held] * LEAST, not_yet, *rest]) == ("a",)


@pytest.mark.parametrize("seed", range(200))
def test_no_combination_of_what_is_offered_leaves_fewer_than_the_least(seed):
    rng = random.Random(seed)
    tags = "abcdef"[: rng.randint(1, 6)]
    shares = {tag: rng.random() for tag in tags}
    shown = [
        Unnamed(
            frozenset(tag for tag in tags if rng.random() < shares[tag]), held=rng.random() < 0.9
        )
        for _ in range(rng.randint(0, 80))
    ]
    found = offered(tags, shown)
    if any(len({label in area.labels for area in shown}) == 2 for label in found):
        assert smallest(shown, found) >= LEAST
    for left_out in set(tags) - set(found):  # and nothing is held back without need
        assert smallest(shown, (*found, left_out)) < LEAST
