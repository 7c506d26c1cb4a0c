"""The list of a meeting's people: inviting them, sending by hand, and each of them."""

from datetime import timedelta

from msgspec.structs import replace
from playwright.sync_api import expect

from lab.rig.words import said
from tests.browser.stage import Stage
from tests.browser.walks.area import LONG, AreaTabs, live_area
from tests.browser.walks.parts import Walk
from tests.edges.areas import LiveArea
from voting.core.actors import Actor, Role
from voting.moments import now
from voting.registration import commands as c
from voting.registration.roster import About

LEAD = Actor(Role.AREA, "lead")
FOUR = "Bo Grundy <bo@example.org>; Cy <cy@example.org>; di@example.org; Ed <ed@example.org>"
FAULTY = f"Name,Email,Phone,Sector\n{LONG},x@example,1,\nFay,fay@example.org,2,Dentists\n"


def a_meeting(area: LiveArea) -> str:
    """In five days, with two places."""
    day = (now() + timedelta(days=5)).date().isoformat()
    area.does("plan_event", kind="workshop-1", date=day, time="09:30", place=LONG, capacity="2")
    return area.area.events[0].id


def invites(area: LiveArea, event: str, *names: str) -> list[str]:
    people = tuple(About(name, f"{name.lower()}@example.org", sector="school") for name in names)
    area.service.act_on_roster(area.id, LEAD, c.Invite(event, people))
    return [one.id for one, _ in area.service.roster(area.id).of_event(event)]


def registers(area: LiveArea, event: str, person: str, **more) -> None:
    about = replace(area.service.invitee(area.id, person).about, **more)
    by = Actor(Role.INVITED, person, 0)
    area.service.act_on_roster(area.id, by, c.Register(event, about, agreed=True, person=person))


def people_of_a_meeting(stage: Stage, contexts) -> Walk:
    with live_area(stage.server) as area:
        event = a_meeting(area)
        tabs = AreaTabs(area, contexts)
        at = f"?event={event}"
        tab = tabs.opens(f"/people{at}")
        yield "people: no one yet", tab
        tab.get_by_role("link", name=said("people.act.invite")).first.click()
        tab.get_by_role("button", name=said("people.invite.check")).click()
        expect(tab.get_by_role("group", name=said("common.error_title"))).to_be_focused()
        yield "people_invite: an empty list", tab
        tab.get_by_label(said("people.invite.lines")).fill(FAULTY)
        tab.get_by_role("button", name=said("people.invite.check")).click()
        expect(tab.get_by_text(said("people.invite.faults", n=1))).to_be_visible()
        yield "people_invite: a line that can’t be read", tab
        tab.get_by_label(said("people.invite.lines")).fill(FOUR)
        tab.get_by_role("button", name=said("people.invite.check_again")).click()
        tab.get_by_role("button", name=said("people.invite.button", n=5)).click()
        expect(tab.get_by_role("heading", level=1)).to_have_text(
            said("people.send.kinds.invitation.title")
        )
        yield "people_send: invitations", tab
        tab.get_by_role("button", name=said("people.send.sent_button")).click()
        expect(tab.get_by_text(said("people.done.sent_invitation", n=5))).to_be_focused()
        bo, cy, di, ed, _ = [one.id for one, _ in area.service.roster(area.id).of_event(event)]
        for person in (bo, cy, di):
            registers(area, event, person, access="Step-free access", sector="school")
        area.service.act_on_roster(area.id, LEAD, c.Decline(event, ed))
        tabs.goes(tab, f"/people{at}")
        expect(tab.get_by_text(said("people.groups.waiting", n=1))).to_be_visible()
        yield "people: coming, waiting, asked and out", tab
        invites(area, event, "Gus")  # by another lead: the page renews itself
        expect(tab.get_by_text(said("people.groups.asked", n=2))).to_be_visible()
        yield "people_person: somebody who comes", tabs.goes(tab, f"/people/of/{bo}{at}")
        tabs.goes(tab, f"/people/correct_invitee{at}&person={bo}")
        tab.get_by_label(said("people.fields.name")).fill("")
        tab.get_by_label(said("people.fields.email")).fill("bo@")
        tab.get_by_role("button", name=said("people.form.correct_invitee.button")).click()
        expect(tab.get_by_role("group", name=said("common.error_title"))).to_be_focused()
        yield "people_form: filled in wrongly", tab
        registers(area, event, bo, role="Head")
        tabs.goes(tab, f"/people/correct_invitee{at}&person={bo}")
        registers(area, event, bo, role="Head teacher")
        tab.get_by_label(said("people.fields.role")).fill("Deputy head")
        tab.get_by_role("button", name=said("people.form.correct_invitee.button")).click()
        expect(tab.get_by_text(said("area.overtaken.yours")).first).to_be_visible()
        yield "people_form: changed meanwhile", tab
        yield (
            "people_form: about to delete",
            tabs.goes(tab, f"/people/erase_invitee{at}&person={bo}"),
        )
        yield "people_form: who was there", tabs.goes(tab, f"/people/mark_attended{at}")
        yield "people_form: how people register", tabs.goes(tab, f"/people/change_registration{at}")
