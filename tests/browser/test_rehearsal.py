"""A trainer alone tries the whole path by hand, sees that it is a rehearsal, and deletes it."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.pages import Console, Phone, Results, RoomView
from tests.browser.stage import LAPTOP, MOBILE, PROJECTOR
from tests.browser.words import DOMAIN_NAMES

PICTURES = ("Two camps", "Unanimous", "Strong agreement", "Close", "Spread")


def mark(page) -> Locator:
    return page.tab.get_by_text("Rehearsal · Nothing counts")


def is_marked(*pages) -> None:
    for page in pages:
        expect(mark(page)).to_be_in_viewport()
        expect(page.tab).to_have_title(re.compile("^Rehearsal · "))


@pytest.mark.timeout(180)
def test_a_trainer_alone_from_the_first_click_to_deleting_it(server, contexts, tmp_path):
    tab = contexts(**LAPTOP, accept_downloads=True).new_page()
    console = Console(tab)
    join = sets_it_up(console, server)
    # Windows of their own: a tab behind another one is drawn once a second.
    same = {"storage_state": tab.context.storage_state(), "accept_downloads": True}
    room = RoomView(contexts(**PROJECTOR, **same).new_page())
    room.tab.goto(tab.url.replace("/trainer/", "/room/"))
    phone = Phone(contexts(**MOBILE).new_page())
    phone.tab.goto(join)
    phone.introduce("Trainer A")
    console.press("Add them")
    console.sees("19 of 19 connected", "Practice attendee 18")
    room.sees("19 people have joined")
    for domain, wanted in zip(DOMAIN_NAMES, PICTURES, strict=False):
        goes_through(domain, wanted, console, room, phone)
    results = Results(contexts(**LAPTOP, **same).new_page())
    results.tab.goto(tab.url.replace("/trainer/", "/lead/"))
    is_marked(console, room, phone, results)
    file = results.download("Agreed ratings (CSV)", tmp_path)
    assert file.name.startswith("rehearsal-unfinished-test-area-")
    rows = file.read_text(encoding="utf-8-sig").splitlines()
    assert '"rehearsal"' in rows[0]
    assert all('"yes"' in row for row in rows[1:])
    deletes_it(console, [room, phone, results])


def sets_it_up(console: Console, server) -> str:
    """From the start page to the console; the join address."""
    tab = console.tab
    tab.goto(server.base)
    tab.get_by_label("Area").fill("Test area")
    tab.get_by_label("Kind of workshop").select_option("Workshop I")
    tab.get_by_label("This is a rehearsal").check()
    tab.get_by_role("button", name="Set up the workshop").click()
    expect(tab.get_by_role("heading", name="Your workshop is ready")).to_be_visible()
    is_marked(console)
    join = tab.get_by_label("Join address").input_value()
    tab.get_by_role("link", name="Open the console").click()
    console.sees("0 practice attendees take part.")
    return join


def goes_through(domain: str, wanted: str, console: Console, room: RoomView, phone: Phone) -> None:
    """Open, let them rate, close, look, rule."""
    console.is_ready()
    console.opens(domain)
    phone.rate(None)
    console.sees("1 of 19 have rated")
    console.is_ready()  # what that changed takes no press for a moment
    console.press(f"Let them rate: {wanted}")
    room.sees("19 of 19 have rated")
    console.closes()
    console.sees("Practice: ")
    console.is_ready()
    console.tab.get_by_role("checkbox", name="The picture in words").check()
    room.sees(wanted)
    is_marked(console, room, phone)
    if wanted == "Two camps":
        comes_closer(console, room, phone)
    if wanted == "Unanimous":
        console.rules("Unanimous")
    else:
        console.rules("Consensus", 1, "Only a try")
    room.sees("Elements of good practice")


def comes_closer(console: Console, room: RoomView, phone: Phone) -> None:
    """Talk, rate again, change their minds once, and see who moved."""
    console.is_ready()
    console.press("Start discussion")
    room.sees("Let's talk it over")
    console.is_ready()
    console.press("Rate again: round 2")
    phone.rate(None)
    console.press("Let them rate: Spread")
    room.sees("19 of 19 have rated")
    console.is_ready()
    console.press("Let them rate: Close")
    console.is_ready()
    console.closes()
    console.is_ready()
    console.tab.get_by_role("checkbox", name="Who moved").check()
    room.sees("moved up")


def deletes_it(console: Console, others: list) -> None:
    console.press("Delete this rehearsal")
    console.answer("Go back")
    console.sees("Practice attendee 18")
    console.press("Delete this rehearsal")
    console.answer("Delete the rehearsal")
    console.sees("The rehearsal is deleted. Nothing of it is kept here.")
    expect(console.tab).to_have_url(re.compile(r"/\?deleted$"))
    for page in others:
        page.sees("There is no such workshop here. It may have been deleted.")
        page.tab.reload()
        page.sees("There is no such workshop here. It may have been deleted.")


def test_a_real_workshop_has_no_mark_and_no_practice_panel(stage):
    stage.joins()
    console = stage.console()
    pages = [console, stage.phone(), stage.room_view(), stage.results()]
    console.sees("Before the first domain")
    for page in pages:
        expect(mark(page)).to_have_count(0)
        expect(page.tab).not_to_have_title(re.compile("Rehearsal"))
    console.does_not_see("Practice")
    expect(console.button("Delete this rehearsal")).to_have_count(0)


def test_the_room_view_of_a_rehearsal_still_fits_its_screen(server, contexts):
    tab = contexts(**PROJECTOR).new_page()
    sets_it_up(Console(tab), server)
    tab.goto(tab.url.replace("/trainer/", "/room/"))
    expect(tab.get_by_text("Nobody has joined yet")).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollHeight <= innerHeight")
