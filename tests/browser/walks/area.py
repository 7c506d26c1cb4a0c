"""An area's page, its forms, and the links of its workshops."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from lab.rig.words import said
from tests.browser.stage import Stage
from tests.browser.walks.parts import SMALL, Walk
from tests.edges.areas import LiveArea
from tests.edges.programmes import Team

DECISIONS = (1, 0, 1, None, 2, 1, 1)
LATER = (2, 0, 3, 1, 1, None, 2)
LONG = "Thornleigh-under-Edge Partnership for Children and Young People"


class AreaTabs:
    """Pages of an area in Chromium, with a lead's cookies."""

    def __init__(self, area: LiveArea, contexts) -> None:
        self.area = area
        self._contexts = contexts

    def opens(self, path: str = "", **look) -> Tab:
        context = self._contexts(**(SMALL | look))
        context.add_cookies(self.area.lead.cookies)
        tab = context.new_page()
        tab.goto(self.area.server.base + self.area.path + path)
        return tab

    def goes(self, tab: Tab, path: str = "") -> Tab:
        tab.goto(self.area.server.base + self.area.path + path)
        return tab


@contextmanager
def live_area(server, name: str = LONG) -> Iterator[LiveArea]:
    area = LiveArea(server, name, region="Borsetshire")
    try:
        yield area
    finally:
        area.close()


def plan_all(area: LiveArea, room: Stage) -> None:
    """Every kind of meeting and deadline, all of it overdue."""
    area.decided("workshop-1", "2020-03-05", DECISIONS)
    area.decided("workshop-2", "2020-04-05", LATER, people=8)
    event = area.holds(room)
    room.people(3)
    area.does("plan_event", kind="other", date="2020-05-05", title=LONG)
    area.does("cancel_event", event=area.area.series()[2].id)
    area.does("plan_event", kind="workshop-2", date="2020-03-20", link="https://call.example")
    area.does("plan_event", kind="other", date="2020-05-06", time="10:00", minutes="90", place=LONG)
    for text, due in (("Book the hall", "2020-02-05"), (LONG, "2020-02-06"), ("Met", "2020-02-07")):
        area.does("add_deadline", text=text, owner="lead", when="day", due=due)
    rule = {"when": "event", "event": event, "count": "2", "unit": "weeks", "side": "before"}
    area.does("add_deadline", text="Invite", owner="programme", **rule)
    area.does("mark_done", deadline=area.area.deadlines[2].id)
    area.does("change_leads", name_1="Jo Archer", email_1="jo@example.org", name_2="Sam Grundy")


def an_area(stage: Stage, contexts) -> Walk:
    with live_area(stage.server) as area:
        yield from planned(area, contexts)
    with live_area(stage.server) as area:
        yield from in_full(area, stage, contexts)


def planned(area: LiveArea, contexts) -> Walk:
    tabs = AreaTabs(area, contexts)
    tab = tabs.opens("/erase")
    yield "area_erase: about to erase", tab
    tabs.goes(tab, "/follow_template?template=link-2015&start=2031-03-05")
    yield "area_form: a series, with all its dates", tab
    tab.get_by_role("button", name=said("area.form.follow_template.button")).click()
    expect(tab.get_by_text(said("area.done_in.series.follow_template"))).to_be_focused()
    yield "area: a series has been planned", tab
    tabs.goes(tab, "/plan_event")
    tab.get_by_label(said("area.fields.minutes")).fill("lots")
    tab.get_by_role("button", name=said("area.form.plan_event.button"), exact=True).click()
    expect(tab.get_by_role("group", name=said("common.error_title"))).to_be_focused()
    yield "area_form: a meeting filled in wrongly", tab
    tabs.goes(tab, "/add_deadline").get_by_label(said("area.fields.when_event")).check()
    yield "area_form: a new deadline before a meeting", tab
    yield "area_form: leads", tabs.goes(tab, "/change_leads")


def in_full(area: LiveArea, stage: Stage, contexts) -> Walk:
    tabs = AreaTabs(area, contexts)
    plan_all(area, stage)
    area.decided("review", "2020-06-05", LATER[:2])
    event = area.area.event_of(stage.id).id
    tab = tabs.opens()
    tab.get_by_role("button", name=said("area.changed.compare")).click()
    tab.get_by_text(said("area.deadlines.met", n=1)).click()
    series = tab.get_by_role("region", name=said("area.changed.history_caption"))
    expect(series.get_by_role("columnheader")).to_have_count(4)  # domains and three workshops
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    yield "area: everything there can be, and two workshops compared", tab
    tab.get_by_label(said("area.changed.to")).select_option(index=0)  # and is still choosing
    area.does("plan_event", kind="session")
    expect(tab.get_by_role("heading", name=said("area.kinds.session"))).to_be_visible()
    tab.context.set_offline(True)
    expect(tab.locator(".banner")).to_have_text(said("area.fresh.stale"))
    yield "area: another lead changed it, and no connection", tab
    tab.context.set_offline(False)
    expect(tab.locator(".banner")).to_have_count(0)
    yield from forms(area, tabs, stage, event)


def forms(area: LiveArea, tabs: AreaTabs, stage: Stage, event: str) -> Walk:
    tab = tabs.opens(f"/cancel_event?event={event}")
    yield "area_form: a cancellation that shuts people out", tab
    tabs.goes(tab, f"/change_event?event={event}")
    area.does("change_event", event=event, kind="workshop-1", place="Their hall")
    tab.get_by_label(said("area.fields.place")).fill("My hall")
    tab.get_by_role("button", name=said("area.form.change_event.button"), exact=True).click()
    expect(tab.get_by_text(said("area.overtaken.title_self"))).to_be_visible()
    yield "area_form: another lead was first", tab
    yield "area_form: about to replace its link", tabs.goes(tab, "/replace_area_link")
    Team(area.server).does("take_in", link=area.link)
    yield "area_form: about to leave its programme", tabs.goes(tab, "/leave_programme")
    area.does("leave_programme")
    path = f"/workshops/{stage.id}"
    tabs.goes(tab, f"{path}/replace?link=lead")
    tab.get_by_role("button", name=said("area.workshop.replace_button")).click()
    expect(tab.get_by_text(said("area.workshop.replaced.lead"))).to_be_focused()
    yield "area_workshop: a link replaced", tab
    yield "area_workshop: about to replace a link", tabs.goes(tab, f"{path}/replace?link=trainer")
    tabs.goes(tab, f"{path}/move")
    tab.get_by_role("button", name=said("area.workshop.move_button")).click()
    expect(tab.get_by_role("group", name=said("common.error_title"))).to_be_focused()
    yield "area_workshop: moved to nowhere", tab
