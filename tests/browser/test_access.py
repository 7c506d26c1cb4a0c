"""Keyboard alone, a screen much enlarged, forced colours, no motion, and text that is code."""

import pytest
from playwright.sync_api import expect

from demo.client import Refused
from tests.browser.pages import LivePage, Phone
from tests.browser.words import LEVELS, level

ZOOMED = {"viewport": {"width": 320, "height": 256}}  # 1280 x 1024 at 400%
REFUSED = (  # as names and titles, for the tags in them
    "<script>alert(1)</script>",
    "</script><script>window.harmed=1</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "]]> --> <!-- -->",
)
TAKEN = (
    "' onfocus=alert(1) autofocus='",
    '" onmouseover="window.harmed=1',
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)} `${alert(1)}`",
    "{{ 7 * 7 }} {% raw %} {0.__class__}",
    "&lt;img src=x onerror=alert(1)&gt;",
    "\\u003cscript\\u003ealert(1)",
)


@pytest.mark.parametrize("look", [{}, ZOOMED], ids=["laptop", "enlarged"])
def test_a_keyboard_alone_joins_rates_and_changes(stage, contexts, look):
    phone = Phone(contexts(**look).new_page())
    keys = phone.tab.keyboard
    phone.tab.goto(f"{stage.server.base}/join")
    tab_to(phone, phone.tab.get_by_label("Join code"))
    keys.type(stage.code)
    keys.press("Enter")
    tab_to(phone, phone.tab.get_by_label("Your name or initials"))
    keys.type("Attendee A")
    keys.press("Tab")
    keys.type("School")
    keys.press("Enter")
    tab_to(phone, phone.button("Join"))
    keys.press("Enter")
    phone.sees("You're in, Attendee A")
    stage.opens("clarity")
    phone.is_asked("clarity")
    tab_to(phone, phone.choice(0))
    keys.press("Space")
    phone.is_saved()
    keys.press("ArrowDown")
    expect(phone.save_bar).not_to_contain_text("Saved")
    phone.is_saved()
    assert stage.closes() == [0, 1, 0, 0]


def test_a_keyboard_alone_leads_a_domain(stage):
    console = stage.console()
    keys = console.tab.keyboard
    stage.people(2)
    for button in ("Open a round: Clarity on roles", "Close and reveal", "Start discussion"):
        console.is_ready()
        tab_to(console, console.next_step.get_by_role("button", name=button))
        keys.press("Enter")
        console.sees(
            {"O": "A round is open", "C": "Ratings revealed", "S": "Discussion"}[button[0]]
        )
        if button.startswith("Open"):
            stage.votes(0, 1)
    console.is_ready()
    tab_to(console, console.method("Consensus"))
    keys.press("ArrowDown")
    expect(console.method("Tie-break")).to_be_checked()
    tab_to(console, console.note)
    keys.type("To be careful")
    keys.press("Tab")
    keys.press("Enter")
    console.sees("Ruling recorded")


def test_the_focus_can_be_seen(stage):
    console = stage.console()
    stage.joins()
    console.tab.keyboard.press("Tab")
    visited = 0
    while console.tab.evaluate("document.activeElement !== document.body"):
        assert console.tab.evaluate(RING), console.focused()
        console.tab.keyboard.press("Tab")
        visited += 1
    assert visited > 10


def test_an_error_takes_the_focus_and_says_how_to_mend_it(stage, contexts):
    tab = contexts().new_page()
    tab.goto(f"{stage.server.base}/join")
    tab.get_by_label("Join code").fill("ZZZ-ZZZ")
    tab.keyboard.press("Enter")
    summary = tab.get_by_role("group", name="Please check this")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    field = tab.get_by_label("Join code")
    expect(field).to_be_focused()
    expect(field).to_have_value("ZZZ-ZZZ")


@pytest.mark.parametrize("page", ["phone", "console", "room_view", "results"])
def test_without_colours_every_level_is_told_by_its_words(stage, page):
    plain = getattr(stage, page)(forced_colors="active", reduced_motion="reduce")
    coloured = getattr(stage, page)()
    stage.people(4)
    stage.rates("clarity", 0, 1, 2, 3)
    for shown in (plain, coloured):
        shown.sees("Ratings in round 1")
        shown.rests()
    for name in LEVELS:
        expect(plain.main.get_by_text(name).first).to_be_visible()
    assert told(plain) == told(coloured)


def test_without_colours_the_choice_is_still_seen(stage):
    phone = stage.phone(forced_colors="active")
    stage.opens("clarity")
    phone.rate(2)
    expect(phone.tab.get_by_role("radio", checked=True)).to_have_count(1)
    for rating in range(len(LEVELS)):
        expect(phone.main.get_by_text(level(rating), exact=True)).to_be_visible()


def test_nothing_moves_for_those_who_asked_for_that(stage):
    room = stage.room_view(reduced_motion="reduce")
    stage.people(2)
    stage.rates("clarity", 0, 1)
    room.sees("Round 1")
    longest = """Math.max(0, ...document.getAnimations().map(
        (one) => one.effect.getComputedTiming().activeDuration))"""
    assert room.tab.evaluate(longest) <= 1


def test_text_that_is_code_is_only_ever_text(stage):
    pages: list[LivePage] = [stage.console(), stage.room_view(), stage.results(), stage.phone()]
    for text in TAKEN:
        stage.joins(text)
        stage.trainer.command("introduce", name=text)
        entitle(stage, text)
        for page in pages:
            page.sees(text)
    pages[0].sees(*TAKEN)
    stage.rates("clarity")
    stage.rules("clarity", "unresolved", None, TAKEN[0])
    for page in pages:
        page.tab.reload()
        page.sees(TAKEN[-1])
        assert not page.tab.evaluate("'harmed' in window")
    pages[2].sees(TAKEN[0])


@pytest.mark.parametrize("text", REFUSED)
def test_tags_are_refused_and_given_back_as_text(stage, contexts, text):
    tab = contexts().new_page()
    tab.goto(f"{stage.server.base}/j/{stage.code}")
    tab.get_by_label("Your name or initials").fill(text)
    tab.get_by_label("Where you work").select_option("School or college")
    tab.get_by_role("button", name="Join").click()
    expect(tab.get_by_role("group", name="Please check this")).to_be_visible()
    expect(tab.get_by_label("Your name or initials")).to_have_value(text)
    assert not tab.evaluate("'harmed' in window")
    with pytest.raises(Refused):
        entitle(stage, text)


def test_a_code_that_is_code_is_given_back_as_text(stage, contexts):
    tab = contexts().new_page()
    for text in (*REFUSED, *TAKEN):
        tab.goto(f"{stage.server.base}/join")
        tab.get_by_label("Join code").fill(text[:20])
        tab.get_by_role("button", name="Go on").click()
        expect(tab.get_by_label("Join code")).to_have_value(text[:20])
        assert not tab.evaluate("'harmed' in window")


# --- parts ------------------------------------------------------------------------------------

RING = """() => {
  const at = document.activeElement;
  return [at, at.closest('label') ?? at].some((one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  });
}"""


def tab_to(page: LivePage, target) -> None:
    """Press the tab key until the focus is there."""
    for _ in range(60):
        if target.evaluate("(one) => one === document.activeElement"):
            return
        page.tab.keyboard.press("Tab")
    raise AssertionError(f"the tab key never came to {target}")


def told(page: LivePage) -> str:
    """What the page says, but for the time of day."""
    text = page.main.inner_text()
    return "\n".join(line.strip() for line in text.splitlines() if ":" not in line)


def entitle(stage, title: str) -> None:
    details = {"area": "Test area", "kind": "review", "date": "2026-11-22", "title": title}
    stage.trainer.command("edit_details", details=details)
