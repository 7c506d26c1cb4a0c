"""An area's dates as a calendar file over HTTP."""

import pytest

from demo.client import WAIT, Browser
from lab.rig.words import said
from tests.edges.areas import LiveArea
from tests.edges.invited import LiveRoster
from tests.exports.calendars import gnome, thunderbird
from voting.core.actors import Actor, Role
from voting.goals import commands as g
from voting.programme import commands as c
from voting.programme.area import Deadline, Event

pytestmark = pytest.mark.live


@pytest.fixture
def area(server):
    area = LiveArea(server)
    yield area
    area.close()


def lead(area: LiveArea, command) -> None:
    area.service.act_on_area(area.id, Actor(Role.AREA, "a lead"), command)


def taken(area: LiveArea, browser: Browser | None = None):
    by = browser or area.lead
    return by.http.get(f"{by.base}{area.path}/calendar.ics", timeout=WAIT)


def test_the_areas_dates_open_by_its_link_in_two_calendar_programs(area):
    assert taken(area, Browser(area.server.base)).status_code == 403
    lead(area, c.PlanEvent(Event("", "workshop-1", "2026-03-05T09:30", 180, "Town hall")))
    lead(area, c.AddDeadline(Deadline("", text="Book the room", event="e1", days=-7)))
    answer = taken(area)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "calendar.ics" in answer.headers["Content-Disposition"]
    found = thunderbird(answer.content)["entries"]
    assert [one["uid"] for one in found] == [one["uid"] for one in gnome(answer.content)["entries"]]
    meeting, due = found
    name = said("calendar.event", event=said("area.kinds.workshop-1"), area=area.area.name)
    assert (meeting["name"], meeting["where"]) == (name, "Town hall")
    assert meeting["start"] == "2026-03-05T09:30:00.000Z"
    assert due["name"] == said("calendar.deadline", what="Book the room", area=area.area.name)
    assert (due["start"], due["whole_day"]) == ("2026-02-26", True)
    assert f'href="{area.path}/calendar.ics"' in area.page()


def test_taken_again_it_moves_and_cancels_what_it_entered_before(area):
    lead(area, c.PlanEvent(Event("", "workshop-1", "2026-03-05T09:30", 180)))
    lead(area, c.AddDeadline(Deadline("", text="Book the room", event="e1", days=-7)))
    before = thunderbird(taken(area).content)["entries"]
    lead(area, c.ChangeEvent(Event("e1", "workshop-1", "2026-06-05T10:00", 180)))
    moved = thunderbird(taken(area).content)["entries"]
    lead(area, c.CancelEvent("e1"))
    cancelled = thunderbird(taken(area).content)["entries"]
    assert moved[0]["start"] == "2026-06-05T09:00:00.000Z"
    assert moved[1]["start"] == "2026-05-29"
    assert cancelled[0]["status"] == "CANCELLED"
    for entries in (moved, cancelled):
        assert entries[0]["uid"] == before[0]["uid"]
    raised = [one[0]["sequence"] for one in (before, moved, cancelled)]
    assert raised == sorted(set(raised))
    assert moved[1]["sequence"] > before[1]["sequence"]


def test_a_persons_own_file_follows_what_the_lead_changes_on_their_page(server):
    area = LiveRoster(server)
    zoe = area.registered()
    address = f"/p/{area.id}/calendar.ics?event={area.event}"
    assert address in zoe.text

    def taken_now() -> dict:
        data = zoe.browser.get(address).content
        read, (entry,) = gnome(data), thunderbird(data)["entries"]
        assert (read["faults"], read["keeps_the_rules"]) == (0, True)
        assert read["entries"] == [{name: entry[name] for name in read["entries"][0]}]
        assert b"example.org" not in data  # nor anybody's address
        return entry

    files = [taken_now()]
    when = {"kind": "workshop-1", "date": "2031-03-05", "time": "10:00", "minutes": "90"}
    area.does("change_event", event=area.event, **when, place="Town hall")
    files.append(taken_now())
    area.does("cancel_event", event=area.event)
    files.append(taken_now())
    assert {one["uid"] for one in files} == {f"{area.event}.{area.id}@cascade-live"}
    assert [one["sequence"] for one in files] == sorted({one["sequence"] for one in files})
    assert (files[1]["start"], files[1]["where"]) == ("2031-03-05T10:00:00.000Z", "Town hall")
    assert files[2]["status"] == "CANCELLED"
    area.close()


def test_days_of_actions_and_goals_are_entered_moved_and_cancelled(area):
    def plans(command) -> None:
        area.service.act_on_plan_of(area.id, Actor(Role.AREA, "a lead"), command)

    def entries() -> dict[str, dict]:
        data = taken(area).content
        assert gnome(data)["faults"] == 0
        assert b"Dr Example" not in data
        return {one["uid"].partition(".")[0]: one for one in thunderbird(data)["entries"]}

    wording = g.Wording("Every school knows its link worker", due="2099-03-05")
    for command in (
        g.AddGoal(wording),
        g.AgreeGoal("g1", wording),
        g.AddAction("Send the list", due="2099-02-05"),
        g.AddAction("Without a day"),
    ):
        plans(command)
    lead(area, c.PlanEvent(Event("", "session", "2099-03-06T13:00", 180)))
    led = (g.LedPart("Referral routes", "Dr Example"),)
    plans(g.AddSession("discussion", ("contact",), (), led, "e1"))
    before = entries()
    assert set(before) == {"g1", "a2", "e1"}
    assert (before["g1"]["start"], before["a2"]["start"]) == ("2099-03-05", "2099-02-05")
    plans(g.ChangeAction("a2", "Send the list", due="2099-02-09"))
    plans(g.CloseGoal("g1", "reached"))
    after = entries()
    assert (after["a2"]["start"], after["g1"]["status"]) == ("2099-02-09", "CANCELLED")
    assert after["a2"]["uid"] == before["a2"]["uid"]
    assert after["a2"]["sequence"] > before["a2"]["sequence"]
    plans(g.MarkAction("a2", "done"))
    assert entries()["a2"]["status"] == "CANCELLED"
    plans(g.MarkAction("a2", "open"))
    plans(g.ChangeAction("a2", "Send the list"))  # without a day any more
    assert entries()["a2"]["status"] == "CANCELLED"
    plans(g.ChangeAction("a2", "Send the list", due="2099-02-10"))
    assert (entries()["a2"]["start"], entries()["a2"].get("status")) == ("2099-02-10", "")
    plans(g.RemoveAction("a2"))
    assert entries()["a2"]["status"] == "CANCELLED"
    assert set(entries()) == {"g1", "a2", "e1"}
