"""What earlier workshops decided, as each audience is told it: never early, never unasked."""

import json

import pytest
from msgspec.structs import replace

from tests.builders import Room, a_finished_room, three_by_five
from tests.sent import VIEWS
from voting.core import commands as c
from voting.core.actors import Role
from voting.programme.result import Result, Returning
from voting.views.result import result_of

EARLIER = result_of(a_finished_room().situation(), version=1)  # trust 2, time 4, tools 0


def sent(room: Room, role: Role, *before: Result) -> dict:
    room.before = before or (EARLIER,)
    return VIEWS[role](room.situation())


def told(room: Room, *before: Result) -> tuple[object, ...]:
    """What was decided last time, as phones, the room view and trainers are told it."""
    everyone = [
        sent(room, role, *before)["shown"]["last_time"]
        for role in (Role.ATTENDEE, Role.ROOM, Role.TRAINER, Role.LEAD)
    ]
    assert everyone[1:] == everyone[:-1]
    own = sent(room, Role.TRAINER, *before)["last_time"]
    return tuple(each and (each["rating"], each["status"]) for each in (everyone[0], own))


def test_trainers_know_once_a_round_is_closed_and_everyone_only_when_it_is_shown():
    room = Room()
    room.does(c.ShowDomain("trust"))
    assert told(room) == (None, None), "before its first round"
    room.opens("trust")
    room.joins("1")
    room.joins("2")
    room.votes("1", 1)
    room.votes("2", 1)
    assert told(room) == (None, None), "while it is open"
    room.does(c.CloseRound(room.workshop.rounds[-1].id))
    assert told(room) == (None, (2, "decided"))
    room.does(c.ShowPart("last_time"))
    assert told(room) == ((2, "decided"), (2, "decided"))
    said = sent(room, Role.ROOM)["shown"]["last_time"]
    assert said == {
        "kind": "workshop-1", "date": "2026-11-22", "title": "A try-out", "status": "decided",
        "method": "consensus", "rating": 2, "label": said["label"], "votes": 1, "ratings": 3,
        "counts": [0, 2, 1, 0, 0], "cant_say": 1, "why": None, "value": 2, "settle": "ruling",
    }  # fmt: skip
    again = room.opens("trust")
    assert told(room) == (None, None), "off all screens while it is rated again"
    room.votes("1", 2)
    room.votes("2", 3)
    room.does(c.CloseRound(again))
    assert told(room) == (None, (2, "decided")), "and shown again only when a trainer says so"
    room.does(c.ShowPart("last_time"))
    room.does(c.HidePart("last_time"))
    assert told(room) == (None, (2, "decided"))
    room.does(c.ShowPart("last_time"))
    room.rates("time", 1, 2)
    assert told(room) == (None, (4, "decided")), "another domain begins without it"


def test_a_domain_left_unresolved_is_told_as_that_and_one_without_a_decision_to_trainers_only():
    room = Room()
    room.rates("trust", 1, 1)
    room.does(c.ShowPart("last_time"))
    unresolved = Room()
    unresolved.rates("trust", 0, 0, 3, 3)
    undecided = result_of(unresolved.situation())
    assert told(room, undecided) == (None, (None, "undecided"))
    unresolved.rules("trust", "unresolved", note="Left open")
    assert told(room, result_of(unresolved.situation())) == ((None, "unresolved"),) * 2


def test_what_is_on_another_scale_is_not_put_before_the_room():
    room = Room()
    room.rates("trust", 1, 1)
    room.does(c.ShowPart("last_time"))
    more = (*three_by_five().levels, replace(three_by_five().levels[-1], rating=5))
    finer = replace(EARLIER, framework=replace(three_by_five(), levels=more))
    assert told(room, finer) == (None, (2, "decided"))
    assert sent(room, Role.TRAINER, finer)["last_time"]["why"] == "levels"
    other = replace(EARLIER, framework=replace(three_by_five(), key="another"))
    assert told(room, other) == (None, None)
    assert told(room, EARLIER, other) == ((2, "decided"),) * 2, "the last with this framework"
    none = replace(EARLIER, framework=replace(three_by_five(), rows=three_by_five().rows[1:]))
    assert told(room, none) == (None, None)


def test_the_results_say_what_changed_and_how():
    room = Room()
    room.rates("trust", 3, 3, 2)
    room.rules("trust", "majority")
    room.rates("time", 0, 0, 4, 4)
    room.rules("time", "unresolved", note="Left open")
    room.returning = Returning("workshop-one", 2, 4, {"trust": ((0,) * 5,) * 5})
    said = sent(room, Role.LEAD)["changed"]
    assert [point["people"] for point in said["points"]] == [4, 4]
    assert (said["compared"], said["points"][1]["finished"]) == (0, False)
    changes = {one["domain"]: (one["steps"], one["why"]) for one in said["domains"]}
    assert changes == {
        "trust": (1, None), "time": (None, "unresolved"), "tools": (None, "undecided")
    }  # fmt: skip
    trust, time, _ = said["domains"]
    assert [then["rating"] for then in trust["then"]] == [2, 3]
    assert [then["rating"] for then in time["then"]] == [4, None]
    assert time["then"][1]["counts"] == [2, 0, 0, 0, 2]
    assert (trust["flow"], time["flow"]) == ([[0] * 5] * 5, None)
    assert said["returning"] == {"returned": 2, "people": 4, "point": 0}
    assert said["sectors"][0]["people"] == [4, 4]


def test_without_an_earlier_workshop_nothing_is_said_of_change():
    room = a_finished_room()
    assert VIEWS[Role.LEAD](room.situation())["changed"] is None
    assert VIEWS[Role.ROOM](room.situation())["since"] is None


def test_the_room_view_says_how_far_each_domain_moved_at_the_end_alone():
    room = Room()
    room.rates_and_rules_the_rest()
    room.returning = Returning("workshop-one", 3, 3)
    assert (sent(room, Role.ROOM)["since"], sent(room, Role.ROOM)["returning"]) == (None, None)
    back = {"returned": 3, "people": 3, "kind": "workshop-1", "date": "2026-11-22"}
    assert sent(room, Role.TRAINER)["returning"] == back
    room.does(c.Finish())
    assert sent(room, Role.ROOM)["returning"] == back
    since = sent(room, Role.ROOM)["since"]
    assert (since["kind"], since["date"]) == ("workshop-1", "2026-11-22")
    assert since["domains"] == [
        {"domain": "trust", "before": 2, "steps": 0, "why": None},
        {"domain": "time", "before": 4, "steps": -2, "why": None},
        {"domain": "tools", "before": 0, "steps": 2, "why": None},
    ]
    other = replace(EARLIER, framework=replace(three_by_five(), key="another"))
    assert sent(room, Role.ROOM, other)["since"] is None


@pytest.mark.parametrize("role", VIEWS)
def test_what_nobody_is_shown_of_an_earlier_workshop_is_in_no_view(role):
    room = Room()
    room.rates("trust", 1, 1)
    room.does(c.ShowPart("last_time"))
    said = json.dumps(sent(room, role))
    assert "Talked over again" not in said, "a note of then is on the results of then alone"


def test_a_rehearsal_looks_back_as_a_real_workshop_does_and_is_marked():
    room = Room(rehearsal=True)
    room.rates("trust", 3, 3)
    assert told(room) == (None, (2, "decided"))
    room.rates_and_rules_the_rest()
    room.does(c.Finish())
    lead = sent(room, Role.LEAD)
    assert (lead["workshop"]["rehearsal"], lead["changed"]["domains"][0]["steps"]) == (True, 0)
    assert sent(room, Role.ROOM)["since"]["domains"][0]["steps"] == 0
