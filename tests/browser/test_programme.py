"""A programme's page in Chromium: sorted by keyboard, names hidden, looked at while it changes, on
small and on forced-colour screens."""

import re

from playwright.sync_api import expect

from lab.rig.server import wait_until
from lab.rig.words import said
from tests.browser.walks.parts import STILL
from tests.browser.walks.programmes import FIRST, SECOND, opened
from tests.builders import cascade
from tests.edges.programmes import Team

CLARITY = cascade().domains[0]


def a_team(server) -> tuple[Team, list[str]]:
    team = Team(server)
    areas = [area["area"] for area in team.adds("Ambridge; North", "Borchester; South", "Empty")]
    team.settles(areas[0], FIRST, SECOND)
    team.settles(areas[1], (0, *FIRST[1:]))
    return team, areas


def names(tab) -> list[str]:
    return [text.strip() for text in tab.locator("tbody th.heat-area").all_inner_texts()]


def test_it_sorts_by_keyboard_hides_names_and_shows_what_changes_meanwhile(server, contexts):
    team, areas = a_team(server)
    tab = opened(team.browser, contexts, team.page, viewport={"width": 1280, "height": 800})
    assert names(tab) == ["Ambridge", "Borchester", "Empty"]
    heading = tab.get_by_role("columnheader", name=CLARITY.short)
    heading.get_by_role("link").focus()
    tab.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    expect(heading.get_by_role("link")).to_be_focused()
    assert names(tab) == ["Borchester", "Ambridge", "Empty"]
    sorted_ = said("programme.sorted", name=CLARITY.short, order=said("programme.ascending"))
    expect(tab.get_by_role("status")).to_have_text(sorted_)
    tab.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert names(tab) == ["Ambridge", "Borchester", "Empty"]  # what is missing stays last
    tab.reload()  # the address says it, and the server sorts alike
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert names(tab) == ["Ambridge", "Borchester", "Empty"]

    tab.get_by_role("link", name=said("programme.hide_names")).click()
    tab.wait_for_url(re.compile("names=hidden"))
    expect(heading).to_have_attribute("aria-sort", "descending")
    for name in ("Ambridge", "Borchester", "North"):
        assert name not in tab.content()
    tab.get_by_role("link", name=said("programme.show_names")).click()
    expect(tab.get_by_role("rowheader", name="Ambridge")).to_be_visible()

    heading.get_by_role("link").click()  # the script sorts, in another way than the server does
    expect(heading).to_have_attribute("aria-sort", "ascending")
    # As many areas as the window allows: each is one line, and the frame fills the window.
    row = tab.locator(".heat tbody tr").first
    assert row.bounding_box()["height"] <= 60
    frame = tab.locator(".heat-scroll").first
    frame.focus()
    frame.evaluate("(frame) => (frame.isTheSame = true)")
    team.will(areas[0], "Book the village hall")
    expect(tab.locator("#due")).to_contain_text("Book the village hall", timeout=30_000)
    assert frame.evaluate("(frame) => frame.isTheSame")  # what shows the same as before stays
    assert names(tab) == ["Borchester", "Ambridge", "Empty"]

    team.settles(areas[2], SECOND)
    empty = tab.get_by_role("row", name="Empty")
    expect(empty.get_by_role("cell").first).to_contain_text("2", timeout=30_000)
    expect(tab.get_by_role("status")).to_have_text(said("area.fresh.updated"))
    expect(frame).to_be_focused()


def test_it_fits_a_small_screen_and_scrolls_by_keyboard_inside_its_frame(server, contexts):
    team, areas = a_team(server)
    for day in range(1, 12):
        told = {"text": f"Task {day}", "owner": "lead", "when": "day", "due": f"2020-03-{day:02}"}
        team.browser.post(f"/area/{areas[0]}/add_deadline", **told)
    small = {"viewport": {"width": 320, "height": 640}} | STILL
    tab = opened(team.browser, contexts, team.page, forced_colors="active", **small)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    frame = tab.locator(".heat-scroll").first
    name = frame.locator("tbody th.heat-area").first
    before = name.bounding_box()["x"]
    frame.focus()
    for _ in range(8):
        tab.keyboard.press("ArrowRight")
    wait_until(lambda: frame.evaluate("(frame) => frame.scrollLeft > 100"))
    assert name.bounding_box()["x"] == before  # it stays in sight
    cell = frame.locator("td.level").first
    expect(cell).to_contain_text(cascade().levels[2].label)  # the number and the word, not a colour
    steps = "getComputedStyle(document.querySelector('td.level'), '::before').color"
    assert tab.evaluate(steps) == tab.evaluate(
        "getComputedStyle(document.querySelector('td.level')).color"
    )
    days = tab.locator(".due-overdue .due-days").first.bounding_box()
    assert days["x"] + days["width"] <= 320  # in sight without scrolling
    last = tab.get_by_text("Task 11")
    expect(last).to_be_hidden()
    tab.emulate_media(media="print")
    expect(last).to_be_visible()  # paper has them all
    tab.emulate_media(media="screen")
    tab.get_by_text(said("programme.due.more", n=1)).click()
    expect(last).to_be_visible()
    tab.goto(f"{tab.url}/areas")  # each row is a block: nothing of it has to be scrolled to
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    field = tab.locator(".manage-table .input").first.bounding_box()
    button = tab.locator(".manage-table [data-copy]").first.bounding_box()
    assert 0 <= field["x"] < button["x"]
    assert button["x"] + button["width"] <= 320


def test_without_script_headings_sort_and_links_hide(server, contexts):
    team, _ = a_team(server)
    tab = contexts(java_script_enabled=False).new_page()
    tab.goto(team.links["programme"])
    tab.get_by_label(said("enter.link")).fill(team.links["programme"])
    tab.get_by_role("button", name=said("enter.open")).click()
    tab.get_by_role("columnheader", name=CLARITY.short).get_by_role("link").click()
    assert names(tab) == ["Borchester", "Ambridge", "Empty"]
    tab.get_by_label(said("programme.filter.region")).select_option("North")
    tab.get_by_role("button", name=said("programme.filter.button")).click()
    assert names(tab) == ["Ambridge"]
    assert "sort=clarity" in tab.url
    tab.get_by_role("link", name=said("programme.points.change")).click()
    assert said("changed.up", n=1) in tab.content()
    assert "region=North" in tab.url
