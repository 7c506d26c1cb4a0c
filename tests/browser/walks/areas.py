"""What a browser holds: areas and their workshops, the next one, and forgetting them."""

from datetime import timedelta

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from lab.rig.live_room import DETAILS
from lab.rig.words import said
from tests.browser.stage import Stage
from tests.browser.walks.parts import SMALL, Walk
from voting.moments import now


def holding(stage: Stage, contexts) -> Walk:
    desk, today = stage.browser(), now().date()

    def makes(**fields: str) -> dict:
        return desk.post("/workshops", **{**DETAILS, "title": "", **fields})

    kent = makes(area="Kent & Medway", date=str(today))
    makes(area="Kent & Medway", date=str(today), rehearsal="1", area_id=kent["area"])
    for number in range(4):
        makes(area=f"Borough {number}", date=str(today - timedelta(days=number + 1)))
    desk.enter(stage.links["lead"])
    tab = stage.tab("/", desk, **SMALL)
    yield "home: with areas and workshops", tab
    tab.get_by_label(said("home.area"), exact=True).fill("kent & medway")
    press(tab, "home.create_button")
    expect(tab.get_by_role("radio")).to_have_count(2)
    yield "same: an area of the same name", tab
    press(tab, "plan.same_button")
    expect(tab.get_by_role("group", name=said("common.error_title"))).to_be_focused()
    yield "same: nothing chosen", tab
    tab.goto(f"{stage.server.base}/?area={kent['area']}")
    yield "next: filled in from the last workshop", tab
    tab.get_by_label(said("home.date")).fill("")
    press(tab, "home.create_button")
    expect(tab.get_by_role("group", name=said("common.error_title"))).to_be_focused()
    yield "next: filled in wrongly", tab
    tab.get_by_label(said("home.date")).fill(str(today + timedelta(days=7)))
    press(tab, "home.create_button")
    expect(tab.get_by_text(said("created.early", n=7))).to_be_visible()
    yield "created: too early, in an area that this browser holds", tab
    tab.goto(f"{stage.server.base}/forget")
    yield "forget: areas and workshops", tab
    tab.get_by_role("button", name=said("forget.button", name="Borough 1")).click()
    expect(tab.get_by_text(said("forget.done.one"))).to_be_focused()
    yield "home: an area forgotten", tab
    tab.goto(f"{stage.server.base}/forget")
    press(tab, "forget.all_button")
    expect(tab.get_by_text(said("forget.done.all"))).to_be_focused()
    tab.goto(f"{stage.server.base}/forget")
    yield "forget: nothing held", tab


def press(tab: Tab, key: str) -> None:
    tab.get_by_role("button", name=said(key), exact=True).click()
