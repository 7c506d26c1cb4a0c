"""Frameworks: data that is read whole or refused with the reason; and another one, used to the
end."""

import msgspec
import pytest

from tests.builders import Room, cascade, framework_data, three_by_five
from tests.sent import framework_view
from voting.core import commands as c
from voting.core.state import Phase
from voting.instruments.parsing import parse_instrument
from voting.refusals.rounds import RatingOutsideScale
from voting.refusals.serving import BadFramework
from voting.words import load


def spoilt(**changes: object) -> dict:
    return framework_data("tests/data/three-by-five.json") | changes


A_SECTOR = {"key": "primary", "name": "Primary school", "side": "schools"}
A_DOMAIN = {"key": "trust", "letter": "T", "name": "Trust", "short": "Trust", "gold": "Much"}
A_LEVEL = {"rating": 0, "label": "Low", "meaning": "Little"}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ([], "form"),
        ({}, "missing-file"),
        (spoilt(levels=[A_LEVEL]), "levels"),
        (spoilt(levels=[A_LEVEL, A_LEVEL]), "numbering"),
        (spoilt(levels="high, low"), "shape-file"),
        (spoilt(domains=[]), "domains"),
        (spoilt(domains=[A_DOMAIN, A_DOMAIN]), "same-rows"),
        (spoilt(domains=[A_DOMAIN | {"meanings": ["one"]}]), "meanings"),
        (spoilt(sectors=[]), "sectors"),
        (spoilt(sectors=[A_SECTOR, A_SECTOR]), "same-sectors"),
        (spoilt(sectors=[A_SECTOR | {"side": "moon"}]), "side"),
        (spoilt(sides=[]), "side"),
    ],
)
def test_a_framework_that_cannot_be_used_is_refused_with_the_reason(data, why):
    with pytest.raises(BadFramework) as refused:
        parse_instrument(data)
    assert why in [one.values["why"] for one in (refused.value, *refused.value.also)]
    assert load().refusal(refused.value)


def test_the_built_in_framework_has_the_methods_domains_and_ratings():
    framework = cascade()
    assert "".join(domain.letter for domain in framework.domains) == "CASCADE"
    assert [level.label for level in framework.levels] == [
        "Major challenge",
        "Elements of good practice",
        "Widespread good practice",
        "Gold standard",
    ]
    assert {side.key for side in framework.sides} == {s.side for s in framework.sectors}
    assert "Wolpert" in framework.credit


@pytest.mark.parametrize("framework", [cascade(), three_by_five()], ids=lambda f: f.key)
def test_each_domain_says_what_each_rating_means(framework):
    for domain in framework_view(framework)["domains"]:
        assert len(domain["meanings"]) == len(framework.levels)
        assert all(domain["meanings"])


def test_a_rating_is_on_the_scale_of_its_own_framework():
    assert three_by_five().domain("trust").label(4) == "Wholly"
    for rating in (-1, 4):
        with pytest.raises(RatingOutsideScale, match="least=0, n=3"):
            cascade().domain("clarity").column.check(rating)


def test_a_room_takes_three_domains_of_five_ratings_to_the_end():
    room = Room(three_by_five())
    room.rates("trust", 4, 4, 4)
    room.rules("trust", "unanimous")
    room.rates("time", 0, 2, 4)
    room.rates("time", 2, 2, 4)
    room.rules("time", "consensus", 3, "Mostly, now that it is funded")
    room.rates("tools", 0, 0, 4, 4)
    room.rules("tools", "tie-break", 0, "The lower, to be careful")
    after = room.does(c.Finish())
    assert after.phase is Phase.FINISHED
    assert [after.rulings[d.key].rating for d in after.framework.domains] == [4, 3, 0]


def test_a_framework_is_the_same_after_writing_and_reading():
    assert parse_instrument(msgspec.to_builtins(cascade())) == cascade()
