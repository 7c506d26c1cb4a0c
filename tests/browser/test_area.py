"""A lead's way through their area in Chromium: planned, changed, done, and renewed by itself.

That it says when the server can't be reached is a state of test_axe.py.
"""

import pytest
from playwright.sync_api import expect

from lab.rig.words import said
from tests.browser.walks.area import DECISIONS, AreaTabs
from tests.edges.areas import LiveArea


@pytest.fixture
def area(server):
    area = LiveArea(server)
    yield area
    area.close()


@pytest.fixture
def tabs(area, contexts):
    return AreaTabs(area, contexts)


def meeting(tab, name: str):
    return tab.locator("li.meeting").filter(has=tab.get_by_role("heading", name=name, exact=True))


def button(tab, key: str, about: str = ""):
    name = f"{said(key)} : {about}" if about else said(key)
    return tab.get_by_role("button", name=name, exact=True)


def link(tab, key: str, about: str = ""):
    name = f"{said(key)} : {about}" if about else said(key)
    return tab.get_by_role("link", name=name, exact=True)


def test_a_lead_plans_a_series_moves_it_cancels_and_marks_what_is_done(area, tabs):
    tab = tabs.opens()
    first, second = said("area.kinds.workshop-1"), said("area.kinds.workshop-2")
    link(tab, "area.act.follow_template").click()
    tab.get_by_label(said("area.fields.start")).fill("2031-03-05")
    button(tab, "area.form.follow_template.show").click()
    expect(tab.get_by_text("Wednesday 5 March 2031")).to_be_visible()
    button(tab, "area.form.follow_template.button").click()
    expect(tab.get_by_text(said("area.done_in.series.follow_template"))).to_be_focused()
    expect(meeting(tab, second)).to_contain_text("Wednesday 16 April 2031")
    task = said("area.steps.invitations-sent")
    due = tab.locator("#deadlines li").filter(has_text=task)
    expect(due).to_contain_text("22 January 2031")
    link(tab, "area.act.change_event", first).click()
    tab.get_by_label(said("area.fields.date")).fill("2031-03-19")
    button(tab, "area.form.change_event.button").click()
    expect(meeting(tab, first)).to_contain_text("Wednesday 19 March 2031")
    expect(meeting(tab, second)).to_contain_text(said("area.series.early", n=28))
    expect(due).to_contain_text("5 February 2031")
    link(tab, "area.act.cancel_event", second).click()
    button(tab, "area.form.cancel_event.button").click()
    expect(meeting(tab, second)).to_contain_text(said("area.states.cancelled"))
    expect(link(tab, "area.next.plan")).to_have_attribute("href", f"/?area={area.id}&event=e1")
    # The rest with the keyboard alone.
    done = button(tab, "area.act.mark_done", task)
    done.focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_text(said("area.done_in.deadlines.mark_done"))).to_be_focused()
    for _ in range(60):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.matches('#met > summary')"):
            break
    tab.keyboard.press("Enter")
    expect(tab.locator("#met")).to_contain_text(task)


def test_the_page_renews_itself_and_moves_neither_focus_nor_scrolling(area, tabs):
    area.decided("workshop-1", "2020-03-05", DECISIONS)
    tab = tabs.opens()
    status = tab.get_by_role("status")
    add = link(tab, "area.act.add_deadline")
    add.focus()
    before = add.bounding_box()["y"]
    area.does("plan_event", kind="other", title="A meeting above")
    expect(tab.get_by_role("heading", name="A meeting above")).to_be_attached()
    expect(status).to_have_text(said("area.fresh.updated"))
    expect(add).to_be_focused()
    assert abs(add.bounding_box()["y"] - before) < 2, "what is in sight stays where it is"
    # Without a connection the changes cannot be shown: it says so, and they can be asked for again.
    tab.evaluate("document.getElementById('changes').hidden = false")
    tab.context.set_offline(True)
    button(tab, "area.fresh.show").click()
    expect(tab.locator("#changes")).to_contain_text(said("area.fresh.stale"))
    tab.context.set_offline(False)
    button(tab, "area.fresh.show").click()
    expect(tab.locator("#changes")).to_be_hidden()
    add.focus()
    # A step that another took is no trouble where the page has renewed itself.
    area.does("add_deadline", text="Theirs", owner="lead", when="day", due="2020-03-05")
    expect(tab.locator("#deadlines")).to_contain_text("Theirs")
    button(tab, "area.act.mark_done", "Theirs").click()
    expect(tab.get_by_text(said("area.done_in.deadlines.mark_done"))).to_be_focused()


def test_a_form_tells_at_once_of_another_lead_and_then_shows_both(area, tabs):
    (event,) = area.does("plan_event", kind="other", place="Old hall").events
    tab = tabs.opens(f"/change_event?event={event.id}")
    place = tab.get_by_label(said("area.fields.place"))
    place.fill("My hall")
    area.does("change_event", event=event.id, kind="other", place="Their hall")
    expect(tab.get_by_text(said("area.fresh.form")).first).to_be_visible()
    expect(place).to_have_value("My hall")
    button(tab, "area.form.change_event.button").click()
    expect(tab.get_by_text(said("area.overtaken.title_self"))).to_be_visible()
    expect(tab.get_by_role("cell", name="Their hall")).to_be_visible()
    expect(place).to_have_value("My hall")
    button(tab, "area.form.change_event.button").click()
    expect(tab.get_by_text(said("area.done_in.series.change_event"))).to_be_focused()
    assert area.area.events[0].place == "My hall"


def test_on_paper_there_is_no_secret_and_nothing_to_press(area, tabs):
    area.does("follow_template", template="link-2015", start="2031-03-05")
    tab = tabs.opens()
    expect(tab.get_by_label(said("area.links.own"))).to_be_visible()
    tab.emulate_media(media="print")
    expect(tab.get_by_label(said("area.links.own"))).to_be_hidden()
    assert not [one for one in tab.locator("main a, main button").all() if one.is_visible()]
    expect(tab.get_by_role("heading", name=said("area.series.title"))).to_be_visible()
