"""Rating ahead in a browser: by keyboard alone, without script, and with a connection that goes."""

import re

import pytest
from playwright.sync_api import expect

from lab.rig.words import opening, said
from tests.browser.pages import Phone
from tests.browser.stage import LAPTOP, MOBILE
from tests.edges.ahead import all_rate_ahead
from tests.edges.invited import LiveRoster

SAVED = said("ahead.saved")


@pytest.fixture
def area(stage):
    area = LiveRoster(stage.server)
    area.holds(stage, area.event)
    area.zoe = area.registered()
    area.page = f"/p/{area.id}/ahead?event={area.event}"
    yield area
    area.close()


def rated(stage, area):
    person = area.identity.invited_as(area.invitee().id, stage.id)
    answers = area.service.own_ahead(stage.id, person).answers
    return {key: (one.rating, one.reason) for key, one in answers.items()}


def state_of(tab, domain):
    return tab.locator(f"[data-domain={domain}] .ahead-state")


def focused(tab) -> str:
    return tab.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")


def tabs_to(tab, wanted: str) -> None:
    """The tab key leads there, and the focus is seen on the way."""
    for _ in range(40):
        tab.keyboard.press("Tab")
        looks = tab.evaluate(
            "(at => getComputedStyle(at.closest('.card') ?? at).outlineStyle)"
            "(document.activeElement)"
        )
        assert looks != "none", focused(tab)
        if re.search(wanted, focused(tab)):
            return
    raise AssertionError(f"the tab key never leads to {wanted}")


def test_rating_ahead_by_keyboard_alone_is_kept_and_offered_in_the_room(stage, area):
    tab = stage.tab(area.page, area.zoe.browser, **LAPTOP)
    first = tab.get_by_role("radio").first
    while not first.evaluate("one => one === document.activeElement"):
        tab.keyboard.press("Tab")
    before = first.bounding_box()
    tab.keyboard.press("ArrowDown")
    expect(tab.get_by_role("radio", name=re.compile("^1 ")).first).to_be_checked()
    assert state_of(tab, "clarity").text_content() != SAVED  # it may be on the way to another one
    tab.keyboard.press("ArrowDown")
    expect(state_of(tab, "clarity")).to_have_text(SAVED)
    assert first.bounding_box() == before
    assert rated(stage, area) == {"clarity": (2, "")}
    tabs_to(tab, f"^{re.escape(said('ahead.why'))}")
    tab.keyboard.press("Enter")
    tabs_to(tab, "^reason-clarity$")
    tab.keyboard.type("We have a map")
    tabs_to(tab, "^(rate-contact|contact)|^$")
    expect(state_of(tab, "clarity")).to_have_text(SAVED)
    assert rated(stage, area) == {"clarity": (2, "We have a map")}
    expect(tab.get_by_role("status").last).to_have_text(SAVED)
    tab.reload()
    assert tab.locator("#reason-clarity").input_value() == "We have a map"
    expect(tab.get_by_role("radio", name=re.compile("^2 ")).first).to_be_checked()


def test_what_waits_without_a_connection_is_sent_by_the_next_visit(stage, area):
    tab = stage.tab(area.page, area.zoe.browser, **MOBILE)
    tab.context.set_offline(True)
    tab.locator("[data-domain=clarity] input[type=radio][value='3']").check()
    expect(state_of(tab, "clarity")).to_have_text(said("ahead.late"))
    assert rated(stage, area) == {}
    tab.goto("about:blank")
    tab.context.set_offline(False)
    tab.goto(stage.server.base + area.page)
    expect(state_of(tab, "clarity")).to_have_text(SAVED)
    expect(tab.locator("[data-domain=clarity] input[type=radio][value='3']")).to_be_checked()
    assert rated(stage, area) == {"clarity": (3, "")}
    kept = tab.evaluate("Object.entries(localStorage).filter(([key]) => key.endsWith('.ahead'))")
    assert len(kept) == 1
    assert '"cells":{}' in kept[0][1]


def test_without_script_a_form_saves_all_and_a_phone_offers_it_in_the_room(stage, area):
    context = stage.contexts(java_script_enabled=False, **MOBILE)
    context.add_cookies(area.zoe.browser.cookies)
    tab = context.new_page()
    tab.goto(stage.server.base + area.page)
    tab.locator("[data-domain=clarity] input[type=radio][value='2']").check()
    tab.locator("[data-domain=contact] input[type=radio][value='cant-say']").check()
    tab.get_by_role("button", name=said("ahead.save")).click()
    expect(tab.locator("main")).to_contain_text(said("ahead.rated", n=2, all=7))
    assert rated(stage, area) == {"clarity": (2, ""), "contact": (None, "")}
    stage.people(5)
    all_rate_ahead(stage, clarity=[0, 1, 2, 3, 3])
    stage.trainer.command("reveal_ahead", domain="clarity")
    to = {"event": area.event, "token": area.zoe.browser.token}
    area.zoe.opens(f"/p/{area.id}").sends(f"/p/{area.id}/enter", **to)
    phone = Phone(stage.tab(f"/w/{stage.id}", area.zoe.browser, **MOBILE))
    phone.sees(said("attendee.revealed.ahead"))
    stage.opens("clarity")
    again = phone.tab.get_by_role("button", name=opening("attendee.open.as_before"))
    expect(again).to_be_visible()
    assert not any(one.is_checked() for one in phone.choices.all())
    again.focus()
    phone.tab.keyboard.press("Enter")
    phone.is_saved()
    expect(phone.choice(2)).to_be_checked()
    expect(again).to_have_count(0)
    stage.closes()
    stage.opens("clarity")
    expect(phone.choice(2)).not_to_be_checked()
    expect(again).to_have_count(0)  # a second round has nothing of it
