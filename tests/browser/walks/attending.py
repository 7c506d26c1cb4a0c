"""Somebody who registers, and their own page."""

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from lab.rig.live_room import LiveRoom
from lab.rig.words import said
from tests.browser.stage import Stage
from tests.browser.walks.parts import SMALL, Walk
from tests.days import today
from tests.edges.invited import LEAD, ZOE, LiveRoster
from voting.registration.commands import ChangeRegistration


def somebody_registers(stage: Stage, contexts) -> Walk:
    day = today()
    area = LiveRoster(stage.server, start=day, capacity=1)
    room = LiveRoom(stage.server, date=day)
    area.holds(room, area.event)
    try:
        yield from _registers(stage, area)
        yield from _is_there(stage, area, room)
    finally:
        room.close()
        area.close()


def _registers(stage: Stage, area: LiveRoster) -> Walk:
    tab = stage.tab(area.register_link, stage.browser(), **SMALL)
    yield "registration_form: as it opens", tab
    goes(tab, "next")
    expect(tab.get_by_role("group", name=said("common.error_title"))).to_be_focused()
    yield "registration_form: filled in wrongly", tab
    for name in ("name", "email", "organisation", "role"):
        tab.fill(f"[name={name}]", ZOE[name])
    goes(tab, "next")
    yield "registration_form: the second page", tab
    goes(tab, "next")
    yield "registration_form: the second page filled in wrongly", tab
    tab.check("[name=sector][value=school]")
    tab.fill("[name=access]", ZOE["access"])
    tab.check("[name=agreed]")
    goes(tab, "next")
    yield "registration_form: check your answers", tab
    goes(tab, "send")
    expect(tab.get_by_role("heading", name=said("person.done.registered.title"))).to_be_visible()
    yield "person: registered a moment ago", tab
    tab.goto(f"{stage.server.base}/p/{area.id}")
    yield "person: on the day", tab
    tab.goto(f"{stage.server.base}/p/{area.id}/cancel?event={area.event}")
    yield "person_cancel: about to cancel", tab
    tab.goto(f"{stage.server.base}/privacy")
    yield "privacy: as it opens", tab


def _is_there(stage: Stage, area: LiveRoster, room: LiveRoom) -> Walk:
    tab = stage.tab(area.register_link, stage.browser(), **SMALL)
    for name in ("name", "email"):
        tab.fill(f"[name={name}]", ZOE[name])
    goes(tab, "next")
    tab.check("[name=sector][value=school]")
    tab.check("[name=agreed]")
    goes(tab, "next")
    goes(tab, "send")
    yield "registration_form: an address that is registered", tab
    tab.goto(f"{stage.server.base}{area.register_link}/link")
    yield "registration_link: without a mail server", tab
    area.service.act_on_roster(area.id, LEAD, ChangeRegistration(area.event, open=False))
    tab.goto(f"{stage.server.base}{area.register_link}")
    yield "registration_closed: by its lead", tab
    tab.goto(f"{stage.server.base}{area.personal_link()}")
    tab.goto(f"{stage.server.base}/j/{room.code}")
    yield "details: somebody with a personal link", tab


def goes(tab: Tab, to: str) -> None:
    """Press a button of the form, and be on the page that it leads to."""
    with tab.expect_navigation():
        tab.click(f"button[name=go][value={to}]")
