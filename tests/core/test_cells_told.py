"""What may be told of each kind of cell, in rounds of many that people answer in part."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import Room, framework_data
from tests.core.adversary_cells import a_cell_course, breaches
from tests.depth import of_hundred
from tests.sent import VIEWS, trainer_view
from voting.core import commands as c
from voting.core.actors import Role
from voting.disclosure import judged
from voting.instruments.deciding import Method
from voting.instruments.parsing import parse_instrument
from voting.refusals.decisions import NotUnanimous


@given(st.integers(0, 2**32).map(Random))
@settings(deadline=None, max_examples=of_hundred(20))
def test_people_who_are_alike_may_exchange_their_answers_in_any_cell_unseen(chance):
    assert breaches(a_cell_course(chance), chance) == set()


def broken(breach: str, tries: int = 40) -> bool:
    """Does the adversary find this breach in one of so many courses?"""
    return any(
        breach in breaches(a_cell_course(Random(seed)), Random(seed)) for seed in range(tries)
    )


def test_the_adversary_finds_what_is_told_of_too_few(monkeypatch):
    monkeypatch.setattr(judged, "is_withheld", lambda *_: False)
    assert broken("threshold")


def test_the_adversary_finds_groups_that_are_too_small(monkeypatch):
    there = lambda framework, casts, least, among: [  # noqa: E731
        group for group in among if group.sectors & casts[-1].sectors
    ]
    monkeypatch.setattr(judged, "shown_groups", there)
    assert broken("few")


def every_kind(**changes):
    return parse_instrument(framework_data("tests/data/every-kind.json") | changes)


def answered_by(room: Room, key: str, *answers) -> int:
    """A round of one cell: Attendee 1 gives the first answer, and so on."""
    for number in range(1, len(answers) + 1):
        if str(number) not in room.workshop.people:
            room.joins(str(number))
    round_id = room.opens(key)
    for number, answer in enumerate(answers, start=1):
        if isinstance(answer, dict):
            room.answers(str(number), answer)
        else:
            room.votes(str(number), answer)
    room.does(c.CloseRound(round_id))
    return round_id


def test_nothing_is_told_of_how_people_came_from_a_round_that_is_withheld():
    room = Room(every_kind(gate={"least": 6}))
    answered_by(room, "plan.score", *[1] * 5)
    answered_by(room, "plan.score", *[9] * 7)
    lead = VIEWS[Role.LEAD](room.situation())
    first, second = next(d for d in lead["domains"] if d["domain"] == "plan.score")["rounds"]
    assert (first["withheld"], second["withheld"]) == (True, False)
    assert second["movement"] is None
    assert first["turnout"] == 5


def test_a_decision_on_what_is_withheld_says_nothing_of_it():
    room = Room(every_kind(gate={"least": 6}))
    answered_by(room, "plan.score", *[7] * 5)
    with pytest.raises(NotUnanimous):
        room.rules("plan.score", "unanimous")
    assert [one["method"] for one in trainer_view(room.situation())["options"]] == [
        "consensus",
        "unresolved",
    ]
    room.does(c.RecordRuling("plan.score", Method.CONSENSUS, 2))
    ruled = trainer_view(room.situation())["ruling"]
    assert (ruled["votes"], ruled["ratings"], ruled["turnout"]) == (None, 0, 0)


def own_things():
    return every_kind(repeat={"over": "experience", "most": 3, "by": "person"})


def test_a_person_who_answers_for_several_things_is_one_person():
    room = Room(own_things())
    mine = {f"plan.there@{n}": 1 for n in (1, 2, 3)}
    answered_by(room, "plan.there", mine, mine)
    (one,) = VIEWS[Role.ROOM](room.situation())["rounds"]
    assert (one["counts"], one["ratings"], one["turnout"], one["present"]) == ([0, 6], 6, 2, 2)
    (held,) = room.counted().values()
    assert held.judged.groups == ()


def test_those_entered_by_hand_for_several_things_count_as_few_people():
    room = Room(own_things())
    for number in range(1, 7):
        room.joins(str(number), sector="primary")
    round_id = room.opens("plan.there")
    for number in range(1, 7):
        room.answers(str(number), {"plan.there@1": 0})
    room.does(c.EnterHands(round_id, [3, 3], 0, "clinic", "plan.there"))
    room.does(c.CloseRound(round_id))
    ((where, held),) = room.counted().items()
    assert where == (round_id, "plan.there")
    assert held.people == 6 + 2  # six experiences are of two people at least
    assert held.judged.groups == ()


def test_choices_of_several_do_not_move_and_single_places_do():
    room = Room(every_kind())
    for key, first, second in (
        ("plan.who", {"plan.who": (0, 1)}, {"plan.who": (2,)}),
        ("plan.score", 2, 5),
        ("plan.there", 0, 1),
    ):
        answered_by(room, key, *[first] * 6)
        answered_by(room, key, *[second] * 6)
    domains = VIEWS[Role.LEAD](room.situation())["domains"]
    lead = {one["domain"]: one["rounds"][-1] for one in domains if one["rounds"]}
    assert lead["plan.who"]["movement"] is None
    assert lead["plan.score"]["movement"]["up"] == 6
    assert lead["plan.there"]["movement"]["up"] == 6
