"""axe with every rule on, reflow and targets, in every state of every page."""

import pytest
from playwright.sync_api import expect

from tests.browser.access import problems
from tests.browser.stage import MOBILE, Stage
from tests.browser.words import DOMAIN_NAMES, SIGHTS


@pytest.fixture
def tab(stage, contexts):
    """A stranger's browser on a phone."""
    return contexts(viewport={"width": 390, "height": 844}).new_page()


@pytest.mark.parametrize("path", ["/", "/join", "/j/ZZZZZZ", "/nothing-here", "/enter"])
def test_pages_for_strangers(stage, tab, path):
    tab.goto(stage.server.base + path)
    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    assert problems(tab, targets=True) == []


def test_a_form_that_was_filled_in_wrongly(stage, tab):
    tab.goto(stage.server.base)
    tab.get_by_label("Area").fill("<b>")
    tab.get_by_role("button", name="Set up the workshop").click()
    expect(tab.get_by_role("group", name="Please check this")).to_be_focused()
    assert problems(tab, targets=True) == []


def test_joining(stage, tab):
    tab.goto(f"{stage.server.base}/j/{stage.code}")
    assert problems(tab, targets=True) == []
    tab.get_by_label("Your name or initials").fill("<i>")
    tab.get_by_label("Where you work").select_option("School or college")
    tab.get_by_role("button", name="Join").click()
    expect(tab.get_by_role("group", name="Please check this")).to_be_focused()
    assert problems(tab, targets=True) == []


def test_coming_back_by_the_code(stage):
    phone = stage.phone()
    phone.tab.goto(f"{stage.server.base}/j/{stage.code}")
    phone.sees("Welcome back")
    assert problems(phone, targets=True) == []


def test_a_new_workshop(stage):
    tab = stage.tab(f"/workshops/{stage.id}/created", stage.trainer.browser)
    assert problems(tab, targets=True) == []


def test_the_phone_in_every_phase(stage):
    phone = stage.phone()
    stage.people(3)
    for phase in stage.course(0, 1, None):
        phone.shows(phase)
        assert problems(phone, targets=True) == []
        if phase == "open":
            phone.rate(2)
            assert problems(phone, targets=True) == []


def test_the_phone_with_its_menu_and_notices(stage):
    phone = stage.phone()
    stage.opens("clarity")
    stage.trainer.command("set_timer", seconds=300)
    phone.is_asked("clarity")
    phone.tab.get_by_text("Menu", exact=True).click()
    assert problems(phone, targets=True) == []
    phone.button("Change name or workplace").click()
    assert problems(phone, targets=True) == []
    phone.tab.get_by_label("Your name or initials").fill("<i>")
    phone.button("Save the change").click()
    phone.sees("without < > tags")
    assert problems(phone, targets=True) == []
    phone.button("Cancel").click()
    stage.trainer.command("cancel_round", round=stage.trainer.view["round"]["id"])
    phone.sees("That round was cancelled")
    assert problems(phone, targets=True) == []


def test_the_phone_of_somebody_who_is_not_taking_part(stage):
    phone = stage.phone()
    phone.pick("Leave the workshop")
    assert problems(phone, targets=True) == []
    phone.button("Leave").click()
    phone.sees("You have left")
    assert problems(phone, targets=True) == []
    phone.button("Come back").click()
    phone.sees("You're in")
    stage.trainer.command("remove_person", person=stage.person("Attendee A"))
    phone.sees("You are not taking part")
    assert problems(phone, targets=True) == []


def test_a_refused_vote(stage):
    phone = stage.phone()
    stage.opens("clarity")
    phone.is_asked("clarity")
    phone.tab.context.set_offline(True)
    phone.touch(2)
    phone.sees("Not saved yet")
    assert problems(phone, targets=True) == []
    stage.closes()
    phone.tab.context.set_offline(False)
    phone.sees("Your last change was not taken")
    assert problems(phone, targets=True) == []


@pytest.mark.parametrize(
    "page",
    ["room_view", "results", "console"],
)
def test_the_other_pages_in_every_phase(stage, page):
    shown = getattr(stage, page)()
    stage.people(3)
    for phase in stage.course(0, 1, 1):
        shown.sees(SIGHTS[page][phase])
        assert problems(shown) == [], phase


def test_the_console_with_its_panels_and_questions(stage):
    console = stage.console()
    stage.joins("Attendee A")
    for panel in ("Room view", "Trainers", "Workshop details", "Keyboard shortcuts"):
        console.panel(panel)
    console.panel("Links and invitation").get_by_role("button", name="Show the links").click()
    expect(console.tab.get_by_role("textbox", name="Invitation text")).to_be_visible()
    assert problems(console) == []
    stage.opens("clarity")
    stage.trainer.command("set_timer", seconds=300)
    console.press("Cancel this round")
    assert problems(console) == []
    stage.closes()
    console.answer("Cancel the round")
    console.sees("Nothing was done twice.")
    assert problems(console) == []
    console.submit_ruling()
    console.method("Consensus").check()
    assert problems(console) == []


def test_the_room_view_without_a_code(stage):
    room = stage.room_view()
    stage.trainer.command("hide_code")
    room.sees("The workshop is about to begin.")
    assert problems(room) == []
    stage.trainer.command("lock_joining")
    room.sees("Joining is locked.")
    assert problems(room) == []


def test_results_with_every_kind_of_ruling(stage):
    results = stage.results()
    stage.people(3)
    for domain, ratings, ruling in (
        ("clarity", (1, 1, 1), ("unanimous", None, "")),
        ("contact", (0, 1, 1), ("majority", None, "With a note")),
        ("structures", (0, 3, None), ("tie-break", 0, "To be careful")),
        ("outcomes", (0, 1, 2), ("unresolved", None, "Two views stand")),
    ):
        stage.rates(domain, *ratings)
        stage.rules(domain, *ruling)
    expect(results.story("outcomes")).to_contain_text("Two views stand")
    assert problems(results) == []
    assert len(results.profile()) == len(DOMAIN_NAMES)


def test_pages_that_have_ended(stage):
    pages = [stage.second_console(), stage.room_view(), stage.results()]
    for link in ("trainer", "room", "lead"):
        stage.trainer.command("replace_link", link=link)
    for page in pages:
        page.sees("This link has been replaced.")
        assert problems(page) == []


def test_a_rehearsal(server, contexts):
    stage = Stage(server, contexts, rehearsal="1")
    try:
        console, phone = stage.console(), stage.phone()
        pages = [console, phone, stage.room_view(), stage.results()]
        tabs = [stage.tab(f"/workshops/{stage.id}/created", stage.trainer.browser)]
        tabs.append(stage.tab(f"/j/{stage.code}", stage.browser(), **MOBILE))
        assert [problems(tab, targets=True) for tab in tabs] == [[], []]
        console.press("Add them")
        console.sees("18 practice attendees take part.")
        assert [problems(page) for page in pages] == [[], [], [], []]
        stage.trainer.refresh()
        stage.opens("clarity")
        console.press("Let them rate: Two camps")
        console.sees("18 of 19 have rated")
        assert [problems(page) for page in pages] == [[], [], [], []]
        stage.closes()
        console.is_ready()
        console.tab.get_by_label("Practice attendees to add").fill("99")
        console.press("Add them")
        console.sees("Give a whole number from 1 to 12.")
        assert [problems(page) for page in pages] == [[], [], [], []]
        console.press("Delete this rehearsal")
        assert problems(console) == []
        console.answer("Delete the rehearsal")
        console.sees("The rehearsal is deleted.")
        phone.sees("This page has ended")
        pages[2].sees("This view has ended")
        pages[3].sees("This page is closed")
        assert [problems(page) for page in pages] == [[], [], [], []]
    finally:
        stage.close()


def test_pages_that_may_be_out_of_date(stage):
    stage.people(2)
    stage.rates("contact", 0, 1)
    stage.opens("clarity")
    pages = [stage.phone(), stage.console(), stage.room_view()]
    with stage.frozen():
        for page in pages:
            expect(page.mark).to_be_visible()
        assert [problems(page) for page in pages] == [[], [], []]


def test_results_that_may_be_out_of_date(stage):
    results = stage.results()
    results.tab.context.set_offline(True)
    expect(results.mark).to_be_visible()
    assert problems(results) == []
