"""Rounds of several cells: what views say of each of them, and of who is done."""

import pytest
from msgspec.structs import replace

from tests.builders import Room, framework_data
from tests.sent import attendee_view, framework_view, received, room_view, trainer_view
from voting.core import commands as c
from voting.instruments.guidance import guidance, without_guidance
from voting.instruments.instrument import Repeat
from voting.instruments.parsing import parse_instrument
from voting.views.framework import framework_words

PLAN = {"plan.level": 0, "plan.there": 1, "plan.who": [0, 1], "plan.score": 3}


def every_kind(**changes):
    return parse_instrument(framework_data("tests/data/every-kind.json") | changes)


def a_row_answered(*answers: dict) -> Room:
    """The first row: Attendee 1 gives the first answers, Attendee 2 the second, and so on."""
    room = Room(every_kind())
    for number in range(1, len(answers) + 1):
        room.joins(str(number))
    round_id = room.opens("plan.*")
    for number, given in enumerate(answers, start=1):
        told = {f"plan.{key}": tuple(v) if isinstance(v, list) else v for key, v in given.items()}
        room.answers(str(number), told)
    room.does(c.CloseRound(round_id))
    return room


def test_who_has_begun_is_told_from_who_is_done():
    room = Room(every_kind())
    for person in "123":
        room.joins(person)
    room.opens("plan.*")
    room.answers("1", {"plan.level": 0}, done=False)
    room.answers("2", {"plan.level": 1, "plan.there": 0}, done=True)
    view = trainer_view(room.situation())
    assert view["turnout"] == {"rated": 1, "started": 2, "of": 3, "by_hand": 0}
    persons = {one["id"]: (one["rated"], one["started"]) for one in view["persons"]}
    assert persons == {"1": (False, True), "2": (True, True), "3": (False, False)}


def test_trainers_are_told_how_each_row_may_be_decided_and_others_are_not():
    room = a_row_answered({"level": 0, "there": 1}, {"level": 2, "there": 1})
    cells = {one["domain"]: one for one in trainer_view(room.situation())["cells"]}
    ways = {key: [way["method"] for way in one["options"]] for key, one in cells.items()}
    assert ways["plan.there"][:2] == ["unanimous", "consensus"]
    assert "tie-break" in ways["plan.level"]
    for view in (attendee_view(room.situation()), room_view(room.situation())):
        assert [one["domain"] for one in view["cells"]] == list(cells)
        assert not any("options" in one for one in view["cells"])
    room.rules("plan.there", "unanimous")
    cells = {one["domain"]: one for one in trainer_view(room.situation())["cells"]}
    assert cells["plan.there"]["options"] == []


@pytest.mark.parametrize(
    ("key", "alike", "apart"),
    [
        ("level", [2, 2, 2, 2], [0, 0, 2, 2]),
        ("level", [1, 1, 2, 2, 2, 2], [1, 1, 2, 2]),  # a tie of neighbours
        ("there", [1, 1, 1, 0], [1, 1, 0, 1, 0]),
        ("who", [[0, 1], [0, 1], [2]], [[0, 1], [0, 2], [0]]),
        ("score", [3, 4, 5, 5], [2, 3, 6, 6]),
    ],
)
def test_each_kind_says_where_people_differ(key, alike, apart):
    for answers, differ in ((alike, False), (apart, True)):
        room = a_row_answered(*({key: answer} for answer in answers))
        cells = {one["domain"]: one for one in room_view(room.situation())["cells"]}
        assert cells[f"plan.{key}"]["contested"] is differ
        assert [one["domain"] for one in cells.values() if one["contested"]] == (
            [f"plan.{key}"] if differ else []
        )


def test_nobody_is_told_that_too_few_differ():
    room = Room(every_kind(gate={"least": 3}))
    for person in "12":
        room.joins(person)
    round_id = room.opens("plan.*")
    room.answers("1", {"plan.level": 0})
    room.answers("2", {"plan.level": 2})
    room.does(c.CloseRound(round_id))
    assert not any(one["contested"] for one in trainer_view(room.situation())["cells"])


def test_ratings_by_hand_name_their_row_and_how_many_people_they_are():
    room = Room(every_kind())
    room.joins("1")
    round_id = room.opens("plan.*")
    room.does(c.EnterHands(round_id, [2, 1, 0, 0], 1, "", "plan.who", 2))
    room.does(c.EnterHands(round_id, [1, 0, 2], 0, "primary", "plan.level"))
    found = {one["cell"]: one for one in trainer_view(room.situation())["hands"]}
    assert found["plan.who"]["answered"] == 2
    assert found["plan.level"]["answered"] is None
    assert found["plan.level"]["sector"] == "primary"


def test_naming_rows_tells_pages_to_fetch_the_words_again():
    room = Room(every_kind(rows=[], rows_from="room"))
    assert attendee_view(room.situation())["instrument"] == 0
    room.does(c.NameRows(["Trust", "Time"]))
    room.does(c.NameRows(["Trust", "Time", "Tools"]))
    assert attendee_view(room.situation())["instrument"] == 2
    words = framework_view(room.workshop.framework)
    assert words["instrument"] == 2
    assert [row["name"] for row in words["rows"]] == ["Trust", "Time", "Tools"]


def test_naming_copies_does_too():
    by_room = replace(every_kind(), repeat=Repeat("agency", 3))
    room = Room(by_room)
    room.does(c.NameCopies(["Clinic"]))
    assert room_view(room.situation())["instrument"] == 1
    assert framework_view(room.workshop.framework)["copies"] == [{"key": "1", "name": "Clinic"}]


STEPS = ["Begin.", "Go on.", "Keep it."]


def guided():
    rows = framework_data("tests/data/every-kind.json")["rows"]
    rows[0] |= {"ask": ["level"], "next_steps": STEPS}
    return every_kind(rows=rows)


def test_guidance_is_looked_up_and_not_stored():
    stored = without_guidance(guided())
    assert not any(row.next_steps for row in stored.rows)
    assert without_guidance(stored) is stored
    assert guidance(stored, {"every-kind": guided()}) == {"plan.level": tuple(STEPS)}
    assert guidance(stored, {"other": guided()}) == {}
    words = received(framework_words(stored, guidance(stored, {"every-kind": guided()})))
    assert words["domains"][0]["next_steps"] == STEPS
    assert not any(one["next_steps"] for one in words["domains"][1:])


def test_an_instrument_of_ones_own_keeps_its_guidance():
    assert guidance(guided(), {}) == {"plan.level": tuple(STEPS)}


def test_guidance_for_another_scale_is_left_out():
    longer = guided()
    rows = (replace(longer.rows[0], next_steps=(*STEPS, "More.")), *longer.rows[1:])
    assert guidance(without_guidance(guided()), {"every-kind": replace(longer, rows=rows)}) == {}
