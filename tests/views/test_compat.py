"""What clients of the version before read is still there, as it was. Goes with the next version."""

import json

from tests.builders import Room, a_finished_room, a_room_that_differs, cascade
from voting.core import commands as c
from voting.core.actors import Actor, Role
from voting.edges.compat import OLD, in_old_words
from voting.views.audiences import VIEWS


def sent(role: Role, room: Room) -> dict:
    return json.loads(bytes(in_old_words(VIEWS[role](room.situation()), room.workshop.framework)))


def test_kinds_ratings_and_pictures_are_told_in_words_too():
    room = a_finished_room()
    view = sent(Role.LEAD, room)
    assert view["workshop"]["kind_label"] == "Workshop I"
    assert [one["ruling"]["label"] for one in view["progress"]] == [
        *("Half and half", "Wholly", "Not at all")
    ]
    assert [one["ruling"]["label"] for one in view["domains"]] == [
        one["ruling"]["label"] for one in view["progress"]
    ]
    pictures = [shown["picture"] for one in view["domains"] for shown in one["rounds"]]
    assert {one["label"]: one["name"] for one in pictures} == {
        "two-camps": "Two views",
        "unanimous": "Unanimous",
        "close": "Close together",
    }


def test_groups_are_told_by_name_too():
    room = Room(cascade())
    room.rates_by_sector("clarity", hands={"": [1, 0, 0, 0]}, school=[0] * 6, cypmhs=[3] * 6)
    room.does(c.ShowPart("groups"))
    named = {side.key: side.name for side in cascade().sides} | {"rest": ""}
    shown = sent(Role.ROOM, room)["shown"]["groups"]
    assert [one["name"] for one in shown if one["kind"] != "sector"] == [
        named[one["key"]] for one in shown if one["kind"] != "sector"
    ]
    assert len(shown) > 1


def test_trainers_without_a_name_have_the_old_one_too():
    room = a_room_that_differs()
    nameless = Actor(Role.TRAINER, "trainer-three")
    room.does(c.Introduce(), by=nameless)
    room.does(c.RecordRuling("clarity", "consensus", 1), by=nameless)
    view = sent(Role.TRAINER, room)
    assert [(one["name"], one["number"]) for one in view["trainers"]] == [
        *(("Trainer A. B.", None), ("Trainer C. D.", None), ("Trainer 3", 3))
    ]
    ruled = next(one["ruling"] for one in view["domains"] if one["ruling"])
    assert (ruled["by"], ruled["by_number"]) == ("Trainer 3", 3)


def test_views_themselves_hold_none_of_it():
    added = {old.field for old in OLD if old.field not in ("name", "by")}
    assert {"kind_label", "kinds"} <= added
    for old in OLD:
        if old.of.__name__ not in ("TrainerLine", "RulingRecord"):
            assert old.field not in old.of.__struct_fields__
