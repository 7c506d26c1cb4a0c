"""The summary: where domains stand, the strongest, the greatest need, and what is not agreed on."""

import pytest

from tests.builders import Room, a_finished_room, cascade, recorded
from tests.sent import lead_view
from voting.core.ruling import Method

DOMAINS = [domain.key for domain in cascade().domains]


def found(room: Room) -> dict:
    said: dict = lead_view(room.situation())["summary"]
    assert recorded(room)["summary"] == said
    for name in ("needs", "disagreed"):
        assert [one["domain"] for one in said[f"why_{name}"]] == said[name]
    return said


def ruled(*ratings: int | None) -> Room:
    """Each domain in turn: agreed aloud on a rating that everybody gave, left unresolved after the
    same ratings (None), or not taken up."""
    room = Room(cascade())
    for domain, rating in zip(DOMAINS, ratings, strict=False):
        room.rates(domain, *[1 if rating is None else rating] * 3)
        if rating is None:
            room.rules(domain, Method.UNRESOLVED, note="Left open")
        else:
            room.rules(domain, Method.CONSENSUS, rating)
    return room


def test_nothing_is_found_where_nothing_was_rated():
    lists = ("levels", "strongest", "needs", "disagreed", "why_needs", "why_disagreed")
    empty = {name: [] for name in lists}
    assert found(Room(cascade())) == empty | {"unresolved": 0, "undecided": 7}


def test_domains_are_counted_by_rating_the_highest_first():
    said = found(ruled(1, 3, None, 1))
    assert said["levels"] == [{"rating": 3, "domains": 1}, {"rating": 1, "domains": 2}]
    assert (said["unresolved"], said["undecided"]) == (1, 3)


def test_the_strongest_are_all_at_the_highest_rating():
    assert found(ruled(2, 1, 2, 0))["strongest"] == [DOMAINS[0], DOMAINS[2]]


def test_needs_are_the_lowest_then_the_unresolved_and_a_rating_of_nought_is_one():
    assert found(ruled(2, None, 0, 1, 0))["needs"] == [DOMAINS[2], DOMAINS[4], DOMAINS[1]]


def test_needs_end_with_those_that_fell_into_two_camps():
    room = ruled(3, 1, None)
    for domain, rating in ((DOMAINS[3], 2), (DOMAINS[4], 3), (DOMAINS[5], 1)):
        room.rates(domain, 0, 0, 3, 3)
        room.rules(domain, Method.CONSENSUS, rating)
    said = found(room)
    assert said["needs"] == [DOMAINS[1], DOMAINS[5], DOMAINS[2], DOMAINS[3]]
    assert [one["why"] for one in said["why_needs"]] == [
        "lowest", "lowest", "unresolved", "two-camps"
    ]  # fmt: skip
    assert said["strongest"] == [DOMAINS[0], DOMAINS[4]]  # and no need, though its room was split


@pytest.mark.parametrize("ratings", [(1,), (1, 1, 1), (None, None)])
def test_where_all_decisions_are_alike_none_is_strongest_or_greatest_need(ratings):
    said = found(ruled(*ratings))
    assert (said["strongest"], said["needs"]) == ([], [])


def test_beside_equal_ratings_the_unresolved_are_the_greatest_need():
    said = found(ruled(1, 1, None))
    assert (said["strongest"], said["needs"]) == ([], [DOMAINS[2]])


def test_disagreed_are_the_unresolved_the_outvoted_and_those_whose_last_round_fell_apart():
    room = ruled(1, None)
    room.rates(DOMAINS[2], 0, 0, 0, 1)
    room.rules(DOMAINS[2], Method.MAJORITY)
    room.rates(DOMAINS[3], 1, 1, 2, 2)
    room.rules(DOMAINS[3], Method.TIE_BREAK, 1, "The lower")
    room.rates(DOMAINS[4], 0, 0, 3, 3)
    room.rates(DOMAINS[4], 2, 2, 2, 2)  # came together
    room.rules(DOMAINS[4], Method.UNANIMOUS)
    room.rates(DOMAINS[5], 0, 1, 2, 3)  # spread, agreed aloud
    room.rules(DOMAINS[5], Method.CONSENSUS, 1)
    room.rates(DOMAINS[6], 0, 0, 3, 3)  # two camps, not decided
    assert [(one["domain"], one["why"]) for one in found(room)["why_disagreed"]] == [
        (DOMAINS[1], ["unresolved"]),
        (DOMAINS[2], ["majority"]),
        (DOMAINS[3], ["tie-break"]),
        (DOMAINS[5], ["spread"]),
        (DOMAINS[6], ["two-camps"]),
    ]


def test_a_reopened_decision_is_none():
    said = found(a_finished_room())
    assert said["levels"] == [{"rating": n, "domains": 1} for n in (4, 2, 0)]
    assert (said["strongest"], said["needs"], said["disagreed"]) == (["time"], ["tools"], ["tools"])
