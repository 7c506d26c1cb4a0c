"""The way from rating ahead to the first round in the room."""

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from lab.rig.words import opening, said
from tests.browser.pages import Phone
from tests.browser.stage import MOBILE, Stage
from tests.browser.walks.parts import SMALL, STILL, Walk
from tests.edges.ahead import all_rate_ahead
from tests.edges.invited import LiveRoster

OTHERS = [0, 0, 1, 1, 3, 3]  # what the others rated ahead


def rated_ahead(stage: Stage, contexts) -> Walk:
    area = LiveRoster(stage.server)
    area.holds(stage, area.event)
    try:
        yield from _rates(stage, area)
    finally:
        area.close()


def choose(tab: Tab, domain: str, rating: str) -> None:
    tab.locator(f"[data-domain={domain}] input[type=radio][value='{rating}']").check()


def state_of(tab: Tab, domain: str):
    return tab.locator(f"[data-domain={domain}] .ahead-state")


def _rates(stage: Stage, area: LiveRoster) -> Walk:
    zoe = area.registered()
    mine = f"/p/{area.id}/ahead?event={area.event}"
    tab = stage.tab(mine, zoe.browser, **SMALL)
    yield "ahead: as it opens", tab
    choose(tab, "clarity", "2")
    expect(state_of(tab, "clarity")).to_have_text(said("ahead.saved"))
    tab.locator("[data-domain=contact] summary").click()
    tab.locator("#reason-contact").fill("There is a list, and nobody keeps it")
    choose(tab, "contact", "cant-say")
    expect(state_of(tab, "contact")).to_have_text(said("ahead.saved"))
    yield "ahead: saved, with a reason", tab
    tab.context.set_offline(True)
    choose(tab, "structures", "1")
    expect(state_of(tab, "structures")).to_have_text(said("ahead.late"))
    yield "ahead: not saved yet", tab
    tab.context.set_offline(False)
    expect(state_of(tab, "structures")).to_have_text(said("ahead.saved"))
    tab.locator("#reason-evidence").evaluate("box => { box.value = 'x'; box.form.submit(); }")
    tab.locator("#error-summary").wait_for()
    yield "ahead: filled in wrongly", tab
    stage.people(len(OTHERS))
    all_rate_ahead(stage, clarity=OTHERS, contact=OTHERS)
    console, room = stage.console(**STILL), stage.room_view(**STILL)
    console.sees(said("trainer.ahead.title"))
    yield "trainer/lobby: how far rating ahead is", console
    stage.trainer.command("reveal_ahead", domain="clarity")
    zoe.opens(f"/p/{area.id}").sends(
        f"/p/{area.id}/enter", event=area.event, token=zoe.browser.token
    )
    phone = Phone(stage.tab(f"/w/{stage.id}", zoe.browser, **(MOBILE | STILL)))
    console.sees(said("trainer.next.revealed_ahead"))
    yield "trainer/revealed: what was rated ahead", console
    room.sees(said("room.next_ahead"))
    yield "room/revealed: what was rated ahead", room
    phone.sees(said("attendee.revealed.ahead"))
    yield "attendee/revealed: what was rated ahead", phone
    stage.opens("clarity")
    phone.sees(opening("attendee.open.as_before"))
    yield "attendee/open: to say the same as ahead", phone
    phone.tab.get_by_role("button", name=opening("attendee.open.as_before")).click()
    phone.is_saved()
    expect(phone.choice(2)).to_be_checked()
    stage.votes(1, 1, 1, 1, 2, 2)
    stage.closes()
    room.sees(said("room.outline_ahead"))
    yield "room/revealed: a round after what was rated ahead", room
    results = stage.results(**STILL)
    results.sees(said("lead.earlier_ahead"))
    yield "lead/revealed: what was rated ahead", results
    tab.goto(stage.server.base + mine)
    yield "ahead: ended", tab
