"""What the results tell of a plan."""

from tests.goals.planned import LATER, TODAY, Planned, a_plan
from tests.sent import VIEWS, lead_view
from voting.core.actors import Role
from voting.goals import commands as c


def told(meeting: Planned) -> dict | None:
    plan: dict | None = lead_view(meeting.situation())["plan"]
    return plan


def test_nothing_is_told_where_nothing_was_agreed():
    assert told(Planned()) is None


def test_all_that_was_agreed_is_told_whether_or_not_it_is_on_the_screens():
    meeting = a_plan()
    meeting.does(c.HidePlan())
    plan = told(meeting)
    assert plan is not None
    assert not plan["on_screen"]
    assert [one["domain"] for one in plan["needs"]["domains"]] == ["clarity"]
    assert [goal["state"] for goal in plan["goals"]] == ["open", "draft"]
    assert plan["sessions"][0]["day"] == "2027-01-12"
    assert [(one["owner"], one["due"]) for one in plan["actions"]] == [
        ("The council", "2026-12-01"),
        ("", ""),
    ]


def test_the_days_to_come_are_told_and_to_the_lead_alone():
    at = a_plan().situation()
    plan = lead_view(at)["plan"]
    assert plan["today"] == TODAY
    assert plan["coming"] == [
        {"kind": "review-3", "day": LATER, "time": "10:00", "title": "", "place": "Town hall"}
    ]
    for role in (Role.ROOM, Role.ATTENDEE, Role.TRAINER):
        assert "coming" not in (VIEWS[role](at)["plan"] or {})


def test_an_action_says_when_it_was_done():
    meeting = a_plan()
    meeting.does(c.MarkAction(meeting.plan.actions[0].id, "done"))
    plan = told(meeting)
    assert plan is not None
    assert [(one["state"], one["closed_on"]) for one in plan["actions"]] == [
        ("open", ""),
        ("done", TODAY),
    ]


def test_who_suggested_and_who_wrote_what_is_not_told():
    assert not {"suggestions", "rivals", "answered", "proposed"} & (told(a_plan()) or {}).keys()
