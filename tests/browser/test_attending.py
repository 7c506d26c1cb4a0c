"""Registering and walking in as people do it in a browser."""

import pytest
from playwright.sync_api import expect

from lab.rig.live_room import LiveRoom
from lab.rig.words import said
from tests.browser.walks.attending import goes
from tests.days import today
from tests.edges.invited import LEAD, ZOE, LiveRoster
from voting.registration.commands import EraseInvitee

pytestmark = pytest.mark.live


@pytest.fixture
def area(server):
    day = today()
    area, room = LiveRoster(server, start=day), LiveRoom(server, date=day)
    area.holds(room, area.event)
    yield area
    room.close()
    area.close()


def test_the_browsers_way_back_loses_nothing_and_registers_nobody_twice(area, contexts):
    tab = contexts(java_script_enabled=False).new_page()
    tab.goto(area.server.base + area.register_link)
    for name in ("name", "email"):
        tab.fill(f"[name={name}]", ZOE[name])
    goes(tab, "next")
    tab.check("[name=sector][value=school]")
    tab.fill("[name=access]", ZOE["access"])
    tab.check("[name=agreed]")
    goes(tab, "next")
    tab.go_back()
    expect(tab.locator("[name=access]")).to_have_value(ZOE["access"])
    expect(tab.locator("[name=sector][value=school]")).to_be_checked()
    tab.go_back()
    expect(tab.locator("[name=email]")).to_have_value(ZOE["email"])
    tab.fill("[name=name]", "Zoë Smythe")
    goes(tab, "next")
    tab.check("[name=sector][value=school]")
    tab.check("[name=agreed]")
    goes(tab, "next")
    goes(tab, "send")
    expect(tab.get_by_role("heading", name=said("person.done.registered.title"))).to_be_visible()
    tab.go_back()
    if tab.locator("button[value=send]").count():  # or else it would have asked again
        goes(tab, "send")
    [one] = area.invitees()
    assert one.about.name == "Zoë Smythe"


def test_the_link_brings_somebody_into_the_room_with_one_press(area, contexts):
    area.registered()
    tab = contexts().new_page()
    tab.goto(area.server.base + area.personal_link())
    tab.get_by_role("button", name=said("person.enter")).click()
    tab.wait_for_url(f"**/w/{area.area.event(area.event).workshop}")
    expect(tab.get_by_role("heading", name="Zoë Smith")).to_be_visible()


def test_a_page_about_somebody_who_was_erased_says_so(area, contexts):
    area.registered()
    one = area.invitee()
    context = contexts()
    context.add_cookies(area.lead.cookies)
    tab = context.new_page()
    tab.goto(f"{area.server.base}/area/{area.id}/people/of/{one.id}?event={area.event}")
    area.service.act_on_roster(area.id, LEAD, EraseInvitee(one.id))
    expect(tab.locator("#changes")).to_contain_text(said("people.fresh.changed"))
    tab.get_by_role("button", name=said("area.fresh.show")).click()
    expect(tab.locator("main")).to_contain_text(said("refusals.invitee-gone"))
